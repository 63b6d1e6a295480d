"""What a document is about as a whole: its projects, its meetings, and who speaks.

Here mentions become the things that facts are about: several mentions of one meeting are one meeting,
with the date and the place that belong to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kg.mentions.model import (
    DateMention,
    EventMention,
    OrganisationMention,
    PlaceMention,
    ProgrammeMention,
    ProjectMention,
)
from kg.mentions.reading import Reading
from kg.model import Entity, Span

PUBLIC = frozenset({"orgtype-municipality", "orgtype-region", "orgtype-public-body"})


def project_entity(mention: ProjectMention) -> Entity:
    """The project that a mention names."""
    return Entity("tco:Project", (mention.key,))


def programme_entity(mention: ProgrammeMention) -> Entity:
    """The programme that a mention names."""
    return Entity("tco:Programme", (mention.key,))


def place_entity(mention: PlaceMention) -> Entity:
    """The place that a mention names."""
    return Entity("tco:Place", (mention.place.id,))


def organisation_entity(mention: OrganisationMention) -> Entity:
    """The body that a mention names; public bodies have a class of their own."""
    return Entity("m8g:PublicOrganisation" if mention.type in PUBLIC else "org:Organization", mention.key)


@dataclass(frozen=True)
class Author:
    """The body in whose name a document speaks, and the words that tell it."""

    organisation: OrganisationMention
    span: Span
    confidence: float


@dataclass(frozen=True)
class Meeting:
    """A meeting of a document.

    Attributes:
        entity: key of the meeting inside the document.
        mentions: all mentions of it, in order.
        date: its date with a confidence, if told.
        place: its place with a confidence, if told.
        online: the words that say it was held on line.
    """

    entity: Entity
    type: str
    ordinal: int
    mentions: tuple[EventMention, ...]
    project: ProjectMention | None
    date: tuple[DateMention, float] | None
    place: tuple[PlaceMention, float] | None
    online: Span | None


@dataclass(frozen=True)
class Discourse:
    """A reading with what it is about.

    Attributes:
        protagonist: the body the document is mostly about.
        leads: the body that leads a project, by the project's key.
    """

    reading: Reading
    author: Author | None
    protagonist: OrganisationMention | None
    meetings: tuple[Meeting, ...]
    leads: Mapping[str, OrganisationMention] = field(default_factory=dict)

    def project_for(self, span: Span) -> ProjectMention | None:
        """The project that words are about, see ``project_for``."""
        return project_for(self.reading, span)

    def meeting_for(self, span: Span) -> Meeting | None:
        """The meeting that words are about: last mentioned up to their sentence, else the first."""
        end = self.reading.sentence(span.start).end
        before = [
            (m.span.start, meeting)
            for meeting in self.meetings
            for m in meeting.mentions
            if m.span.start < end
        ]
        if before:
            return max(before, key=lambda pair: pair[0])[1]
        return self.meetings[0] if self.meetings else None


def with_leads(discourse: Discourse, leads: Mapping[str, OrganisationMention]) -> Discourse:
    """The discourse with the bodies that lead its projects."""
    return replace(discourse, leads=leads)


def project_for(reading: Reading, span: Span) -> ProjectMention | None:
    """The project that words are about; None where a text with several projects does not tell.

    It is named in their sentence (before them rather than after), else last before them in their paragraph,
    else it is the only project of the text.
    """
    here = reading.inside(reading.projects, reading.sentence(span.start))
    if here:
        before = [m for m in here if m.span.start <= span.start]
        return before[-1] if before else here[0]
    paragraph = reading.paragraph(span.start)
    earlier = [m for m in reading.inside(reading.projects, paragraph) if m.span.end <= span.start]
    if earlier:
        return earlier[-1]
    return reading.projects[0] if len({m.key for m in reading.projects}) == 1 else None

"""What can be mentioned in a text: one class a kind of mention, each with its span and confidence.

A mention says which words name something and what they name; it says nothing about how the things
are related. Extractors do that.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.gazetteer import Place
from kg.model import Span


@dataclass(frozen=True, slots=True)
class DateMention:
    """A day, a range of days or part of a date.

    Attributes:
        start: XSD lexical form: ``2023-12-13``, ``2021-03`` or, without a year, ``--12-13``.
        end: as ``start``; the same for a single day.
        partial: the year or the day is missing.
    """

    span: Span
    start: str
    end: str
    partial: bool
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A town or region of the gazetteer; ``alternatives`` are other places of that name."""

    span: Span
    place: Place
    alternatives: tuple[Place, ...]
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class CountryMention:
    """A country by its name or by an adjective; ``country`` is ISO 3166-1 alpha-2."""

    span: Span
    country: str
    kind: str
    confidence: float


@dataclass(frozen=True, slots=True)
class ConceptMention:
    """A concept of our schemes by one of its words; ``concept`` is its local name."""

    span: Span
    concept: str

    @property
    def group(self) -> str:
        """The first part of the concept's name, which tells its scheme: ``event``, ``topic``, ``role``."""
        return self.concept.partition("-")[0]


@dataclass(frozen=True, slots=True)
class OrganisationMention:
    """A body by its name.

    Attributes:
        name: in the nominative, e.g. ``Δήμος Σερρών``.
        type: local name of the concept of its type, or empty.
        place: where it has its seat as its name says, if it does.
        country: ISO 3166-1 alpha-2, or empty.
        key: what makes it the same body again: type and place, else the folded name.
    """

    span: Span
    name: str
    type: str
    place: PlaceMention | None
    country: str
    key: tuple[str, ...]
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class PersonMention:
    """A person by name, with the words around it that say who that is.

    Attributes:
        name: in the nominative.
        surface: span of the name alone.
        honorific: as written, e.g. ``κα.``, or empty.
        post: span of the words that say the person's post or role, if any.
    """

    span: Span
    name: str
    surface: Span
    honorific: str
    post: Span | None
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class ProgrammeMention:
    """A funding programme.

    Attributes:
        name: usual name with edition or period, e.g. ``URBACT IV``.
        key: id in the authority file with edition or period.
        edition: number of the edition, 0 when it has none.
        names_projects: its projects begin their names with the programme's (LIFE GrIn).
    """

    span: Span
    name: str
    key: str
    edition: int
    names_projects: bool
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class ProjectMention:
    """A project by its acronym or title.

    Attributes:
        name: acronym or short name, as first written.
        key: the folded name.
        title: span of its full or translated title where it stands beside the name.
        name_span: span of the name alone.
    """

    span: Span
    name: str
    key: str
    name_span: Span
    title: Span | None
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class EventMention:
    """A meeting by the words for its kind.

    Attributes:
        type: local name of the event type, or empty for just "meeting".
        ordinal: as the words count, 0 when they do not.
    """

    span: Span
    type: str
    ordinal: int
    rule: str
    confidence: float

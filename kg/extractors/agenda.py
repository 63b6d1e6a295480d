"""The agenda of a meeting: what was presented and discussed, in the order of the text."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extractors.deliverables import deliverable_entity, deliverables
from kg.extractors.discourse import Discourse, Meeting
from kg.extractors.facts import Says, concept
from kg.extractors.groups import group_entity, local_group_mentions
from kg.extractors.visits import series_entity
from kg.model import Entity, Fact, Literal, Span, Value


def extract(discourse: Discourse) -> Iterator[Fact]:
    """Facts on agenda items. Who presented them is stated nowhere here: the passive does not say."""
    matters = sorted(_matters(discourse), key=lambda pair: pair[0])
    counts: dict[Entity, list[Value]] = {}
    for cue in discourse.reading.cues("presented"):
        meeting = discourse.meeting_for(cue)
        if not meeting:
            continue
        after = Span(cue.end, max(cue.end + 1, discourse.reading.sentence(cue.start).end))
        for span, matter in matters:
            seen = counts.setdefault(meeting.entity, [])
            if after.covers(span) and matter not in seen:
                seen.append(matter)
                yield from _item(meeting, Says(cue.to(span), "agenda.item", 0.8), matter, len(seen))


def _item(meeting: Meeting, says: Says, matter: Value, number: int) -> Iterator[Fact]:
    item = Entity("tco:AgendaItem", (*meeting.entity.key, str(number)))
    yield from says.a(item, ordinal=Literal.integer(number), about=matter)
    yield says.that(meeting.entity, "tco:agendaItem", item)


def _matters(discourse: Discourse) -> Iterator[tuple[Span, Value]]:
    """What can be on an agenda: deliverables, site visits, local groups, topics of managing a project."""
    reading = discourse.reading
    for span, kind, project in deliverables(discourse):
        yield span, deliverable_entity(reading, project, kind, span)
    for span in reading.cues("visits"):
        if of := discourse.project_for(span):
            yield span, series_entity(of)
    for span in local_group_mentions(reading):
        if of := discourse.project_for(span):
            yield span, group_entity(of)
    for found in reading.concepts:
        if found.group == "topic":
            yield found.span, concept(found.concept)

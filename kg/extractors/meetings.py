"""Meetings: kind, ordinal, days, place, who took part."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extractors import naming
from kg.extractors.discourse import Discourse, Meeting, organisation_entity, place_entity, project_entity
from kg.extractors.facts import Says, concept, held
from kg.model import Entity, Fact, Literal, Span


def extract(discourse: Discourse) -> Iterator[Fact]:
    """Facts on meetings."""
    for meeting in discourse.meetings:
        yield from _what(discourse, meeting)
        yield from _when_and_where(discourse, meeting)
        yield from _duration(discourse, meeting)
        yield from _took_part(discourse, meeting)


def _what(discourse: Discourse, meeting: Meeting) -> Iterator[Fact]:
    """Class, kind, ordinal, project and the words used for it."""
    entity, language = meeting.entity, discourse.reading.document.language
    for mention in meeting.mentions:
        says = Says(mention.span, mention.rule, mention.confidence)
        yield from says.a(entity)
        if mention.type or not meeting.type:
            yield says.that(entity, "tco:eventType", concept(meeting.type or "event-other"))
        if mention.ordinal:
            yield Says(mention.span, "meeting.ordinal", 0.95).that(
                entity, "tco:ordinal", Literal.integer(mention.ordinal)
            )
        words = discourse.reading.document.quote(mention.span)
        if mention.type and not words.isupper():
            yield says.that(entity, "skos:altLabel", Literal.text(words, language))
    if meeting.project:
        mention = meeting.mentions[0]
        same = discourse.reading.sentence(mention.span.start).covers(meeting.project.name_span)
        span = mention.span.to(meeting.project.name_span) if same else mention.span
        says = Says(span, "meeting.project", 0.95 if same else 0.8)
        yield says.that(entity, "tco:project", project_entity(meeting.project))


def _when_and_where(discourse: Discourse, meeting: Meeting) -> Iterator[Fact]:
    if meeting.date:
        date, confidence = meeting.date
        yield from held(Says(date.span, date.rule, confidence), meeting.entity, date)
    if meeting.place:
        place, confidence = meeting.place
        yield from naming.place(place, discourse.reading)
        says = Says(place.span, "meeting.place", confidence)
        yield says.that(meeting.entity, "tco:place", place_entity(place))
    if meeting.online:
        yield Says(meeting.online, "meeting.online", 0.9).that(
            meeting.entity, "tco:online", Literal.boolean(True)
        )


def _duration(discourse: Discourse, meeting: Meeting) -> Iterator[Fact]:
    """Days that the text counts: a two-day meeting."""
    for pattern, days in discourse.reading.pack.durations:
        for match in pattern.finditer(discourse.reading.folded):
            span = Span(*match.span())
            if discourse.meeting_for(span) is meeting:
                yield Says(span, "meeting.duration", 0.85).that(
                    meeting.entity, "tco:durationDays", Literal.integer(days)
                )


def _took_part(discourse: Discourse, meeting: Meeting) -> Iterator[Fact]:
    """Bodies that took part, as their sentence says together with the meeting."""
    reading = discourse.reading
    for mention in meeting.mentions:
        sentence = reading.sentence(mention.span.start)
        cue = reading.cue("participates", sentence)
        for body in reading.inside(reading.organisations, sentence):
            if cue and 0 <= cue.start - body.span.end <= 20:
                link = Entity("tco:Attendance", ("|".join(body.key), *meeting.entity.key))
                says = Says(
                    body.span.to(Span(mention.span.start, mention.span.end)), "meeting.took-part", 0.9
                )
                yield from says.a(link, participant=organisation_entity(body), event=meeting.entity)
                yield from naming.body(body, reading)

"""Programmes: a project's programme, its edition, strand and purpose, and how often who took part."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extractors import naming
from kg.extractors.discourse import Discourse, organisation_entity, programme_entity, project_entity
from kg.extractors.facts import Says, concept
from kg.mentions.model import ProgrammeMention
from kg.mentions.reading import Reading
from kg.model import Entity, Fact, Literal, Span

_ORDINAL = re.compile(r"(\d{1,2})\s?\w{1,2}\s+$")


def extract(discourse: Discourse) -> Iterator[Fact]:
    """Facts on programmes."""
    reading = discourse.reading
    for mention in reading.programmes:
        programme = programme_entity(mention)
        yield from naming.programme(mention)
        if mention.edition:
            says = Says(mention.span, "programme.edition", mention.confidence)
            yield says.that(programme, "tco:edition", Literal.integer(mention.edition))
        yield from _strand(reading, mention)
        yield from _purpose(reading, mention)
        yield from _times(discourse, mention)
    yield from _of_projects(discourse)
    yield from _approval(discourse)


def _of_projects(discourse: Discourse) -> Iterator[Fact]:
    """A project's programme: named in its sentence, else the only one of the document."""
    reading = discourse.reading
    best = _most_specific(reading)
    keys = dict.fromkeys(m.key for m in reading.projects)
    for key in keys:
        mentions = [m for m in reading.projects if m.key == key]
        near = [
            (abs(p.span.start - m.span.end), p)
            for m in mentions
            for p in reading.inside(reading.programmes, reading.sentence(m.span.start))
        ]
        if near:
            programme, rule, confidence = (
                min(near, key=lambda pair: pair[0])[1],
                "project.programme-near",
                0.9,
            )
        elif best and len(keys) == 1:
            programme, rule, confidence = best, "project.programme-of-text", 0.75
        else:
            continue
        programme = _same_family(best, programme)
        yield Says(programme.span, rule, confidence).that(
            project_entity(mentions[0]), "tco:programme", programme_entity(programme)
        )


def _most_specific(reading: Reading) -> ProgrammeMention | None:
    """The longest name of the only family of programmes a document names; none when it names several."""
    families = {m.name.split()[0] for m in reading.programmes}
    return max(reading.programmes, key=lambda m: len(m.name), default=None) if len(families) == 1 else None


def _same_family(best: ProgrammeMention | None, programme: ProgrammeMention) -> ProgrammeMention:
    """The more specific name when the document has one that begins with the programme's name."""
    return best if best and best.name.startswith(programme.name) else programme


def _strand(reading: Reading, mention: ProgrammeMention) -> Iterator[Fact]:
    """A strand named right after the programme or right before it."""
    for strand in reading.concepts:
        near = (
            0 <= strand.span.start - mention.span.end <= 6 or 0 <= mention.span.start - strand.span.end <= 6
        )
        if strand.group == "strand" and near:
            says = Says(strand.span, "programme.strand", 0.9)
            yield says.that(programme_entity(mention), "tco:programmeStrand", concept(strand.concept))


def _purpose(reading: Reading, mention: ProgrammeMention) -> Iterator[Fact]:
    """The words after "which aims to", up to the end of the sentence, and the concepts in them."""
    sentence = reading.sentence(mention.span.start)
    cue = reading.cue("purpose", sentence)
    between = [p for p in reading.inside(reading.projects, sentence) if cue and p.span.start < cue.start]
    if not cue or cue.start < mention.span.end or between:
        return
    words = reading.document.text[cue.end + 1 : sentence.end].rstrip(" .;!")
    span = Span(cue.end + 1, cue.end + 1 + len(words))
    programme = programme_entity(mention)
    yield Says(span, "programme.purpose", 0.9).that(
        programme, "tco:purpose", Literal.text(words, reading.document.language)
    )
    supports = reading.cue("supports", span)
    for found in reading.inside(reading.concepts, span):
        if found.group == "topic":
            yield Says(found.span, "programme.topic", 0.85).that(
                programme, "dct:subject", concept(found.concept)
            )
        elif supports and found.group == "x" and 0 < found.span.start - supports.end < 8:
            says = Says(supports.to(found.span), "programme.supports", 0.85)
            yield says.that(programme, "tco:supports", concept(found.concept))
        elif found.concept in ("x-networking", "x-capacity-building", "x-knowledge"):
            says = Says(found.span, "programme.activity", 0.85)
            yield says.that(programme, "tco:activityType", concept(found.concept))


def _times(discourse: Discourse, mention: ProgrammeMention) -> Iterator[Fact]:
    """``Takes part for the 4th time``: the source's own count, on the link of body and programme."""
    reading = discourse.reading
    sentence = reading.sentence(mention.span.start)
    cue = reading.cue("times", sentence)
    bodies = [o for o in reading.inside(reading.organisations, sentence) if o.span.end < mention.span.start]
    number = _ORDINAL.search(reading.folded[sentence.start : cue.start]) if cue else None
    if not (cue and number and bodies and reading.cue("participates", sentence)):
        return
    body, programme = organisation_entity(bodies[0]), programme_entity(mention)
    link = Entity("tco:ProgrammeParticipation", ("|".join(body.key), *programme.key))
    says = Says(Span(sentence.start + number.start(), cue.end), "programme.times", 0.85)
    yield from says.a(link, participant=body, programme=programme, ordinal=Literal.integer(int(number[1])))


def _approval(discourse: Discourse) -> Iterator[Fact]:
    reading = discourse.reading
    for cue in reading.cues("approved"):
        sentence = reading.sentence(cue.start)
        named = bool(
            reading.inside(reading.programmes, sentence) or reading.inside(reading.projects, sentence)
        )
        project = discourse.project_for(cue)
        if project and named:
            says = Says(cue, "project.approved", 0.8)
            yield says.that(project_entity(project), "tco:approvalStatus", concept("status-approved"))

"""Partners: who leads a project and who takes part in it."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extractors import naming
from kg.extractors.discourse import Discourse, organisation_entity, project_entity
from kg.extractors.facts import Says, concept
from kg.extractors.partner_lists import listed_bodies
from kg.mentions.model import OrganisationMention, ProjectMention
from kg.mentions.reading import Reading
from kg.model import Entity, Fact, Span

_SAID = 0.7
_WORD = re.compile(r"\w+")
_GAP_BEFORE_LEAD = re.compile(r"\s*[(–,-]?\s*(?:\w+\s+){0,2}")


@dataclass(frozen=True)
class Partnership:
    """A body that takes part in a project, in a role, as some words say."""

    body: OrganisationMention
    project: ProjectMention
    role: str
    says: Says


def extract(discourse: Discourse) -> Iterator[Fact]:
    """Facts on participations; who leads a project is not stated again as a mere partner.

    Words that only make it likely that a body is a partner are no evidence where others say so.
    """
    found = list(_partnerships(discourse))
    leading = {(p.body.key, p.project.key) for p in found if p.role == "role-lead-partner"}
    said = {(p.body.key, p.project.key) for p in found if p.says.confidence >= _SAID}
    for partnership in found:
        pair = (partnership.body.key, partnership.project.key)
        told = partnership.says.confidence >= _SAID or pair not in said
        if partnership.role == "role-lead-partner" or (pair not in leading and told):
            yield from _facts(discourse.reading, partnership)


def _facts(reading: Reading, partnership: Partnership) -> Iterator[Fact]:
    body, project = organisation_entity(partnership.body), project_entity(partnership.project)
    link = Entity("tco:Participation", ("|".join(body.key), partnership.project.key, partnership.role))
    yield from naming.body(partnership.body, reading)
    yield from partnership.says.a(link, participant=body, project=project, role=concept(partnership.role))


def _partnerships(discourse: Discourse) -> Iterator[Partnership]:
    yield from _leads(discourse)
    yield from _listed(discourse)
    yield from _taking_part(discourse)
    yield from _rest_of_partners(discourse)
    yield from _theirs(discourse)


def leading_bodies(discourse: Discourse) -> dict[str, OrganisationMention]:
    """The body that leads a project, by the project's key."""
    return {p.project.key: p.body for p in reversed(list(_leads(discourse)))}


def _leads(discourse: Discourse) -> Iterator[Partnership]:
    """A body right after the words for a lead partner, or right before them."""
    reading = discourse.reading
    for cue in reading.cues("lead"):
        body = _body_after(reading, cue) or _body_before(reading, cue)
        project = discourse.project_for(cue)
        if body and project and not _denied(reading, cue):
            says = Says(cue.to(body.span), "partner.lead", 0.95 * body.confidence)
            yield Partnership(body, project, "role-lead-partner", says)


def _body_after(reading: Reading, cue: Span) -> OrganisationMention | None:
    """The body that follows with no more than articles and an adjective of its country between."""
    for body in _starting(reading.bodies, cue.end, cue.end + 40):
        adjectives = [c.span for c in reading.countries if c.kind == "adjective" and cue.end < c.span.start]
        between = reading.folded[cue.end : body.span.start]
        for adjective in adjectives:
            if adjective.end <= body.span.start:
                between = between.replace(reading.folded[adjective.start : adjective.end], " ")
        words = set(_WORD.findall(between))
        person = any(p.span.overlaps(body.span) for p in reading.persons)
        plain = not between.strip(" :-") or bool(words)
        if plain and words <= reading.pack.fillers and not re.search(r"[.,;()]", between) and not person:
            return body
    return None


def _body_before(reading: Reading, cue: Span) -> OrganisationMention | None:
    """The body that stands right before: *X – coordinator*, *X as lead partner*."""
    near = [
        o for o in _starting(reading.organisations, cue.start - 120, cue.start) if o.span.end <= cue.start
    ]
    gap = reading.folded[near[-1].span.end : cue.start] if near else ""
    return near[-1] if near and _GAP_BEFORE_LEAD.fullmatch(gap) else None


def _starting(bodies: Sequence[OrganisationMention], start: int, end: int) -> Sequence[OrganisationMention]:
    """The bodies whose names begin between two positions."""
    first = bisect.bisect_left(bodies, start, key=lambda b: b.span.start)
    last = bisect.bisect_left(bodies, end, key=lambda b: b.span.start)
    return bodies[first:last]


def _denied(reading: Reading, cue: Span) -> bool:
    """Whether the clause of a cue is in the negative."""
    clause = max(reading.folded.rfind(mark, 0, cue.start) for mark in (",", ".", ";", "\n")) + 1
    return clause < cue.start and reading.cue("negation", Span(clause, cue.start)) is not None


def _listed(discourse: Discourse) -> Iterator[Partnership]:
    """Bodies of a list of partners, and what is said of each in it."""
    reading = discourse.reading
    for body, span, leads in listed_bodies(reading):
        project = discourse.project_for(span)
        if project:
            role = "role-lead-partner" if leads else "role-partner"
            yield Partnership(body, project, role, Says(span, "partner.list", 0.85))


def _taking_part(discourse: Discourse) -> Iterator[Partnership]:
    """A body said to be a partner of, or to take part in, a project that its sentence names or points to.

    Who takes part in a meeting attends it: that the sentence speaks of partners only makes it likely that
    they are one.
    """
    reading = discourse.reading
    for body in reading.organisations:
        sentence = reading.sentence(body.span.start)
        cues = [c for name in ("participates", "partner") for c in reading.cues(name, sentence)]
        near = [c for c in cues if _distance(body.span, c) < 110 and not _denied(reading, c)]
        project = discourse.project_for(body.span) if near else None
        if not project:
            continue
        confidence = _of_project(reading, sentence)
        if confidence:
            span = body.span.to(min(near, key=lambda c: _distance(body.span, c)))
            yield Partnership(body, project, "role-partner", Says(span, "partner.takes-part", confidence))


def _of_project(reading: Reading, sentence: Span) -> float:
    """How sure it is that taking part in a sentence is taking part in a project: 0 where it is not."""
    if reading.inside(reading.events, sentence):
        named = reading.inside(reading.projects, sentence) or reading.cue("project_head", sentence)
        return 0.65 if named and reading.cue("partner", sentence) else 0.6 if named else 0.0
    if reading.inside(reading.projects, sentence):
        return 0.85
    if reading.cue("partner", sentence):
        return 0.75
    programme = reading.inside(reading.programmes, sentence)
    return 0.7 if reading.cue("project_head", sentence) and not programme else 0.0


def _distance(a: Span, b: Span) -> int:
    return max(a.start - b.end, b.start - a.end, 0)


def _rest_of_partners(discourse: Discourse) -> Iterator[Partnership]:
    """A city named before "and the other partner cities" is one of them."""
    reading = discourse.reading
    for rest in reading.cues("all_partners"):
        sentence = reading.sentence(rest.start)
        cities = [
            c
            for c in reading.cues("partner_cities", sentence)
            if c.overlaps(rest) or 0 <= c.start - rest.end < 4
        ]
        before = [
            b for b in reading.bodies if sentence.start <= b.span.start and 0 < rest.start - b.span.end < 25
        ]
        project = discourse.project_for(rest)
        if cities and before and project:
            span = before[-1].span.to(cities[-1])
            yield Partnership(
                before[-1], project, "role-partner", Says(span, "partner.rest-of-partners", 0.9)
            )


def _theirs(discourse: Discourse) -> Iterator[Partnership]:
    """``Their participation in the project``, of the body or city last named in the sentence."""
    reading = discourse.reading
    for cue in reading.cues("participation_of_them"):
        sentence = reading.sentence(cue.start)
        before = [b for b in reading.bodies if sentence.start <= b.span.start and b.span.end <= cue.start]
        project = discourse.project_for(cue)
        if before and project:
            yield Partnership(before[-1], project, "role-partner", Says(cue, "partner.theirs", 0.8))

"""Partners: who leads a project and who takes part in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extractors import naming
from kg.extractors.discourse import Discourse, organisation_entity, project_entity
from kg.extractors.facts import Says, concept
from kg.extractors.partner_lists import listed_bodies
from kg.mentions.model import OrganisationMention, ProjectMention
from kg.mentions.reading import Reading
from kg.model import Entity, Fact, Span

_GAP_AFTER_LEAD = re.compile(r"\s+(?:\w+\s+){0,3}")
_GAP_BEFORE_LEAD = re.compile(r"\s*[(–,-]?\s*(?:\w+\s+){0,2}")


@dataclass(frozen=True)
class Partnership:
    """A body that takes part in a project, in a role, as some words say."""

    body: OrganisationMention
    project: ProjectMention
    role: str
    says: Says


def extract(discourse: Discourse) -> Iterator[Fact]:
    """Facts on participations; who leads a project is not stated again as a mere partner."""
    found = list(_partnerships(discourse))
    leading = {(p.body.key, p.project.key) for p in found if p.role == "role-lead-partner"}
    for partnership in found:
        if (
            partnership.role == "role-lead-partner"
            or (partnership.body.key, partnership.project.key) not in leading
        ):
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
        if body and project:
            span = cue.to(body.span)
            yield Partnership(
                body, project, "role-lead-partner", Says(span, "partner.lead", 0.95 * body.confidence)
            )


def _body_after(reading: Reading, cue: Span) -> OrganisationMention | None:
    for body in bodies(reading):
        gap = reading.folded[cue.end : body.span.start]
        if (
            0 < body.span.start - cue.end < 40
            and _GAP_AFTER_LEAD.fullmatch(gap)
            and not _person_at(reading, body.span)
        ):
            return body
    return None


def _body_before(reading: Reading, cue: Span) -> OrganisationMention | None:
    for body in reversed(reading.organisations):
        gap = reading.folded[body.span.end : cue.start]
        if body.span.end <= cue.start and _GAP_BEFORE_LEAD.fullmatch(gap):
            return body
    return None


def _person_at(reading: Reading, span: Span) -> bool:
    return any(person.span.overlaps(span) for person in reading.persons)


def bodies(reading: Reading) -> list[OrganisationMention]:
    """Organisations, and cities that may stand for theirs, in order."""
    inside = [o.place for o in reading.organisations if o.place]
    cities = [
        naming.city_body(place, reading)
        for place in reading.places
        if place not in inside and place.place.kind == "town"
        and not any(o.span.overlaps(place.span) for o in reading.organisations)
    ]  # fmt: skip
    return sorted([*reading.organisations, *cities], key=lambda o: o.span)


def _listed(discourse: Discourse) -> Iterator[Partnership]:
    """Bodies of a list of partners, and what is said of each in it."""
    reading = discourse.reading
    for body, span, leads in listed_bodies(reading):
        project = discourse.project_for(span)
        if project:
            role = "role-lead-partner" if leads else "role-partner"
            yield Partnership(body, project, role, Says(span, "partner.list", 0.85))


def _taking_part(discourse: Discourse) -> Iterator[Partnership]:
    """A body named in one sentence with the project or its meeting and a word for taking part."""
    reading = discourse.reading
    for body in reading.organisations:
        sentence = reading.sentence(body.span.start)
        cues = [*reading.cues("participates", sentence), *reading.cues("partner", sentence)]
        projects, events = (
            reading.inside(reading.projects, sentence),
            reading.inside(reading.events, sentence),
        )
        project = discourse.project_for(body.span)
        near = min((_distance(body.span, cue) for cue in cues), default=1000)
        of_programme = not (projects or events) and reading.inside(reading.programmes, sentence)
        if project and near < 110 and not of_programme:
            confidence = 0.85 if projects or events else 0.7
            span = body.span.to(min(cues, key=lambda c: _distance(body.span, c)))
            yield Partnership(body, project, "role-partner", Says(span, "partner.takes-part", confidence))


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
            b for b in bodies(reading) if sentence.start <= b.span.start and 0 < rest.start - b.span.end < 25
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
        before = [b for b in bodies(reading) if sentence.start <= b.span.start and b.span.end <= cue.start]
        project = discourse.project_for(cue)
        if before and project:
            yield Partnership(before[-1], project, "role-partner", Says(cue, "partner.theirs", 0.8))

"""Site visits: a series of them reported together, and one made in the course of a meeting."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extractors import naming
from kg.extractors.discourse import Discourse, organisation_entity, place_entity, project_entity
from kg.extractors.facts import Says, concept
from kg.extractors.persons import person_entity
from kg.mentions.model import OrganisationMention, ProjectMention
from kg.model import Entity, Fact, Span


def extract(discourse: Discourse) -> Iterator[Fact]:
    """Facts on site visits."""
    yield from _series(discourse)
    yield from _visits(discourse)


def series_entity(project: ProjectMention) -> Entity:
    """The site visits of a project, taken together."""
    return Entity("tco:SiteVisitSeries", (project.key,))


def _series(discourse: Discourse) -> Iterator[Fact]:
    """Visits that a text reports together: who made them, where, and whether everywhere."""
    reading = discourse.reading
    for cue in reading.cues("visits"):
        project = discourse.project_for(cue)
        if not project:
            continue
        series = series_entity(project)
        yield from Says(cue, "visits.series", 0.9).a(series, project=project_entity(project))
        rest = Span(cue.end, max(cue.end + 1, reading.sentence(cue.start).end))
        first_place = next((b.span.start for b in reading.bodies if rest.covers(b.span)), rest.end)
        for person in reading.inside(reading.persons, rest):
            if person.span.end <= first_place:
                yield Says(cue.to(person.span), "visits.visitor", 0.85).that(
                    series, "tco:visitor", person_entity(person)
                )
        yield from _everywhere(discourse, series, project, rest)


def _everywhere(discourse: Discourse, series: Entity, project: ProjectMention, rest: Span) -> Iterator[Fact]:
    """``In Serres and in the other partner cities``: the place named, and all partners."""
    reading = discourse.reading
    everywhere = reading.cue("all_partners", rest)
    for place in reading.inside(reading.places, rest):
        locative = any(
            0 < place.span.start - c.end <= 4 or c.end + 1 == place.span.start
            for c in reading.cues("locative", rest)
        )
        if locative and place.place.kind == "town":
            yield from naming.place(place, reading)
            span = place.span.to(everywhere) if everywhere else place.span
            yield Says(span, "visits.visited", 0.85).that(series, "tco:visited", place_entity(place))
    if everywhere:
        cities = reading.cue("partner_cities", rest)
        span = everywhere.to(cities) if cities else everywhere
        yield Says(span, "visits.all-partners", 0.85).that(
            series, "tco:visitedAllPartnersOf", project_entity(project)
        )


def _visits(discourse: Discourse) -> Iterator[Fact]:
    """A visit that the text tells in the first person or of guests: what was seen, who received them."""
    reading = discourse.reading
    for cue in reading.cues("visited"):
        sentence = reading.sentence(cue.start)
        after = Span(cue.end, max(cue.end + 1, sentence.end))
        host = _host(discourse, after)
        seen = [
            c
            for c in reading.inside(reading.concepts, after)
            if c.concept in ("x-social-welfare", "x-partner-priorities")
        ]
        meeting = discourse.meeting_for(cue)
        if not (host and meeting):
            continue
        visit = Entity("tco:SiteVisit", ("|".join(host.key), *meeting.entity.key))
        says = Says(cue.to(host.span), "visit.told", 0.85)
        yield from says.a(visit, eventType=concept("event-site-visit"), host=organisation_entity(host))
        yield from naming.body(host, reading)
        if meeting.project:
            yield says.that(visit, "tco:project", project_entity(meeting.project))
        for found in seen:
            property_ = "tco:about" if found.concept == "x-partner-priorities" else "tco:visited"
            yield Says(found.span, "visit.seen", 0.8).that(visit, property_, concept(found.concept))
        alongside = reading.cue("alongside", Span(sentence.start, cue.end))
        if alongside:
            says = Says(alongside.to(cue), "visit.part-of-meeting", 0.8)
            yield says.that(visit, "tco:partOfEvent", meeting.entity)


def _host(discourse: Discourse, after: Span) -> OrganisationMention | None:
    """The body whose people received the visitors, by its name or its city's."""
    people = discourse.reading.cue("host_people", after)
    return next((b for b in discourse.reading.bodies if people and 0 < b.span.start - people.end <= 12), None)

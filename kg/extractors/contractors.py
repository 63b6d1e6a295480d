"""Contractors that a text speaks of without naming them, and those who work for them."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extractors.discourse import Discourse, project_entity
from kg.extractors.facts import Says, concept
from kg.extractors.naming import unnamed_body
from kg.extractors.projects import phase_entity, phase_mentions
from kg.mentions.reading import Reading
from kg.model import Entity, Fact, Literal, Span


def is_contractor(reading: Reading, post: Span) -> bool:
    """Whether the words after a person's name say that a contractor employs them."""
    return reading.cue("from_body", post) is not None and reading.cue("contractor", post) is not None


def of_contractor(discourse: Discourse, person: Entity, post: Span) -> Iterator[Fact]:
    """The person's membership in the contractor's team, and the contractor's part in the project.

    The contractor is not named, so it is a body of this document alone.
    """
    reading = discourse.reading
    document_id = reading.document.sha256[:12]
    contractor = unnamed_body("contractor", document_id)
    cue = reading.cue("contractor", post)
    assert cue is not None
    rest = Span(cue.start, post.end)
    says = Says(rest, "contractor.unnamed", 0.85)
    yield from says.a(contractor, namedInSource=Literal.boolean(False))
    yield from _part_in_project(discourse, contractor, rest)
    team = reading.cue("team_head", post)
    body = contractor
    if team and team.end < cue.start:
        body = unnamed_body("contractor-team", document_id)
        says = Says(team.to(cue), "contractor.team", 0.85)
        yield from says.a(body, namedInSource=Literal.boolean(False))
        yield says.that(body, "org:subOrganizationOf", contractor)
    link = Entity("org:Membership", (*person.key, *body.key))
    says = Says(post, "contractor.member", 0.85)
    yield from says.a(link)
    yield says.that(link, "org:member", person)
    yield says.that(link, "org:organization", body)


def _part_in_project(discourse: Discourse, contractor: Entity, words: Span) -> Iterator[Fact]:
    project = discourse.project_for(words)
    if not project:
        return
    link = Entity("tco:Participation", ("|".join(contractor.key), project.key, "role-external-contractor"))
    says = Says(words, "contractor.part", 0.85)
    role = concept("role-external-contractor")
    yield from says.a(link, participant=contractor, project=project_entity(project), role=role)
    for span, ordinal in phase_mentions(discourse.reading):
        if words.covers(span):
            yield Says(words, "contractor.phase", 0.85).that(
                link, "tco:phase", phase_entity(project, ordinal)
            )

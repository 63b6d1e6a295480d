"""Persons: names as written, posts in bodies, roles in projects, whom they represented at a meeting.

Roles only as stated; nothing is inferred from an honorific or a name.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.extractors import naming
from kg.extractors.contractors import is_contractor, of_contractor
from kg.extractors.discourse import Discourse, Meeting, organisation_entity, project_entity
from kg.extractors.facts import Says, concept, date_literal
from kg.languages.folding import fold
from kg.mentions.model import ConceptMention, OrganisationMention, PersonMention
from kg.mentions.organisations import city_body
from kg.mentions.reading import Reading
from kg.model import Entity, Fact, Literal, Span, Value

_LOCAL = frozenset({"role-mayor", "role-deputy-mayor", "role-councillor", "role-deputy-regional-governor"})
_IN_PROJECT = frozenset({"role-project-coordinator", "role-lead-expert"})


def extract(discourse: Discourse) -> Iterator[Fact]:
    """Facts on persons."""
    for mention in discourse.reading.persons:
        body = _body_of(discourse, mention)
        yield from _name(discourse.reading, mention)
        yield from _roles(discourse, mention, body)
        yield from _represents(discourse, mention)


def person_entity(mention: PersonMention) -> Entity:
    """The person that a mention names."""
    return Entity("foaf:Person", (fold(mention.name),))


def _name(reading: Reading, mention: PersonMention) -> Iterator[Fact]:
    person = person_entity(mention)
    says = Says(mention.surface, mention.rule, mention.confidence)
    yield from says.a(person)
    foreign = reading.is_foreign(mention.name)
    name = Literal(mention.name) if foreign else Literal.text(mention.name, reading.document.language)
    yield says.that(person, "foaf:name", name)
    if mention.honorific:
        says = Says(mention.span, "person.honorific", 0.95)
        yield says.that(person, "vcard:honorific-prefix", Literal(mention.honorific))


def _body_of(discourse: Discourse, mention: PersonMention) -> tuple[OrganisationMention, Span, float] | None:
    """The body a person belongs to: named in the post or by its city, else the one represented."""
    reading = discourse.reading
    if mention.post:
        named = [o for o in reading.organisations if mention.post.to(mention.span).overlaps(o.span)]
        if named:
            return named[0], named[0].span, 0.9
        cities = [p for p in reading.inside(reading.places, mention.post) if p.place.kind == "town"]
        if cities:
            body = city_body(cities[0], reading.document.quote(cities[0].span))
            return body, body.span, 0.75
    represented = _represented(reading, mention)
    if represented:
        return represented[0], represented[1].to(represented[0].span), 0.75
    return _own_body(discourse, mention)


def _own_body(discourse: Discourse, mention: PersonMention) -> tuple[OrganisationMention, Span, float] | None:
    """The body a document speaks for or mostly of, for a post of local government that names no body."""
    reading = discourse.reading
    posts = reading.inside(reading.concepts, mention.post) if mention.post else []
    local = next((p for p in posts if p.concept in _LOCAL), None)
    body = discourse.author.organisation if discourse.author else discourse.protagonist
    public = body is not None and body.type in ("orgtype-municipality", "orgtype-region")
    return (body, local.span, 0.65) if local and body and public else None


def _roles(
    discourse: Discourse, mention: PersonMention, body: tuple[OrganisationMention, Span, float] | None
) -> Iterator[Fact]:
    """Posts and project roles told beside the name."""
    reading = discourse.reading
    if not mention.post:
        return
    if is_contractor(reading, mention.post):
        yield from of_contractor(discourse, person_entity(mention), mention.post)
        return
    if reading.cue("lead", mention.post) and reading.cue("partner", mention.post):
        yield from _lead_representative(discourse, mention)
        return
    roles = [c for c in reading.inside(reading.concepts, mention.post) if c.group == "role"]
    in_project = [r for r in roles if r.concept in _IN_PROJECT]
    for role in in_project:
        yield from _assignment(discourse, mention, role, body)
    posts = [r for r in roles if r.concept not in _IN_PROJECT]
    if body and (posts or not in_project):
        yield from _membership(discourse, mention, posts, body)
    elif posts and not in_project and reading.cue("project_head", mention.post):
        yield from _assignment(discourse, mention, posts[0], body)


def _title(reading: Reading, mention: PersonMention) -> Literal:
    """The post in the source's words."""
    assert mention.post is not None
    words = " ".join(reading.document.quote(mention.post).split())
    return Literal.text(words, reading.document.language)


def _assignment(
    discourse: Discourse,
    mention: PersonMention,
    role: ConceptMention | None,
    body: tuple[OrganisationMention, Span, float] | None,
) -> Iterator[Fact]:
    """A role in the project, on behalf of a body where one is known."""
    project = discourse.project_for(mention.span)
    if not project or not mention.post:
        return
    person = person_entity(mention)
    link = Entity("tco:Assignment", (*person.key, project.key, role.concept if role else ""))
    says = Says(role.span if role else mention.post, "person.project-role", 0.85)
    links: dict[str, Value] = {"person": person, "project": project_entity(project)}
    if role:
        links["role"] = concept(role.concept)
    yield from says.a(link, **links)
    yield Says(mention.post, "person.post", 0.85).that(
        link, "tco:roleTitle", _title(discourse.reading, mention)
    )
    if body:
        yield from naming.body(body[0], discourse.reading)
        yield Says(body[1], "person.on-behalf-of", body[2]).that(
            link, "tco:onBehalfOf", organisation_entity(body[0])
        )


def _lead_representative(discourse: Discourse, mention: PersonMention) -> Iterator[Fact]:
    """``The lead partner, Mr. …`` is one who acts for the lead partner: the body leads, not the person."""
    project = discourse.project_for(mention.span)
    if not project or not mention.post:
        return
    person = person_entity(mention)
    link = Entity("tco:Assignment", (*person.key, project.key, "role-lead-partner-representative"))
    says = Says(mention.post.to(mention.span), "person.lead-partner", 0.8)
    role = concept("role-lead-partner-representative")
    yield from says.a(link, person=person, project=project_entity(project), role=role)
    yield Says(mention.post, "person.post", 0.85).that(
        link, "tco:roleTitle", _title(discourse.reading, mention)
    )
    lead = discourse.leads.get(project.key)
    if lead:
        says = Says(says.span, "person.acts-for-lead", 0.7)
        yield says.that(link, "tco:onBehalfOf", organisation_entity(lead))


def _membership(
    discourse: Discourse,
    mention: PersonMention,
    posts: list[ConceptMention],
    body: tuple[OrganisationMention, Span, float],
) -> Iterator[Fact]:
    """A post in a body or a unit of it; attested on the day of the meeting, which does not tell its start."""
    assert mention.post is not None
    reading, person = discourse.reading, person_entity(mention)
    organisation = organisation_entity(body[0])
    yield from naming.body(body[0], reading)
    unit = _unit(reading, mention.post, organisation)
    link = Entity("org:Membership", (*person.key, "|".join(organisation.key)))
    says = Says(mention.post, "person.post", 0.9)
    yield from says.a(link)
    yield says.that(link, "org:member", person)
    yield says.that(link, "tco:roleTitle", _title(reading, mention))
    for post in posts:
        yield Says(mention.post, "person.post-kind", 0.85).that(link, "org:role", concept(post.concept))
    if unit:
        entity, span = unit
        yield from Says(span, "person.unit", 0.85).a(entity)
        name = Literal.text(reading.document.quote(span), reading.document.language)
        yield Says(span, "person.unit", 0.85).that(entity, "skos:altLabel", name)
        yield Says(body[1].to(mention.post), "person.unit-of", body[2] + 0.1).that(
            entity, "org:unitOf", organisation
        )
    holder = unit[0] if unit else organisation
    yield Says(mention.post, "person.post-in", body[2] + 0.1).that(link, "org:organization", holder)
    meeting = discourse.meeting_for(mention.span)
    present = meeting and (_represented(reading, mention) or _in_sentence(reading, mention, meeting))
    if meeting and present and meeting.date and not meeting.date[0].partial:
        date = meeting.date[0]
        yield Says(date.span, "person.attested", 0.8).that(link, "tco:attestedOn", date_literal(date.end))


def _in_sentence(reading: Reading, mention: PersonMention, meeting: Meeting) -> bool:
    """Whether a person and a meeting or its date are spoken of in one sentence."""
    sentence = reading.sentence(mention.span.start)
    dated = meeting.date is not None and sentence.covers(meeting.date[0].span)
    return dated or any(sentence.covers(m.span) for m in meeting.mentions)


def _unit(reading: Reading, post: Span, organisation: Entity) -> tuple[Entity, Span] | None:
    """A department named in the words of a post: its first word and the capitalised ones after it."""
    cue = reading.cue("unit_head", post)
    if not cue:
        return None
    end = position = cue.end
    for word in reading.document.text[cue.end : post.end].split(" ")[1:]:
        position += 1 + len(word)
        if word[:1].isupper():
            end = position
        elif not (fold(word) in reading.pack.conjunctions or word in ("–", "-")):
            break
    if end == cue.end:
        return None
    span = Span(cue.start, end)
    return Entity(
        "org:OrganizationalUnit", (fold(reading.document.quote(span)), "|".join(organisation.key))
    ), span


def _represented(reading: Reading, mention: PersonMention) -> tuple[OrganisationMention, Span] | None:
    """The body that a person's sentence says was represented."""
    sentence = reading.sentence(mention.span.start)
    cue = reading.cue("represents", sentence)
    if not cue or mention.span.start < cue.start:
        return None
    named = [
        o
        for o in reading.inside(reading.organisations, sentence)
        if abs(o.span.end - cue.start) < 90 and o.span.end <= cue.start
    ]
    return (named[-1], cue) if named else None


def _represents(discourse: Discourse, mention: PersonMention) -> Iterator[Fact]:
    """Attendance of the meeting on behalf of the body represented."""
    reading = discourse.reading
    represented = _represented(reading, mention)
    meeting: Meeting | None = discourse.meeting_for(mention.span)
    if not (represented and meeting):
        return
    body, cue = represented
    person = person_entity(mention)
    link = Entity("tco:Attendance", (*person.key, *meeting.entity.key))
    says = Says(cue.to(mention.span), "person.attended", 0.85)
    yield from says.a(link, person=person, event=meeting.entity)
    yield from naming.body(body, reading)
    says = Says(body.span.to(cue), "person.represented", 0.85)
    yield says.that(link, "tco:onBehalfOf", organisation_entity(body))

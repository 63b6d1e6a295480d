"""Natural keys: what makes an entity the same thing again, by class.

An extractor's key is natural already for programmes (the name with edition or period), places (the id in
the gazetteer) and organisations (kind and place, else name and country). For the other classes the table
below says which properties make the key. A key that would say too little is closed with the document, so
that the thing is never taken for another document's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kg.identifiers import digest
from kg.model import Document, Entity, Fact, Literal, Term, Value

NATURAL = frozenset(
    {"tco:Programme", "tco:Place", "org:Organization", "m8g:PublicOrganisation", "skos:Concept"}
)
"""Classes whose extracted keys are natural keys."""


@dataclass(frozen=True)
class KeyRule:
    """How the key of a class is made.

    Attributes:
        own: whether the extractor's key (a folded name) is part of it.
        properties: whose values are parts of it, in this order.
        inverse: properties through which others point to the entity, in this order: their subjects are.
        any_of: of these at least one must be there; else the document's text closes the key.
        all_of: of these all must be there, dates with their year and day; else the same.
    """

    own: bool = False
    properties: tuple[str, ...] = ()
    inverse: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    all_of: tuple[str, ...] = ()


RULES: Mapping[str, KeyRule] = {
    "tco:Project": KeyRule(own=True, properties=("tco:programme",), any_of=("tco:programme",)),
    "tco:Meeting": KeyRule(
        properties=("tco:project", "tco:eventType", "schema:startDate", "tco:place"),
        all_of=("tco:project", "schema:startDate"),
    ),
    "tco:SiteVisit": KeyRule(
        properties=("tco:project", "tco:host", "tco:partOfEvent"), any_of=("tco:partOfEvent",)
    ),
    "tco:SiteVisitSeries": KeyRule(properties=("tco:project",), any_of=("tco:project",)),
    "foaf:Person": KeyRule(own=True),
    "org:OrganizationalUnit": KeyRule(own=True, properties=("org:unitOf",), any_of=("org:unitOf",)),
    "tco:Deliverable": KeyRule(
        own=True, properties=("tco:project", "tco:deliverableType"), any_of=("tco:project",)
    ),
    "tco:LocalGroup": KeyRule(properties=("tco:project", "tco:localGroupOf"), any_of=("tco:localGroupOf",)),
    "tco:Phase": KeyRule(properties=("dct:isPartOf", "tco:ordinal"), any_of=("dct:isPartOf",)),
    "tco:Participation": KeyRule(properties=("tco:participant", "tco:project", "tco:role")),
    "tco:Assignment": KeyRule(properties=("tco:person", "tco:project", "tco:role", "tco:onBehalfOf")),
    "tco:Attendance": KeyRule(properties=("tco:person", "tco:participant", "tco:event", "tco:onBehalfOf")),
    "tco:ProgrammeParticipation": KeyRule(properties=("tco:participant", "tco:programme")),
    "org:Membership": KeyRule(properties=("org:member", "org:organization", "org:role")),
    "tco:AgendaItem": KeyRule(properties=("tco:about",), inverse=("tco:agendaItem",)),
    "tco:PolicyGoal": KeyRule(properties=("tco:policyGoalOf", "dct:subject")),
}
"""The key of a class, for all classes but those in ``NATURAL`` and the announcement."""

_PERSON_LINKS = ("tco:onBehalfOf", "org:organization")


def link(document: Document, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """The facts with every entity's key replaced by its natural key."""
    keys = _Keys(document, facts)

    def linked(value: Value) -> Value:
        return keys.natural(value) if isinstance(value, Entity) else value

    return tuple(
        replace(fact, subject=keys.natural(fact.subject), value=linked(fact.value)) for fact in facts
    )


class _Keys:
    """The natural keys of one document's entities, each worked out once."""

    def __init__(self, document: Document, facts: tuple[Fact, ...]) -> None:
        self._document = document
        self._known: dict[Entity, Entity] = {}
        self._values: dict[tuple[Entity, str], list[Fact]] = {}
        self._subjects: dict[tuple[Value, str], list[Entity]] = {}
        for fact in facts:
            self._values.setdefault((fact.subject, fact.property), []).append(fact)
            self._subjects.setdefault((fact.value, fact.property), []).append(fact.subject)

    def natural(self, entity: Entity) -> Entity:
        """The entity with its natural key."""
        if entity not in self._known:
            self._known[entity] = Entity(entity.type, self._key(entity))
        return self._known[entity]

    def _key(self, entity: Entity) -> tuple[str, ...]:
        if entity.type in NATURAL:
            return entity.key
        if entity.type == "tco:Announcement":
            source = self._document.announcement.known.get("source_url")
            return ("url", source) if source else ("text", self._document.sha256)
        rule = RULES[entity.type]
        parts = list(entity.key) if rule.own else []
        parts += [self._part(entity, name) for name in rule.properties]
        parts += [self._pointing(entity, name) for name in rule.inverse]
        if entity.type == "foaf:Person":
            parts.append(self._body_of(entity) if " " in entity.key[0] else self._document.sha256)
        lacking = rule.any_of and not any(self._part(entity, name) for name in rule.any_of)
        if lacking or not all(self._is_whole(entity, name) for name in rule.all_of):
            parts.append(self._document.sha256)
        return tuple(parts)

    def _is_whole(self, entity: Entity, name: str) -> bool:
        """Whether a property has a value, and a date is a whole one."""
        values = [fact.value for fact in self._values.get((entity, name), [])]
        dates = [value for value in values if isinstance(value, Literal)]
        return bool(values) and all(date.datatype == "xsd:date" for date in dates)

    def _part(self, entity: Entity, name: str) -> str:
        """The best attested value of a property as a part of a key, empty when there is none."""
        facts = self._values.get((entity, name), [])
        if not facts:
            return ""
        best = max(facts, key=lambda f: (f.confidence, -f.span.start))
        return self._text(best.value)

    def _pointing(self, entity: Entity, name: str) -> str:
        subjects = self._subjects.get((entity, name), [])
        return self._text(subjects[0]) if subjects else ""

    def _text(self, value: Value) -> str:
        if isinstance(value, Entity):
            natural = self.natural(value)
            return digest(natural.type, *natural.key)
        return value.name if isinstance(value, Term) else value.lexical

    def _body_of(self, person: Entity) -> str:
        """The body a person acts for or belongs to; the document where none is known."""
        links = [s for name in ("tco:person", "org:member") for s in self._subjects.get((person, name), [])]
        bodies = [f for s in links for name in _PERSON_LINKS for f in self._values.get((s, name), [])]
        if not bodies:
            return self._document.sha256
        best = max(bodies, key=lambda f: (f.confidence, -f.span.start)).value
        return self._text(self._unit_owner(best))

    def _unit_owner(self, value: Value) -> Value:
        """The body a unit belongs to, for units; else the value itself."""
        owners = self._values.get((value, "org:unitOf"), []) if isinstance(value, Entity) else []
        return owners[0].value if owners else value

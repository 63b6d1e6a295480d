"""Records: the facts of a document as plain rows of projects, partners, meetings, deliverables, persons.

A record is a view of facts, for people and programs that want a table rather than a graph; field names and
values are those of docs/reference/records.md. Every record carries the words it rests on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kg import gazetteer
from kg.languages.authority import alpha2
from kg.model import Document, Entity, Fact, Literal, Span, Term, Value

Record = dict[str, Any]

_ROLES = {
    "concept:role-lead-partner": "lead",
    "concept:role-partner": "partner",
    "concept:role-associated-partner": "associated",
}
_MEETING_TYPES = {
    "event-kick-off": "kick-off",
    "event-transnational-meeting": "transnational meeting",
    "event-partner-meeting": "transnational meeting",
    "event-steering-committee": "steering committee",
    "event-study-visit": "study visit",
    "event-workshop": "workshop",
    "event-training": "training",
    "event-conference": "conference",
    "event-final-event": "final event",
    "event-info-day": "info day",
}
_NAMES = ("tco:acronym", "skos:prefLabel", "foaf:name", "skos:altLabel")


def records(document: Document, facts: tuple[Fact, ...]) -> Record:
    """The record of a document: its announcement and what it tells of, by kind.

    Args:
        document: the document.
        facts: its linked facts.
    """
    table = _Table(document, facts)
    return {
        "id": document.id,
        "lang": document.language,
        "announcement": _announcement(table),
        "projects": [_project(table, e) for e in table.of("tco:Project")],
        "partners": [r for e in table.of("tco:Participation") if (r := _partner(table, e))],
        "meetings": [_meeting(table, e) for e in table.of("tco:Meeting")],
        "deliverables": [_deliverable(table, e) for e in table.of("tco:Deliverable")],
        "persons": [_person(table, e) for e in table.of("foaf:Person")],
    }


class _Table:
    """Facts by subject and property, the most certain first."""

    def __init__(self, document: Document, facts: tuple[Fact, ...]) -> None:
        self.document = document
        self.by_subject: dict[Entity, list[Fact]] = {}
        self.by_value: dict[Value, list[Fact]] = {}
        for fact in sorted(facts, key=lambda f: (-f.confidence, f.span)):
            self.by_subject.setdefault(fact.subject, []).append(fact)
            self.by_value.setdefault(fact.value, []).append(fact)

    def of(self, type_: str) -> list[Entity]:
        """Entities of a class, in order of first mention."""
        found = [e for e in self.by_subject if e.type == type_]
        return sorted(found, key=lambda e: min(f.span for f in self.by_subject[e]))

    def facts(self, entity: Entity, property_: str) -> list[Fact]:
        return [f for f in self.by_subject.get(entity, []) if f.property == property_]

    def first(self, entity: Value | None, property_: str) -> Value | None:
        found = self.facts(entity, property_) if isinstance(entity, Entity) else []
        return found[0].value if found else None

    def text(self, entity: Value | None, property_: str) -> str | None:
        value = self.first(entity, property_)
        return value.lexical if isinstance(value, Literal) else None

    def name(self, entity: Value | None) -> str | None:
        return next((name for p in _NAMES if (name := self.text(entity, p))), None)

    def concept(self, entity: Entity, property_: str) -> str:
        value = self.first(entity, property_)
        return value.name if isinstance(value, Term) else ""

    def subjects(self, value: Entity, property_: str) -> list[Entity]:
        return list(dict.fromkeys(f.subject for f in self.by_value.get(value, []) if f.property == property_))

    def place(self, entity: Value | None) -> tuple[str | None, str | None]:
        """International name and country (ISO 3166-1 alpha-2) of a place."""
        place = gazetteer.load().get(entity.key[0]) if isinstance(entity, Entity) else None
        return (place.name, place.country) if place else (None, None)

    def evidence(self, entities: Iterable[Value | None]) -> Mapping[str, Any]:
        """Spans and confidence of the facts on some entities; the first one's class tells the confidence."""
        known = [e for e in entities if isinstance(e, Entity)]
        facts = [f for e in known for f in self.by_subject.get(e, [])]
        spans = sorted({f.span for f in facts if f.subject == known[0]})
        confidence = max((f.confidence for f in facts if f.subject == known[0]), default=0.0)
        return {"evidence": [self._quoted(span) for span in spans], "confidence": confidence}

    def _quoted(self, span: Span) -> Record:
        return {"start": span.start, "end": span.end, "quote": self.document.quote(span)}


def _announcement(table: _Table) -> Record:
    entity = table.of("tco:Announcement")[0]
    known = table.document.announcement.known
    return {
        "title": table.text(entity, "dct:title"),
        "published": table.text(entity, "dct:issued") or known.get("published"),
        "publisher": table.name(table.first(entity, "dct:publisher")) or known.get("publisher"),
        **table.evidence([entity]),
    }


def _project(table: _Table, entity: Entity) -> Record:
    topics = [table.document.quote(f.span) for f in table.facts(entity, "dct:subject")]
    return {
        "name": table.name(entity),
        "full_title": table.text(entity, "skos:altLabel"),
        "programme": table.text(table.first(entity, "tco:programme"), "skos:prefLabel"),
        "topic_terms": list(dict.fromkeys(topics)),
        **table.evidence([entity]),
    }


def _partner(table: _Table, entity: Entity) -> Record | None:
    """A partner; None for roles that are not a partner's, such as a contractor's."""
    role = _ROLES.get(table.concept(entity, "tco:role"))
    body = table.first(entity, "tco:participant")
    if not role:
        return None
    place, country = table.place(table.first(body, "tco:seat"))
    return {
        "project": table.name(table.first(entity, "tco:project")),
        "organisation": table.text(body, "skos:prefLabel") or table.name(body),
        "place": place,
        "country": country or _country(table, body),
        "role": role,
        **table.evidence([entity, body]),
    }


def _country(table: _Table, body: Value | None) -> str | None:
    value = table.first(body, "tco:country")
    return alpha2(value.name.partition(":")[2]) if isinstance(value, Term) else None


def _meeting(table: _Table, entity: Entity) -> Record:
    start, end = table.text(entity, "schema:startDate"), table.text(entity, "schema:endDate")
    whole = bool(start and end and len(start) == len(end) == 10)
    place, country = table.place(table.first(entity, "tco:place"))
    ordinal = table.text(entity, "tco:ordinal")
    kind = table.concept(entity, "tco:eventType").removeprefix("concept:")
    record: Record = {
        "project": table.name(table.first(entity, "tco:project")),
        "type": _MEETING_TYPES.get(kind, "other"),
        "ordinal": int(ordinal) if ordinal else None,
        "start": start if whole else None,
        "end": end if whole else None,
        "place": place,
        "country": country,
        "online": table.text(entity, "tco:online") == "true",
    }
    if start and not whole:
        record["partial"] = [start, end]
    return record | dict(table.evidence([entity]))


def _deliverable(table: _Table, entity: Entity) -> Record:
    return {
        "project": table.name(table.first(entity, "tco:project")),
        "name": table.name(entity),
        "type": table.concept(entity, "tco:deliverableType")
        .removeprefix("concept:deliverable-")
        .replace("-", " "),
        **table.evidence([entity]),
    }


def _person(table: _Table, entity: Entity) -> Record:
    links = [*table.subjects(entity, "org:member"), *table.subjects(entity, "tco:person")]
    titles = [t for link in links if (t := table.text(link, "tco:roleTitle"))]
    bodies = [
        b
        for link in links
        for p in ("org:organization", "tco:onBehalfOf")
        if (b := table.first(link, p)) is not None
    ]
    owner = table.first(bodies[0], "org:unitOf") if bodies else None
    return {
        "name": table.name(entity),
        "role": titles[0] if titles else None,
        "organisation": table.name(owner or bodies[0]) if bodies else None,
        **table.evidence([entity, *links]),
    }

"""Stating facts: the one way in which extractors make them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.mentions.model import DateMention
from kg.model import Entity, Fact, Literal, Span, Term, Value


@dataclass(frozen=True)
class Says:
    """Words that state facts: their span, the rule that read them, and its confidence."""

    span: Span
    rule: str
    confidence: float

    def that(self, subject: Entity, property_: str, value: Value) -> Fact:
        """The fact that the words state."""
        return Fact(subject, property_, value, self.span, self.rule, round(self.confidence, 3))

    def a(self, subject: Entity, **links: Value) -> Iterator[Fact]:
        """That the subject is of its class, and properties of ours by name: ``project=…`` is tco:project."""
        yield self.that(subject, "rdf:type", Term(subject.type))
        for name, value in links.items():
            yield self.that(subject, f"tco:{name}", value)


def concept(name: str) -> Term:
    """A concept of our schemes by its local name."""
    return Term(f"concept:{name}")


def date_literal(lexical: str) -> Literal:
    """A date literal by its lexical form: a day, a month, a year or a day without a year.

    Source: XML Schema 1.1 part 2, sections 3.3.9 to 3.3.14.
    """
    if lexical.startswith("--"):
        return Literal(lexical, "xsd:gMonthDay" if len(lexical) == 7 else "xsd:gMonth")
    return Literal(lexical, {10: "xsd:date", 7: "xsd:gYearMonth", 4: "xsd:gYear"}[len(lexical)])


def held(says: Says, event: Entity, date: DateMention) -> Iterator[Fact]:
    """The days of an event; without an end that cannot be compared with the start.

    That is one of another precision, or one over New Year when the text tells no year.
    """
    yield says.that(event, "schema:startDate", date_literal(date.start))
    if len(date.start) == len(date.end) and date.start <= date.end:
        yield says.that(event, "schema:endDate", date_literal(date.end))


def unique(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts without doubles: of the same triple at the same words the most certain stays; sorted."""
    best: dict[tuple[object, ...], Fact] = {}
    for fact in facts:
        key = (fact.subject, fact.property, fact.value, fact.span)
        if key not in best or best[key].confidence < fact.confidence:
            best[key] = fact
    return tuple(sorted(best.values(), key=lambda f: (f.span, f.subject, f.property, repr(f.value))))

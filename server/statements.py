"""The page of a statement: one triple in words, and the sentence that says so."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from server.evidence import Evidence
from server.labels import Labels
from server.languages import Text
from server.notes import Note, Notes, SourceList, certainty
from server.page_model import Value


@dataclass(frozen=True)
class StatementPage:
    """Everything that the page of a statement shows."""

    subject: Value
    property: Value
    value: Value
    confidence: str
    percent: str
    rule: str
    note: Note | None
    sources: list[SourceList]
    title: Text


def statement_page(iri: str, labels: Labels) -> StatementPage | None:
    """What the page of a statement shows, or None where the release has only a part of it."""
    evidence = Evidence(labels.lookups)
    stated = evidence.statement(iri)
    if stated is None:
        return None
    notes = Notes(evidence, labels)
    subject = Value(labels.of(stated.subject), labels.href(stated.subject), labels.kind(stated.subject))
    value = _value(stated.value, labels)
    property_ = labels.term(stated.property)
    return StatementPage(
        subject=subject,
        property=Value(property_, labels.href(stated.property)),
        value=value,
        confidence=certainty(labels, stated.confidence),
        percent=labels.language.percent(stated.confidence),
        rule=stated.rule,
        note=notes.note([stated]),
        sources=notes.sources,
        title=Text(f"{subject.text.text}: {property_.text} {value.text.text}"),
    )


def _value(value: object, labels: Labels) -> Value:
    if isinstance(value, ox.NamedNode):
        return Value(labels.value(value), labels.href(value.value), labels.kind(value.value))
    assert isinstance(value, ox.Literal | ox.BlankNode | ox.Triple)
    return Value(labels.value(value))

"""Populating: facts become RDF, each with a statement that says where it was read.

One named graph holds what the announcement states; the provenance graph holds for every triple of it a
``tco:Statement`` with confidence and evidence; the reference graph holds what does not come from the text
(``kg.reference``). The scheme is in docs/architecture.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg import vocabulary
from kg.identifiers import Identifiers
from kg.model import Document, Entity, Fact, Literal, Populated, Term, Value
from kg.reference import references

_CONCEPT = "skos:Concept"


def populate(document: Document, facts: tuple[Fact, ...], identifiers: Identifiers) -> Populated:
    """The graph of a document's linked facts, as sorted N-Quads lines.

    The same document, facts and identifiers give the same lines on any machine.

    Raises:
        VocabularyError: a fact uses a term that the ontology lacks.
        IdentifierError: an entity's class has no kind of identifier.
    """
    mint = _Mint(identifiers)
    announcement = mint.iri(next(f.subject for f in facts if f.subject.type == "tco:Announcement"))
    graph = f"<{identifiers.announcement_graph(announcement)}>"
    text = identifiers.text(document.sha256)
    triples = [(fact, mint.triple(fact)) for fact in facts]
    stated = {f"{triple} {graph} ." for _, triple in triples}
    provenance = {*_text(document, announcement, text), *_graph_description(graph, announcement)}
    for fact, triple in triples:
        provenance.update(_statement(document, identifiers, text, fact, triple))
    reference = (mint.triple_of(s, p, v) for s, p, v in references(facts, document.language))
    return Populated(
        iri=announcement,
        facts=tuple(sorted(stated)),
        provenance=tuple(sorted(f"{line} <{identifiers.provenance_graph}> ." for line in provenance)),
        reference=tuple(sorted({f"{line} <{identifiers.reference_graph}> ." for line in reference})),
        identifiers=tuple(sorted(set(mint.rows))),
    )


@dataclass
class _Mint:
    """Turns the model's values into N-Triples terms, keeping the identifiers it used."""

    identifiers: Identifiers
    rows: list[tuple[str, str, str]] = field(default_factory=list)

    def iri(self, entity: Entity) -> str:
        if entity.type == _CONCEPT:
            return vocabulary.load().require(f"concept:{entity.key[0]}")
        iri, row = self.identifiers.entity(entity.type, entity.key)
        self.rows.append(row)
        return iri

    def term(self, value: Value) -> str:
        if isinstance(value, Entity):
            return f"<{self.iri(value)}>"
        if isinstance(value, Term):
            return f"<{vocabulary.load().require(value.name)}>"
        return _literal(value)

    def triple(self, fact: Fact) -> str:
        return self.triple_of(fact.subject, fact.property, fact.value)

    def triple_of(self, subject: Entity | Term, property_: str, value: Value) -> str:
        return f"{self.term(subject)} <{vocabulary.load().require(property_)}> {self.term(value)}"


def _literal(value: Literal) -> str:
    if value.language:
        return str(ox.Literal(value.lexical, language=value.language))
    return str(ox.Literal(value.lexical, datatype=ox.NamedNode(vocabulary.expand(value.datatype))))


def _lines(subject: str, properties: Iterable[tuple[str, str]]) -> Iterator[str]:
    for property_, value in properties:
        yield f"{subject} <{vocabulary.expand(property_)}> {value}"


def _typed(lexical: object, datatype: str) -> str:
    return _literal(Literal(str(lexical), datatype))


def _class(name: str) -> tuple[str, str]:
    return "rdf:type", f"<{vocabulary.expand(name)}>"


def _text(document: Document, announcement: str, text: str) -> Iterator[str]:
    """The stored text version that offsets count in."""
    yield from _lines(
        f"<{text}>",
        [
            _class("tco:SourceText"),
            ("dct:isPartOf", f"<{announcement}>"),
            ("nif:isString", str(ox.Literal(document.text))),
            ("tco:characters", _typed(len(document.text), "xsd:integer")),
            ("tco:sha256", str(ox.Literal(document.sha256))),
        ],
    )


def _graph_description(graph: str, announcement: str) -> Iterator[str]:
    yield from _lines(graph, [_class("tco:StatementGraph"), ("dct:source", f"<{announcement}>")])


def _statement(
    document: Document, identifiers: Identifiers, text: str, fact: Fact, triple: str
) -> Iterator[str]:
    """The statement of a triple, and the span that is its evidence (NIF 2.1, RFC 5147)."""
    subject, predicate, object_ = triple.split(" ", 2)
    start, end = fact.span.start, fact.span.end
    span = f"<{text}#char={start},{end}>"
    yield from _lines(
        f"<{identifiers.statement(document.sha256, triple, start, end)}>",
        [
            _class("tco:Statement"),
            ("rdf:subject", subject),
            ("rdf:predicate", predicate),
            ("rdf:object", object_),
            ("tco:confidence", _literal(Literal.decimal(fact.confidence, 3))),
            ("tco:rule", str(ox.Literal(fact.rule))),
            ("tco:evidence", span),
        ],
    )
    yield from _lines(
        span,
        [
            _class("nif:OffsetBasedString"),
            ("nif:beginIndex", _typed(start, "xsd:integer")),
            ("nif:endIndex", _typed(end, "xsd:integer")),
            ("nif:anchorOf", str(ox.Literal(document.quote(fact.span)))),
            ("nif:referenceContext", f"<{text}>"),
        ],
    )

"""Populating: every triple has a statement, every statement its words."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg import vocabulary
from kg.errors import VocabularyError
from kg.graph import populate
from kg.identifiers import Identifiers
from kg.model import Announcement, Document, Entity, Fact, Literal, Populated, Span, Term

TEXT = "Το έργο GREEN PORT έχει δύο φάσεις και «εισαγωγικά» \\ 😀."
ANNOUNCEMENT, PROJECT = (
    Entity("tco:Announcement", ("text", "x")),
    Entity("tco:Project", ("urbact iv", "green port")),
)
BASE = "https://diktyo.example.org"


def document() -> Document:
    return Document(Announcement("made-up", b"", "text/plain", "-"), TEXT, "el", Span(0, len(TEXT)))


def fact(
    property_: str, value: Term | Literal | Entity, start: int = 8, end: int = 18, subject: Entity = PROJECT
) -> Fact:
    return Fact(subject, property_, value, Span(start, end), "made-up.rule", 0.9)


FACTS = (
    fact("rdf:type", Term("tco:Announcement"), subject=ANNOUNCEMENT),
    fact("rdf:type", Term("tco:Project")),
    fact("tco:acronym", Literal("GREEN PORT")),
    fact("tco:phaseCount", Literal.integer(2), 24, 34),
    fact("tco:objective", Literal.text("«εισαγωγικά» \\ 😀", "el"), 39, len(TEXT) - 1),
)


def made(facts: tuple[Fact, ...] = FACTS) -> Populated:
    return populate(document(), facts, Identifiers(BASE))


def quads(lines: tuple[str, ...]) -> list[ox.Quad]:
    return list(ox.parse("\n".join(lines), format=ox.RdfFormat.N_QUADS))


def iri(curie: str) -> ox.NamedNode:
    return ox.NamedNode(vocabulary.expand(curie))


def test_facts_are_triples_in_the_graph_of_the_announcement() -> None:
    stated = quads(made().facts)
    assert {q.graph_name.value for q in stated} == {made().iri.replace("/id/doc/", "/graph/doc/")}
    assert len(stated) == len(FACTS)


def test_every_triple_has_a_statement_with_words_rule_and_confidence() -> None:
    store = ox.Store()
    store.extend(ox.Quad(q.subject, q.predicate, q.object) for q in quads(made().provenance))
    rows = store.query(
        "SELECT ?s ?p ?o ?words ?rule { ?st a tco:Statement ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ;"
        " tco:rule ?rule ; tco:confidence ?confidence ; tco:evidence/nif:anchorOf ?words }",
        prefixes=vocabulary.PREFIXES,
    )
    stated = {(row["s"], row["p"], row["o"]): (row["rule"].value, row["words"].value) for row in rows}
    assert set(stated) == {(q.subject, q.predicate, q.object) for q in quads(made().facts)}
    assert {rule for rule, _ in stated.values()} == {"made-up.rule"}
    assert all(words in TEXT for _, words in stated.values())


def test_offsets_count_code_points_and_quote_the_stored_text() -> None:
    provenance = quads(made().provenance)
    values = {(q.subject.value, q.predicate.value): q.object.value for q in provenance}
    text = next(q.object.value for q in provenance if q.predicate == iri("nif:isString"))
    spans = [q.subject.value for q in provenance if q.object == iri("nif:OffsetBasedString")]
    assert spans
    for span in spans:
        begin, end = (int(values[span, vocabulary.expand(f"nif:{name}Index")]) for name in ("begin", "end"))
        assert values[span, vocabulary.expand("nif:anchorOf")] == text[begin:end]
        assert span.endswith(f"#char={begin},{end}")


def test_the_same_triple_at_two_places_is_two_statements_of_one_triple() -> None:
    twice = made((*FACTS, fact("tco:acronym", Literal("GREEN PORT"), 0, 18)))
    assert len(twice.facts) == len(made().facts)
    statements = [q for q in quads(twice.provenance) if q.object == iri("tco:Statement")]
    assert len(statements) == len(FACTS) + 1


def test_lines_are_sorted_and_the_same_every_time() -> None:
    assert made() == made()
    assert list(made().provenance) == sorted(set(made().provenance))


def test_a_term_that_the_ontology_lacks_is_refused() -> None:
    with pytest.raises(VocabularyError, match="tco:colour"):
        made((*FACTS, fact("tco:colour", Literal("red"))))


def test_no_name_of_a_person_is_in_an_iri() -> None:
    person = Entity("foaf:Person", ("αλεξησ βητασ", "org"))
    named = made((*FACTS, fact("foaf:name", Literal.text("Αλέξης Βήτας", "el"), subject=person)))
    iris = {t.value for q in quads(named.facts) for t in (q.subject, q.object) if isinstance(t, ox.NamedNode)}
    assert not [i for i in iris if "βητ" in i.lower() or "vit" in i.lower()]
    assert all(len(row[1]) == 64 for row in named.identifiers)

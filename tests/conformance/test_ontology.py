"""The ontology keeps its own rules: every term is named, defined and shown, and no file uses another."""

from __future__ import annotations

import functools
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Namespace, URIRef
from rdflib.compare import isomorphic

from kg.vocabulary import PREFIXES, ontology_folder

ONTOLOGY = ontology_folder()
TABLES = Path(__file__).parents[2] / "docs" / "reference" / "vocabulary.md"
TCO = Namespace(PREFIXES["tco"])
CONCEPT = Namespace(PREFIXES["concept"])
SH = rdflib.SH
STATUS = URIRef("http://www.w3.org/2003/06/sw-vocab-status/ns#term_status")
VANN = Namespace("http://purl.org/vocab/vann/")
LANGUAGES = {"en", "el"}
TURTLE = sorted(ONTOLOGY.rglob("*.ttl"))
EXAMPLES = sorted((ONTOLOGY / "examples").glob("*.ttl"))

LIGHT = ("dct", "foaf", "nif", "org", "prov", "rdf", "skos", "tco")
"""Vocabularies whose terms ours may be narrower than; the others are only matched, in alignments.ttl."""


@functools.cache
def parsed(path: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(path, format="turtle")


VOCABULARY = parsed(ONTOLOGY / "vocabulary.ttl")
CONCEPTS = parsed(ONTOLOGY / "concepts.ttl")
SHAPES = parsed(ONTOLOGY / "shapes.ttl")
HEADER = URIRef("https://w3id.org/diktyo/tco")


def terms(*kinds: URIRef) -> list[URIRef]:
    """Our terms of some kinds, or of all, sorted."""
    kinds = kinds or (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    return sorted(s for kind in kinds for s in VOCABULARY.subjects(RDF.type, kind) if s.startswith(TCO))


def texts(graph: rdflib.Graph, subject: URIRef, predicate: URIRef) -> dict[str, str]:
    """Literals of a property by language; a language with two of them fails."""
    found = [o for o in graph.objects(subject, predicate) if isinstance(o, rdflib.Literal)]
    assert len({o.language for o in found}) == len(found), (
        f"{subject} has two values of {predicate} in one language"
    )
    return {o.language or "": str(o) for o in found}


def mentioned(graph: rdflib.Graph, namespace: str) -> Iterator[URIRef]:
    for triple in graph:
        yield from (node for node in triple if isinstance(node, URIRef) and node.startswith(namespace))


def local(term: URIRef) -> str:
    return re.split("[/#]", term)[-1]


@pytest.mark.parametrize("path", TURTLE, ids=lambda path: str(path.relative_to(ONTOLOGY)))
def test_both_parsers_read_the_same_graph(path: Path) -> None:
    triples = ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
    lines = "".join(f"{quad.subject} {quad.predicate} {quad.object} .\n" for quad in triples)
    assert isomorphic(parsed(path), rdflib.Graph().parse(data=lines, format="nt"))


@pytest.mark.parametrize("term", terms(), ids=local)
def test_a_term_is_named_and_defined_in_every_language(term: URIRef) -> None:
    assert set(texts(VOCABULARY, term, RDFS.label)) == LANGUAGES
    definitions = texts(VOCABULARY, term, SKOS.definition)
    assert set(definitions) == LANGUAGES
    assert set(texts(VOCABULARY, term, SKOS.scopeNote)) in (set(), LANGUAGES)
    assert all(len(text.split()) > 4 and text.endswith(".") for text in definitions.values())


@pytest.mark.parametrize("term", terms(), ids=local)
def test_a_term_says_where_it_is_defined_and_how_settled_it_is(term: URIRef) -> None:
    assert list(VOCABULARY.objects(term, RDFS.isDefinedBy)) == [HEADER]
    assert [str(status) for status in VOCABULARY.objects(term, STATUS)] in (
        ["stable"],
        ["testing"],
        ["archaic"],
    )


def test_a_label_means_one_term() -> None:
    labels = Counter(
        (label.language, str(label).casefold())
        for _, label in VOCABULARY.subject_objects(RDFS.label)
        if isinstance(label, rdflib.Literal)
    )
    assert [label for label, count in labels.items() if count > 1] == []


def test_terms_of_other_vocabularies_are_labelled_in_every_language() -> None:
    reused = {s for s in VOCABULARY.subjects(RDFS.label) if not s.startswith(TCO)}
    assert {local(s) for s in reused if set(texts(VOCABULARY, s, RDFS.label)) != LANGUAGES} == set()


def test_a_link_can_be_read_from_its_target() -> None:
    labelled = set(VOCABULARY.subjects(TCO.inverseLabel))
    assert set(terms(OWL.ObjectProperty)) <= labelled
    assert {local(s) for s in labelled if set(texts(VOCABULARY, s, TCO.inverseLabel)) != LANGUAGES} == set()


def test_parents_are_light() -> None:
    allowed = tuple(PREFIXES[prefix] for prefix in LIGHT)
    for relation in (RDFS.subClassOf, RDFS.subPropertyOf):
        heavy = [
            (local(s), o) for s, o in VOCABULARY.subject_objects(relation) if not str(o).startswith(allowed)
        ]
        assert heavy == []
    assert list(VOCABULARY.triples((None, OWL.imports, None))) == []


def test_a_property_has_at_most_one_formal_domain_and_range() -> None:
    """Several would mean their intersection; schema:domainIncludes says the union (OOPS! pitfall P19)."""
    for relation in (RDFS.domain, RDFS.range):
        assert [local(p) for p in terms() if len(list(VOCABULARY.objects(p, relation))) > 1] == []


@pytest.mark.parametrize(
    "predicate",
    [
        DCTERMS.title,
        DCTERMS.description,
        DCTERMS.abstract,
        DCTERMS.creator,
        DCTERMS.contributor,
        DCTERMS.publisher,
        DCTERMS.created,
        DCTERMS.issued,
        DCTERMS.modified,
        DCTERMS.license,
        DCTERMS.source,
        DCTERMS.bibliographicCitation,
        OWL.versionIRI,
        OWL.versionInfo,
        VANN.preferredNamespacePrefix,
        VANN.preferredNamespaceUri,
        URIRef("http://purl.org/ontology/bibo/status"),
        URIRef("http://xmlns.com/foaf/0.1/logo"),
    ],
    ids=local,
)
def test_the_header_has_what_fair_checkers_ask_for(predicate: URIRef) -> None:
    assert VOCABULARY.value(HEADER, predicate) is not None


def test_the_version_is_the_same_everywhere() -> None:
    version = str(VOCABULARY.value(HEADER, OWL.versionInfo))
    assert str(VOCABULARY.value(HEADER, OWL.versionIRI)) == f"{HEADER}/{version}"
    assert version in str(VOCABULARY.value(HEADER, DCTERMS.bibliographicCitation))


@pytest.mark.parametrize("path", [*TURTLE], ids=lambda path: str(path.relative_to(ONTOLOGY)))
def test_no_file_speaks_of_a_term_that_is_not_defined(path: Path) -> None:
    graph = parsed(path)
    assert set(mentioned(graph, TCO)) - set(terms()) == set()
    assert {c for c in mentioned(graph, CONCEPT) if (c, RDF.type, None) not in CONCEPTS} == set()


def test_every_class_has_a_shape() -> None:
    assert set(terms(OWL.Class)) - set(SHAPES.objects(None, SH.targetClass)) == set()


def test_every_class_has_an_example() -> None:
    shown = {path.stem for path in EXAMPLES if (None, RDF.type, TCO[path.stem]) in parsed(path)}
    assert {local(term) for term in terms(OWL.Class)} - shown == set()


def test_the_example_of_a_text_is_what_its_digest_says() -> None:
    graph = parsed(ONTOLOGY / "examples" / "SourceText.ttl")
    text = next(graph.subjects(RDF.type, TCO.SourceText))
    words = str(graph.value(text, URIRef(PREFIXES["nif"] + "isString")))
    digest = hashlib.sha256(words.encode()).hexdigest()
    assert str(graph.value(text, TCO.sha256)) == digest
    assert local(text) == digest[:12]
    assert int(str(graph.value(text, TCO.characters))) == len(words)


def test_the_tables_of_the_documentation_list_every_term_and_scheme() -> None:
    rows = TABLES.read_text(encoding="utf-8").splitlines()
    wanted = [f"tco:{local(t)}" for t in terms()]
    wanted += [f"concept:{local(s)}" for s in CONCEPTS.subjects(RDF.type, SKOS.ConceptScheme)]
    listed = [row.split("`")[1] for row in rows if row.startswith("| `")]
    assert sorted(listed) == sorted(wanted)
    assert [row for row in map(_row, terms()) if row not in rows] == []


def _row(term: URIRef) -> str:
    """A term's row in the tables of docs/reference/vocabulary.md."""
    labels, definitions = texts(VOCABULARY, term, RDFS.label), texts(VOCABULARY, term, SKOS.definition)
    return f"| `tco:{local(term)}` | {labels['en']} | {labels['el']} | {definitions['en']} |"

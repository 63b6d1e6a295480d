"""The JSON-LD 1.1 context (https://www.w3.org/TR/json-ld11/) is complete, and it loses nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import OWL, RDF, RDFS
from rdflib.compare import isomorphic

from kg.vocabulary import PREFIXES, ontology_folder

ONTOLOGY = ontology_folder()
EXAMPLES = sorted((ONTOLOGY / "examples").glob("*.ttl"))
VOCABULARY = rdflib.Graph().parse(ONTOLOGY / "vocabulary.ttl", format="turtle")


def without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object, refused if it has a name twice: JSON-LD would silently keep the last."""
    assert len(dict(pairs)) == len(pairs), [name for name, _ in pairs]
    return dict(pairs)


CONTEXT: dict[str, Any] = json.loads(
    (ONTOLOGY / "context.jsonld").read_text(encoding="utf-8"), object_pairs_hook=without_doubles
)["@context"]


def iri(name: str) -> str:
    """The IRI that a name of the context stands for."""
    definition = CONTEXT[name]
    compact = definition["@id"] if isinstance(definition, dict) else definition
    prefix, _, rest = compact.partition(":")
    return compact if prefix in ("http", "https") else CONTEXT[prefix] + rest


NAMES = [
    name for name, value in CONTEXT.items() if not name.startswith("@") and not str(value).startswith("@")
]


def test_every_term_has_its_own_name() -> None:
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    ours = {str(s) for kind in kinds for s in VOCABULARY.subjects(RDF.type, kind)}
    assert {iri(name) for name in NAMES if iri(name).startswith(PREFIXES["tco"])} - {PREFIXES["tco"]} == ours
    assert [term for term in ours if iri(term.rpartition("#")[2]) != term] == []


def test_every_labelled_term_of_other_vocabularies_has_a_name() -> None:
    reused = {str(s) for s in VOCABULARY.subjects(RDFS.label)} - {str(RDF.type)}
    assert reused - {iri(name) for name in NAMES} == set()


def test_no_two_names_mean_the_same() -> None:
    assert len({iri(name) for name in NAMES}) == len(NAMES)


def test_prefixes_are_those_of_the_project() -> None:
    known = {name: value for name, value in CONTEXT.items() if name in PREFIXES and isinstance(value, str)}
    assert {name: value for name, value in known.items() if PREFIXES[name] != value} == {}


# rdflib's own JSON-LD parser still builds a ConjunctiveGraph, which rdflib deprecates.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_survives_json_ld(path: Path) -> None:
    graph = rdflib.Graph().parse(path, format="turtle")
    document = graph.serialize(format="json-ld", context=CONTEXT)
    assert isomorphic(graph, rdflib.Graph().parse(data=document, format="json-ld"))
    quads = ox.parse(document, format=ox.RdfFormat.JSON_LD)
    lines = "".join(f"{quad.subject} {quad.predicate} {quad.object} .\n" for quad in quads)
    assert isomorphic(graph, rdflib.Graph().parse(data=lines, format="nt"))


def test_links_and_languages_are_written_short() -> None:
    graph = rdflib.Graph().parse(ONTOLOGY / "examples" / "OrganisationalUnit.ttl", format="turtle")
    document = json.loads(graph.serialize(format="json-ld", context=CONTEXT))
    assert document["type"] == "OrganizationalUnit"
    assert document["unitOf"] == "https://example.org/id/org/serres"
    assert document["prefLabel"] == {"el": "Τμήμα Προγραμματισμού"}

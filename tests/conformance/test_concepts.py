"""The concept schemes are sound SKOS (https://www.w3.org/TR/skos-reference/) and say what each is."""

from __future__ import annotations

from collections import Counter

import pytest
import rdflib
from rdflib import RDF, SKOS, URIRef

from kg.vocabulary import PREFIXES, ontology_folder

CONCEPTS = rdflib.Graph().parse(ontology_folder() / "concepts.ttl", format="turtle")
OURS = sorted(c for c in CONCEPTS.subjects(RDF.type, SKOS.Concept) if c.startswith(PREFIXES["concept"]))
SCHEMES = sorted(CONCEPTS.subjects(RDF.type, SKOS.ConceptScheme))
MATCHES = (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.relatedMatch)
LANGUAGES = ["el", "en"]


def languages(subject: URIRef, predicate: URIRef) -> list[str]:
    return sorted(text.language for text in CONCEPTS.objects(subject, predicate))


def local(term: URIRef) -> str:
    return term.rpartition("/")[2]


@pytest.mark.parametrize("concept", OURS, ids=local)
def test_a_concept_is_named_defined_and_placed(concept: URIRef) -> None:
    assert languages(concept, SKOS.prefLabel) == LANGUAGES
    assert languages(concept, SKOS.definition) == LANGUAGES
    assert [str(notation) for notation in CONCEPTS.objects(concept, SKOS.notation)] == [local(concept)]
    (scheme,) = CONCEPTS.objects(concept, SKOS.inScheme)
    assert scheme in SCHEMES


@pytest.mark.parametrize("concept", OURS, ids=local)
def test_a_definition_says_more_than_the_label(concept: URIRef) -> None:
    labels = {label.language: str(label).casefold() for label in CONCEPTS.objects(concept, SKOS.prefLabel)}
    for definition in CONCEPTS.objects(concept, SKOS.definition):
        words = str(definition).casefold().rstrip(".")
        assert words != labels[definition.language]
        assert len(words.split()) > 3


@pytest.mark.parametrize("concept", OURS, ids=local)
def test_a_concept_is_on_top_or_under_a_concept_of_its_scheme(concept: URIRef) -> None:
    (scheme,) = CONCEPTS.objects(concept, SKOS.inScheme)
    tops, broader = (
        list(CONCEPTS.objects(concept, SKOS.topConceptOf)),
        list(CONCEPTS.objects(concept, SKOS.broader)),
    )
    assert bool(tops) != bool(broader)
    assert tops == ([] if broader else [scheme])
    assert ((scheme, SKOS.hasTopConcept, concept) in CONCEPTS) == bool(tops)
    assert [list(CONCEPTS.objects(parent, SKOS.inScheme)) for parent in broader] == [[scheme]] * len(broader)
    assert concept not in CONCEPTS.transitive_objects(broader[0], SKOS.broader) if broader else True


def test_a_notation_names_one_concept_over_all_schemes() -> None:
    counts = Counter(str(notation) for notation in CONCEPTS.objects(None, SKOS.notation))
    assert [notation for notation, count in counts.items() if count > 1] == []


def test_a_name_means_one_concept_of_a_scheme() -> None:
    names = Counter(
        (CONCEPTS.value(concept, SKOS.inScheme), name.language, str(name).casefold())
        for concept in OURS
        for predicate in (SKOS.prefLabel, SKOS.altLabel)
        for name in CONCEPTS.objects(concept, predicate)
    )
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("scheme", SCHEMES, ids=local)
def test_a_scheme_is_titled_described_and_licensed(scheme: URIRef) -> None:
    assert languages(scheme, rdflib.DCTERMS.title) == LANGUAGES
    assert languages(scheme, rdflib.DCTERMS.description) == LANGUAGES
    assert CONCEPTS.value(scheme, rdflib.DCTERMS.license) is not None


def test_what_concepts_are_matched_with_is_typed_and_labelled_here() -> None:
    targets = {target for match in MATCHES for target in CONCEPTS.objects(None, match)}
    stubs = {c for c in CONCEPTS.subjects(RDF.type, SKOS.Concept) if c not in OURS}
    assert targets == stubs
    assert [local(stub) for stub in stubs if not languages(stub, SKOS.prefLabel)] == []


def test_facts_about_concepts_are_left_to_announcements() -> None:
    assert [p for p in CONCEPTS.predicates() if p.startswith(PREFIXES["tco"])] == []

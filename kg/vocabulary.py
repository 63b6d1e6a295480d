"""The ontology as Python sees it: terms, labels and files, read from ``ontology/``.

Nothing outside this module knows where the ontology's files are. A term that the ontology lacks is
refused, so a misspelt property fails in a test, not in the data.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.errors import VocabularyError

PREFIXES = {
    "tco": "https://w3id.org/diktyo/tco#",
    "concept": "https://w3id.org/diktyo/concept/",
    "shape": "https://w3id.org/diktyo/shape/",
    "country": "http://publications.europa.eu/resource/authority/country/",
    "language": "http://publications.europa.eu/resource/authority/language/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "gn": "http://www.geonames.org/ontology#",
    "m8g": "http://data.europa.eu/m8g/",
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""The prefixes used in Python code, in queries and in what the site serves."""

ONTOLOGY_GRAPH = "https://w3id.org/diktyo/tco"
CONCEPTS_GRAPH = "https://w3id.org/diktyo/concept"
_OURS = (PREFIXES["tco"], PREFIXES["concept"])


def ontology_folder() -> Path:
    """The folder of ontology files: inside the installed package, else beside it in a checkout."""
    installed = Path(__file__).parent / "_ontology"
    return installed if installed.is_dir() else Path(__file__).parents[1] / "ontology"


def expand(name: str) -> str:
    """The IRI of a CURIE; a whole IRI stays as it is.

    >>> expand("tco:Project")
    'https://w3id.org/diktyo/tco#Project'

    Raises:
        VocabularyError: the prefix is unknown.
    """
    prefix, colon, local = name.partition(":")
    if local.startswith("//"):
        return name
    if not colon or prefix not in PREFIXES:
        raise VocabularyError(f"unknown prefix in {name!r}; known: {', '.join(PREFIXES)}")
    return PREFIXES[prefix] + local


def compact(iri: str) -> str:
    """The CURIE of an IRI, or the IRI itself where no prefix fits."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


@dataclass(frozen=True)
class Vocabulary:
    """The ontology's graph, and look-ups in it."""

    graph: ox.Store

    def require(self, name: str) -> str:
        """The IRI of a CURIE, checked: a term of our namespaces must be defined.

        Raises:
            VocabularyError: the prefix is unknown or the term is ours and not defined.
        """
        iri = expand(name)
        if (
            iri.startswith(_OURS)
            and next(self.graph.quads_for_pattern(ox.NamedNode(iri), None, None), None) is None
        ):
            raise VocabularyError(
                f"the ontology does not define {name}; add it to ontology/ or mend the name"
            )
        return iri

    def labels(self, iri: str) -> dict[str, str]:
        """Labels of a term by language tag (``rdfs:label`` or ``skos:prefLabel``)."""
        found: dict[str, str] = {}
        for predicate in ("rdfs:label", "skos:prefLabel"):
            for label in self.objects(iri, predicate):
                if isinstance(label, ox.Literal):
                    found.setdefault(label.language or "", label.value)
        return found

    def objects(
        self, iri: str, predicate: str
    ) -> Iterator[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]:
        """Values of a property of a term."""
        for quad in self.graph.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(expand(predicate)), None):
            yield quad.object

    def subjects(self, predicate: str, value: str) -> Iterator[str]:
        """IRIs of the terms that have an IRI as value of a property, sorted."""
        pattern = (None, ox.NamedNode(expand(predicate)), ox.NamedNode(expand(value)))
        yield from sorted(
            quad.subject.value
            for quad in self.graph.quads_for_pattern(*pattern)
            if isinstance(quad.subject, ox.NamedNode)
        )


@functools.cache
def load(folder: Path | None = None) -> Vocabulary:
    """Read the vocabulary, the concept schemes and the shapes, each file into a graph named by its purpose.

    Raises:
        VocabularyError: a file is missing or is not Turtle.
    """
    folder = folder or ontology_folder()
    store = ox.Store()
    files = [
        ("vocabulary.ttl", ONTOLOGY_GRAPH),
        ("concepts.ttl", CONCEPTS_GRAPH),
        ("shapes.ttl", PREFIXES["shape"]),
    ]
    for name, graph in files:
        path = folder / name
        try:
            store.load(path=str(path), format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode(graph))
        except (OSError, SyntaxError) as error:
            raise VocabularyError(f"{path} cannot be read: {error}") from error
    return Vocabulary(store)

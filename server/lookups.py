"""Bounded look-ups in a release's store, remembered for the length of one request."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice

import pyoxigraph as ox

from kg.vocabulary import expand

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Properties = dict[str, list[Term]]

INCOMING = 200
"""The most incoming links that a description or a page gives."""

DEFAULT = ox.DefaultGraph()
RDF_TYPE = expand("rdf:type")


class Lookups:
    """What the store says, always of one node and never more than a bound.

    Attributes:
        store: the store of a release.
        base: the base of the release's IRIs.
    """

    def __init__(self, store: ox.Store, base: str) -> None:
        self.store = store
        self.base = base
        self.provenance = ox.NamedNode(f"{base}/graph/provenance")
        self.reference = ox.NamedNode(f"{base}/graph/reference")
        self._properties: dict[tuple[str, str], Properties] = {}

    def properties(self, iri: str) -> Properties:
        """Values by property IRI of a node in the default graph, sorted; empty for an unknown node."""
        return self._about(iri, DEFAULT)

    def provenance_of(self, iri: str) -> Properties:
        """Values by property IRI of a statement, span or text in the provenance graph."""
        return self._about(iri, self.provenance)

    def types(self, iri: str) -> list[str]:
        """IRIs of a node's classes."""
        return [
            value.value for value in self.properties(iri).get(RDF_TYPE, []) if isinstance(value, ox.NamedNode)
        ]

    def incoming(self, iri: str, most: int = INCOMING) -> tuple[list[ox.Quad], bool]:
        """Triples of the default graph that point to a node, and whether there are more than ``most``."""
        found = list(islice(self.store.quads_for_pattern(None, None, ox.NamedNode(iri), DEFAULT), most + 1))
        return sorted(found[:most], key=str), len(found) > most

    def subjects(self, predicate: str, iri: str, most: int) -> list[str]:
        """IRIs of nodes of the default graph that have ``iri`` as value of a property, at most ``most``."""
        pattern = (None, ox.NamedNode(expand(predicate)), ox.NamedNode(iri), DEFAULT)
        quads = islice(self.store.quads_for_pattern(*pattern), most)
        return sorted(quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode))

    def pointing(self, iri: str, predicate: str, most: int) -> list[ox.NamedNode]:
        """Nodes of the provenance graph that have ``iri`` as value of a property, at most ``most``."""
        pattern = (None, ox.NamedNode(expand(predicate)), ox.NamedNode(iri), self.provenance)
        quads = islice(self.store.quads_for_pattern(*pattern), most)
        return [quad.subject for quad in quads if isinstance(quad.subject, ox.NamedNode)]

    def from_reference(self, subject: str, predicate: str, value: Term) -> bool:
        """Whether the reference graph says so."""
        return ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), value, self.reference) in self.store

    def graphs_about(self, iri: str) -> list[ox.Quad]:
        """What the announcements' graphs say of a node, in their graphs."""
        prefix = f"{self.base}/graph/doc/"
        quads = self.store.quads_for_pattern(ox.NamedNode(iri), None, None)
        return sorted((q for q in quads if getattr(q.graph_name, "value", "").startswith(prefix)), key=str)

    def _about(self, iri: str, graph: ox.NamedNode | ox.DefaultGraph) -> Properties:
        key = (str(graph), iri)
        if key not in self._properties:
            found: defaultdict[str, list[Term]] = defaultdict(list)
            for quad in self.store.quads_for_pattern(ox.NamedNode(iri), None, None, graph):
                found[quad.predicate.value].append(quad.object)
            self._properties[key] = {name: sorted(values, key=str) for name, values in sorted(found.items())}
        return self._properties[key]


def first(properties: Properties, name: str) -> Term | None:
    """The first value of a property by CURIE, or None."""
    return next(iter(properties.get(expand(name), [])), None)


def iris(properties: Properties, name: str) -> list[str]:
    """The IRIs among the values of a property by CURIE."""
    return [value.value for value in properties.get(expand(name), []) if isinstance(value, ox.NamedNode)]


def lexical(properties: Properties, name: str) -> str:
    """The lexical form of the first literal of a property by CURIE, or an empty text."""
    return next((v.value for v in properties.get(expand(name), []) if isinstance(v, ox.Literal)), "")

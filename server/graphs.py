"""What the named graphs of a release hold, for clients that look up a graph's IRI."""

from __future__ import annotations

from itertools import islice

import pyoxigraph as ox

from kg.vocabulary import expand
from server.lookups import DEFAULT, RDF_TYPE
from server.site import Site

MOST_TRIPLES = 20_000
"""The most triples of one announcement's graph that are sent."""

LARGE_GRAPHS = {
    "provenance": (
        "Every statement that the announcements make, with its confidence and the span of text it rests on; "
        "the stored texts."
    ),
    "reference": (
        "What does not come from a text: names and links of places from the gazetteer, translated names of "
        "bodies, names of countries and languages."
    ),
}
"""The graphs that are too large to be sent in one piece, and what each holds."""


def graph_of_announcement(site: Site, iri: str) -> list[ox.Quad]:
    """The triples of an announcement's graph, in that graph and, for formats without graphs, outside it."""
    node = ox.NamedNode(iri)
    held = list(islice(site.store.quads_for_pattern(None, None, None, node), MOST_TRIPLES))
    about = list(site.store.quads_for_pattern(node, None, None, DEFAULT))
    return [*held, *(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in held), *about]


def about_graph(site: Site, iri: str, name: str, query_path: str) -> list[ox.Quad]:
    """What a large graph is, and a query to begin with."""
    node = ox.NamedNode(iri)
    created = ox.Literal(site.release.created.isoformat(), datatype=ox.NamedNode(expand("xsd:dateTime")))
    said: list[tuple[str, ox.NamedNode | ox.Literal]] = [
        (RDF_TYPE, ox.NamedNode(expand("void:Dataset"))),
        (expand("rdfs:comment"), ox.Literal(LARGE_GRAPHS[name], language="en")),
        (expand("dct:modified"), created),
        (expand("owl:versionInfo"), ox.Literal(site.release.version)),
        (expand("rdfs:seeAlso"), ox.NamedNode(f"{site.release.base}{query_path}")),
    ]
    return [ox.Quad(node, ox.NamedNode(predicate), value) for predicate, value in said]

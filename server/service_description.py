"""The description of the endpoint (SPARQL 1.1 Service Description, https://www.w3.org/TR/sparql11-service-description/).

None of the features that the specification names is stated, because none holds: the endpoint does not
dereference IRIs, merge named graphs into the default graph, require a dataset, record empty graphs or
query other endpoints.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from kg.identifiers import Identifiers
from kg.vocabulary import CONCEPTS_GRAPH, ONTOLOGY_GRAPH, expand
from server.formats import GRAPH_FORMATS, RESULT_FORMATS, Format

SD = "http://www.w3.org/ns/sparql-service-description#"


def describe(base: str) -> list[ox.Triple]:
    """Triples on the endpoint of a site.

    Args:
        base: the site's base IRI; the address a request came to is the client's word and not used.
    """
    return list(_triples(ox.NamedNode(f"{base}/sparql"), Identifiers(base)))


def serialize(base: str, format_: Format) -> bytes:
    """The description in one of the graph formats."""
    prefixes = {"sd": SD, "format": "http://www.w3.org/ns/formats/"}
    return ox.serialize(describe(base), format=format_.rdf, prefixes=prefixes) or b""


def _triples(service: ox.NamedNode, identifiers: Identifiers) -> Iterator[ox.Triple]:
    dataset, default_graph = ox.BlankNode(), ox.BlankNode()
    yield ox.Triple(service, _TYPE, _sd("Service"))
    yield ox.Triple(service, _sd("endpoint"), service)
    yield ox.Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query"))
    for format_ in (*RESULT_FORMATS, *GRAPH_FORMATS):
        yield ox.Triple(service, _sd("resultFormat"), _format(format_))
    yield ox.Triple(service, _sd("defaultDataset"), dataset)
    yield ox.Triple(dataset, _TYPE, _sd("Dataset"))
    yield ox.Triple(dataset, _sd("defaultGraph"), default_graph)
    yield ox.Triple(default_graph, _TYPE, _sd("Graph"))
    for name in (identifiers.provenance_graph, identifiers.reference_graph, ONTOLOGY_GRAPH, CONCEPTS_GRAPH):
        named, graph = ox.BlankNode(), ox.BlankNode()
        yield ox.Triple(dataset, _sd("namedGraph"), named)
        yield ox.Triple(named, _TYPE, _sd("NamedGraph"))
        yield ox.Triple(named, _sd("name"), ox.NamedNode(name))
        yield ox.Triple(named, _sd("graph"), graph)
        yield ox.Triple(graph, _TYPE, _sd("Graph"))


_TYPE = ox.NamedNode(expand("rdf:type"))


def _sd(term: str) -> ox.NamedNode:
    return ox.NamedNode(SD + term)


def _format(format_: Format) -> ox.NamedNode:
    """The IRI that W3C's list of formats (http://www.w3.org/ns/formats/) gives a format."""
    written = format_.results or format_.rdf
    assert written is not None, f"{format_.name} is no format of data"
    return ox.NamedNode(
        written.iri.replace("https://www.w3.org/ns/formats/data/", "http://www.w3.org/ns/formats/")
    )

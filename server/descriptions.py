"""What RDF the site gives of a thing, and how it is written.

A description holds the thing's own triples in the default graph, the links to it (at most
``INCOMING``), the n-ary nodes among what is linked, names and classes of everything mentioned, and
what the document itself is. Formats with graphs also carry, in their graphs, what the announcements
state of the thing and the statements with their spans.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from urllib.parse import urlencode

import pyoxigraph as ox

from kg.vocabulary import compact, expand
from server.evidence import MOST_STATEMENTS
from server.labels import DISPLAY_LABEL, NAMES, RELATIONS
from server.lookups import DEFAULT, INCOMING, RDF_TYPE, Lookups
from server.site import Site

_NAMING = [*(expand(name) for name in NAMES), DISPLAY_LABEL]

LINKS_QUERY = "SELECT ?thing ?property WHERE {{ ?thing ?property <{iri}> }}"
"""The query that finds every link to a thing, for descriptions that leave some out."""


def describe(site: Site, lookups: Lookups, iri: str, document: str) -> list[ox.Quad]:
    """The description of an entity, with the graphs of its evidence.

    Args:
        site: the release, for what is said of the document.
        lookups: look-ups in its store.
        iri: the entity.
        document: IRI of the document that describes it.
    """
    node = ox.NamedNode(iri)
    own = list(lookups.store.quads_for_pattern(node, None, None, DEFAULT))
    incoming, truncated = lookups.incoming(iri, INCOMING)
    nodes = _relations(lookups, [*own, *incoming])
    involved = [quad for name in nodes for quad in _own(lookups, name)]
    triples = [*own, *incoming, *involved]
    about = _document(site, iri, document, truncated)
    graphs = [
        *lookups.graphs_about(iri),
        *(quad for name in (iri, *nodes) for quad in _statements(lookups, name)),
    ]
    return _distinct([*triples, *_names(lookups, triples), *about, *graphs])


def describe_statement(lookups: Lookups, iri: str) -> list[ox.Quad]:
    """A statement with its spans and what it says of their texts, all in the default graph."""
    quads = [*lookups.store.quads_for_pattern(ox.NamedNode(iri), None, None, lookups.provenance)]
    return _distinct(ox.Quad(q.subject, q.predicate, q.object) for q in _with_spans(lookups, quads))


def query_href(query: str) -> str:
    """Path of the query page with a query in it."""
    return f"/sparql?{urlencode({'query': query})}"


def _relations(lookups: Lookups, quads: Sequence[ox.Quad]) -> list[str]:
    """The n-ary nodes at either end of some triples, at most as many as incoming links are read."""
    ends = dict.fromkeys(
        end.value for quad in quads for end in (quad.subject, quad.object) if isinstance(end, ox.NamedNode)
    )
    nodes = (end for end in ends if any(compact(type_) in RELATIONS for type_ in lookups.types(end)))
    return list(islice(nodes, INCOMING))


def _own(lookups: Lookups, iri: str) -> Iterator[ox.Quad]:
    return lookups.store.quads_for_pattern(ox.NamedNode(iri), None, None, DEFAULT)


def _names(lookups: Lookups, quads: Sequence[ox.Quad]) -> Iterator[ox.Quad]:
    """Names and classes of the things that some triples mention."""
    mentioned = dict.fromkeys(
        term for quad in quads for term in (quad.subject, quad.object) if isinstance(term, ox.NamedNode)
    )
    for node in mentioned:
        properties = lookups.properties(node.value)
        for name in (RDF_TYPE, *_NAMING):
            for value in properties.get(name, []):
                yield ox.Quad(node, ox.NamedNode(name), value)


def _document(site: Site, iri: str, document: str, truncated: bool) -> Iterator[ox.Quad]:
    """What the document is: of what, from which release; and where the links are that it leaves out."""
    node = ox.NamedNode(document)
    created = ox.Literal(site.release.created.isoformat(), datatype=ox.NamedNode(expand("xsd:dateTime")))
    yield ox.Quad(node, ox.NamedNode(RDF_TYPE), ox.NamedNode(expand("foaf:Document")))
    yield ox.Quad(node, ox.NamedNode(expand("foaf:primaryTopic")), ox.NamedNode(iri))
    yield ox.Quad(node, ox.NamedNode(expand("dct:modified")), created)
    yield ox.Quad(node, ox.NamedNode(expand("owl:versionInfo")), ox.Literal(site.release.version))
    if truncated:
        rest = f"{site.release.base}{query_href(LINKS_QUERY.format(iri=iri))}"
        yield ox.Quad(node, ox.NamedNode(expand("rdfs:seeAlso")), ox.NamedNode(rest))
        yield ox.Quad(node, ox.NamedNode(expand("rdfs:comment")), ox.Literal(_TRUNCATED, language="en"))


_TRUNCATED = (
    f"Only {INCOMING} of the links to this thing are given here; the query under rdfs:seeAlso finds them all."
)


def _statements(lookups: Lookups, iri: str) -> Iterator[ox.Quad]:
    """The statements about a node with their spans and what the texts are, without the texts themselves."""
    for statement in lookups.pointing(iri, "rdf:subject", MOST_STATEMENTS):
        quads = list(lookups.store.quads_for_pattern(statement, None, None, lookups.provenance))
        yield from _with_spans(lookups, quads)


def _with_spans(lookups: Lookups, quads: Sequence[ox.Quad]) -> Iterator[ox.Quad]:
    yield from quads
    for place in _things(quads, "tco:evidence"):
        span = list(lookups.store.quads_for_pattern(place, None, None, lookups.provenance))
        yield from span
        for text in _things(span, "nif:referenceContext"):
            whole = lookups.store.quads_for_pattern(text, None, None, lookups.provenance)
            yield from (quad for quad in whole if quad.predicate.value != expand("nif:isString"))


def _things(quads: Iterable[ox.Quad], name: str) -> Iterator[ox.NamedNode]:
    """The things that some quads have as value of a property."""
    values = (quad.object for quad in quads if quad.predicate.value == expand(name))
    return (value for value in values if isinstance(value, ox.NamedNode))


def _distinct(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    return list(dict.fromkeys(quads))

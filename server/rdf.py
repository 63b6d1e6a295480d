"""Writing RDF: the same quads always give the same bytes, with the prefixes that they use."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

import pyoxigraph as ox

from kg.vocabulary import PREFIXES, compact
from server.formats import JSON_LD, N_QUADS, RDF_XML, TRIG, TURTLE, Format
from server.lookups import DEFAULT, RDF_TYPE

WITH_GRAPHS = (N_QUADS, TRIG)
"""The formats that can name graphs."""

_XMLNS = re.compile(rb' xmlns:[^=]+="[^"]*"')


def write(quads: Iterable[ox.Quad], format_: Format) -> bytes:
    """Quads in a format, always the same bytes for the same quads.

    Formats without graphs get the triples of the default graph.
    """
    assert format_.rdf is not None, f"{format_.name} is no RDF format"
    chosen = sorted(quads, key=_reading_order)
    if format_ not in WITH_GRAPHS:
        chosen = [quad for quad in chosen if quad.graph_name == DEFAULT]
    if format_ == JSON_LD:
        return _json_ld(chosen)
    data: Sequence[Any] = chosen if format_ in WITH_GRAPHS else [quad.triple for quad in chosen]
    written = ox.serialize(data, format=format_.rdf, prefixes=_used_prefixes(chosen))
    return _ordered_prefixes(written or b"", format_)


def _reading_order(quad: ox.Quad) -> tuple[str, str, bool, str, str]:
    return (
        str(quad.graph_name),
        str(quad.subject),
        quad.predicate.value != RDF_TYPE,
        str(quad.predicate),
        str(quad.object),
    )


def _used_prefixes(quads: Iterable[ox.Quad]) -> dict[str, str]:
    iris = {term.value for quad in quads for term in _terms(quad) if isinstance(term, ox.NamedNode)}
    iris |= {quad.object.datatype.value for quad in quads if isinstance(quad.object, ox.Literal)}
    return {prefix: name for prefix, name in PREFIXES.items() if any(iri.startswith(name) for iri in iris)}


def _terms(quad: ox.Quad) -> tuple[object, ...]:
    return quad.subject, quad.predicate, quad.object, quad.graph_name


def _ordered_prefixes(written: bytes, format_: Format) -> bytes:
    """The serialiser declares prefixes in any order; an ETag promises the same bytes every time."""
    if format_ in (TURTLE, TRIG):
        lines = written.split(b"\n")
        count = next((place for place, line in enumerate(lines) if not line.startswith(b"@prefix")), 0)
        return b"\n".join([*sorted(lines[:count]), *lines[count:]])
    if format_ == RDF_XML:
        return re.sub(
            rb'( xmlns:[^=]+="[^"]*")+',
            lambda found: b"".join(sorted(_XMLNS.findall(found[0]))),
            written,
            count=1,
        )
    return written


def _json_ld(quads: Sequence[ox.Quad]) -> bytes:
    """JSON-LD with prefixed names and the prefixes as its context, so that it needs no second request."""
    nodes = json.loads(ox.serialize(quads, format=ox.RdfFormat.JSON_LD) or b"[]")
    document = {"@context": _used_prefixes(quads), "@graph": [_compacted(node) for node in nodes]}
    return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"


def _compacted(node: Any) -> Any:
    if isinstance(node, list):
        values = [_compacted(one) for one in node]
        return values[0] if len(values) == 1 else values
    if not isinstance(node, dict):
        return node
    return {compact(key): _value(key, value) for key, value in sorted(node.items())}


def _value(key: str, value: Any) -> Any:
    if key == "@type":
        return [compact(one) for one in value] if isinstance(value, list) else compact(value)
    return value if key.startswith("@") else _compacted(value)


def with_stable_names(quads: Sequence[ox.Quad]) -> list[ox.Quad]:
    """Quads with their blank nodes named in the order in which they come; parsers name them at random."""
    names: dict[ox.BlankNode, ox.BlankNode] = {}

    def named(term: Any) -> Any:
        return (
            names.setdefault(term, ox.BlankNode(f"b{len(names)}")) if isinstance(term, ox.BlankNode) else term
        )

    return [ox.Quad(named(q.subject), q.predicate, named(q.object), q.graph_name) for q in quads]

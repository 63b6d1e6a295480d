"""Evaluating a query in a worker: the store's answer written in a format.

An answer of the store must not cross threads, so it is written in the thread that asked.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Iterator
from typing import IO, Any

import pyoxigraph as ox

from kg.errors import StoreError
from kg.vocabulary import PREFIXES
from server.formats import BY_NAME, HTML, Format
from server.worker_protocol import Query

Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


def evaluate(store: ox.Store, query: Query) -> Answer:
    """Ask the store; a prefix that the query uses undeclared is one of ours, if it is.

    A dataset of the protocol stands instead of the query's own (SPARQL 1.1 Protocol §2.1.4); graphs
    it leaves out are empty.

    Raises:
        SyntaxError: the query is not SPARQL 1.1.
        OSError: the store failed, or the query asked for what the sandbox refuses.
    """
    dataset: dict[str, Any] = {}
    if query.default_graphs or query.named_graphs:
        dataset["default_graph"] = [ox.NamedNode(iri) for iri in query.default_graphs]
        dataset["named_graphs"] = [ox.NamedNode(iri) for iri in query.named_graphs]
    return store.query(query.text, base_iri=query.base, prefixes=PREFIXES, **dataset)


def complaint(text: str, base: str | None = None) -> str:
    """What the store's parser says about a query, or nothing where it can be read."""
    try:
        ox.Store().query(text, base_iri=base, prefixes=PREFIXES)
    except SyntaxError as error:
        return str(error)
    return ""


def write(answer: Answer, format_: Format, sink: IO[bytes], page_rows: int) -> None:
    """Write an answer in a format, or its first ``page_rows`` rows as JSON where that is HTML.

    Raises:
        StoreError: the format cannot hold this kind of answer.
    """
    if format_ == HTML:
        sink.write(json.dumps(table(answer, page_rows), ensure_ascii=False).encode())
    elif isinstance(answer, ox.QueryTriples) and format_.rdf is not None:
        graph = dict.fromkeys(answer)  # a set in the answer's order: a CONSTRUCT may repeat triples
        ox.serialize(graph, sink, format=format_.rdf, prefixes=_prefixes_of(graph))
    elif not isinstance(answer, ox.QueryTriples) and format_.results is not None:
        answer.serialize(sink, format=format_.results)
    else:
        raise StoreError(f"the answer to this form of query cannot be written as {format_.media_type}")


def table(answer: Answer, most: int) -> dict[str, Any]:
    """The first rows of an answer for a page: ``{"columns", "rows", "more"}``, or ``{"boolean"}``.

    A row holds for each column a term as in the SPARQL 1.1 JSON results, or ``None``.
    """
    if isinstance(answer, ox.QueryBoolean):
        return {"boolean": bool(answer)}
    if isinstance(answer, ox.QueryTriples):
        columns = ["subject", "predicate", "object"]
        rows: Iterator[Iterable[Term | None]] = (tuple(triple) for triple in dict.fromkeys(answer))
    else:
        columns = [variable.value for variable in answer.variables]
        rows = (list(solution) for solution in answer)
    shown = [[term and described(term) for term in row] for row in itertools.islice(rows, most)]
    return {"columns": columns, "rows": shown, "more": next(rows, None) is not None}


def described(term: Term) -> dict[str, str]:
    """A term as in the SPARQL 1.1 JSON results, §3.2.2 (https://www.w3.org/TR/sparql11-results-json/)."""
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        return {"type": "triple", "value": str(term)}
    if term.language:
        return {"type": "literal", "value": term.value, "xml:lang": term.language}
    return {"type": "literal", "value": term.value, "datatype": term.datatype.value}


def format_named(name: str) -> Format:
    """The format of a name that came over the wire."""
    return BY_NAME[name]


def _prefixes_of(triples: Iterable[ox.Triple]) -> dict[str, str]:
    """Those of our prefixes that triples need."""
    iris = {term.value for triple in triples for term in triple if isinstance(term, ox.NamedNode)}
    iris |= {triple.object.datatype.value for triple in triples if isinstance(triple.object, ox.Literal)}
    namespaces = {iri[: max(iri.rfind("#"), iri.rfind("/")) + 1] for iri in iris}
    return {prefix: iri for prefix, iri in PREFIXES.items() if iri in namespaces}

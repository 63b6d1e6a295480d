"""Any server that speaks SPARQL 1.1, through SPARQLWrapper: to query it, and to load a release into it.

A graph is loaded by the Graph Store Protocol where its address is given, in requests of bounded size
(https://www.w3.org/TR/sparql11-http-rdf-update/), else by SPARQL 1.1 Update, which every server has
but which takes fifteen times as long (docs/decisions/0004-consolidation-and-loading.md).
"""

from __future__ import annotations

import ast
import contextlib
import json
import urllib.error
import urllib.parse
import urllib.request
import warnings
from collections.abc import Iterable, Iterator
from http.client import HTTPException

import pyoxigraph as ox
from SPARQLWrapper import JSON, POST, POSTDIRECTLY, TURTLE, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed, SPARQLWrapperException

from kg.errors import QuerySyntaxError, QueryTimeout, SettingsError, StoreError, StoreUnreachable
from kg.stores import Answer, syntax

_UPDATE_LINES, _POST_LINES, _BATCH_CHARACTERS = 1_000, 50_000, 10_000_000
_OVER_TIME = (408, 503, 504)


class SparqlStore:
    """A SPARQL server.

    Attributes:
        endpoint: address that answers queries.
        update: address that takes updates.
        graph_store: address of the Graph Store Protocol, or empty.
        timeout_s: longest wait for an answer, in seconds.
    """

    def __init__(self, endpoint: str, update: str = "", graph_store: str = "", timeout_s: int = 60) -> None:
        """Say where the server is; nothing is sent yet.

        Raises:
            SettingsError: an address is not http or https.
        """
        for address in filter(None, (endpoint, update, graph_store)):
            if urllib.parse.urlsplit(address).scheme not in ("http", "https"):
                raise SettingsError(
                    f"{address} is not an address of a SPARQL server; give one with http or https"
                )
        self.endpoint = endpoint
        self.update = update or endpoint
        self.graph_store = graph_store
        self.timeout_s = timeout_s

    def query(self, text: str) -> Answer:
        """As ``Store.query``; also raises StoreUnreachable and QueryTimeout."""
        syntax.refuse_update(text)
        wrapper = self._wrapper(self.endpoint)
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # it warns of queries whose kind it cannot tell; the server will say
            wrapper.setQuery(text)
        graph = wrapper.queryType in ("CONSTRUCT", "DESCRIBE")
        wrapper.setReturnFormat(TURTLE if graph else JSON)
        content = self._send(wrapper)
        try:
            return _triples(content) if graph else ox.parse_query_results(content, ox.QueryResultsFormat.JSON)
        except (SyntaxError, ValueError) as error:
            raise StoreError(f"{self.endpoint} gave an answer that is not SPARQL results: {error}") from error

    def counts(self) -> dict[str, int]:
        """As ``Store.counts``."""
        named = self.query("SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")
        default = self.query("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
        assert isinstance(named, ox.QuerySolutions) and isinstance(default, ox.QuerySolutions)
        counts = {row["g"].value: int(row["n"].value) for row in named if row["g"] is not None}
        return {"": int(next(default)["n"].value), **counts}

    def replace_graph(self, graph: str, lines: Iterable[str]) -> None:
        """Make some triples all that a graph holds.

        Args:
            graph: IRI of the graph; empty is the server's default graph.
            lines: N-Triples lines.

        Raises:
            StoreError: the server refuses; the graph may then be there in part.
        """
        self.drop_graph(graph)
        for batch in _batches(lines, _POST_LINES if self.graph_store else _UPDATE_LINES):
            data = "\n".join(batch)
            if self.graph_store:
                self._post(graph, data)
                continue
            self._send_update(
                f"INSERT DATA {{ GRAPH <{graph}> {{\n{data}\n}} }}"
                if graph
                else f"INSERT DATA {{\n{data}\n}}"
            )

    def drop_graph(self, graph: str) -> None:
        """Remove a graph, or all that is in the default graph when the name is empty."""
        self._send_update(f"DROP SILENT GRAPH <{graph}>" if graph else "DROP SILENT DEFAULT")

    def _send_update(self, text: str) -> None:
        wrapper = self._wrapper(self.update)
        wrapper.setRequestMethod(POSTDIRECTLY)
        wrapper.setQuery(text)
        self._send(wrapper)

    def _post(self, graph: str, data: str) -> None:
        """Add N-Triples to a graph (https://www.w3.org/TR/sparql11-http-rdf-update/#http-post)."""
        where = urllib.parse.urlencode({"graph": graph}) if graph else "default"
        request = urllib.request.Request(  # noqa: S310 - the scheme is checked when the store is made
            f"{self.graph_store}?{where}",
            data.encode(),
            {"Content-Type": "application/n-triples"},
            method="POST",
        )
        with _explained(self.graph_store, self.timeout_s):
            urllib.request.urlopen(request, timeout=self.timeout_s).close()  # noqa: S310

    def _wrapper(self, address: str) -> SPARQLWrapper:
        wrapper = SPARQLWrapper(address)
        wrapper.setMethod(POST)
        wrapper.setTimeout(self.timeout_s)
        return wrapper

    def _send(self, wrapper: SPARQLWrapper) -> bytes:
        with _explained(wrapper.endpoint, self.timeout_s):
            content: bytes = wrapper.query().response.read()
            return content


@contextlib.contextmanager
def _explained(address: str, timeout_s: int) -> Iterator[None]:
    """Turns what may go wrong on the way to a server into our errors."""
    try:
        yield
    except QueryBadFormed as error:
        raise QuerySyntaxError(f"{address} says that this is not SPARQL 1.1: {_said(error)}") from error
    except SPARQLWrapperException as error:
        raise StoreError(f"{address} refuses: {error.msg}; {_said(error)}") from error
    except urllib.error.HTTPError as error:
        kind = QueryTimeout if error.code in _OVER_TIME else StoreError
        said = _detail(error.read())
        raise kind(f"{address} answers {error.code} {error.reason}{said and f': {said}'}") from error
    except (OSError, HTTPException) as error:
        reason = getattr(error, "reason", error)
        if isinstance(reason, TimeoutError):
            raise QueryTimeout(f"{address} gave no answer within {timeout_s} seconds") from error
        raise StoreUnreachable(f"nobody answers at {address}: {reason}") from error


def _triples(content: bytes) -> ox.QueryTriples:
    """Triples of a Turtle answer, as a store's own CONSTRUCT would give them."""
    received = ox.Store()
    received.load(content, format=ox.RdfFormat.TURTLE)
    triples = received.query("CONSTRUCT WHERE { ?s ?p ?o }")
    assert isinstance(triples, ox.QueryTriples)
    return triples


def _said(error: SPARQLWrapperException) -> str:
    """What the server said; SPARQLWrapper writes the bytes as Python does, after a heading and a line."""
    written = str(error).partition("Response:\n")[2]
    try:
        body = ast.literal_eval(written)
    except (SyntaxError, ValueError):
        body = written.encode()
    return _detail(body if isinstance(body, bytes) else b"") or "it does not say why"


def _detail(body: bytes) -> str:
    """The detail of a problem document (RFC 9457 §3.1.4), else the first line of a body, cut short."""
    text = body.decode("utf-8", "replace").strip()
    try:
        members = json.loads(text)
    except ValueError:
        members = {}
    detail = members.get("detail") if isinstance(members, dict) else None
    return (str(detail or text).splitlines() or [""])[0][:300]


def _batches(lines: Iterable[str], most: int) -> Iterator[list[str]]:
    """Lines in batches for a request each; those with blank nodes in one, as their names hold in it alone."""
    blank: list[str] = []
    batch: list[str] = []
    length = 0
    for line in lines:
        if line.startswith("_:") or " _:" in line:
            blank.append(line)
            continue
        if len(batch) == most or length + len(line) > _BATCH_CHARACTERS:
            yield batch
            batch, length = [], 0
        batch.append(line)
        length += len(line)
    yield from filter(None, (batch, blank))

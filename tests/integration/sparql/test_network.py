"""No query makes the server call anybody: refused before it is parsed, and impossible for the worker."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pyoxigraph as ox
import pytest

SPELLINGS = [
    "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT <URL> { ?s ?p ?o } }",
    "SELECT * { VALUES ?e { <URL> } SERVICE ?e { ?s ?p ?o } }",
    "SELECT * { VALUES ?e { <URL> } SERVICE SILENT ?e { ?s ?p ?o } }",
    "PREFIX e: <URL> SELECT * { SERVICE e: { ?s ?p ?o } }",
    "SELECT * { ?x <http://a.example/p>*/^<http://a.example/q> ?y.SERVICE<URL>{ ?s ?p ?o } }",
    "SELECT * { ?x ?y 7 OPTIONAL { SERVICE SILENT <URL> { ?x ?p ?o } } }",
    "SELECT * { FILTER NOT EXISTS { SERVICE <URL> { ?s ?p ?o } } }",
    "SELECT * { { SELECT * { service silent <URL> { ?s ?p ?o } } } }",
    "CONSTRUCT { ?s ?p ?o } { SERVICE SILENT <URL> { ?s ?p ?o } }",
    "ASK { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { \\u0053ERVICE SILENT <URL> { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT <\\u0068REST> { ?s ?p ?o } }",
]
DATASETS = ["SELECT * FROM <URL> { ?s ?p ?o }", "SELECT * FROM NAMED <URL> { GRAPH <URL> { ?s ?p ?o } }"]


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(10)
        yield listener


def addressed(query: str, listener: socket.socket) -> str:
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
    return query.replace("URL", url).replace("REST", url[1:])


def was_called(listener: socket.socket) -> bool:
    listener.setblocking(False)
    try:
        listener.accept()[0].close()
    except BlockingIOError:
        return False
    return True


@pytest.mark.parametrize("query", [SPELLINGS[0], SPELLINGS[-1]])
def test_outside_of_a_worker_service_does_call(listener: socket.socket, query: str) -> None:
    """What the other tests would see if nothing were done."""
    with ThreadPoolExecutor() as threads:
        called = threads.submit(lambda: listener.accept()[0].close())
        with contextlib.suppress(OSError):
            bindings = ox.Store().query(addressed(query, listener))
            assert isinstance(bindings, ox.QuerySolutions)
            next(bindings, None)
        assert called.result() is None


@pytest.mark.parametrize("query", SPELLINGS + DATASETS)
def test_a_worker_cannot_call(endpoint: Any, listener: socket.socket, query: str) -> None:
    """The guard is left out here: the worker itself cannot open a socket."""
    endpoint.outcome(addressed(query, listener))
    assert not was_called(listener)
    assert endpoint.answers()


@pytest.mark.parametrize("query", SPELLINGS)
def test_service_is_refused_with_a_reason(endpoint: Any, listener: socket.socket, query: str) -> None:
    status, problem = endpoint.sent(addressed(query, listener))
    assert status == 403 and "does not query other endpoints" in problem["detail"]
    assert not was_called(listener)


@pytest.mark.parametrize("query", DATASETS)
def test_a_dataset_comes_from_the_store_only(endpoint: Any, listener: socket.socket, query: str) -> None:
    status, result = endpoint.sent(addressed(query, listener))
    assert (status, result["results"]["bindings"]) == (200, [])
    assert not was_called(listener)

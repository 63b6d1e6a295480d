"""A made-up store of 1,500 things, each with a Greek text of about 2 kB, and endpoints over it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from flask import Flask

from kg.errors import StoreError
from server import problems, sparql
from server.formats import RESULTS_JSON
from server.worker_pool import Limits, WorkerPool

LIMITS = Limits(timeout_s=1.0, memory_mb=200, workers=2, queue=4, wait_s=30)
TEXT = "Ο Δήμος Σερρών φιλοξένησε τη 2η Διακρατική Συνάντηση· «Καλώς ήρθατε!» "


@dataclass
class Release:
    store_path: Path
    version: str = "2026-11-23.1"
    base: str = "http://a.example"


@dataclass
class Site:
    release: Release
    pool: WorkerPool


class Endpoint:
    """An endpoint over a pool of its own."""

    EASY = "SELECT ?o { <http://a.example/7> <http://a.example/number> ?o }"
    ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    GREEK = "SELECT ?s ?o { ?s <http://a.example/text> ?o } ORDER BY ?s"

    def __init__(self, store_path: Path, **limits: Any) -> None:
        self.limits = replace(LIMITS, **limits)
        self.pool = WorkerPool(store_path, self.limits)
        self.app = Flask(__name__)
        self.app.extensions["diktyo"] = Site(Release(store_path), self.pool)
        self.app.register_blueprint(sparql.blueprint)
        problems.register(self.app)

    def sent(self, query: str) -> tuple[int, dict[str, Any]]:
        """Status and JSON members of the response to a query."""
        kind = "application/sparql-query"
        response = self.app.test_client().post("/sparql", data=query, content_type=kind)
        return response.status_code, json.loads(response.data)

    def outcome(self, query: str) -> StoreError | bytes:
        """What the pool alone makes of a query, the guard left out."""
        try:
            with self.pool.run(query, format=RESULTS_JSON, base="http://a.example/") as answer:
                return answer.read()
        except StoreError as error:
            return error

    def answers(self) -> bool:
        """Whether the pool answers an easy query rightly."""
        outcome = self.outcome(self.EASY)
        return isinstance(outcome, bytes) and b'"7"' in outcome

    def is_complete(self) -> bool:
        """Whether the pool answers and has all its workers, the spare included."""
        return self.answers() and len(self.pool.pids) == self.limits.workers + 1


@pytest.fixture(scope="session")
def store_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sparql") / "store"
    store = ox.Store(str(path))
    for number in range(1500):
        thing = ox.NamedNode(f"http://a.example/{number}")
        text = ox.Literal(f"{number}: " + TEXT * 32, language="el")
        store.add(ox.Quad(thing, ox.NamedNode("http://a.example/text"), text))
        store.add(ox.Quad(thing, ox.NamedNode("http://a.example/number"), ox.Literal(number)))
    store.flush()
    return path


@pytest.fixture(scope="session")
def endpoint(store_path: Path) -> Iterator[Endpoint]:
    """An endpoint that tests share, with a deadline of one second."""
    endpoint = Endpoint(store_path)
    yield endpoint
    endpoint.pool.close()


@pytest.fixture
def make_endpoint(store_path: Path) -> Iterator[Callable[..., Endpoint]]:
    """Makes an endpoint with other limits, or over another store."""
    made = list[Endpoint]()

    def make(path: Path = store_path, **limits: Any) -> Endpoint:
        made.append(Endpoint(path, **limits))
        return made[-1]

    yield make
    for one in made:
        one.pool.close()


@pytest.fixture(scope="session")
def eventually() -> Callable[[Callable[[], bool]], bool]:
    """Waits until something holds, and tells whether it came to that."""

    def wait(holds: Callable[[], bool], seconds: float = 20) -> bool:
        end = time.monotonic() + seconds
        while not holds() and time.monotonic() < end:
            time.sleep(0.02)
        return holds()

    return wait


@pytest.fixture(scope="session")
def greek_result(store_path: Path) -> bytes:
    """The result of ``Endpoint.GREEK`` as the store itself writes it."""
    answer = ox.Store.read_only(str(store_path)).query(Endpoint.GREEK)
    assert isinstance(answer, ox.QuerySolutions)
    return answer.serialize(format=ox.QueryResultsFormat.JSON) or b""

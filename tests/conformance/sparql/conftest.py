"""A small made-up store, and a client of the endpoint over it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import jinja2
import pyoxigraph as ox
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kg.vocabulary import PREFIXES
from server import problems, sparql
from server.worker_pool import Limits, WorkerPool

BASE = "http://made-up.example"
G1, G2 = f"{BASE}/graph/doc/one", f"{BASE}/graph/doc/two"
PAGES = {
    "base.html": "<title>{% block title %}{% endblock %}</title>{% block content %}{% endblock %}",
    "problem.html": "<h1>{{ title.text }}</h1>{{ detail.text }}",
}
DATA = f"""
<{BASE}/id/project/a> <{PREFIXES["rdfs"]}label> "Έργο"@el .
<{BASE}/id/project/a> <{PREFIXES["tco"]}ordinal> "2"^^<{PREFIXES["xsd"]}integer> .
<{BASE}/id/project/b> <{PREFIXES["rdfs"]}label> "a%2Bb" .
<{BASE}/id/project/a> <{PREFIXES["rdfs"]}label> "in one" <{G1}> .
<{BASE}/id/project/a> <{PREFIXES["rdfs"]}label> "in two" <{G2}> .
"""


@dataclass
class Release:
    version: str
    base: str
    store_path: Path


@dataclass
class Site:
    release: Release
    pool: WorkerPool


class Client(FlaskClient):
    """A client that can ask SPARQL."""

    def ask(self, query: str, accept: str | None = None, **parameters: Any) -> TestResponse:
        """The response to a query by GET."""
        address = "/sparql?" + urlencode({"query": query, **parameters}, doseq=True)
        return self.get(address, headers={"Accept": accept} if accept else {})

    def values(self, response: TestResponse, name: str) -> list[str]:
        """The values of a variable in a result as JSON."""
        assert response.status_code == 200, response.text
        return [row[name]["value"] for row in json.loads(response.data)["results"]["bindings"]]


@pytest.fixture(scope="session")
def pool(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WorkerPool]:
    path = tmp_path_factory.mktemp("protocol") / "store"
    store = ox.Store(str(path))
    store.load(DATA.encode(), ox.RdfFormat.N_QUADS)
    store.flush()
    pool = WorkerPool(path, Limits(workers=1))
    yield pool
    pool.close()


@pytest.fixture
def site(pool: WorkerPool) -> Site:
    return Site(Release("2026-11-23.1", BASE, Path("unused")), pool)


@pytest.fixture
def client(site: Site) -> FlaskClient:
    app = Flask("server", root_path=str(Path(sparql.__file__).parent))
    app.jinja_loader = jinja2.ChoiceLoader([jinja2.DictLoader(PAGES), app.jinja_loader])  # type: ignore[list-item]
    app.extensions["diktyo"] = site
    app.register_blueprint(sparql.blueprint)
    app.test_client_class = Client
    problems.register(app)
    return app.test_client()

"""A release in another SPARQL server: a real one, Oxigraph's, on this machine."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.errors import QuerySyntaxError, QueryTimeout, SettingsError, StoreError
from kg.stores.loading import load
from kg.stores.oxigraph import OxigraphStore
from kg.stores.sparql import SparqlStore

ELSEWHERE = "https://elsewhere.example.org/graph"


@pytest.fixture(params=["update", "graph-store"])
def server(request: pytest.FixtureRequest, oxigraph_server: str) -> SparqlStore:
    """A server, loaded by each of the two protocols."""
    graph_store = f"{oxigraph_server}/store" if request.param == "graph-store" else ""
    return SparqlStore(f"{oxigraph_server}/query", f"{oxigraph_server}/update", graph_store)


@pytest.fixture
def release(seed_release: Path) -> OxigraphStore:
    return OxigraphStore(seed_release)


def test_every_graph_arrives_whole(server: SparqlStore, release: OxigraphStore) -> None:
    assert load(release, server, release.base) == server.counts() == release.counts()


def test_loading_again_changes_nothing_and_removes_what_was_withdrawn(
    server: SparqlStore, release: OxigraphStore
) -> None:
    triple = '<http://a/s> <http://a/p> "made up" .'
    server.replace_graph(f"{release.base}/graph/doc/0000000000", [triple])
    server.replace_graph(ELSEWHERE, [triple])
    for _ in range(2):
        load(release, server, release.base)
    assert server.counts() == release.counts() | {ELSEWHERE: 1}


def test_the_default_graph_can_be_given_a_name(server: SparqlStore, release: OxigraphStore) -> None:
    load(release, server, release.base, default_graph=ELSEWHERE)
    counts = server.counts()
    assert (counts[""], counts[ELSEWHERE]) == (0, release.counts()[""])


def test_blank_nodes_stay_together(server: SparqlStore) -> None:
    lines = [
        f"_:b <http://a/p> {number} .".replace(f" {number} ", f' "{number}" ') for number in range(2_500)
    ]
    server.replace_graph(ELSEWHERE, lines)
    (row,) = server.query(f"SELECT (COUNT(DISTINCT ?s) AS ?n) {{ GRAPH <{ELSEWHERE}> {{ ?s ?p ?o }} }}")  # type: ignore[misc]
    assert row["n"].value == "1"  # type: ignore[index]


class Forgetful(SparqlStore):
    """A server that loses what it is given."""

    def replace_graph(self, graph: str, lines: object) -> None:
        """Do nothing."""


def test_what_has_not_arrived_is_noticed(oxigraph_server: str, release: OxigraphStore) -> None:
    server = Forgetful(f"{oxigraph_server}/query", f"{oxigraph_server}/update")
    with pytest.raises(StoreError, match="the store holds 0 triples in"):
        load(release, server, release.base)


def test_a_server_answers_as_the_releases_own_store_does(server: SparqlStore, release: OxigraphStore) -> None:
    load(release, server, release.base)
    rows = "SELECT ?s ?label { ?s <http://www.w3.org/2004/02/skos/core#prefLabel> ?label } ORDER BY ?s ?label"
    assert [tuple(row) for row in server.query(rows)] == [tuple(row) for row in release.query(rows)]  # type: ignore[union-attr, arg-type]
    graph = "CONSTRUCT WHERE { ?s a <https://w3id.org/diktyo/tco#Project> }"
    assert set(server.query(graph)) == set(release.query(graph))  # type: ignore[arg-type]
    assert isinstance(truth := server.query("ASK { ?s ?p ?o }"), ox.QueryBoolean)
    assert truth


def test_the_command_loads_and_asks(oxigraph_server: str, seed_release: Path) -> None:
    endpoint, update = f"{oxigraph_server}/query", f"{oxigraph_server}/update"
    arguments = ["load", "--endpoint", endpoint, "--update", update, "--release", str(seed_release)]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    assert f"are at {endpoint}, counted there" in result.stdout
    query = "SELECT (COUNT(*) AS ?n) { ?s a <https://w3id.org/diktyo/tco#Meeting> }"
    result = CliRunner().invoke(main, ["query", "--endpoint", endpoint, "--format", "csv", query])
    assert result.stdout.splitlines() == ["n", "1"]


def test_what_the_server_does_not_understand_is_one_sentence(oxigraph_server: str) -> None:
    with pytest.raises(QuerySyntaxError, match=r"says that this is not SPARQL 1\.1: ") as raised:
        SparqlStore(f"{oxigraph_server}/query").query("SELECT made up")
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("graph_store", ["", "/nowhere"])
def test_a_wrong_address_is_said(oxigraph_server: str, graph_store: str) -> None:
    address = f"{oxigraph_server}/nowhere"
    store = SparqlStore(address, address, graph_store and oxigraph_server + graph_store)
    with pytest.raises(StoreError, match="/nowhere"):
        store.replace_graph(ELSEWHERE, ['<http://a/s> <http://a/p> "made up" .'])


def test_only_web_addresses_are_taken() -> None:
    with pytest.raises(SettingsError, match="with http or https"):
        SparqlStore("http://127.0.0.1/query", graph_store="file:///etc/passwd")


@pytest.fixture
def silent_server() -> Iterator[str]:
    """A server that takes what it is sent and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}/query"


def test_a_server_that_does_not_answer_is_given_up(silent_server: str) -> None:
    with pytest.raises(QueryTimeout, match="gave no answer within 1 seconds"):
        SparqlStore(silent_server, timeout_s=1).query("ASK {}")

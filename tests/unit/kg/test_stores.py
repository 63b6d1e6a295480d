"""The store of a release, and answers in formats. The release of the seed is the real one."""

from __future__ import annotations

import csv
import io
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import IdentifierError, QuerySyntaxError, QueryTimeout, ReleaseError, StoreError
from kg.stores import results
from kg.stores.evidence import evidence
from kg.stores.oxigraph import OxigraphStore
from kg.stores.sparql import SparqlStore
from kg.vocabulary import expand

MEETING = f"SELECT ?m {{ ?m a <{expand('tco:Meeting')}> }}"


@pytest.fixture(scope="module")
def store(seed_release: Path) -> OxigraphStore:
    return OxigraphStore(seed_release)


@pytest.fixture(scope="module")
def meeting(store: OxigraphStore) -> str:
    (row,) = store.query(MEETING)  # type: ignore[misc]
    return str(row["m"].value)  # type: ignore[index]


def ask(store: OxigraphStore, query: str, format: str) -> str:
    return results.write(store.query(query), format).decode()


def test_a_release_is_found_by_its_folder_its_link_and_the_output_folder(seed_release: Path) -> None:
    out = seed_release.parents[1]
    sizes = {sum(OxigraphStore(place).counts().values()) for place in (seed_release, out / "current", out)}
    assert len(sizes) == 1
    assert OxigraphStore(out).base == "http://127.0.0.1:8000"


def test_where_there_is_no_release_it_is_said(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="build one with kg build"):
        OxigraphStore(tmp_path)


def test_what_is_not_sparql_is_refused_in_one_line(store: OxigraphStore) -> None:
    with pytest.raises(QuerySyntaxError, match=r"is not SPARQL 1\.1") as raised:
        store.query("SELECT made up")
    assert "\n" not in str(raised.value)
    with pytest.raises(QuerySyntaxError):
        store.query("DROP ALL")


@pytest.mark.parametrize(
    ("query", "where"),
    [
        ("SELECT * {\n  OPTIONL { ?s ?p ?o }\n}", "at line 2, column 3, at “OPTIONL”"),
        ("SELECT * { ?s ?p ?o } LIMT 3", "at line 1, column 23, at “LIMT”"),
        ("SELECT * { ?s wdt:P31 ?o }", "at line 1, column 15, at “wdt:P31”: its prefix is not declared"),
        ("SELECT * { ?s ?p ?o", "it ends before it is complete"),
        ("", "it ends before it is complete"),
    ],
)
def test_a_syntax_error_names_the_word(store: OxigraphStore, query: str, where: str) -> None:
    with pytest.raises(QuerySyntaxError) as raised:
        store.query(query)
    assert str(raised.value).endswith(where)


@pytest.mark.parametrize(
    "query", ["DROP ALL", "INSERT DATA { <a:a> <a:b> 1 }", "# made up\nwith <a:g> DELETE {} WHERE {}"]
)
def test_updates_are_refused_as_such(store: OxigraphStore, query: str) -> None:
    with pytest.raises(QuerySyntaxError, match="this is an update"):
        store.query(query)


PROBLEM = '{"type": "about:blank", "detail": "Made up: «Σέρρες» δεν είναι όρος.", "status": 400}'


@pytest.fixture
def refusing() -> Iterator[str]:
    """The address of a server that refuses every query with a problem document."""

    class Refusal(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(503 if self.path == "/busy" else 400)
            self.send_header("Content-Type", "application/problem+json")
            self.end_headers()
            self.wfile.write(PROBLEM.encode())

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: a request is no event of a test."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Refusal) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(("path", "error"), [("query", QuerySyntaxError), ("busy", QueryTimeout)])
def test_the_detail_of_a_servers_problem_is_told_in_its_words(
    refusing: str, path: str, error: type[StoreError]
) -> None:
    with pytest.raises(error) as raised:
        SparqlStore(f"{refusing}/{path}").query("ASK { ?s ?p ?o }")
    assert str(raised.value).endswith(": Made up: «Σέρρες» δεν είναι όρος.")


def test_graphs_are_counted(store: OxigraphStore, seed_release: Path) -> None:
    counts = json.loads((seed_release / "manifest.json").read_text("utf-8"))["counts"]
    found = store.counts()
    assert found[""] == counts["triples"]
    assert sum(found.values()) == counts["quads"]


ROWS = 'SELECT * { VALUES (?name ?number) { ("Σέρρες, πόλη"@el 4) ("Agen"@fr UNDEF) } }'
GRAPH = f"CONSTRUCT {{ <http://a/s> a <{expand('tco:Project')}> }} {{}}"


def test_rows_in_the_formats_of_the_standard(store: OxigraphStore) -> None:
    rows = list(csv.reader(io.StringIO(ask(store, ROWS, "csv"))))
    assert rows == [["name", "number"], ["Σέρρες, πόλη", "4"], ["Agen", ""]]
    assert ask(store, ROWS, "tsv").splitlines()[1] == '"Σέρρες, πόλη"@el\t4'
    assert len(json.loads(ask(store, ROWS, "json"))["results"]["bindings"]) == 2
    assert ask(store, ROWS, "xml").startswith("<?xml")


def test_rows_as_a_table(store: OxigraphStore) -> None:
    assert ask(store, ROWS, "table").splitlines() == [
        "name          number",
        "------------  ------",
        "Σέρρες, πόλη  4",
        "Agen",
        "(2 rows)",
    ]


def test_truths(store: OxigraphStore) -> None:
    assert ask(store, "ASK {}", "table") == "true\n"
    assert json.loads(ask(store, "ASK { FILTER(false) }", "json"))["boolean"] is False


def test_graphs_in_their_formats(store: OxigraphStore) -> None:
    assert "a tco:Project" in ask(store, GRAPH, "ttl")
    assert ask(store, GRAPH, "nt") == f"<http://a/s> <{expand('rdf:type')}> <{expand('tco:Project')}> .\n"
    assert "rdf:type   tco:Project" in ask(store, GRAPH, "table")


@pytest.mark.parametrize(("query", "format"), [(ROWS, "ttl"), ("ASK {}", "nt"), (GRAPH, "csv")])
def test_a_format_that_does_not_fit_the_answer_is_refused(
    store: OxigraphStore, query: str, format: str
) -> None:
    with pytest.raises(QuerySyntaxError, match="cannot be written as"):
        ask(store, query, format)


def test_every_statement_of_a_thing_is_told_with_its_words(
    store: OxigraphStore, meeting: str, seed_release: Path
) -> None:
    found = evidence(store, meeting)
    days = {(item.property, item.value, item.quote) for item in found if item.property == "schema:startDate"}
    assert days == {("schema:startDate", "2023-12-13", "13 & 14/12/2023")}
    place = next(item for item in found if item.property == "tco:place")
    assert place.value == "Škofja Loka"
    (announcement,) = json.loads((seed_release / "manifest.json").read_text("utf-8"))["announcements"]
    assert {(item.announcement, item.title) for item in found} == {
        (announcement["iri"], announcement["title"])
    }


def test_offsets_of_evidence_fit_the_text(store: OxigraphStore, meeting: str) -> None:
    (row,) = store.query(f"SELECT ?t {{ GRAPH ?g {{ ?x <{expand('nif:isString')}> ?t }} }}")  # type: ignore[misc]
    text = row["t"].value  # type: ignore[index]
    assert all(text[item.start : item.end] == item.quote for item in evidence(store, meeting))


@pytest.mark.parametrize("iri", ["https://diktyo.example.org/id/org/0000000000", "not an IRI"])
def test_a_thing_that_the_release_does_not_have_is_said(store: OxigraphStore, iri: str) -> None:
    with pytest.raises(IdentifierError):
        evidence(store, iri)


def test_the_default_graph_counts_each_triple_once(store: OxigraphStore) -> None:
    count = (
        "SELECT (COUNT(*) AS ?all) { ?s ?p ?o }",
        "SELECT (COUNT(*) AS ?all) { SELECT DISTINCT * { ?s ?p ?o } }",
    )
    numbers = [next(store.query(text))["all"] for text in count]  # type: ignore[arg-type, index]
    assert numbers[0] == numbers[1] != ox.Literal(0)

"""What a worker writes. The data are made up."""

import io
import json

import pyoxigraph as ox
import pytest

from kg.errors import StoreError
from server.evaluation import evaluate, table, write
from server.formats import HTML, N_TRIPLES, RESULTS_JSON, TURTLE, Format
from server.worker_protocol import Query

DATA = """
PREFIX tco: <https://w3id.org/diktyo/tco#>
<http://a.example/1> tco:ordinal 1 ; tco:name "Πρώτο"@el , "first" ; tco:next _:two .
"""


@pytest.fixture
def store() -> ox.Store:
    store = ox.Store()
    store.load(DATA.encode(), ox.RdfFormat.TURTLE)
    return store


def written(store: ox.Store, query: str, format_: Format, rows: int = 100) -> bytes:
    sink = io.BytesIO()
    write(evaluate(store, Query(query, format_.name)), format_, sink, rows)
    return sink.getvalue()


def test_turtle_declares_the_prefixes_it_needs_and_no_other(store: ox.Store) -> None:
    turtle = written(store, "CONSTRUCT WHERE { ?s tco:next ?o }", TURTLE).decode()
    declared = [line for line in turtle.splitlines() if line.startswith("@prefix")]
    assert declared == ["@prefix tco: <https://w3id.org/diktyo/tco#> ."]


def test_a_graph_holds_a_triple_once(store: ox.Store) -> None:
    triples = written(store, "CONSTRUCT { <a:a> <a:b> 1 } { ?s ?p ?o }", N_TRIPLES)
    assert triples.count(b"<a:a>") == 1


def test_an_answer_and_a_format_must_fit(store: ox.Store) -> None:
    for query, format_ in (("ASK {}", TURTLE), ("CONSTRUCT WHERE { ?s ?p ?o }", RESULTS_JSON)):
        with pytest.raises(StoreError, match="cannot be written"):
            written(store, query, format_)


def test_a_page_gets_the_first_rows_and_whether_there_are_more(store: ox.Store) -> None:
    query = "SELECT ?name ?none { ?s tco:name ?name } ORDER BY ?name"
    found = json.loads(written(store, query, HTML, rows=1))
    assert found["columns"] == ["name", "none"] and len(found["rows"]) == 1 and found["more"] is True
    assert json.loads(written(store, query, HTML, rows=2))["more"] is False


def test_terms_of_a_page_are_those_of_the_json_results(store: ox.Store) -> None:
    terms = {
        row[0]["value"]: row[0]
        for row in table(evaluate(store, Query("SELECT ?o { ?s ?p ?o }", "html")), 9)["rows"]
    }
    assert terms["Πρώτο"] == {"type": "literal", "value": "Πρώτο", "xml:lang": "el"}
    assert terms["1"]["datatype"].endswith("#integer")
    assert {"bnode", "literal"} == {term["type"] for term in terms.values()}


def test_a_page_shows_booleans_and_graphs(store: ox.Store) -> None:
    assert json.loads(written(store, "ASK {}", HTML)) == {"boolean": True}
    graph = json.loads(written(store, "CONSTRUCT WHERE { ?s tco:ordinal ?o }", HTML))
    assert graph["columns"] == ["subject", "predicate", "object"] and len(graph["rows"]) == 1


def test_a_dataset_of_the_request_leaves_nothing_else(store: ox.Store) -> None:
    query = Query("ASK { ?s ?p ?o }", "json", named_graphs=("http://a.example/g",))
    assert not evaluate(store, query)

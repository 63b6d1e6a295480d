"""Each form of query in each format that suits it, chosen by the Accept header."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pyoxigraph as ox
import pytest

from kg.vocabulary import PREFIXES
from server.formats import GRAPH_FORMATS, RESULT_FORMATS, Format

BASE = "http://made-up.example"
SELECT_ALL = "SELECT ?s ?p ?o { ?s ?p ?o }"
CONSTRUCT_ALL = "CONSTRUCT WHERE { ?s ?p ?o }"


@pytest.mark.parametrize("offered", RESULT_FORMATS, ids=lambda one: one.name)
def test_select_in_each_format(client: Any, offered: Format) -> None:
    response = client.ask(SELECT_ALL, offered.media_type)
    assert (response.status_code, response.content_type) == (200, offered.content_type)
    assert "Έργο" in response.data.decode()


@pytest.mark.parametrize("offered", GRAPH_FORMATS, ids=lambda one: one.name)
@pytest.mark.parametrize("query", [CONSTRUCT_ALL, f"DESCRIBE <{BASE}/id/project/a> <{BASE}/id/project/b>"])
def test_graphs_in_each_format(client: Any, offered: Format, query: str) -> None:
    response = client.ask(query, offered.media_type)
    assert (response.status_code, response.content_type) == (200, offered.content_type)
    assert len(list(ox.parse(response.data, format=offered.rdf))) == 3


def test_literals_keep_language_and_datatype(client: Any) -> None:
    literals = {
        row["o"]["value"]: row["o"] for row in json.loads(client.ask(SELECT_ALL).data)["results"]["bindings"]
    }
    assert literals["Έργο"]["xml:lang"] == "el"
    assert literals["2"]["datatype"] == PREFIXES["xsd"] + "integer"


@pytest.mark.parametrize(
    ("query", "accept", "media_type"),
    [
        (SELECT_ALL, None, "application/sparql-results+json"),
        (SELECT_ALL, "application/sparql-results+xml;q=0.3, text/csv;q=0.9", "text/csv"),
        (SELECT_ALL, "text/turtle, text/tab-separated-values;q=0.1", "text/tab-separated-values"),
        (SELECT_ALL, "application/json", "application/sparql-results+json"),
        ("ASK {}", "application/sparql-results+xml", "application/sparql-results+xml"),
        (CONSTRUCT_ALL, "*/*", "text/turtle"),
        (CONSTRUCT_ALL, "text/turtle;charset=utf-8", "text/turtle"),
        (CONSTRUCT_ALL, "text/plain", "application/n-triples"),
        (CONSTRUCT_ALL, "application/sparql-results+json, application/ld+json;q=0.5", "application/ld+json"),
    ],
)
def test_negotiation(client: Any, query: str, accept: str | None, media_type: str) -> None:
    response = client.ask(query, accept)
    assert (response.status_code, response.mimetype) == (200, media_type)
    assert "Accept" in response.vary


@pytest.mark.parametrize(
    ("query", "accept"), [(SELECT_ALL, "image/png"), (SELECT_ALL, "text/turtle"), (CONSTRUCT_ALL, "text/csv")]
)
def test_what_cannot_be_had_is_406(client: Any, query: str, accept: str) -> None:
    response = client.ask(query, accept)
    assert (response.status_code, response.mimetype) == (406, "application/problem+json")


def test_ask(client: Any) -> None:
    assert json.loads(client.ask("ASK { ?s ?p ?o }").data)["boolean"] is True


def test_a_constructed_graph_has_no_triple_twice(client: Any) -> None:
    response = client.ask("CONSTRUCT { <a:a> <a:b> <a:c> } { ?s ?p ?o }", "application/n-triples")
    assert response.data == b"<a:a> <a:b> <a:c> .\n"


def test_csv_is_what_spreadsheets_read(client: Any) -> None:
    rows = list(csv.reader(io.StringIO(client.ask(SELECT_ALL, "text/csv").data.decode())))
    assert rows[0] == ["s", "p", "o"] and len(rows) == 4

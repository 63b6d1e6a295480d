"""The ways to send a query (SPARQL 1.1 Protocol §2.1), good and bad."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

import pytest

FORM = "application/x-www-form-urlencoded"
SELECT_ALL = "SELECT ?s ?p ?o { ?s ?p ?o }"


def test_get_and_the_posts_and_query_answer_alike(client: Any) -> None:
    form = client.post("/sparql", data=urlencode({"query": SELECT_ALL}), content_type=FORM)
    direct = client.post("/sparql", data=SELECT_ALL, content_type="application/sparql-query")
    method = client.open(
        "/sparql", method="QUERY", data=SELECT_ALL, content_type="application/sparql-query; charset=utf-8"
    )
    expected = sorted(client.values(client.ask(SELECT_ALL), "o"))
    assert [sorted(client.values(response, "o")) for response in (form, direct, method)] == [expected] * 3


def test_percent_signs_are_decoded_once(client: Any) -> None:
    query = 'SELECT ?s { ?s rdfs:label "a%2Bb" }'
    form = client.post("/sparql", data=urlencode({"query": query}), content_type=FORM)
    assert len(client.values(form, "s")) == len(client.values(client.ask(query), "s")) == 1


def test_head_has_the_headers_of_get_and_no_body(client: Any) -> None:
    address = "/sparql?" + urlencode({"query": "ASK {}"})
    head, get = client.head(address), client.get(address)
    assert head.status_code == 200 and head.data == b""
    assert (head.content_type, head.content_length) == (get.content_type, len(get.data))


@pytest.mark.parametrize(
    ("method", "content_type", "body", "status"),
    [
        ("POST", FORM, "query=ASK+%7B%7D&query=ASK+%7B%7D", 400),
        ("POST", FORM, "", 400),
        ("POST", FORM, "query=%E9", 400),
        ("POST", "application/sparql-query", b"ASK { ?s ?p '\xe9' }", 400),
        ("POST", "text/plain", "ASK {}", 415),
        ("POST", None, "ASK {}", 415),
        ("QUERY", "application/json", "{}", 415),
        ("PUT", "application/sparql-query", "ASK {}", 405),
        ("POST", "application/sparql-update", "DROP ALL", 403),
        ("POST", FORM, "update=DROP+ALL", 403),
        ("POST", FORM, "query=DROP+ALL", 403),
        ("POST", "application/sparql-query", "INSERT DATA { <a:a> <a:a> <a:a> }", 403),
        ("POST", "application/sparql-query", "SELECT * { SERVICE <http://127.0.0.1/> {} }", 403),
    ],
)
def test_bad_requests(
    client: Any, method: str, content_type: str | None, body: str | bytes, status: int
) -> None:
    response = client.open("/sparql", method=method, data=body, content_type=content_type)
    assert (response.status_code, response.mimetype) == (status, "application/problem+json")
    assert json.loads(response.data)["detail"]


def test_an_unsupported_body_is_told_what_is_supported(client: Any) -> None:
    response = client.post("/sparql", data="ASK {}", content_type="text/plain")
    assert "application/sparql-query" in response.headers["Accept"]


def test_several_queries_in_the_address_are_400(client: Any) -> None:
    assert client.get("/sparql?query=ASK+%7B%7D&query=ASK+%7B%7D").status_code == 400


def test_raw_invalid_utf8_in_the_address_is_400(client: Any) -> None:
    response = client.get("/sparql", environ_overrides={"QUERY_STRING": "query=ASK{}\xe9"})
    assert response.status_code == 400 and "UTF-8" in response.text


def test_a_syntax_error_is_400_with_line_and_column_of_the_query_as_sent(client: Any) -> None:
    response = client.ask("SELECT ?s {\n  ?s tco:ordinal 2 ;;; }\n}")
    problem = json.loads(response.data)
    assert (response.status_code, response.mimetype) == (400, "application/problem+json")
    assert problem["type"] == "https://w3id.org/diktyo/problem/query-syntax"
    assert (problem["line"], problem["column"]) == (3, 1)


@pytest.mark.parametrize("accept", ["text/csv", "text/turtle", "application/sparql-results+xml"])
def test_what_is_no_query_is_a_syntax_error_whatever_is_accepted(client: Any, accept: str) -> None:
    assert [client.ask(query, accept).status_code for query in ("", "SELEKT * {}", "{}")] == [400, 400, 400]


def test_our_prefixes_need_no_declaration_and_may_be_declared_otherwise(client: Any) -> None:
    assert client.values(client.ask("SELECT ?o { ?s tco:ordinal ?o }"), "o") == ["2"]
    assert (
        client.values(client.ask("PREFIX tco: <http://else.example/> SELECT ?o { ?s tco:ordinal ?o }"), "o")
        == []
    )


def test_a_foreign_prefix_needs_its_declaration(client: Any) -> None:
    response = client.ask("SELECT * { ?s wdt:P31 ?o }")
    assert (
        response.status_code == 400
        and "at “wdt:P31”: its prefix is not declared" in json.loads(response.data)["detail"]
    )


def test_relative_iris_are_those_of_the_site(client: Any) -> None:
    assert len(client.values(client.ask("SELECT ?p { <id/project/b> ?p ?o }"), "p")) == 1

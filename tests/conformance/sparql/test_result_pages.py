"""The same answers as pages, for people with a browser; without scripts."""

from __future__ import annotations

from typing import Any

import pytest

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
SELECT_ALL = "SELECT ?s ?p ?o { ?s ?p ?o }"
CONSTRUCT_ALL = "CONSTRUCT WHERE { ?s ?p ?o }"


def test_a_browser_without_query_gets_the_form(client: Any) -> None:
    response = client.get("/sparql", headers={"Accept": BROWSER})
    assert (response.status_code, response.content_type) == (200, "text/html; charset=utf-8")
    assert '<textarea id="query" name="query"' in response.text and '<label for="query">' in response.text


def test_a_browser_with_query_gets_a_table(client: Any) -> None:
    response = client.ask(SELECT_ALL, BROWSER)
    assert (response.status_code, response.mimetype) == (200, "text/html")
    assert '<span lang="el">Έργο</span> <span class="small">el</span>' in response.text
    assert '<th scope="col">o</th>' in response.text
    assert "SELECT ?s ?p ?o" in response.text


def test_a_browser_gets_a_boolean_and_a_graph_too(client: Any) -> None:
    assert "<p>Yes</p>" in client.ask("ASK {}", BROWSER).text
    assert '<th scope="col">predicate</th>' in client.ask(CONSTRUCT_ALL, BROWSER).text
    assert "Nothing in the data" in client.ask("SELECT * { ?s <a:absent> ?o }", BROWSER).text


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("SELECT * { ?s", 400, "line 1, column"),
        ("SELECT * { SERVICE <http://127.0.0.1/> {} }", 403, "does not query other endpoints"),
        ("DROP ALL", 403, "takes no updates"),
    ],
)
def test_a_browser_reads_what_is_wrong_beside_the_query(
    client: Any, query: str, status: int, words: str
) -> None:
    response = client.ask(query, BROWSER)
    assert (response.status_code, response.mimetype) == (status, "text/html")
    assert words in response.text and query.replace("<", "&lt;").replace(">", "&gt;") in response.text


def test_nothing_in_the_data_or_the_query_becomes_markup(client: Any) -> None:
    query = """SELECT ("<script>alert(1)</script>" AS ?x) (IRI("javascript:alert(1)") AS ?y) {}"""
    text = client.ask(query, BROWSER).text
    assert "<script>" not in text and 'href="javascript:' not in text


def test_the_page_speaks_the_language_of_the_site(client: Any) -> None:
    client.application.jinja_env.globals["lang"] = "el"
    response = client.ask("ASK {}", BROWSER)
    assert '<button type="submit">Εκτέλεση</button>' in response.text and "<p>Ναι</p>" in response.text
    assert "Accept-Language" in response.vary

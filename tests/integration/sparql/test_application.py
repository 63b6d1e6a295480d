"""The endpoint as part of the whole site."""

from __future__ import annotations

import json

from flask.testing import FlaskClient

LABELS = "SELECT ?thing ?label { ?thing a tco:Project ; skos:prefLabel ?label }"


def test_the_site_answers_queries_on_its_release(site: FlaskClient) -> None:
    response = site.get("/sparql", query_string={"query": LABELS})
    assert response.status_code == 200 and json.loads(response.data)["results"]["bindings"]


def test_the_form_and_its_table_stand_in_the_site_s_pages(site: FlaskClient) -> None:
    greek = {"Accept": "text/html", "Accept-Language": "el"}
    for query in ({}, {"query": LABELS}):
        response = site.get("/sparql", query_string=query, headers=greek)
        assert response.status_code == 200
        assert '<html lang="el"' in response.text and "Εκτέλεση</button>" in response.text


def test_a_browser_whose_request_is_no_query_gets_the_site_s_page(site: FlaskClient) -> None:
    response = site.post("/sparql", data="ASK {}", content_type="text/plain", headers={"Accept": "text/html"})
    assert (response.status_code, response.mimetype) == (415, "text/html")

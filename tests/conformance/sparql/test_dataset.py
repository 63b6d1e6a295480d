"""Which graphs a query sees (SPARQL 1.1 Protocol §2.1.4), and how the service describes itself."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pyoxigraph as ox
import pytest
import rdflib

from server.formats import GRAPH_FORMATS, RESULT_FORMATS, Format

BASE = "http://made-up.example"
G1, G2 = f"{BASE}/graph/doc/one", f"{BASE}/graph/doc/two"
SELECT_ALL = "SELECT ?s ?p ?o { ?s ?p ?o }"
SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")


@pytest.mark.parametrize(
    ("pattern", "parameters", "labels"),
    [
        ("?s rdfs:label ?o", {}, ["a%2Bb", "Έργο"]),
        ("?s rdfs:label ?o", {"default-graph-uri": G1}, ["in one"]),
        ("?s rdfs:label ?o", {"default-graph-uri": [G1, G2]}, ["in one", "in two"]),
        ("?s rdfs:label ?o", {"default-graph-uri": f"{BASE}/absent"}, []),
        ("?s rdfs:label ?o", {"named-graph-uri": G1}, []),
        ("GRAPH ?g { ?s rdfs:label ?o }", {}, ["in one", "in two"]),
        ("GRAPH ?g { ?s rdfs:label ?o }", {"named-graph-uri": G2}, ["in two"]),
        ("GRAPH ?g { ?s rdfs:label ?o }", {"default-graph-uri": G1}, []),
    ],
)
def test_the_dataset_of_the_request(
    client: Any, pattern: str, parameters: dict[str, Any], labels: list[str]
) -> None:
    assert sorted(client.values(client.ask(f"SELECT ?o {{ {pattern} }}", **parameters), "o")) == labels


def test_the_request_s_dataset_wins_over_the_query_s(client: Any) -> None:
    query = f"SELECT ?o FROM <{G2}> {{ ?s rdfs:label ?o }}"
    assert client.values(client.ask(query), "o") == ["in two"]
    assert client.values(client.ask(query, **{"default-graph-uri": G1}), "o") == ["in one"]
    named = f"SELECT ?o FROM NAMED <{G2}> {{ GRAPH ?g {{ ?s rdfs:label ?o }} }}"
    assert client.values(client.ask(named, **{"named-graph-uri": G1}), "o") == ["in one"]


def test_a_posted_query_takes_its_dataset_from_the_address(client: Any) -> None:
    address = f"/sparql?default-graph-uri={quote(G1)}"
    response = client.post(address, data=SELECT_ALL, content_type="application/sparql-query")
    assert client.values(response, "o") == ["in one"]


def test_a_graph_that_is_no_iri_is_400(client: Any) -> None:
    assert client.ask(SELECT_ALL, **{"default-graph-uri": "not an IRI"}).status_code == 400


@pytest.mark.parametrize("offered", GRAPH_FORMATS, ids=lambda one: one.name)
def test_the_service_describes_itself(client: Any, offered: Format) -> None:
    response = client.get("/sparql", headers={"Accept": offered.media_type, "Host": "attacker.example"})
    assert (response.status_code, response.content_type) == (200, offered.content_type)
    text = b"".join(
        ox.serialize([quad.triple], format=ox.RdfFormat.N_TRIPLES) or b""
        for quad in ox.parse(response.data, format=offered.rdf)
    )
    graph = rdflib.Graph().parse(data=text, format="nt")
    service = rdflib.URIRef(f"{BASE}/sparql")
    assert (service, rdflib.RDF.type, SD.Service) in graph and (service, SD.endpoint, service) in graph
    assert (service, SD.supportedLanguage, SD.SPARQL11Query) in graph
    assert len(set(graph.objects(service, SD.resultFormat))) == len(RESULT_FORMATS) + len(GRAPH_FORMATS)
    assert graph.value(graph.value(service, SD.defaultDataset), SD.defaultGraph) is not None
    assert b"attacker" not in response.data


def test_no_service_description_as_an_image(client: Any) -> None:
    assert client.get("/sparql", headers={"Accept": "image/png"}).status_code == 406

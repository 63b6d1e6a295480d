"""Dereferencing as linked data: 303, negotiation, validators, and every IRI of the data answers.

https://www.w3.org/TR/cooluris/ and RFC 9110 (§8.8 validators, §12 negotiation, §13 conditional requests).
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from html import unescape

import pyoxigraph as ox
import pytest
import rdflib
from flask import Flask
from flask.testing import FlaskClient
from rdflib.compare import to_isomorphic

from server.formats import GRAPH_FORMATS, JSON_LD, N_QUADS, N_TRIPLES, RDF_XML, TRIG, TURTLE, Format
from server.languages import languages

BASE = "https://diktyo.example.org"
PROJECT, MEETING, ANNOUNCEMENT = "project/b2zym648et", "event/x66m1389mn", "doc/dzyd4wn4pe"
DOCUMENT = f"/doc/{PROJECT}"
RDFLIB = {
    TURTLE: "turtle",
    JSON_LD: "json-ld",
    RDF_XML: "xml",
    N_TRIPLES: "nt",
    N_QUADS: "nquads",
    TRIG: "trig",
}
RAPTOR = {TURTLE: "turtle", RDF_XML: "rdfxml", N_TRIPLES: "ntriples", N_QUADS: "nquads", TRIG: "trig"}

HTML = "text/html; charset=utf-8"


@pytest.mark.parametrize(
    ("accept", "status", "content_type"),
    [
        ("text/html", 200, HTML),
        ("*/*", 200, HTML),
        (None, 200, HTML),
        ("text/turtle", 200, "text/turtle; charset=utf-8"),
        ("text/turtle;charset=utf-8", 200, "text/turtle; charset=utf-8"),
        ("application/ld+json", 200, "application/ld+json"),
        ("application/json", 200, "application/ld+json"),
        ("application/rdf+xml", 200, "application/rdf+xml"),
        ("application/n-triples", 200, "application/n-triples"),
        ("text/plain", 200, "application/n-triples"),
        ("application/n-quads", 200, "application/n-quads"),
        ("application/trig", 200, "application/trig"),
        ("text/html;q=0.5, text/turtle", 200, "text/turtle; charset=utf-8"),
        ("text/turtle;q=0.5, application/rdf+xml;q=0.9", 200, "application/rdf+xml"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", 200, HTML),
        ("image/png, application/trig;q=0.1", 200, "application/trig"),
        ("image/png", 406, "application/problem+json"),
        ("text/html;q=0", 406, "application/problem+json"),
    ],
)
def test_a_document_is_negotiated(
    site: FlaskClient, accept: str | None, status: int, content_type: str
) -> None:
    response = site.get(DOCUMENT, headers={"Accept": accept} if accept else {})
    assert (response.status_code, response.content_type) == (status, content_type)
    assert "Accept" in response.vary


def test_what_cannot_be_accepted_is_told_what_there_is(site: FlaskClient) -> None:
    available = site.get(DOCUMENT, headers={"Accept": "image/png"}).get_json()["available"]
    assert {"type": "text/turtle", "href": f"{DOCUMENT}.ttl"} in available
    for one in available:
        assert site.get(one["href"]).mimetype == one["type"]


@pytest.mark.parametrize("format_", [*GRAPH_FORMATS], ids=lambda one: one.name)
def test_a_suffix_names_one_representation(site: FlaskClient, format_: Format) -> None:
    response = site.get(f"{DOCUMENT}{format_.suffix}", headers={"Accept": "text/html"})
    assert (response.status_code, response.mimetype) == (200, format_.media_type)
    assert "Accept" not in response.vary
    assert "Content-Location" not in response.headers


@pytest.mark.parametrize("accept", ["text/html", "text/turtle", "image/png"])
def test_a_thing_is_seen_through_its_document_on_the_host_that_was_asked(
    site: FlaskClient, accept: str
) -> None:
    response = site.get(f"/id/{PROJECT}", headers={"Accept": accept}, base_url="http://another.example:8080")
    assert response.status_code == 303
    assert response.headers["Location"] == DOCUMENT


def test_a_negotiated_document_says_which_representation_it_is(site: FlaskClient) -> None:
    turtle = site.get(DOCUMENT, headers={"Accept": "text/turtle"})
    assert turtle.headers["Content-Location"] == f"{DOCUMENT}.ttl"
    assert site.get(turtle.headers["Content-Location"]).data == turtle.data
    page = site.get(DOCUMENT, headers={"Accept": "text/html", "Accept-Language": "el"})
    assert page.headers["Content-Location"] == f"{DOCUMENT}.html?lang=el"
    assert set(page.vary) == {"Accept", "Accept-Language"}


def test_link_headers_lead_to_every_format_and_to_the_thing(site: FlaskClient) -> None:
    links = site.get(DOCUMENT, headers={"Accept": "text/turtle"}).headers.getlist("Link")
    for format_ in GRAPH_FORMATS:
        assert f'<{DOCUMENT}{format_.suffix}>; rel="alternate"; type="{format_.media_type}"' in links
    assert f'<{BASE}{DOCUMENT}>; rel="canonical"' in links
    assert f'<{BASE}/id/{PROJECT}>; rel="describes"' in links


def _etags(site: FlaskClient) -> Iterator[str]:
    for format_ in GRAPH_FORMATS:
        yield site.get(f"{DOCUMENT}{format_.suffix}").headers["ETag"]
    for code in languages():
        yield site.get(f"{DOCUMENT}.html", headers={"Accept-Language": code}).headers["ETag"]
    yield site.get(f"/doc/{MEETING}.ttl").headers["ETag"]


def test_etags_are_strong_and_differ_by_resource_format_and_language(site: FlaskClient) -> None:
    etags = list(_etags(site))
    assert len(set(etags)) == len(etags)
    assert not [etag for etag in etags if etag.startswith("W/")]


@pytest.mark.parametrize(
    "path", [DOCUMENT, f"{DOCUMENT}.nq", "/tco", "/shapes.ttl", "/text/37c6187185e0", "/report"]
)
def test_an_unchanged_representation_is_not_sent_again(site: FlaskClient, path: str) -> None:
    first = site.get(path)
    again = site.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.vary == first.vary
    since = site.get(path, headers={"If-Modified-Since": first.headers["Last-Modified"]})
    assert since.status_code == 304
    other = site.get(
        path, headers={"If-None-Match": '"other"', "If-Modified-Since": first.headers["Last-Modified"]}
    )
    assert other.status_code == 200


@pytest.mark.parametrize(
    "path", [f"/id/{PROJECT}", DOCUMENT, f"{DOCUMENT}.ttl", "/tco", "/", "/health", "/text/37c6187185e0"]
)
def test_head_is_get_without_a_body(site: FlaskClient, path: str) -> None:
    head, get = site.head(path), site.get(path)
    assert (head.status_code, head.data) == (get.status_code, b"")
    for name in ("Content-Type", "ETag", "Content-Length", "Location", "Last-Modified"):
        assert head.headers.get(name) == get.headers.get(name)


def _graph(site: FlaskClient, path: str, format_: Format) -> rdflib.Graph:
    data = site.get(f"{path}{format_.suffix}").data
    return rdflib.Graph().parse(data=data, format=RDFLIB[format_])


DOCUMENTS = [
    DOCUMENT,
    f"/doc/{MEETING}",
    f"/doc/{ANNOUNCEMENT}",
    "/tco",
    "/shapes",
    "/concept/roles",
    "/report",
    "/graph/provenance",
]


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own JSON-LD parser uses it
@pytest.mark.parametrize("format_", [JSON_LD, RDF_XML, N_TRIPLES], ids=lambda one: one.name)
@pytest.mark.parametrize("path", DOCUMENTS)
def test_formats_of_triples_say_the_same(site: FlaskClient, path: str, format_: Format) -> None:
    turtle = _graph(site, path, TURTLE)
    assert len(turtle) > 0
    assert to_isomorphic(_graph(site, path, format_)) == to_isomorphic(turtle)


@pytest.mark.parametrize("path", DOCUMENTS)
def test_formats_of_graphs_say_the_same_and_hold_the_triples(site: FlaskClient, path: str) -> None:
    quads = [set(ox.parse(site.get(f"{path}{one.suffix}").data, format=one.rdf)) for one in (TRIG, N_QUADS)]
    if not any(isinstance(quad.subject, ox.BlankNode) for quad in quads[0]):
        assert quads[0] == quads[1]
        default = {quad.triple for quad in quads[0] if quad.graph_name == ox.DefaultGraph()}
        assert default == {
            quad.triple for quad in ox.parse(site.get(f"{path}.ttl").data, format=ox.RdfFormat.TURTLE)
        }
    assert len(quads[0]) == len(quads[1])


@pytest.mark.skipif(shutil.which("rapper") is None, reason="raptor is not installed")
@pytest.mark.parametrize("format_", RAPTOR, ids=lambda one: one.name)
@pytest.mark.parametrize("path", [DOCUMENT, f"/doc/{ANNOUNCEMENT}", "/tco"])
def test_raptor_reads_what_is_written(site: FlaskClient, path: str, format_: Format) -> None:
    data = site.get(f"{path}{format_.suffix}").data
    command = ["rapper", "-q", "-i", RAPTOR[format_], "-o", "ntriples", "-", "http://base.example/"]
    read = subprocess.run(command, input=data, capture_output=True, check=True, timeout=60)
    graph = ox.Dataset(ox.parse(read.stdout, format=ox.RdfFormat.N_TRIPLES))
    triples = {quad.triple for quad in ox.parse(data, format=format_.rdf)}
    assert len(graph) == len(triples)


def test_the_same_document_is_always_the_same_bytes(site: FlaskClient, site_app: Flask) -> None:
    for format_ in GRAPH_FORMATS:
        first = site.get(f"{DOCUMENT}{format_.suffix}").data
        site_app.extensions["diktyo"].pages._values.clear()
        assert site.get(f"{DOCUMENT}{format_.suffix}").data == first


def test_a_description_names_what_it_links_to(site: FlaskClient) -> None:
    graph = _graph(site, DOCUMENT, TURTLE)
    project = rdflib.URIRef(f"{BASE}/id/{PROJECT}")
    tco, skos = rdflib.Namespace("https://w3id.org/diktyo/tco#"), rdflib.SKOS
    leader = graph.value(project, tco.leadPartner)
    assert rdflib.Literal("City of Agen", lang="en") in graph.objects(leader, skos.prefLabel)
    meeting = rdflib.URIRef(f"{BASE}/id/{MEETING}")
    assert (meeting, tco.project, project) in graph
    assert (meeting, rdflib.RDF.type, tco.Meeting) in graph
    participations = list(graph.subjects(tco.project, project))
    assert any((one, tco.participant, leader) in graph for one in participations)
    document = rdflib.URIRef(f"{BASE}{DOCUMENT}")
    assert (document, rdflib.FOAF.primaryTopic, project) in graph


def test_formats_with_graphs_carry_the_evidence(site: FlaskClient) -> None:
    quads = list(ox.parse(site.get(f"/doc/{MEETING}.trig").data, format=ox.RdfFormat.TRIG))
    graphs = {getattr(quad.graph_name, "value", "") for quad in quads}
    assert {
        f"{BASE}/graph/provenance",
        f"{BASE}/graph/doc/dzyd4wn4pe",
        f"{BASE}/graph/doc/df49j2w0er",
    } <= graphs
    spans = {quad.object.value for quad in quads if quad.predicate.value.endswith("anchorOf")}
    assert "2ης Διακρατικής Συνάντησης" in spans
    assert not [quad for quad in quads if quad.predicate.value.endswith("isString")]


def _iris(app: Flask) -> list[str]:
    """Every IRI of ours that the data use, as a path on this site."""
    store: ox.Store = app.extensions["diktyo"].store
    terms = {term for quad in store for term in (quad.subject, quad.predicate, quad.object, quad.graph_name)}
    iris = {term.value for term in terms if isinstance(term, ox.NamedNode)}
    paths = {iri.removeprefix(BASE).partition("#")[0] for iri in iris if iri.startswith(f"{BASE}/")}
    concepts = {
        f"/concept/{iri.rpartition('/')[2]}"
        for iri in iris
        if iri.startswith("https://w3id.org/diktyo/concept/")
    }
    terms_ = {"/tco" for iri in iris if iri.startswith("https://w3id.org/diktyo/tco")}
    return sorted(paths | concepts | terms_)


@pytest.mark.parametrize("accept", ["text/html", "text/turtle", "application/rdf+xml"])
def test_every_iri_of_the_data_answers(site: FlaskClient, site_app: Flask, accept: str) -> None:
    paths = _iris(site_app)
    assert len(paths) > 250
    for path in paths:
        response = site.get(path, headers={"Accept": accept}, follow_redirects=True)
        assert response.status_code == 200, path
        assert response.mimetype in (accept, "text/plain"), path


def test_every_link_of_the_pages_answers(site: FlaskClient) -> None:
    waiting, seen, sorts = ["/"], set[str](), Counter[str]()
    while waiting:
        path = waiting.pop()
        response = site.get(path, headers={"Accept": "text/html"}, follow_redirects=True)
        assert response.status_code == 200, path
        seen.add(path)
        new = _links(response.text) - seen - set(waiting) if response.mimetype == "text/html" else set()
        sorts.update(_sort_of_link(link) for link in new)
        waiting += [link for link in sorted(new) if sorts[_sort_of_link(link)] <= MOST_OF_A_SORT]
    assert len(seen) > 100


MOST_OF_A_SORT = 12
"""Links of one sort that the crawl follows before it takes the others to be alike."""


def _sort_of_link(path: str) -> str:
    """Kind and suffix: every kind of page in every format is followed, but not every statement."""
    kind, _, rest = path.removeprefix("/").partition("/")
    return (
        f"{kind}/{rest.partition('/')[0]}.{rest.partition('.')[2]}"
        if kind == "doc"
        else f"{kind}.{rest.partition('.')[2]}"
    )


def _links(page: str) -> set[str]:
    hrefs = {unescape(href).partition("#")[0] for href in re.findall(r'href="(/[^"]*)"', page)}
    return {href for href in hrefs if not href.startswith(("/sparql", "/static"))}


def test_every_term_of_the_vocabulary_has_an_anchor(site: FlaskClient, site_app: Flask) -> None:
    page = site.get("/tco", headers={"Accept": "text/html"}).text
    graph = site_app.extensions["diktyo"].vocabulary.graph
    namespace = "https://w3id.org/diktyo/tco#"
    terms = {quad.subject.value for quad in graph if getattr(quad.subject, "value", "").startswith(namespace)}
    assert len(terms) > 60
    for term in terms:
        assert f'id="{term.removeprefix(namespace)}"' in page


def test_the_text_of_an_announcement_is_plain_and_counted_in_code_points(site: FlaskClient) -> None:
    response = site.get("/text/37c6187185e0")
    assert response.content_type == "text/plain; charset=utf-8"
    assert len(response.text) == 2422
    assert response.text[194:220] == "2ης Διακρατικής Συνάντησης"
    assert response.headers.getlist("Link") == [f'<{BASE}/id/{ANNOUNCEMENT}>; rel="describedby"']


def test_the_graph_of_an_announcement_holds_what_it_states(site: FlaskClient, site_app: Flask) -> None:
    store: ox.Store = site_app.extensions["diktyo"].store
    name = ox.NamedNode(f"{BASE}/graph/{ANNOUNCEMENT}")
    stated = {quad.triple for quad in store.quads_for_pattern(None, None, None, name)}
    quads = list(ox.parse(site.get(f"/graph/{ANNOUNCEMENT}.nq").data, format=ox.RdfFormat.N_QUADS))
    assert {quad.triple for quad in quads if quad.graph_name == name} == stated
    triples = {
        quad.triple
        for quad in ox.parse(site.get(f"/graph/{ANNOUNCEMENT}.ttl").data, format=ox.RdfFormat.TURTLE)
    }
    assert stated <= triples
    page = site.get(f"/graph/{ANNOUNCEMENT}", headers={"Accept": "text/html"})
    assert (page.status_code, page.headers["Location"]) == (303, f"/doc/{ANNOUNCEMENT}")


def test_the_context_is_json_ld(site: FlaskClient) -> None:
    response = site.get("/context.jsonld")
    assert response.mimetype == "application/ld+json"
    assert "@context" in response.get_json(force=True)


def test_a_site_behind_a_path_links_with_its_path(site: FlaskClient) -> None:
    response = site.get(f"/id/{PROJECT}", base_url="http://another.example/kg")
    assert response.headers["Location"] == f"/kg{DOCUMENT}"
    page = site.get(DOCUMENT, base_url="http://another.example/kg").text
    assert 'href="/kg/doc/' in page
    assert 'href="/doc/' not in page

"""Blueprint: the things of the data and the documents on them, texts and graphs (docs/reference/http.md)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import pyoxigraph as ox
from flask import Blueprint, Response, abort, redirect, request
from werkzeug import Response as AnyResponse

from kg.identifiers import KINDS
from kg.vocabulary import expand
from server import problems
from server.announcements import announcement_page
from server.descriptions import LINKS_QUERY, describe, describe_statement, query_href
from server.evidence import Evidence
from server.formats import BY_SUFFIX, GRAPH_FORMATS, HTML, Format
from server.graphs import LARGE_GRAPHS, about_graph, graph_of_announcement
from server.labels import Labels
from server.lookups import DEFAULT, Lookups
from server.negotiation import negotiate
from server.rdf import write
from server.representations import Sending, address, alternates, language, page, send
from server.site import Site, current_site
from server.statements import statement_page
from server.views import entity_page

blueprint = Blueprint("resources", __name__)

ENTITY_KINDS = frozenset(KINDS.values())
STATEMENT = "st"
PLAIN_TEXT = Format("text", "text/plain", ".txt")

_REF = re.compile(r"[0-9a-z]{1,32}", re.ASCII)
_SHA12 = re.compile(r"[0-9a-f]{12}", re.ASCII)
_OFFERED = (HTML, *GRAPH_FORMATS)


@blueprint.get("/id/<kind>/<ref>")
def thing(kind: str, ref: str) -> AnyResponse:
    """A thing cannot be sent: see the document on it (https://www.w3.org/TR/cooluris/#r303gendocument)."""
    _require(kind, ref)
    return redirect(address(f"/doc/{kind}/{ref}"), 303)


@blueprint.get("/doc/<kind>/<name>")
def document(kind: str, name: str) -> AnyResponse:
    """The document on a thing in the format that its suffix or the Accept header asks for."""
    ref, dot, suffix = name.partition(".")
    iri = _require(kind, ref)
    path = f"/doc/{kind}/{ref}"
    return negotiated(path, dot + suffix, _writer(kind, iri, path), _pages(kind, iri), describes=iri)


def negotiated(
    path: str,
    suffix: str,
    quads: Callable[[], Sequence[ox.Quad]],
    html: Callable[[Sending], AnyResponse],
    describes: str = "",
) -> AnyResponse:
    """A document in one of its formats: the one its suffix names, else the one the client prefers.

    Args:
        path: the document's path without a suffix.
        suffix: ending of the address that was asked for, or an empty text.
        quads: makes the description.
        html: sends the page.
        describes: IRI of the thing that the document is about.
    """
    format_ = BY_SUFFIX.get(suffix) if suffix else negotiate(request.headers.get("Accept"), _OFFERED)
    if suffix and format_ not in _OFFERED:
        abort(404, "This document has no representation with that ending.")
    if format_ is None:
        return not_acceptable(path)
    how = _how(path, format_, bool(suffix), describes)
    if format_ is HTML:
        return html(how)
    return send(format_, lambda: write(quads(), format_), how)


def not_acceptable(path: str) -> Response:
    """406 with what there is instead (RFC 9110 §15.5.7)."""
    available = [
        {"type": one.media_type, "href": f"{request.script_root}{path}{one.suffix}"} for one in _OFFERED
    ]
    detail = "This document has no representation that the Accept header allows; see what is available."
    return problems.problem(406, "Not acceptable", detail, headers={"Vary": "Accept"}, available=available)


def _how(path: str, format_: Format, named: bool, describes: str) -> Sending:
    base = current_site().release.base
    links = [*alternates(path), f'<{base}{path}>; rel="canonical"']
    links += [f'<{describes}>; rel="describes"'] if describes else []
    query = f"?lang={language().code}" if format_ is HTML else ""
    location = "" if named else f"{request.script_root}{path}{format_.suffix}{query}"
    return Sending(() if named else ("Accept",), location, links)


def _require(kind: str, ref: str) -> str:
    """The IRI of a thing that the release knows; anything else is 404."""
    site = current_site()
    if (kind in ENTITY_KINDS or kind == STATEMENT) and _REF.fullmatch(ref):
        iri = f"{site.release.base}/id/{kind}/{ref}"
        graph = ox.NamedNode(f"{site.release.base}/graph/provenance") if kind == STATEMENT else DEFAULT
        if next(site.store.quads_for_pattern(ox.NamedNode(iri), None, None, graph), None) is not None:
            return iri
    abort(404, "No thing with this identifier is in the release that is served.")


def _writer(kind: str, iri: str, path: str) -> Callable[[], Sequence[ox.Quad]]:
    site = current_site()
    lookups = Lookups(site.store, site.release.base)
    if kind == STATEMENT:
        return lambda: describe_statement(lookups, iri)
    return lambda: describe(site, lookups, iri, f"{site.release.base}{path}")


def _pages(kind: str, iri: str) -> Callable[[Sending], Response]:
    labels = labels_of(current_site())
    if kind == STATEMENT:
        return lambda how: page(
            "statement.html", lambda: _about(iri, statement=statement_page(iri, labels)), how
        )
    if kind == KINDS["tco:Announcement"]:
        return lambda how: page(
            "announcement.html", lambda: _about(iri, page=announcement_page(iri, labels)), how
        )
    return lambda how: page("entity.html", lambda: _about(iri, entity=entity_page(iri, labels)), how)


def _about(iri: str, **values: object) -> dict[str, object]:
    """What every document's page needs besides its content: its formats and queries that begin from it."""
    query = f"SELECT ?property ?value WHERE {{\n  <{iri}> ?property ?value\n}}"
    links = query_href(LINKS_QUERY.format(iri=iri))
    return {
        **values,
        "links_query_href": links,
        "iri": iri,
        "path": document_path(iri),
        "query_href": query_href(query),
        "formats": GRAPH_FORMATS,
    }


def document_path(iri: str) -> str:
    """Path of the document on a thing of this site."""
    return iri.removeprefix(current_site().release.base).replace("/id/", "/doc/", 1)


def labels_of(site: Site) -> Labels:
    """Names in the language of the current page."""
    return Labels(Lookups(site.store, site.release.base), site.display, language())


@blueprint.get("/text/<sha12>")
def text(sha12: str) -> Response:
    """The stored text of an announcement; ``#char=`` after its IRI (RFC 5147) counts its characters."""
    site = current_site()
    iri = f"{site.release.base}/text/{sha12}"
    source = Evidence(Lookups(site.store, site.release.base)).source(iri) if _SHA12.fullmatch(sha12) else None
    if source is None or not source.text:
        abort(404, "No text with this identifier is in the release that is served.")
    links = [f'<{source.announcement}>; rel="describedby"'] if source.announcement else []
    return send(PLAIN_TEXT, source.text.encode, Sending(links=links))


@blueprint.get("/graph/doc/<name>")
def announcement_graph(name: str) -> AnyResponse:
    """The graph of what one announcement states; people are sent to the announcement's page."""
    ref, dot, suffix = name.partition(".")
    site = current_site()
    path, iri = f"/graph/doc/{ref}", f"{site.release.base}/graph/doc/{ref}"
    lookups = Lookups(site.store, site.release.base)
    sources = lookups.properties(iri).get(expand("dct:source"), []) if _REF.fullmatch(ref) else []
    announcement = next((one.value for one in sources if isinstance(one, ox.NamedNode)), "")
    if not announcement:
        abort(404, "No graph with this identifier is in the release that is served.")

    def to_page(how: Sending) -> AnyResponse:
        seen = redirect(address(document_path(announcement)), 303)
        seen.headers["Vary"] = ", ".join(how.vary)
        return seen

    return negotiated(path, dot + suffix, lambda: graph_of_announcement(site, iri), to_page)


@blueprint.get("/graph/<name>")
def large_graph(name: str) -> AnyResponse:
    """What the two large graphs are and how to ask them; they are too large to be sent in one piece."""
    name, dot, suffix = name.partition(".")
    if name not in LARGE_GRAPHS:
        abort(404, "No graph with this name is in the release that is served.")
    site = current_site()
    path, iri = f"/graph/{name}", f"{site.release.base}/graph/{name}"
    query = f"SELECT * WHERE {{\n  GRAPH <{iri}> {{ ?subject ?predicate ?object }}\n}} LIMIT 100"

    def html(how: Sending) -> Response:
        values = {
            "iri": iri,
            "path": path,
            "name": name,
            "query_href": query_href(query),
            "formats": GRAPH_FORMATS,
        }
        return page("graph.html", lambda: dict(values), how)

    return negotiated(path, dot + suffix, lambda: about_graph(site, iri, name, query_href(query)), html)

"""Blueprint: people's ways in: the home page, search, lists, and the validation report."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request
from werkzeug import Response as AnyResponse

from server import problems
from server.finding import MOST_FOUND, SECTIONS, Entry, Index, build
from server.formats import GRAPH_FORMATS, HTML, Format
from server.home import home_page
from server.labels import Labels
from server.languages import languages
from server.listings import Listing, as_json, listing
from server.lookups import Lookups
from server.negotiation import negotiate
from server.reports import read_report, report_page
from server.representations import Sending, language, page, send
from server.resources import labels_of, negotiated
from server.site import Site, current_site

blueprint = Blueprint("pages", __name__)

LAST_PAGE = 100_000
JSON = Format("json", "application/json", ".json")


@blueprint.get("/")
def home() -> Response:
    """What is here, and the ways in."""
    labels = labels_of(current_site())
    return page("home.html", lambda: {"home": home_page(current_site(), labels)})


@blueprint.get("/search")
def search() -> AnyResponse:
    """Things by their names, as a page or as JSON."""
    question = request.args.get("q", "").strip()
    found = _index(current_site()).find(question)
    listed = listing(found, _number(), "/search", labels_of(current_site()), question)
    return _list("search.html", listed, full=len(found) >= MOST_FOUND, question=question)


@blueprint.get("/browse/<section>")
def browse(section: str) -> AnyResponse:
    """All things of one sort, page by page, as a page or as JSON."""
    if section not in SECTIONS:
        abort(404, f"There is no list of that name; there are: {', '.join(SECTIONS)}.")
    site, labels = current_site(), labels_of(current_site())
    entries = site.once(("list", section, language().code), lambda: _sorted(labels, section))
    listed = listing(entries, _number(), f"/browse/{section}", labels)
    return _list("browse.html", listed, section=section, sections=list(SECTIONS))


@blueprint.get("/report", defaults={"suffix": ""})
@blueprint.get("/report.<suffix>")
def report(suffix: str) -> AnyResponse:
    """The SHACL validation report of the release, as a page and as RDF."""
    site = current_site()
    graph = site.once("report", lambda: read_report(site.release.path / "report.ttl"))
    labels = labels_of(site)

    def html(how: Sending) -> Response:
        values = {"path": "/report", "formats": GRAPH_FORMATS}
        return page("report.html", lambda: {**values, "report": report_page(site, graph, labels)}, how)

    return negotiated("/report", f".{suffix}" if suffix else "", lambda: graph, html)


def _index(site: Site) -> Index:
    """The index of a release, with what things are called in every language of the pages."""
    lookups = Lookups(site.store, site.release.base)
    return site.once(
        "index", lambda: build([Labels(lookups, site.display, one) for one in languages().values()])
    )


def _sorted(labels: Labels, section: str) -> list[Entry]:
    entries = _index(current_site()).by_section[section]
    return sorted(entries, key=lambda entry: (labels.of(entry.iri).text.casefold(), entry.iri))


def _list(template: str, listed: Listing, **values: object) -> Response:
    accept = "application/json" if request.args.get("format") == "json" else request.headers.get("Accept")
    format_ = negotiate(accept, (HTML, JSON))
    how = Sending(("Accept",), by_language=True, keep=False)
    if format_ is None:
        return _no_such_form(listed.path)
    if format_ is HTML:
        return page(template, lambda: {**values, "listed": listed}, how)
    return send(JSON, lambda: as_json(listed, language().code, current_site().release.version), how)


def _no_such_form(path: str) -> Response:
    available = [
        {"type": HTML.media_type, "href": path},
        {"type": JSON.media_type, "href": f"{path}?format=json"},
    ]
    detail = "This list has no representation that the Accept header allows; see what is available."
    return problems.problem(406, "Not acceptable", detail, headers={"Vary": "Accept"}, available=available)


def _number() -> int:
    text = request.args.get("page", "1")
    return min(int(text), LAST_PAGE) if text.isdecimal() and len(text) < 10 else 1

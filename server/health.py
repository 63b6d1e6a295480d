"""Blueprint: what operators and robots ask for."""

from __future__ import annotations

import json

import pyoxigraph as ox
from flask import Blueprint, Response

from server.formats import Format
from server.lookups import DEFAULT, RDF_TYPE
from server.representations import send
from server.site import Site, current_site

blueprint = Blueprint("health", __name__)

_TEXT = Format("text", "text/plain", ".txt")

ROBOTS = """\
# Pages and their RDF may be read by all. Queries and searches are for people and tools that ask
# something, not for following links.
User-agent: *
Disallow: /sparql
Disallow: /search
"""


@blueprint.get("/health")
def health() -> Response:
    """200 when the release that is served can be read, 503 when it cannot."""
    site = current_site()
    fault = _fault(site)
    checks = {"store": fault or "ok"}
    body = {"status": "failing" if fault else "ok", "release": site.release.version, "checks": checks}
    response = Response(json.dumps(body) + "\n", 503 if fault else 200, content_type="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/robots.txt")
def robots() -> Response:
    """What robots are asked to leave alone (RFC 9309)."""
    return send(_TEXT, ROBOTS.encode)


def _fault(site: Site) -> str:
    """What is wrong with the store, or an empty text: it must find at least one typed thing."""
    try:
        found = next(site.store.quads_for_pattern(None, ox.NamedNode(RDF_TYPE), None, DEFAULT), None)
    except (OSError, RuntimeError) as error:
        return f"the store cannot be read: {error}"
    return "" if found else "the store is empty"

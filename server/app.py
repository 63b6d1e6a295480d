"""The application: ``create_app`` opens a release and joins the blueprints that answer from it."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

from flask import Flask, Response, redirect, request
from markupsafe import Markup, escape
from werkzeug import Response as AnyResponse

from kg import __version__
from kg.settings import Settings
from server import health, pages, problems, resources, sparql, vocabulary_pages
from server.formats import JSON_LD, N_QUADS, N_TRIPLES, RDF_XML, TRIG, TURTLE
from server.languages import Text, languages
from server.representations import address, asked_language, language
from server.site import Followed, current_site, follow

CONTENT_SECURITY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Pages load nothing from elsewhere (https://www.w3.org/TR/CSP3/)."""

MOST_BODY_BYTES = 2_000_000
"""The largest request body that is read, whatever it is for."""


FORMAT_NAMES = {
    TURTLE.name: "Turtle",
    JSON_LD.name: "JSON-LD",
    RDF_XML.name: "RDF/XML",
    N_TRIPLES.name: "N-Triples",
    N_QUADS.name: "N-Quads",
    TRIG.name: "TriG",
}
"""What the formats are called on pages."""


def create_app(release: Path, settings: Settings) -> Flask:
    """An application that serves a release.

    Args:
        release: a release folder, or a link to one, which is followed when it moves.
        settings: the settings of this server.

    Raises:
        ReleaseError: there is no release, or it cannot be opened.
    """
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = max(MOST_BODY_BYTES, 4 * settings.sparql.query_bytes)
    app.url_map.strict_slashes = False
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    follow(app, Followed(release, settings))
    for module in (resources, pages, vocabulary_pages, health, sparql):
        app.register_blueprint(module.blueprint)
    problems.register(app)
    app.context_processor(_page_values)
    app.add_template_filter(_in_language, "words")
    app.before_request(_to_plain_path)
    app.after_request(_open_and_safe)
    return app


def _page_values() -> dict[str, object]:
    """What every template can use."""
    site, chosen = current_site(), language()
    return {
        "t": chosen.text,
        "language": chosen,
        "languages": list(languages().values()),
        "lang": chosen.code,
        "asked_language": asked_language(),
        "href": address,
        "here": _here,
        "site_name": site.settings.site.name,
        "release": site.release,
        "format_names": FORMAT_NAMES,
        "software": __version__,
        "base": site.release.base,
    }


def _here(code: str) -> str:
    """The address of the current page in another language."""
    query = {name: value for name, value in request.args.items() if name != "lang"}
    return address(request.path, **query, lang=code)


def _in_language(text: Text) -> Markup:
    """Words with their language where it is not that of the page; never broken out of their direction."""
    words = escape(text.text)
    return Markup('<span lang="{}">{}</span>').format(text.lang, words) if text.lang else Markup(words)  # noqa: S704


def _to_plain_path() -> AnyResponse | None:
    """An address with a slash at its end or two in a row is that of the path without (RFC 9110 §15.4.9)."""
    plain = "/" + re.sub("/+", "/", request.path).strip("/")
    if plain == request.path and not request.environ["PATH_INFO"].startswith("//"):
        return None
    query = f"?{request.query_string.decode('latin-1')}" if request.query_string else ""
    return redirect(f"{request.script_root}{quote(plain)}{query}", 308)


def _open_and_safe(response: Response) -> Response:
    """Any origin may read what is public here (https://fetch.spec.whatwg.org/#http-cors-protocol)."""
    headers = response.headers
    headers.setdefault("Access-Control-Allow-Origin", "*")
    headers.setdefault("Access-Control-Expose-Headers", "ETag, Link, Content-Location, Last-Modified")
    if request.method == "OPTIONS":
        headers.setdefault("Access-Control-Allow-Methods", headers.get("Allow", "GET, HEAD, OPTIONS"))
        headers.setdefault(
            "Access-Control-Allow-Headers", "Accept, Accept-Language, Content-Type, If-None-Match"
        )
        headers.setdefault("Access-Control-Max-Age", "86400")
        if not response.content_length:
            response.status_code = 204
            headers.remove("Content-Type")
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "strict-origin-when-cross-origin")
    if response.mimetype == "text/html":
        headers.setdefault("Content-Security-Policy", CONTENT_SECURITY)
    return response

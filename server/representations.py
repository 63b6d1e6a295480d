"""Sending a representation: validators, caching, language and links of every GET the site answers.

An ETag is made of the release, the software, the resource, the format and the language (RFC 9110
§8.8.3), so a client that has the representation is answered before anything is looked up.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Response, g, render_template, request
from werkzeug.http import http_date, is_resource_modified

from kg import __version__
from server.formats import GRAPH_FORMATS, HTML, Format
from server.languages import Language, languages
from server.negotiation import preferred_language
from server.site import current_site

CACHING = "public, max-age=60, stale-while-revalidate=600"
"""A representation may be kept for a minute and shown for ten while it is fetched again."""


def language() -> Language:
    """The language of the current page: ``?lang=`` where it is one of ours, else by Accept-Language."""
    if "language" not in g:
        offered = languages()
        wanted = request.args.get("lang", "")
        g.language_asked = wanted if wanted in offered else ""
        accepted = preferred_language(request.headers.get("Accept-Language"), list(offered))
        g.language = offered[g.language_asked or accepted]
    chosen: Language = g.language
    return chosen


def asked_language() -> str:
    """The language that the address itself asks for, or an empty text."""
    language()
    asked: str = g.language_asked
    return asked


def address(path: str, **query: object) -> str:
    """The address of something on this site from a page: it keeps the language that was asked for."""
    if not path.startswith("/"):
        return path
    path, hash_, fragment = path.partition("#")
    wanted = {name: value for name, value in query.items() if value not in ("", None)}
    if asked_language() and "lang" not in wanted:
        wanted["lang"] = asked_language()
    separator = "&" if "?" in path else "?"
    return f"{request.script_root}{path}{separator + urlencode(wanted) if wanted else ''}{hash_}{fragment}"


@dataclass(frozen=True)
class Sending:
    """How a representation is sent.

    Attributes:
        vary: request header fields that chose it.
        location: path of this very representation, where the request did not name it.
        links: values of the Link header (RFC 8288).
        by_language: whether it varies by language though it is no page.
        keep: whether its bytes are kept for the next request.
    """

    vary: Sequence[str] = ()
    location: str = ""
    links: Sequence[str] = ()
    by_language: bool = False
    keep: bool = True


PLAINLY = Sending()


def page(template: str, values: Callable[[], dict[str, object]], how: Sending = PLAINLY) -> Response:
    """A page rendered from a template; ``values`` is called only when the page is not at hand."""
    return send(HTML, lambda: render_template(template, **values()).encode(), how)


def send(format_: Format, make: Callable[[], bytes], how: Sending = PLAINLY) -> Response:
    """A representation of the current resource with its validators, or 304 where the client has it.

    Args:
        format_: its format; HTML also varies by language.
        make: makes its bytes; called only when they are needed.
        how: which headers it gets.
    """
    tongue = f"{language().code}/{asked_language()}" if format_ is HTML or how.by_language else ""
    site, key = current_site(), _key(format_, tongue)
    response = Response(status=200, content_type=format_.content_type)
    response.set_etag(f"{site.release.version}-{hashlib.sha256(key.encode()).hexdigest()[:16]}")
    response.headers["Last-Modified"] = http_date(site.release.created)
    response.headers["Cache-Control"] = CACHING
    _describe(response, tongue, how)
    etag = response.get_etag()[0]
    if not is_resource_modified(request.environ, etag=etag, last_modified=response.last_modified):
        response.status_code = 304
        del response.headers["Content-Type"]
        return response
    response.set_data(site.pages.kept(key, make) if how.keep else make())
    return response


def _describe(response: Response, tongue: str, how: Sending) -> None:
    by_language = ["Accept-Language"] if tongue and not asked_language() else []
    response.vary.update([*how.vary, *by_language])
    if how.location:
        response.headers["Content-Location"] = how.location
    for link in how.links:
        response.headers.add("Link", link)
    if tongue:
        response.headers["Content-Language"] = language().code


def _key(format_: Format, tongue: str) -> str:
    query = sorted((name, value) for name, value in request.args.items(multi=True) if name != "lang")
    parts = (__version__, request.script_root, request.path, urlencode(query), format_.name, tongue)
    return "\n".join(parts)


def alternates(path: str, formats: Sequence[Format] = GRAPH_FORMATS) -> list[str]:
    """Link header values for the representations of a document: one for each format."""
    return [
        f'<{request.script_root}{path}{one.suffix}>; rel="alternate"; type="{one.media_type}"'
        for one in (*formats, HTML)
    ]

"""The SPARQL endpoint: SPARQL 1.1 Protocol for queries (https://www.w3.org/TR/sparql11-protocol/).

Nothing a visitor sends is parsed as SPARQL in this process: server/query_guard.py reads tokens, and a
worker of the pool does the rest. A browser gets the same answers as a page.
"""

from __future__ import annotations

import hashlib
import json
import logging

from flask import Blueprint, Response, render_template, request
from werkzeug.exceptions import NotAcceptable

from kg import __version__
from kg.errors import KGError
from kg.vocabulary import PREFIXES, compact
from server import problem_texts, query_guard, service_description, sparql_request
from server.formats import GRAPH_FORMATS, HTML, RESULT_FORMATS, Format
from server.negotiation import negotiate
from server.problems import of_error, wants_page
from server.query_answer import IN_MEMORY, Answer
from server.representations import language
from server.site import current_site
from server.sparql_request import ProtocolRequest

METHODS = ("GET", "HEAD", "POST", "QUERY", "OPTIONS")

blueprint = Blueprint("sparql", __name__)

_log = logging.getLogger(__name__)


@blueprint.route("/sparql", methods=METHODS, provide_automatic_options=False)
def endpoint() -> Response:
    """Answer a query; without one, describe the service or show the form."""
    if request.method == "OPTIONS":
        return _options()
    try:
        asked = sparql_request.read(request)
        return _description() if asked.query is None else _result(asked, asked.query)
    except KGError as error:
        if not wants_page():
            raise
        return _failure_page(error)


@blueprint.after_request
def _headers(response: Response) -> Response:
    """What every response of the endpoint says; any origin may ask, none with credentials."""
    response.vary.update(["Accept"])
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "Diktyo-Release, ETag, Retry-After, Server-Timing"
    response.headers["Diktyo-Release"] = current_site().release.version
    if response.status_code == 415:
        response.headers["Accept"] = f"{sparql_request.QUERY}, {sparql_request.FORM}"
    return response


def _options() -> Response:
    """Which methods there are (RFC 9110 §9.3.7), also for a preflight request of CORS."""
    methods = ", ".join(METHODS)
    headers = {
        "Allow": methods,
        "Accept-Query": f"{sparql_request.QUERY}, {sparql_request.FORM}",
        "Access-Control-Allow-Methods": methods,
        "Access-Control-Allow-Headers": "Accept, Accept-Language, Content-Type, If-None-Match",
        "Access-Control-Max-Age": "86400",
    }
    return Response(status=204, headers=headers)


def _description() -> Response:
    format_ = _chosen((*GRAPH_FORMATS, HTML))
    if format_ is HTML:
        return _page("", 200)
    base = current_site().release.base
    return Response(service_description.serialize(base, format_), content_type=format_.content_type)


def _result(asked: ProtocolRequest, query: str) -> Response:
    site = current_site()
    seen = query_guard.check(query, site.pool.limits)
    format_ = _chosen((*_formats_of(seen.form), HTML))
    response = Response(content_type=format_.content_type, headers={"Cache-Control": "no-cache"})
    if format_ is not HTML and not seen.volatile:
        response.set_etag(_etag(asked, format_), weak=True)
        if request.method != "POST" and request.if_none_match.contains_weak(response.get_etag()[0] or ""):
            response.status_code = 304
            return response
    answer = site.pool.run(
        query,
        format=format_,
        default_graphs=asked.default_graphs,
        named_graphs=asked.named_graphs,
        base=f"{site.release.base}/sparql",
    )
    _log.info("query form=%s seconds=%.3f bytes=%d", seen.form, answer.elapsed_s, answer.length)
    return _result_page(query, answer) if format_ is HTML else _send(response, answer)


def _formats_of(form: str) -> tuple[Format, ...]:
    """What answers to a form of query are written in; for what is no query, anything, as it will fail."""
    if form in query_guard.GRAPH_FORMS:
        return GRAPH_FORMATS
    return RESULT_FORMATS if form in query_guard.SOLUTION_FORMS else (*RESULT_FORMATS, *GRAPH_FORMATS)


def _chosen(offered: tuple[Format, ...]) -> Format:
    format_ = negotiate(request.headers.get("Accept"), offered)
    if format_ is None:
        raise NotAcceptable(f"This can be had as {', '.join(one.media_type for one in offered)}.")
    return format_


def _etag(asked: ProtocolRequest, format_: Format) -> str:
    """Release, request and format; weak, as blank nodes and orders that a query leaves open may vary."""
    release = current_site().release
    parts = [__version__, asked.query, asked.default_graphs, asked.named_graphs, format_.name, release.base]
    return f"{release.version}-{hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]}"


def _send(response: Response, answer: Answer) -> Response:
    """An answer that is whole before its first byte leaves, so that its length is told."""
    if answer.length <= IN_MEMORY:
        with answer:
            response.set_data(answer.read())
    else:
        response.response = answer
        response.content_length = answer.length
    response.headers["Server-Timing"] = _timing(answer)
    return response


def _timing(answer: Answer) -> str:
    return f"query;dur={answer.elapsed_s * 1000:.1f}"


def _result_page(query: str, answer: Answer) -> Response:
    with answer:
        table = json.loads(answer.read())
    response = _page(query, 200, table=table)
    response.headers["Server-Timing"] = _timing(answer)
    return response


def _failure_page(error: KGError) -> Response:
    kind, detail, headers, members = of_error(error)
    names = (error.code, str(kind.status))
    problem = {
        "title": problem_texts.title(language(), names, kind.title),
        "detail": problem_texts.detail(language(), names, detail, members),
    }
    response = _page(request.values.get("query", ""), kind.status, problem=problem)
    response.headers.update(headers)
    return response


def _page(query: str, status: int, **values: object) -> Response:
    limits = current_site().pool.limits
    page = render_template(
        "sparql.html", query=query, limits=limits, prefixes=PREFIXES, compact=compact, **values
    )
    headers = {"Cache-Control": "no-cache", "Vary": "Accept-Language"}
    return Response(page, status, headers, content_type=HTML.content_type)

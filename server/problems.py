"""Errors as problem details (RFC 9457), or as a page for people.

A problem's type is ``https://w3id.org/diktyo/problem/{code}``, the code being that of the error
class; docs/reference/errors.md explains each. The text of an error reaches a visitor only where the
table below says that it speaks of the visitor's own request; whatever else went wrong inside is
logged and answered in general words.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from flask import Flask, Response, render_template, request
from werkzeug import Response as AnyResponse
from werkzeug.exceptions import HTTPException

from kg.errors import (
    IdentifierError,
    KGError,
    QuerySyntaxError,
    QueryTimeout,
    QueryTooLarge,
    StoreUnreachable,
)
from server import problem_texts
from server.formats import HTML, PROBLEM
from server.negotiation import negotiate
from server.query_errors import (
    QueryFailed,
    QueryOutOfMemory,
    QueryTooDeep,
    QueueFull,
    ResultTooLarge,
    ServiceRefused,
    UpdateRefused,
)
from server.representations import language

TYPE_PREFIX = "https://w3id.org/diktyo/problem/"

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Kind:
    """How a class of errors is answered.

    Attributes:
        status: HTTP status.
        title: short summary, the same for every occurrence.
        detail: what visitors read; ``None`` sends the error's own message and attributes.
    """

    status: int
    title: str
    detail: str | None = None


_INSIDE = "The fault is on this side and has been logged; please try again later."

KINDS: dict[type[KGError], Kind] = {
    QuerySyntaxError: Kind(400, "The query is not SPARQL 1.1"),
    QueryTimeout: Kind(503, "The query took too long"),
    QueryTooLarge: Kind(413, "The query or what it takes is too large"),
    QueryTooDeep: Kind(400, "The query or what it takes is too large"),
    QueryOutOfMemory: Kind(503, "The query or what it takes is too large"),
    ResultTooLarge: Kind(503, "The query or what it takes is too large"),
    QueryFailed: Kind(500, "The query could not be evaluated"),
    UpdateRefused: Kind(403, "This endpoint takes no updates"),
    ServiceRefused: Kind(403, "This endpoint does not query other endpoints"),
    QueueFull: Kind(503, "Too many queries at once"),
    StoreUnreachable: Kind(503, "The data cannot be reached", _INSIDE),
    IdentifierError: Kind(
        404, "There is nothing at this address", "No such identifier has been published here."
    ),
    KGError: Kind(500, "The request could not be answered", _INSIDE),
}
"""How each class of error is answered; a class without a row is answered as its nearest base."""


def problem(
    status: int,
    title: str,
    detail: str,
    *,
    type_: str = "about:blank",
    headers: Mapping[str, str] | None = None,
    **extensions: object,
) -> Response:
    """A problem document (RFC 9457 §3).

    Args:
        status: HTTP status, repeated in the document.
        title: short summary of the kind of problem.
        detail: what went wrong this time and what to do about it.
        type_: IRI of the kind of problem.
        headers: further header fields, e.g. ``Retry-After``.
        extensions: further members, which must be writable as JSON.
    """
    members = {"type": type_, "title": title, "status": status, "detail": detail, **extensions}
    body = json.dumps(members, ensure_ascii=False)
    return Response(body + "\n", status, dict(headers or {}), content_type=PROBLEM.content_type)


def wants_page() -> bool:
    """Whether the client of the current request would rather read a page than a problem document."""
    return negotiate(request.headers.get("Accept"), (PROBLEM, HTML)) is HTML


def answer(
    status: int,
    title: str,
    detail: str,
    *,
    type_: str = "about:blank",
    headers: Mapping[str, str] | None = None,
    **extensions: object,
) -> Response:
    """A problem document, or the template ``problem.html`` where the client prefers HTML; same arguments."""
    headers = {"Vary": "Accept", **(headers or {})}
    if not wants_page():
        return problem(status, title, detail, type_=type_, headers=headers, **extensions)
    names = (type_.removeprefix(TYPE_PREFIX), str(status))
    page = render_template(
        "problem.html",
        status=status,
        title=problem_texts.title(language(), names, title),
        detail=problem_texts.detail(language(), names, detail, extensions),
    )
    return Response(page, status, headers, content_type=HTML.content_type)


def kind_of(error: KGError) -> Kind:
    """The row of the table for an error, by its class or the nearest base that has one."""
    return next(KINDS[base] for base in type(error).__mro__ if base in KINDS)


def of_error(error: KGError) -> tuple[Kind, str, dict[str, str], dict[str, object]]:
    """Kind, detail, header fields and extension members of an error.

    The attributes of an error that may be told to visitors become extension members; its attribute
    ``retry_after``, in seconds, becomes the header field Retry-After.
    """
    kind = kind_of(error)
    if kind.detail is not None:
        return kind, kind.detail, {}, {}
    members = dict(vars(error))
    headers = {"Retry-After": str(members["retry_after"])} if "retry_after" in members else {}
    return kind, str(error), headers, members


def register(app: Flask) -> None:
    """Have an application answer HTTP errors and Diktyo's errors with problem details or a page."""
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(KGError, _kg_error)


def _http_error(error: HTTPException) -> AnyResponse:
    status = error.code or 500
    if status < 400 or error.response is not None:
        return error.get_response()
    headers = {name: value for name, value in error.get_headers() if name.lower() != "content-type"}
    return answer(status, HTTPStatus(status).phrase, error.description or "", headers=headers)


def _kg_error(error: KGError) -> Response:
    kind, detail, headers, members = of_error(error)
    if kind.detail is not None and kind.status >= 500:
        _log.error("%s: %s", error.code, error)
    return answer(kind.status, kind.title, detail, type_=TYPE_PREFIX + error.code, headers=headers, **members)

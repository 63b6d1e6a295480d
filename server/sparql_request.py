"""Reading a request of the SPARQL 1.1 Protocol, §2.1 (https://www.w3.org/TR/sparql11-protocol/#query-operation)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

import pyoxigraph as ox
from werkzeug.exceptions import BadRequest, UnsupportedMediaType
from werkzeug.wrappers import Request

from server.query_errors import UpdateRefused

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"

Parameters = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class ProtocolRequest:
    """A query operation.

    Attributes:
        query: the query, or ``None`` where a GET request has none and so asks for the description.
        default_graphs: values of ``default-graph-uri``.
        named_graphs: values of ``named-graph-uri``.
    """

    query: str | None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


def read(request: Request) -> ProtocolRequest:
    """The query operation that a request asks for.

    POST and QUERY carry the query as a form or directly; what else they need may stand in the address.

    Raises:
        BadRequest: no query or several, text that is not UTF-8, or a graph that is no IRI.
        UnsupportedMediaType: a body that is neither a form nor a query.
        UpdateRefused: an update operation.
    """
    address = parameters(request.environ.get("QUERY_STRING", "").encode("latin-1"))
    if request.method in ("GET", "HEAD"):
        return operation(address)
    if request.mimetype == FORM:
        return operation(address, parameters(request.get_data()), needs_query=True)
    if request.mimetype == QUERY:
        return operation(address, {"query": [_text(request.get_data(), "The body")]}, needs_query=True)
    if request.mimetype == UPDATE:
        raise UpdateRefused
    raise UnsupportedMediaType(f"Send the query as {QUERY}, or as field “query” of a form as {FORM}.")


def parameters(encoded: bytes) -> Parameters:
    """The parameters of an address or a form, each decoded once.

    >>> dict(parameters(b"query=a%252Bb+c"))
    {'query': ['a%2Bb c']}

    Raises:
        BadRequest: a name or value is not UTF-8.
    """
    found = defaultdict[str, list[str]](list)
    for pair in encoded.split(b"&"):
        name, _, value = pair.replace(b"+", b" ").partition(b"=")
        key = _text(unquote_to_bytes(name), "A parameter's name")
        if key:
            found[key].append(_text(unquote_to_bytes(value), f"The parameter {key!r}"))
    return found


def operation(*sources: Parameters, needs_query: bool = False) -> ProtocolRequest:
    """The query operation that the parameters of an address and of a body make together.

    Raises:
        BadRequest, UpdateRefused: see ``read``.
    """
    given = {name: [v for source in sources for v in source.get(name, ())] for name in _NAMES}
    if given["update"]:
        raise UpdateRefused
    if len(given["query"]) > 1:
        raise BadRequest("The request has several queries; send one.")
    if needs_query and not given["query"]:
        raise BadRequest("The request has no query; send it as the parameter “query”.")
    graphs = (
        tuple(_iri(value) for value in given[name]) for name in ("default-graph-uri", "named-graph-uri")
    )
    return ProtocolRequest(given["query"][0] if given["query"] else None, *graphs)


_NAMES = ("query", "update", "default-graph-uri", "named-graph-uri")


def _text(encoded: bytes, what: str) -> str:
    try:
        return encoded.decode()
    except UnicodeDecodeError as error:
        raise BadRequest(f"{what} is not UTF-8 at byte {error.start + 1}.") from None


def _iri(value: str) -> str:
    try:
        return ox.NamedNode(value).value
    except ValueError:
        raise BadRequest(f"The graph {value[:200]!r} is not an absolute IRI.") from None

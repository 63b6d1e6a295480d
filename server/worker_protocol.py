"""What the server and a worker say to each other: frames of a kind, a length and a body over a socket."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from dataclasses import asdict, dataclass
from enum import IntEnum
from typing import Any

_HEADER = struct.Struct(">BI")
MOST_AT_ONCE = 65536
"""Bytes of the largest ``DATA`` frame."""


class Kind(IntEnum):
    """What a frame is.

    From the worker: ``READY`` once, then for each query any number of ``DATA`` and one ``END`` or
    ``FAILED``. To the worker: ``QUERY``.
    """

    READY = 1
    QUERY = 2
    DATA = 3
    END = 4
    FAILED = 5


class Failure(IntEnum):
    """Why a worker could not answer, as member ``failure`` of a ``FAILED`` frame."""

    UNREADABLE = 1
    MEMORY = 2
    EVALUATION = 3


@dataclass(frozen=True)
class Query:
    """A query as sent to a worker.

    Attributes:
        text: SPARQL 1.1 query.
        format: name of the format to write, as in server/formats.py; ``html`` asks for the first
            rows as JSON for a page.
        base: IRI that relative IRIs of the query are resolved against.
        default_graphs: IRIs of the graphs that make the default graph, instead of the query's FROM.
        named_graphs: IRIs of the named graphs, instead of the query's FROM NAMED; with both lists
            empty the query's own clauses hold, else the store's dataset.
    """

    text: str
    format: str
    base: str | None = None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()

    def encode(self) -> bytes:
        """The body of a ``QUERY`` frame."""
        return encode(asdict(self))

    @classmethod
    def decode(cls, body: bytes) -> Query:
        """The query in the body of a ``QUERY`` frame."""
        members = json.loads(body)
        for name in ("default_graphs", "named_graphs"):
            members[name] = tuple(members[name])
        return cls(**members)


def encode(members: dict[str, Any]) -> bytes:
    """A frame's body from JSON members."""
    return json.dumps(members, ensure_ascii=False).encode()


def frame(kind: Kind, body: bytes = b"") -> bytes:
    """A frame as it goes over the wire."""
    return _HEADER.pack(kind, len(body)) + body


def read_frame(read: Callable[[int], bytes], most: int | None = None) -> tuple[Kind, bytes] | None:
    """The next frame, or ``None`` where the other side is gone or sends too long a frame.

    Args:
        read: reads at most so many bytes, and none at the end, like ``socket.recv``.
        most: bytes of the longest frame that is read.
    """
    header = _read_exactly(read, _HEADER.size)
    if len(header) < _HEADER.size:
        return None
    kind, length = _HEADER.unpack(header)
    if most is not None and length > most:
        return None
    body = _read_exactly(read, length)
    return (Kind(kind), body) if len(body) == length else None


def _read_exactly(read: Callable[[int], bytes], length: int) -> bytes:
    parts, missing = list[bytes](), length
    while missing and (part := read(min(missing, MOST_AT_ONCE))):
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)

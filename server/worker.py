"""A worker: a process that answers visitors' queries from one store, one after another, until it is killed.

Started by server/worker_process.py as ``python -m server.worker`` with a socket as standard input.
It opens the store, gives up what no query needs (server/sandbox.py) and says that it is ready.
"""

from __future__ import annotations

import argparse
import io
import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import asdict
from typing import IO, TYPE_CHECKING, cast

import pyoxigraph as ox

from kg.errors import StoreError
from server import sandbox
from server.evaluation import complaint, evaluate, format_named, write
from server.syntax_report import report
from server.worker_protocol import MOST_AT_ONCE, Failure, Kind, Query, encode, frame, read_frame

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

SOCKET = 0
GRACE_S = 2.0
"""Seconds after the deadline until a worker ends itself, should the server not have killed it."""


def main(arguments: Sequence[str]) -> None:
    """Serve queries until the other side is gone."""
    options = _options(arguments)
    sandbox.die_with(options.parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends its workers
    store = ox.Store.read_only(options.store)
    sandbox.prefer_as_victim()
    _silence()
    given_up = sandbox.enter(options.memory_mb)
    _send(Kind.READY, encode({"memory": given_up.memory, "system_calls": given_up.system_calls}))
    roomy = (sandbox.address_space() or 0) + options.memory_mb * 1_000_000 // 4
    while (received := read_frame(lambda most: os.read(SOCKET, most))) is not None:
        signal.setitimer(signal.ITIMER_REAL, options.timeout_s + GRACE_S)
        failure = _answer(store, Query.decode(received[1]), options.page_rows)
        signal.setitimer(signal.ITIMER_REAL, 0)
        # memory that the allocator keeps would be missing for the next query
        spent = (sandbox.address_space() or 0) > roomy
        _send(*(failure or (Kind.END, encode({"spent": spent}))))


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="server.worker", description=__doc__)
    parser.add_argument("--store", required=True)
    parser.add_argument("--parent", type=int, required=True)
    parser.add_argument("--timeout-s", type=float, required=True)
    parser.add_argument("--memory-mb", type=int, required=True)
    parser.add_argument("--page-rows", type=int, required=True)
    return parser.parse_args(arguments)


def _silence() -> None:
    """Drop what the store's libraries print, which may quote a query."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stderr.fileno())
    os.close(nowhere)


def _answer(store: ox.Store, query: Query, page_rows: int) -> tuple[Kind, bytes] | None:
    """Send the answer, and return the frame that tells of a failure instead of its end."""
    try:
        with _Frames() as sink:
            write(evaluate(store, query), format_named(query.format), cast(IO[bytes], sink), page_rows)
    except SyntaxError as error:
        found = report(query.text, str(error), lambda text: complaint(text, query.base))
        return _failed(Failure.UNREADABLE, **asdict(found))
    except MemoryError:
        return _failed(Failure.MEMORY)
    except (OSError, ValueError, RuntimeError, StoreError) as error:
        return _failed(Failure.EVALUATION, message=str(error))
    return None


def _failed(failure: Failure, **members: str | int) -> tuple[Kind, bytes]:
    return Kind.FAILED, encode({"failure": failure, **members})


def _send(kind: Kind, body: bytes = b"") -> None:
    rest = memoryview(frame(kind, body))
    while rest:
        rest = rest[os.write(SOCKET, rest) :]


class _Frames(io.RawIOBase):
    """Sends what is written to it as ``DATA`` frames of a good size."""

    def __init__(self) -> None:
        self._pending = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: ReadableBuffer) -> int:
        self._pending += data
        if len(self._pending) >= MOST_AT_ONCE:
            self.flush()
        return memoryview(data).nbytes

    def flush(self) -> None:
        pending, self._pending = memoryview(self._pending), bytearray()
        for start in range(0, len(pending), MOST_AT_ONCE):
            _send(Kind.DATA, bytes(pending[start : start + MOST_AT_ONCE]))


if __name__ == "__main__":
    main(sys.argv[1:])

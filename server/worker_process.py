"""The server's side of one worker: starting it, asking it, and knowing what it died of."""

from __future__ import annotations

import json
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

from kg.errors import KGError, StoreError
from server.limits import Limits
from server.query_errors import (
    QueryFailed,
    QueryOutOfMemory,
    QueryOutOfTime,
    QueryUnreadable,
    ResultTooLarge,
)
from server.worker_protocol import MOST_AT_ONCE, Failure, Kind, Query, frame, read_frame

START_S = 20.0
"""Seconds a worker may take to open its store."""

_BURIAL_S = 5.0
_PASSED_ON = ("LD_LIBRARY_PATH", "PATH", "PYTHONHOME", "PYTHONPATH")
_PACKAGES = Path(__file__).parents[1]

_log = logging.getLogger(__name__)


class WorkerProcess:
    """One worker process, in use by one thread at a time.

    To be started from a thread that outlives it: the kernel kills a worker when the thread that
    started it ends (see prctl(2), PR_SET_PDEATHSIG).

    Attributes:
        store_path: the store it reads.
    """

    def __init__(self, store_path: Path, limits: Limits) -> None:
        """Start a worker and wait until it is ready.

        Raises:
            StoreError: it did not get ready, e.g. as its store cannot be opened.
        """
        self.store_path = store_path
        self._limits = limits
        self._socket, theirs = socket.socketpair()
        with theirs:
            self._process = self._started(theirs)
        self._wait_ready()

    def _started(self, theirs: socket.socket) -> subprocess.Popen[bytes]:
        try:
            return subprocess.Popen(  # noqa: S603 - our own program, arguments as a list
                _command(self.store_path, self._limits),
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                env=_environment(),
                cwd="/",
            )
        except OSError:
            self._socket.close()
            raise

    @property
    def pid(self) -> int:
        """Process id."""
        return int(self._process.pid)

    @property
    def alive(self) -> bool:
        """Whether the process is still there."""
        return self._process.poll() is None

    def ask(self, query: Query, sink: IO[bytes]) -> bool:
        """Have a query answered into a file.

        Returns:
            Whether the worker may be asked again: it may not when it holds on to much memory, nor
            after any error but ``QueryUnreadable``.

        Raises:
            QueryUnreadable: the query is not SPARQL 1.1.
            QueryOutOfTime: it ran longer than it may.
            QueryOutOfMemory: it used more memory than it may.
            ResultTooLarge: its result is larger than it may be.
            QueryFailed: it could not be evaluated.
        """
        start = time.monotonic()
        try:
            return self._exchange(query, sink, start)
        except TimeoutError:
            raise QueryOutOfTime(self._limits.timeout_s, time.monotonic() - start) from None
        except (BrokenPipeError, ConnectionResetError):
            raise self._cause_of_death(start) from None

    def kill(self) -> None:
        """Kill the process; does not wait for its end."""
        self._process.kill()

    def reap(self) -> None:
        """Wait for the end of a killed process, so that none remains as a zombie."""
        self._process.wait()
        self._socket.close()

    def _exchange(self, query: Query, sink: IO[bytes], start: float) -> bool:
        self._allow_until(start + self._limits.timeout_s)
        self._socket.sendall(frame(Kind.QUERY, query.encode()))
        room = self._limits.result_bytes
        while True:
            self._allow_until(start + self._limits.timeout_s)
            received = read_frame(self._socket.recv, MOST_AT_ONCE)
            if received is None:
                raise self._cause_of_death(start)
            kind, body = received
            if kind is Kind.END:
                return not json.loads(body)["spent"]
            if kind is Kind.FAILED:
                raise self._failure(body)
            room -= len(body)
            if room < 0:
                raise ResultTooLarge(self._limits.result_bytes)
            sink.write(body)

    def _allow_until(self, deadline: float) -> None:
        remaining = deadline - time.monotonic()
        if remaining <= 0:
            raise TimeoutError
        self._socket.settimeout(remaining)

    def _failure(self, body: bytes) -> KGError:
        members = json.loads(body)
        if members["failure"] == Failure.UNREADABLE:
            return QueryUnreadable(**{name: members[name] for name in ("message", "line", "column", "word")})
        if members["failure"] == Failure.MEMORY:
            return QueryOutOfMemory(self._limits.memory_mb)
        _log.warning("a query could not be evaluated: %s", members["message"])
        return QueryFailed("The query was read, but the store could not evaluate it.")

    def _cause_of_death(self, start: float) -> KGError:
        """Rust's allocator aborts where there is no memory; a stack overflow is a segmentation fault."""
        try:
            code = -self._process.wait(_BURIAL_S)
        except subprocess.TimeoutExpired:
            return QueryFailed("The query could not be answered.")
        if code in (signal.SIGABRT, signal.SIGKILL):
            return QueryOutOfMemory(self._limits.memory_mb)
        if code == signal.SIGALRM:
            return QueryOutOfTime(self._limits.timeout_s, time.monotonic() - start)
        _log.warning("worker ended with code=%d", code)
        return QueryFailed("The query brought its process down; write it simpler, with less nesting.")

    def _wait_ready(self) -> None:
        self._socket.settimeout(START_S)
        try:
            received = read_frame(self._socket.recv)
        except TimeoutError:
            received = None
        if received is None:
            self.kill()
            self.reap()
            raise StoreError(
                f"no worker could open the store {self.store_path}; see the lines above in the log"
            )
        missing = [name for name, given_up in json.loads(received[1]).items() if not given_up]
        if missing:
            _log.warning("workers cannot limit their %s on this machine", " and ".join(missing))


def _command(store_path: Path, limits: Limits) -> list[str]:
    options = {
        "--store": store_path.resolve(),
        "--parent": os.getpid(),
        "--timeout-s": limits.timeout_s,
        "--memory-mb": limits.memory_mb,
        "--page-rows": limits.page_rows,
    }
    return [
        sys.executable,
        "-P",
        "-m",
        "server.worker",
        *(f"{name}={value}" for name, value in options.items()),
    ]


def _environment() -> dict[str, str]:
    """What a worker needs of the environment, and no secrets; it finds this very code."""
    kept = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    paths = [str(_PACKAGES), *kept.get("PYTHONPATH", "").split(os.pathsep)]
    return {**kept, "PYTHONPATH": os.pathsep.join(filter(None, paths))}

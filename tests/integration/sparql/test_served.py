"""The endpoint under Granian, which serves the site."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from server import sparql

ROOT = Path(sparql.__file__).parents[1]
PROGRAM = """
import os, sys
from pathlib import Path
sys.path.insert(0, os.environ["FOLDER"])
from conftest import Endpoint
application = Endpoint(Path(os.environ["STORE"]), timeout_s=3.0).app
"""


class Served:
    """A Granian with one worker."""

    def __init__(self, port: int, pid: int) -> None:
        self.port, self.pid = port, pid

    def connect(self) -> http.client.HTTPConnection:
        """A connection that takes in little ahead of its reader."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.sock = socket.socket()
        connection.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
        connection.sock.settimeout(30)
        connection.sock.connect((connection.host, connection.port))
        return connection

    @contextmanager
    def ask(self, query: str, method: str = "POST") -> Iterator[http.client.HTTPResponse]:
        headers = {"Content-Type": "application/sparql-query"}
        with closing(self.connect()) as connection:
            connection.request(method, "/sparql", query.encode(), headers)
            yield connection.getresponse()

    def is_ready(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.port), 1).close()
        except OSError:
            return False
        return True

    def children(self) -> list[int]:
        return [int(pid) for pid in Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()]


@pytest.fixture
def served(store_path: Path, tmp_path: Path, eventually: Callable[..., bool]) -> Iterator[Served]:
    (tmp_path / "made_up.py").write_text(PROGRAM)
    with socket.create_server(("127.0.0.1", 0)) as chosen:
        port = chosen.getsockname()[1]
    options = [
        f"--port={port}",
        "--interface=wsgi",
        "--blocking-threads=4",
        "--no-ws",
        f"--working-dir={tmp_path}",
    ]
    command = [sys.executable, "-m", "granian", *options, "made_up:application"]
    environment = {"FOLDER": str(Path(__file__).parent), "STORE": str(store_path), "PYTHONPATH": str(ROOT)}
    with (
        (tmp_path / "log").open("wb") as log,
        subprocess.Popen(command, env={**os.environ, **environment}, stdout=log, stderr=log) as process,
    ):
        server = Served(port, process.pid)
        try:
            assert eventually(server.is_ready), (tmp_path / "log").read_text()
            yield server
        finally:
            process.terminate()


def test_answers_are_whole_and_failures_real(served: Served, endpoint: Any, greek_result: bytes) -> None:
    with served.ask("SELECT ?b ?e ?h { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }") as stopped:
        assert (stopped.status, stopped.getheader("Content-Type")) == (503, "application/problem+json")
        assert json.loads(stopped.read())["limit_seconds"] == 3
    with served.ask(endpoint.GREEK) as large:
        assert large.getheader("Content-Length") == str(len(greek_result))
        assert large.read() == greek_result
    with served.ask(endpoint.EASY, method="QUERY") as small:
        assert b'"7"' in small.read()


def test_a_transfer_that_is_cut_cannot_be_taken_for_a_whole_one(served: Served, endpoint: Any) -> None:
    with served.ask(endpoint.GREEK) as response:
        response.read(1)
        for child in served.children():
            os.kill(child, signal.SIGKILL)
        with pytest.raises((http.client.IncompleteRead, ConnectionResetError)):
            response.read()

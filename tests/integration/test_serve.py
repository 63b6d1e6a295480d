"""``kg serve`` as an operator meets it: a real process on a real port, and a clean end."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-c", "from server.cli import serve; serve(prog_name='kg serve')"]
ROOT = Path(__file__).parents[2]


@contextlib.contextmanager
def _serving(*options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server in a process group of its own, and the address of its ready line; killed if it does not end."""
    process = subprocess.Popen(
        [*COMMAND, *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        start_new_session=True,
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        ready = re.fullmatch(r"Diktyo serves release (\S+) on (http://127\.0\.0\.1:\d+)\n", line)
        assert ready, (
            f"{line!r} {process.stderr.read() if process.stderr and process.poll() is not None else ''}"
        )
        yield process, ready[2]
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def _get(address: str, accept: str = "*/*") -> tuple[int, str, bytes]:
    with urllib.request.urlopen(
        urllib.request.Request(address, headers={"Accept": accept}), timeout=30
    ) as response:
        return response.status, response.headers["Content-Type"], response.read()


def _group(process: subprocess.Popen[str]) -> set[int]:
    """Ids of the living processes of a process group, the server's own and its workers'."""
    living = set()
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            if fields[2] == str(process.pid) and fields[0] not in "ZX":
                living.add(int(folder.name))
    return living


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_it_serves_pages_and_queries_and_ends_cleanly(site_release: Path, ending: signal.Signals) -> None:
    with _serving("--release", str(site_release), "--port", "0") as (process, address):
        assert json.loads(_get(f"{address}/health")[2])["status"] == "ok"
        status, type_, page = _get(f"{address}/id/project/b2zym648et?lang=el", "text/html")
        assert (status, type_) == (200, "text/html; charset=utf-8")
        assert "Δίκτυο σχεδιασμού δράσεων" in page.decode()
        assert _get(f"{address}/id/project/b2zym648et", "text/turtle")[1] == "text/turtle; charset=utf-8"
        query = urllib.parse.quote("SELECT (COUNT(*) AS ?n) { ?s a <https://w3id.org/diktyo/tco#Meeting> }")
        assert b"1" in _get(f"{address}/sparql?query={query}", "text/csv")[2]
        assert len(_group(process)) > 1
        os.kill(process.pid, ending)
        assert process.wait(timeout=30) == 0
        assert _group(process) == set()


def test_nothing_that_a_visitor_asks_is_logged(site_release: Path) -> None:
    with _serving("--release", str(site_release), "--port", "0") as (process, address):
        _get(f"{address}/search?q=unmistakable")
        query = urllib.parse.quote("SELECT * { ?unmistakable ?p ?o } LIMIT 1")
        _get(f"{address}/sparql?query={query}", "text/csv")
        os.kill(process.pid, signal.SIGTERM)
        out, err = process.communicate(timeout=30)
    assert "unmistakable" not in out + err
    assert "127.0.0.1" not in err


def _run(*options: str, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *options],
        capture_output=True,
        text=True,
        timeout=60,
        cwd=ROOT,
        env={**os.environ, **environ},
    )


def test_a_missing_release_is_one_sentence_and_exit_2(tmp_path: Path) -> None:
    result = _run("--release", str(tmp_path / "nothing"), "--port", "0")
    assert result.returncode == 2
    assert (
        result.stderr == f"kg serve: there is no release at {tmp_path / 'nothing'}; build one with kg build\n"
    )


def test_a_taken_port_is_one_sentence_and_exit_2(site_release: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = _run("--release", str(site_release), "--port", str(port))
    assert result.returncode == 2
    assert result.stderr.startswith(f"kg serve: cannot listen on 127.0.0.1:{port}: ")
    assert result.stderr.count("\n") == 1


def test_two_servers_do_not_share_a_port(site_release: Path) -> None:
    with _serving("--release", str(site_release), "--port", "0") as (_, address):
        result = _run("--release", str(site_release), "--port", address.rpartition(":")[2])
    assert result.returncode == 2


def test_a_wrong_setting_is_one_sentence_and_exit_2(site_release: Path) -> None:
    result = _run("--release", str(site_release), KG_SERVER__WORKERS="none")
    assert result.returncode == 2
    assert result.stderr.startswith("kg serve: ")

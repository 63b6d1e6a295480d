"""``kg serve``: the command that serves a release, with Granian in front of the application."""

from __future__ import annotations

import functools
import json
import logging
import socket
import sys
import threading
import time
import urllib.request
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Any
from urllib.error import URLError

import click
from flask import Flask
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from kg import settings as kg_settings
from kg.errors import KGError, SettingsError
from kg.settings import Settings

READY_WITHIN_S = 60.0
"""How long the ready line is waited for."""

GRACE_S = 10
"""How long requests may take to end once the server has been asked to stop."""


class ThreadsAreMeant(logging.Filter):
    """Drops the remark that there are more threads than cores: most wait for a query's worker process."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether a record is to be logged."""
        return "Python threads" not in record.getMessage()


LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "format": "time=%(asctime)s level=%(levelname)s logger=%(name)s %(message)s",
            "datefmt": "%Y-%m-%dT%H:%M:%S%z",
        }
    },
    "handlers": {
        "errors": {"class": "logging.StreamHandler", "formatter": "line", "stream": "ext://sys.stderr"}
    },
    "root": {"handlers": ["errors"], "level": "INFO"},
    "filters": {"threads": {"()": "server.cli.ThreadsAreMeant"}},
    "loggers": {
        "_granian": {"level": "WARNING", "filters": ["threads"]},
        "granian.access": {"level": "CRITICAL"},
    },
}
"""One key=value line an event on standard error; no address and no question of a visitor is logged."""


@click.command()
@click.option(
    "--release", type=click.Path(path_type=Path), help="Release folder, or a link to one, which is followed."
)
@click.option("--host", help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on; 0 lets the system choose.")
@click.option("--config", type=click.Path(path_type=Path), help="Settings file.")
def serve(release: Path | None, host: str | None, port: int | None, config: Path | None) -> None:
    """Serve a release as linked data."""
    options = {"server.release": release, "server.host": host, "server.port": port}
    try:
        settings, _ = kg_settings.effective(config, options=options)
        run(settings)
    except KGError as error:
        click.echo(f"kg serve: {error}", err=True)
        sys.exit(2)


def run(settings: Settings) -> None:
    """Serve until SIGINT or SIGTERM; prints one line once the site answers.

    Raises:
        ReleaseError: there is no release.
        SettingsError: the address cannot be listened on.
    """
    from server.site import read_release

    version = read_release(settings.server.release).version
    with _reserved(settings.server.host, settings.server.port) as reserved:
        port: int = reserved.getsockname()[1]
        server = Granian(
            "server.app",
            address=settings.server.host,
            port=port,
            interface=Interfaces.WSGI,
            workers=settings.server.workers,
            blocking_threads=settings.server.threads,
            websockets=False,
            workers_kill_timeout=GRACE_S,
            log_level=LogLevels.warning,
            log_dictconfig=LOGGING,
        )
        address = f"http://{_bracketed(settings.server.host)}:{port}"
        announce = functools.partial(_announce, version, address)
        server.on_startup(lambda: threading.Thread(target=announce, daemon=True).start())
        server.serve(target_loader=functools.partial(application, settings), wrap_loader=False)


def application(settings: Settings) -> Flask:
    """The application of one worker process of the server, which ends its query processes with itself."""
    from server.app import create_app

    app = create_app(settings.server.release, settings)
    Finalize(None, app.extensions["diktyo"].pool.close, exitpriority=10)
    return app


def _announce(version: str, address: str) -> None:
    """Print the ready line once the site answers that it is healthy."""
    deadline = time.monotonic() + READY_WITHIN_S
    while time.monotonic() < deadline:
        if _healthy(f"{address}/health"):
            click.echo(f"Diktyo serves release {version} on {address}")
            sys.stdout.flush()
            return
        time.sleep(0.05)


def _healthy(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as response:  # noqa: S310 - our own address
            return bool(json.load(response)["status"] == "ok")
    except (URLError, OSError, ValueError, KeyError):
        return False


def _reserved(host: str, port: int) -> socket.socket:
    """A socket bound to the address: it finds a taken port, chooses a free one, and keeps it until the end.

    Granian shares a port with whoever listens there already, so a taken port is found first, without
    sharing; then the port is held, sharing it with Granian only.

    Raises:
        SettingsError: the address is taken or none of this machine's.
    """
    try:
        return _bound(host, port)
    except OSError as error:
        why = (error.strerror or "").lower()
        raise SettingsError(
            f"cannot listen on {host}:{port}: {why}; choose another --host or --port"
        ) from error


def _bound(host: str, port: int) -> socket.socket:
    family, kind, protocol, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(place)
        chosen = probe.getsockname()
    reserved = socket.socket(family, kind, protocol)
    reserved.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    reserved.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    reserved.bind(chosen)
    return reserved


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host

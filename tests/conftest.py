"""Fixtures that several folders of tests share: a small release to publish, and an application that does."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import pyoxigraph as ox
import pytest
from flask import Flask
from flask.testing import FlaskClient

from kg import pipeline, vocabulary
from kg.settings import Settings
from server.app import create_app

DATA = Path(__file__).parent / "data"
BASE = "https://diktyo.example.org"
CREATED = "2026-11-23T09:30:00+00:00"

REPORT = """\
@prefix sh: <http://www.w3.org/ns/shacl#> .
[] a sh:ValidationReport ; sh:conforms false ; sh:result [
  a sh:ValidationResult ; sh:resultSeverity sh:Warning ;
  sh:focusNode <https://diktyo.example.org/id/project/b2zym648et> ;
  sh:resultPath <http://www.w3.org/2004/02/skos/core#prefLabel> ;
  sh:sourceConstraintComponent sh:UniqueLangConstraintComponent ;
  sh:resultMessage "A made-up remark for tests."@en , "Μια επινοημένη παρατήρηση για δοκιμές."@el ] .
"""

Builder = Callable[..., Path]


def _write_release(folder: Path, version: str, extra: str = "") -> Path:
    """A release folder as docs/architecture.md lays it out, from tests/data/site.trig and the ontology."""
    folder.mkdir(parents=True)
    store = ox.Store(str(folder / "store"))
    store.bulk_load(path=str(DATA / "site.trig"), format=ox.RdfFormat.TRIG)
    store.bulk_load(extra.encode(), format=ox.RdfFormat.TRIG)
    for name in (vocabulary.ONTOLOGY_GRAPH, vocabulary.CONCEPTS_GRAPH):
        quads = list(vocabulary.load().graph.quads_for_pattern(None, None, None, ox.NamedNode(name)))
        store.bulk_extend(quads)
        store.bulk_extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    titles = store.query(
        "SELECT ?a ?t (LANG(?t) AS ?l) { ?a a tco:Announcement ; dct:title ?t } ORDER BY ?a",
        prefixes=vocabulary.PREFIXES,
    )
    announcements = [
        {
            "id": row["a"].value.rsplit("/", 1)[1],
            "iri": row["a"].value,
            "title": row["t"].value,
            "language": row["l"].value,
        }
        for row in titles  # type: ignore[union-attr]
    ]
    manifest = {
        "version": version,
        "base": BASE,
        "created": CREATED,
        "counts": {
            "announcements": len(announcements),
            "rejected": 1,
            "entities": 58,
            "facts": 138,
            "triples": 300,
            "quads": 2400,
            "statements": 190,
        },
        "announcements": announcements,
        "rejections": [
            {
                "id": "made-up-3",
                "location": "made-up-3.txt",
                "code": "read",
                "reason": "A made-up rejection for tests.",
            }
        ],
        "files": [],
    }
    store.flush()
    del store
    (folder / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False), "utf-8")
    (folder / "report.ttl").write_text(REPORT, "utf-8")
    return folder


@pytest.fixture(scope="session")
def build_release() -> Builder:
    """Builds a release folder: its place, its version, and more data as TriG."""
    return _write_release


@pytest.fixture(scope="session")
def site_release(tmp_path_factory: pytest.TempPathFactory, build_release: Builder) -> Path:
    """A release of one real announcement and a made-up one."""
    return build_release(tmp_path_factory.mktemp("site") / "releases" / "2026-11-23.1", "2026-11-23.1")


@pytest.fixture(scope="session")
def site_app(site_release: Path) -> Iterator[Flask]:
    """An application that serves ``site_release``."""
    settings = Settings()
    app = create_app(
        site_release, dataclasses.replace(settings, server=dataclasses.replace(settings.server, port=0))
    )
    yield app
    app.extensions["diktyo"].pool.close()


@pytest.fixture
def site(site_app: Flask) -> FlaskClient:
    """A client of ``site_app``."""
    return site_app.test_client()


_VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


class _Tree(HTMLParser):
    """Builds a tree of a page and refuses one whose elements are not properly nested."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.builder = ElementTree.TreeBuilder()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.builder.start(tag, {name: value or "" for name, value in attrs})
        if tag in _VOID:
            self.builder.end(tag)
        else:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.builder.start(tag, {name: value or "" for name, value in attrs})
        self.builder.end(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> closes something else"
        self.builder.end(tag)

    def handle_data(self, data: str) -> None:
        if self.open:
            self.builder.data(data)


@pytest.fixture(scope="session")
def parse_html() -> Callable[[str], ElementTree.Element]:
    """Parses a page into a tree; fails where its elements are not properly nested."""

    def parse(page: str) -> ElementTree.Element:
        tree = _Tree()
        tree.feed(page)
        assert not tree.open, f"never closed: {tree.open}"
        return tree.builder.close()

    return parse


@pytest.fixture(scope="session")
def seed_release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of the announcements that come with Diktyo, built by the real line."""
    out = tmp_path_factory.mktemp("seed")
    settings = Settings()
    chosen = dataclasses.replace(settings, build=dataclasses.replace(settings.build, out=out, jobs=1))
    now = datetime.datetime(2026, 11, 23, 9, 30, tzinfo=datetime.UTC)
    return pipeline.build([settings.build.data], chosen, now).outcome.release


@pytest.fixture
def oxigraph_server() -> Iterator[str]:
    """The address of an empty Oxigraph server: a SPARQL server that is not ours."""
    program = shutil.which("oxigraph", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    assert program, "the package oxigraph of the test group is not installed"
    with _started(program) as address:
        yield address


@contextlib.contextmanager
def _started(program: str) -> Iterator[str]:
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        port = chosen.getsockname()[1]
    command = [program, "serve", "--bind", f"127.0.0.1:{port}"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            while True:
                assert server.poll() is None, "the Oxigraph server ended"
                with (
                    contextlib.suppress(ConnectionRefusedError),
                    socket.create_connection(("127.0.0.1", port)),
                ):
                    break
                time.sleep(0.02)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()

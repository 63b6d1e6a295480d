"""What each stage costs for one announcement, as a share of the whole, and what an answer costs.

Times of one machine say little; the shares of one run can be compared. Printed as JSON, nothing is asserted
of the figures but that there are some. ``make bench`` runs it.
"""

from __future__ import annotations

import dataclasses
import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import extractors, graph, linking, readers, validation
from kg.identifiers import Identifiers
from kg.model import Announcement
from kg.settings import Settings
from kg.vocabulary import PREFIXES
from server.app import create_app

pytestmark = pytest.mark.benchmark
SEED = Path(__file__).parents[2] / "data" / "announcements" / "serres-breaking-isolation-2023.txt"
POINT = "SELECT ?o { ?s <https://w3id.org/diktyo/tco#acronym> ?o }"


def milliseconds(function: Callable[[], object], rounds: int = 15) -> float:
    """Median processor time of a call, in milliseconds."""
    function()
    taken = []
    for _ in range(rounds):
        start = time.process_time_ns()
        function()
        taken.append((time.process_time_ns() - start) / 1e6)
    return statistics.median(taken)


def report(title: str, figures: dict[str, float]) -> None:
    whole = sum(figures.values())
    rows = {name: {"ms": round(ms, 2), "share": round(ms / whole, 3)} for name, ms in figures.items()}
    print(json.dumps({title: rows}, indent=1))
    assert all(ms > 0 for ms in figures.values())


def test_stages_of_one_announcement(capsys: pytest.CaptureFixture[str]) -> None:
    announcement = Announcement("seed", SEED.read_bytes(), "text/plain", SEED.name)
    document = readers.read(announcement)
    facts = extractors.extract(document)
    linked = linking.link(document, facts)
    populated = graph.populate(document, linked, Identifiers("http://127.0.0.1:8000"))
    figures = {
        "read": milliseconds(lambda: readers.read(announcement)),
        "extract": milliseconds(lambda: extractors.extract(document)),
        "link": milliseconds(lambda: linking.link(document, facts)),
        "populate": milliseconds(
            lambda: graph.populate(document, linked, Identifiers("http://127.0.0.1:8000"))
        ),
        "validate": milliseconds(lambda: validation.validate(populated)),
    }
    with capsys.disabled():
        report("stages of one announcement", figures)


def test_answers(seed_release: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = Settings()
    app = create_app(
        seed_release, dataclasses.replace(settings, sparql=dataclasses.replace(settings.sparql, workers=1))
    )
    client = app.test_client()
    store = ox.Store.read_only(str(seed_release / "store"))
    project = next(iter(store.query("SELECT ?p { ?p a tco:Project }", prefixes=PREFIXES)))["p"].value  # type: ignore[union-attr]
    path = project.replace("http://127.0.0.1:8000/id/", "/doc/")
    figures = {
        "point query in process": milliseconds(
            lambda: store.query(POINT).serialize(format=ox.QueryResultsFormat.JSON)
        ),
        "point query by a worker, server side": milliseconds(
            lambda: client.post("/sparql", data={"query": POINT}).data
        ),
        "entity as Turtle": milliseconds(lambda: client.get(f"{path}.ttl").data),
        "entity page, kept": milliseconds(lambda: client.get(f"{path}.html").data),
    }
    with capsys.disabled():
        report("answers", figures)
    app.extensions["diktyo"].pool.close()

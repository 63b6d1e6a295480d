"""Development texts in many languages, where they lie beside the repository; skipped where they do not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main

TEXTS = Path(__file__).parents[3] / "shared" / "corpus" / "dev"
pytestmark = pytest.mark.skipif(
    not TEXTS.is_dir(), reason="the development texts are not beside the repository"
)

KINDS = ("projects", "partners", "meetings", "deliverables", "persons")


@pytest.fixture(scope="module")
def records() -> dict[str, dict[str, object]]:
    paths = sorted(str(path) for path in TEXTS.glob("*.json"))
    result = CliRunner().invoke(main, ["extract", "--format", "jsonl", *paths])
    assert result.exit_code == 0, result.output
    return {record["id"]: record for record in map(json.loads, result.stdout.splitlines())}


def test_every_text_has_a_record(records: dict[str, dict[str, object]]) -> None:
    assert set(records) == {json.loads(path.read_text("utf-8"))["id"] for path in TEXTS.glob("*.json")}


def test_every_record_quotes_its_text_exactly(records: dict[str, dict[str, object]]) -> None:
    for path in TEXTS.glob("*.json"):
        text = json.loads(path.read_text("utf-8"))["text"]
        record = records[json.loads(path.read_text("utf-8"))["id"]]
        rows = [row for kind in KINDS for row in record[kind]]  # type: ignore[attr-defined]
        assert all(row["evidence"] for row in rows)
        for evidence in (e for row in rows for e in row["evidence"]):
            assert text[evidence["start"] : evidence["end"]] == evidence["quote"]


def test_a_second_greek_text_gives_sensible_facts(records: dict[str, dict[str, object]]) -> None:
    record = records["el-001"]
    (meeting,) = record["meetings"]  # type: ignore[misc]
    assert (meeting["ordinal"], meeting["start"], meeting["end"], meeting["place"]) == (
        4,
        "2024-04-17",
        "2024-04-18",
        "Serres",
    )
    partners = {(p["place"], p["country"], p["role"]) for p in record["partners"]}  # type: ignore[attr-defined]
    assert {("Agen", "FR", "lead"), ("Serres", "GR", "partner"), ("Tønder", "DK", "partner")} <= partners
    assert len(partners) == 10

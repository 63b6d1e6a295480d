"""The 58 questions on the seed announcement, asked of the built release through ``/sparql``."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from kg.settings import Settings
from kg.vocabulary import compact
from server.app import create_app

QUESTIONS = Path(__file__).parents[2] / "ontology" / "queries" / "questions"
STATED_NOWHERE = ("CQ53", "CQ56", "CQ57")
"""Questions whose answer is that nothing is there: no fact without evidence, none that the text does not state."""


@pytest.fixture(scope="module")
def client(seed_release: Path) -> Iterator[FlaskClient]:
    settings = Settings()
    sparql = dataclasses.replace(settings.sparql, workers=1)
    app = create_app(seed_release, dataclasses.replace(settings, sparql=sparql))
    yield app.test_client()
    app.extensions["diktyo"].pool.close()


def expected(question: str) -> list[str]:
    rows = re.findall(r"^# expected: (.*)$", question, re.MULTILINE)
    return [] if rows == ["no rows"] else rows


def answer(client: FlaskClient, question: str) -> list[str]:
    """Rows of the answer as the questions write them: cells between bars, IRIs as CURIEs."""
    response = client.post(
        "/sparql", data={"query": question}, headers={"Accept": "application/sparql-results+json"}
    )
    assert response.status_code == 200, response.get_data(as_text=True)
    found = json.loads(response.get_data(as_text=True))
    if "boolean" in found:
        return [str(found["boolean"]).lower()]
    names = found["head"]["vars"]
    return [" | ".join(_cell(row.get(name)) for name in names) for row in found["results"]["bindings"]]


def _cell(term: dict[str, str] | None) -> str:
    if term is None:
        return ""
    return compact(term["value"]) if term["type"] == "uri" else term["value"]


def test_there_are_58_questions() -> None:
    assert len(list(QUESTIONS.glob("CQ*.rq"))) == 58


@pytest.mark.parametrize("name", [path.stem for path in sorted(QUESTIONS.glob("CQ*.rq"))])
def test_question(client: FlaskClient, name: str) -> None:
    question = (QUESTIONS / f"{name}.rq").read_text("utf-8")
    assert (expected(question) == []) == (name in STATED_NOWHERE)
    assert sorted(answer(client, question)) == sorted(expected(question))

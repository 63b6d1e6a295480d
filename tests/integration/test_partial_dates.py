"""Dates that lack a year or a day pass the shapes, and reversed ones do not. Texts are made up."""

from __future__ import annotations

import json

import pytest

from kg import graph, pipeline, validation
from kg.identifiers import Identifiers
from kg.model import Announcement, Validated

MEETING = "Η εναρκτήρια συνάντηση του έργου “GREEN PORT” έγινε στο Ηράκλειο, {}."


def validated(text: str) -> tuple[Validated, list[str]]:
    content = json.dumps({"id": "made-up", "lang": "el", "text": text}).encode()
    document, facts = pipeline.understand(
        Announcement("made-up", content, "application/json", "made-up.json")
    )
    populated = graph.populate(document, facts, Identifiers("http://127.0.0.1:8000"))
    return validation.validate(populated), [f.value.lexical for f in facts if f.property.endswith("Date")]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("days", "dates"),
    [
        ("στις 24 και 25 Σεπτεμβρίου", {"--09-24", "--09-25"}),
        ("στις 13 & 14/12/2023", {"2023-12-13", "2023-12-14"}),
        ("τον Μάρτιο του 2021", {"2021-03"}),
        ("από τις 30 Δεκεμβρίου έως τις 2 Ιανουαρίου", {"--12-30"}),
    ],
)
def test_dates_as_the_text_gives_them_are_publishable(days: str, dates: set[str]) -> None:
    result, found = validated(MEETING.format(days))
    assert result.publishable
    assert set(found) == dates


def test_partial_dates_in_the_wrong_order_are_a_violation() -> None:
    result, _ = validated(MEETING.format("στις 24 και 25 Σεπτεμβρίου"))
    swapped = tuple(
        line.replace("--09-24", "--09-2X").replace("--09-25", "--09-24").replace("--09-2X", "--09-25")
        for line in result.populated.facts
    )
    again = validation.validate(
        type(result.populated)(
            result.populated.iri,
            swapped,
            result.populated.provenance,
            result.populated.reference,
            result.populated.identifiers,
        )
    )
    assert not again.publishable
    assert {v.component for v in again.violations if v.severity == "Violation"} == {
        "LessThanOrEqualsConstraintComponent"
    }

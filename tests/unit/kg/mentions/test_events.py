"""Mentions of meetings and their ordinals. The sentences are made up."""

import pytest

from kg.languages import pack
from kg.languages.folding import fold
from kg.mentions.concepts import find_concepts
from kg.mentions.events import find_events


def events(text: str, language: str = "el") -> list[tuple[str, int]]:
    folded, words = fold(text), pack.load(language)
    return [(m.type, m.ordinal) for m in find_events(folded, words, find_concepts(folded, words))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("της 2ης Διακρατικής Συνάντησης", ("event-transnational-meeting", 2)),
        ("στο 2ο Διακρατική Συνάντηση", ("event-transnational-meeting", 2)),
        ("την 4 η Διακρατική Συνάντηση", ("event-transnational-meeting", 4)),
        ("3Η ΤΕΧΝΙΚΗ ΣΥΝΑΝΤΗΣΗ", ("event-transnational-meeting", 3)),
        ("η πρώτη συνάντηση", ("", 1)),
        ("το συνέδριο", ("event-conference", 0)),
        ("στις 13/12/2023 Διακρατική Συνάντηση", ("event-transnational-meeting", 0)),
    ],
)
def test_kind_and_ordinal(text: str, expected: tuple[str, int]) -> None:
    assert events(text) == [expected]


def test_english_ordinals() -> None:
    assert events("the 3rd transnational meeting", "en") == [("event-transnational-meeting", 3)]

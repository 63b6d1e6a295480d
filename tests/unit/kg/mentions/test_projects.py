"""Mentions of projects. The sentences are made up."""

import pytest

from kg import authorities
from kg.languages import pack
from kg.languages.folding import fold
from kg.mentions.programmes import find_programmes
from kg.mentions.projects import find_projects


def projects(text: str, language: str = "el") -> list[tuple[str, str | None]]:
    folded = fold(text)
    programmes = find_programmes(text, authorities.load(), {})
    found = find_projects(text, folded, pack.load(language), programmes)
    return [(m.name, text[m.title.start : m.title.end] if m.title else None) for m in found]


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        ("των εταίρων του έργου “GREEN PORT”", "GREEN PORT", None),
        ("του έργου: «GREEN PORT» (ΠΡΑΣΙΝΟ ΛΙΜΑΝΙ)", "GREEN PORT", "ΠΡΑΣΙΝΟ ΛΙΜΑΝΙ"),
        ("του δικτύου “GREEN PORT – Πράσινο λιμάνι”", "GREEN PORT", "Πράσινο λιμάνι"),
        ("του ευρωπαϊκού έργου GREENPORT στην πόλη", "GREENPORT", None),
        ("το έργο «Πράσινα λιμάνια της Μεσογείου» (GreenPort)", "GreenPort", "Πράσινα λιμάνια της Μεσογείου"),
        ("το έργο LIFE Port μετέχει", "LIFE Port", None),
    ],
)
def test_a_name_after_a_head_word_is_a_project(text: str, name: str, title: str | None) -> None:
    assert projects(text) == [(name, title)]


@pytest.mark.parametrize(
    "text",
    [
        "το Πρόγραμμα “Europe for Citizens” χρηματοδοτεί",
        "το πρόγραμμα Interreg V-A χρηματοδοτεί",
        "μίλησε για «το όραμα της πόλης»",
        "το έργο της ασφαλτόστρωσης",
        "του Προγράμματος URBACT IV",
    ],
)
def test_programmes_and_mere_quotations_are_not_projects(text: str) -> None:
    assert projects(text) == []


def test_a_name_is_found_again_where_it_stands_alone() -> None:
    text = "του έργου “GREEN PORT”. Το GREEN PORT προχωρά."
    assert projects(text) == [("GREEN PORT", None), ("GREEN PORT", None)]


def test_a_name_that_is_a_common_word_is_found_again_only_with_its_capital() -> None:
    assert projects("του έργου BEST. It was the best day.") == [("BEST", None)]


def test_greek_letters_that_look_latin_are_read_as_latin() -> None:
    assert projects("του δικτύου ΜΑΡS στην πόλη") == [("MAPS", None)]

"""Words around names of places."""

import pytest

from kg.languages import toponyms
from kg.languages.folding import fold


@pytest.mark.parametrize(
    ("language", "before", "located", "headed"),
    [
        ("el", "συνάντηση στις ", True, False),
        ("el", "Ο ΔΗΜΟΣ ", True, True),
        ("el", "του Δήμου ", True, True),
        ("en", "the city of ", True, True),
        ("en", "met in ", True, False),
        ("el", "το έργο ", False, False),
    ],
)
def test_what_says_that_a_place_follows(language: str, before: str, located: bool, headed: bool) -> None:
    words = toponyms.load(language)
    assert (words.locatives.search(fold(before)) is not None) == located
    assert (words.heads.search(fold(before)) is not None) == headed


def test_months_are_no_places() -> None:
    assert "μαρτιοσ" in toponyms.load("el").not_places
    assert "march" in toponyms.load("en").not_places

"""Names of months and weekdays by language."""

import pytest

from kg.languages import calendar
from kg.languages.folding import fold


@pytest.mark.parametrize(
    ("language", "name", "month"),
    [
        ("el", "Απριλίου", 4),
        ("el", "ΑΠΡΙΛΙΟΣ", 4),
        ("el", "Απρίλιο", 4),
        ("el", "Μάης", 5),
        ("en", "Sept", 9),
        ("fr", "août", 8),
        ("sl", "decembra", 12),
        ("hr", "listopada", 10),
        ("pl", "listopada", 11),
        ("cs", "ledna", 1),
        ("sr", "децембра", 12),
        ("cnr", "februara", 2),
        ("hu", "szeptemberben", 9),
        ("fi", "syyskuuta", 9),
        ("bg", "декември", 12),
        ("gl", "novembro", 11),
    ],
)
def test_months(language: str, name: str, month: int) -> None:
    assert calendar.load(language).months[fold(name)] == month


@pytest.mark.parametrize(
    ("language", "name", "weekday"),
    [
        ("el", "Κυριακή", 7),
        ("el", "ΤΡΙΤΗΣ", 2),
        ("en", "Wednesday", 3),
        ("it", "lunedì", 1),
        ("sl", "petek", 5),
    ],
)
def test_weekdays_are_those_of_iso_8601(language: str, name: str, weekday: int) -> None:
    assert calendar.load(language).weekdays[fold(name)] == weekday


def test_abbreviations_are_told_from_words() -> None:
    assert "pro" in calendar.load("cs").abbreviations
    assert "maj" not in calendar.load("pl").abbreviations


def test_a_language_that_cldr_lacks_has_no_names() -> None:
    assert calendar.load("xx").months == {}

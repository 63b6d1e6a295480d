"""Countries by name, adjective and code."""

import pytest

from kg.errors import VocabularyError
from kg.languages import territories
from kg.languages.folding import fold


@pytest.mark.parametrize(
    ("language", "name", "country"),
    [
        ("el", "Σλοβενίας", "SI"),
        ("el", "Ηνωμένου Βασιλείου", "GB"),
        ("el", "ΠΓΔΜ", "MK"),
        ("el", "Βόρειας Μακεδονίας", "MK"),
        ("el", "Ολλανδίας", "NL"),
        ("el", "Portugal", "PT"),
        ("el", "Slovenija", "SI"),
        ("en", "Czech Republic", "CZ"),
        ("fr", "Grèce", "GR"),
        ("sl", "Hrvaškem", "HR"),
        ("sl", "Italiji", "IT"),
        ("hr", "Mađarskoj", "HU"),
        ("pl", "Niemczech", "DE"),
        ("hu", "Magyarországon", "HU"),
        ("bg", "Гърция", "GR"),
        ("sr", "Хрватској", "HR"),
    ],
)
def test_names(language: str, name: str, country: str) -> None:
    assert territories.load(language).names[fold(name)] == country


@pytest.mark.parametrize(
    ("language", "word", "country"),
    [
        ("el", "γαλλική", "FR"),
        ("el", "λιθουανικών", "LT"),
        ("el", "Ιταλούς", "IT"),
        ("el", "Slovenian", "SI"),
        ("fr", "françaises", "FR"),
        ("it", "tedeschi", "DE"),
    ],
)
def test_adjectives(language: str, word: str, country: str) -> None:
    assert territories.load(language).adjectives[fold(word)] == country


def test_english_names_by_names_of_a_language() -> None:
    names = territories.english_names("el")
    assert names["ελλαδα"] == "Greece"
    assert names["βουλγαριασ"] == "Bulgaria"


EUROPEAN_UNION = {
    "AT": "AUT", "BE": "BEL", "BG": "BGR", "CY": "CYP", "CZ": "CZE", "DE": "DEU", "DK": "DNK", "EE": "EST", "ES": "ESP",
    "FI": "FIN", "FR": "FRA", "GR": "GRC", "HR": "HRV", "HU": "HUN", "IE": "IRL", "IT": "ITA", "LT": "LTU", "LU": "LUX",
    "LV": "LVA", "MT": "MLT", "NL": "NLD", "PL": "POL", "PT": "PRT", "RO": "ROU", "SE": "SWE", "SI": "SVN", "SK": "SVK",
}  # fmt: skip


@pytest.mark.parametrize(
    ("alpha2", "code"), [*EUROPEAN_UNION.items(), ("GB", "GBR"), ("RS", "SRB"), ("XK", "1A0")]
)
def test_codes_of_the_eu_authority_table(alpha2: str, code: str) -> None:
    assert territories.authority(alpha2) == code


def test_an_unknown_country_is_refused() -> None:
    with pytest.raises(VocabularyError, match="'QQ'"):
        territories.authority("QQ")

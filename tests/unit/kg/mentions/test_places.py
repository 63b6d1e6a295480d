"""Towns, regions and countries in sentences; the sentences are made up, the towns are real."""

import pytest

from kg import gazetteer
from kg.gazetteer import Gazetteer
from kg.gazetteer.build import build
from kg.languages.folding import fold
from kg.mentions.model import PlaceMention
from kg.mentions.places import find_countries, find_places


@pytest.fixture(scope="module")
def places() -> Gazetteer:
    build()
    return gazetteer.load()


def found(text: str, language: str, places: Gazetteer) -> list[PlaceMention]:
    return list(find_places(text, fold(text), language, places))


def named(text: str, language: str, places: Gazetteer) -> list[tuple[str, str, str]]:
    mentions = found(text, language, places)
    return [(text[m.span.start : m.span.end], m.place.name, m.place.country) for m in mentions]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "el",
            "Ο Δήμος Σερρών στην Škofja Loka",
            [("Σερρών", "Serres", "GR"), ("Škofja Loka", "Škofja Loka", "SI")],
        ),
        ("el", "Ο ΔΗΜΟΣ ΣΕΡΡΩΝ ΣΤΑ ΧΑΝΙΑ", [("ΣΕΡΡΩΝ", "Serres", "GR"), ("ΧΑΝΙΑ", "Chania", "GR")]),
        ("el", "στο Νέο Σκοπό Σερρών", [("Νέο Σκοπό", "Neos Skopos", "GR"), ("Σερρών", "Serres", "GR")]),
        ("el", "στην πόλη St. Teresa di Riva", [("St. Teresa di Riva", "Santa Teresa di Riva", "IT")]),
        ("el", "ο Δήμος Τervel", [("Τervel", "Tervel", "BG")]),
        ("el", "της Περιφέρειας Δυτικής Ελλάδας", [("Δυτικής Ελλάδας", "Western Greece", "GR")]),
        ("el", "στο Μόναχο και τη Βερόνα", [("Μόναχο", "Munich", "DE"), ("Βερόνα", "Verona", "IT")]),
        (
            "sl",
            "v Škofji Loki in v Bukarešti",
            [("Škofji Loki", "Škofja Loka", "SI"), ("Bukarešti", "Bucharest", "RO")],
        ),
        ("hu", "a Bécsben tartott találkozó", [("Bécsben", "Vienna", "AT")]),
        ("fi", "tapaaminen Kainuussa", [("Kainuussa", "Kainuu", "FI")]),
        ("pl", "szkoła w Lubartowie", [("Lubartowie", "Lubartów", "PL")]),
        ("sr", "у Подгорици", [("Подгорици", "Podgorica", "ME")]),
        ("de", "die Stadt Tondern", [("Tondern", "Tønder", "DK")]),
    ],
)
def test_names_in_any_form(
    language: str, text: str, expected: list[tuple[str, str, str]], places: Gazetteer
) -> None:
    assert named(text, language, places) == expected


@pytest.mark.parametrize(
    ("language", "text", "country", "rule"),
    [
        ("en", "partners met in Serres, France", "FR", "place.country-after"),
        ("en", "partners met in Serres (Greece)", "GR", "place.country-after"),
        ("en", "the Greek city of Serres", "GR", "place.country-before"),
        ("en", "the French town of Serres", "FR", "place.country-before"),
        ("el", "με επικεφαλής τη γαλλική πόλη Agen", "FR", "place.country-before"),
        ("en", "partners met in Serres", "GR", "place.population"),
        ("el", "στην Τρίπολη", "GR", "place.language"),
        ("it", "il Comune di Isernia", "IT", "place.language"),
    ],
)
def test_which_of_several_places_is_meant(
    language: str, text: str, country: str, rule: str, places: Gazetteer
) -> None:
    mention = found(text, language, places)[-1]
    assert (mention.place.country, mention.rule) == (country, rule)


def test_a_country_named_for_the_next_of_a_list_does_not_count(places: Gazetteer) -> None:
    assert named("in Serres, Agen (France)", "en", places)[0] == ("Serres", "Serres", "GR")


def test_the_others_are_alternatives(places: Gazetteer) -> None:
    (mention,) = found("in Serres (Greece)", "en", places)
    assert "FR" in {place.country for place in mention.alternatives}
    assert mention.place not in mention.alternatives


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("el", "οι σέρρες"),  # no capital
        ("el", "τον Μάρτιο"),
        ("el", "Η Νίκη της ομάδας"),  # a common word
        ("el", "η κα. Αθηνά Κοκκινίδου"),  # a person after an honorific
        ("el", "στην Ιταλία"),  # a country, not a town
        ("en", "The Breaking Isolation project"),
        ("en", "Mr. Roman Agen"),
        ("en", "a Serresian"),  # inside a word
    ],
)
def test_what_is_no_place(language: str, text: str, places: Gazetteer) -> None:
    assert named(text, language, places) == []


def test_a_common_word_is_a_place_after_a_noun_that_says_so(places: Gazetteer) -> None:
    assert named("ο Δήμος Φυλής", "el", places) == [("Φυλής", "Fyli", "GR")]


def test_a_name_between_honorific_and_comma_ends_the_person(places: Gazetteer) -> None:
    assert named("g. Mario Moharić, Općina Goričan", "hr", places) == [("Goričan", "Goričan", "HR")]


def test_small_towns_are_less_sure_than_stated_ones(places: Gazetteer) -> None:
    (alone,) = found("η Gharb μας", "el", places)
    (stated,) = found("η Gharb της Μάλτας", "el", places)
    assert alone.confidence < stated.confidence


def countries(text: str, language: str) -> list[tuple[str, str, str]]:
    mentions = find_countries(text, fold(text), language)
    return [(text[m.span.start : m.span.end], m.country, m.kind) for m in mentions]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "el",
            "στη Σλοβενία και το Ηνωμένο Βασίλειο",
            [("Σλοβενία", "SI", "name"), ("Ηνωμένο Βασίλειο", "GB", "name")],
        ),
        ("el", "η γαλλική πόλη", [("γαλλική", "FR", "adjective")]),
        ("el", "Pombal (Portugal)", [("Portugal", "PT", "name")]),
        ("el", "Βόρεια\nΜακεδονία", [("Βόρεια\nΜακεδονία", "MK", "name")]),
        ("en", "the Slovenian town", [("Slovenian", "SI", "adjective")]),
        ("sl", "v Italiji", [("Italiji", "IT", "name")]),
        ("en", "a turkey farm", []),
    ],
)
def test_countries(language: str, text: str, expected: list[tuple[str, str, str]]) -> None:
    assert countries(text, language) == expected


def test_a_name_that_is_another_word_as_well_is_less_sure() -> None:
    text = "Γεωργία και Βουλγαρία"
    georgia, bulgaria = find_countries(text, fold(text), "el")
    assert georgia.confidence < bulgaria.confidence

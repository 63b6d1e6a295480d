"""Both languages of the pages are complete, and dates, numbers and ordinals are written their way."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from server.languages import Text, languages

SERVER = Path(__file__).parents[3] / "server"
EL, EN = languages()["el"], languages()["en"]
_KEY = re.compile(r"""\bt\(\s*["']([^"'~]+)["']\s*[,)]""")
_TEXT = re.compile(r"""\.text\(\s*["']([a-z_.]+)["']""")


def test_every_language_has_the_same_texts() -> None:
    assert set(EL.messages) == set(EN.messages)


def test_placeholders_are_the_same_in_every_language() -> None:
    for key in EN.messages:
        placeholders = [sorted(re.findall(r"\{\w+\}", one.messages[key])) for one in (EL, EN)]
        assert placeholders[0] == placeholders[1], key


def test_no_text_is_empty_or_left_untranslated() -> None:
    alike = {key for key in EN.messages if EN.messages[key] == EL.messages[key]}
    assert not [key for key, text in {**EL.messages, **EN.messages}.items() if not text.strip(" {}")]
    assert alike <= {"site.iri", "lead.place", "lead.seat", "lead.phase", "lead.post", *_same_sign(alike)}


def _same_sign(keys: set[str]) -> set[str]:
    """Texts that are only placeholders and signs are the same in all languages."""
    return {key for key in keys if not re.search(r"[^\W\d_]", re.sub(r"\{\w+\}", "", EN.messages[key]))}


def test_every_text_that_templates_and_code_ask_for_exists() -> None:
    asked = {key for path in SERVER.glob("templates/*.html") for key in _KEY.findall(path.read_text("utf-8"))}
    asked |= {key for path in SERVER.glob("*.py") for key in _TEXT.findall(path.read_text("utf-8"))}
    assert len(asked) > 60
    assert asked <= set(EN.messages)


@pytest.mark.parametrize(
    ("lexical", "english", "greek"),
    [
        ("2023-12-13", "13 December 2023", "13 Δεκεμβρίου 2023"),
        ("2021-03", "March 2021", "Μάρτιος 2021"),
        ("2021", "2021", "2021"),
        ("--12-13", "13 December", "13 Δεκεμβρίου"),
        ("2023-02-31", "2023-02-31", "2023-02-31"),
        ("soon", "soon", "soon"),
    ],
)
def test_dates_are_written_in_words(lexical: str, english: str, greek: str) -> None:
    assert (EN.date(lexical), EL.date(lexical)) == (english, greek)


def test_a_period_says_what_it_shares_once() -> None:
    assert EN.period("2023-12-13", "2023-12-14") == "13–14 December 2023"
    assert EL.period("2023-11-30", "2023-12-01") == "30 Νοεμβρίου – 1 Δεκεμβρίου 2023"
    assert EN.period("2023-12-30", "2024-01-02") == "30 December 2023 – 2 January 2024"
    assert EN.period("2023-12-13", "2023-12-13") == EN.period("2023-12-13", "") == "13 December 2023"
    assert EN.period("2023-05", "2023-07") == "May 2023 – July 2023"


def test_ordinals_agree_with_their_noun() -> None:
    assert [EN.ordinal(number, "meeting") for number in (1, 2, 3, 4, 11, 22)] == [
        "1st",
        "2nd",
        "3rd",
        "4th",
        "11th",
        "22nd",
    ]
    assert EL.ordinal(2, "διακρατική συνάντηση") == "2η"
    assert EL.ordinal(1, "συνέδριο") == "1ο"
    assert EL.ordinal(3, "κύκλος") == "3ος"
    assert EL.ordinal(4, "θέμα ημερήσιας διάταξης") == "4ο"


def test_a_label_is_chosen_along_the_fallbacks_and_carries_its_language() -> None:
    labels = {"en": "Serres", "el": "Σέρρες", "fr": "Serrès"}
    assert EL.choose(labels) == Text("Σέρρες")
    assert EN.choose({"el": "Σέρρες", "fr": "Serrès"}) == Text("Σέρρες", "el")
    assert EL.choose({"fr": "Agen", "": "AGEN"}) == Text("AGEN", "")
    assert EL.choose({"sl": "Škofja Loka"}) == Text("Škofja Loka", "sl")
    assert EL.choose({}) is None


def test_countries_and_languages_have_the_names_of_cldr() -> None:
    assert (EL.territory("SVN"), EN.territory("GRC")) == ("Σλοβενία", "Greece")
    assert (EL.tongue("FRA"), EN.tongue("ELL")) == ("Γαλλικά", "Greek")
    assert EN.territory("XXQ") == ""


def test_counts_have_a_form_for_one_and_for_many() -> None:
    assert EN.count("browse.count", 1) == "1 entry"
    assert EL.count("browse.count", 2000) == "2.000 εγγραφές"

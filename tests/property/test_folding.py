"""Folding and mending of scripts, for any text."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from kg.languages.folding import fold, latin_lookalikes, transliterate

ANY_TEXT = st.text(max_size=200)
GREEK_TEXT = st.text(st.sampled_from("αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰΑΒΓΕΟΥΜΠΤ .,"), max_size=60)


@given(ANY_TEXT)
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(ANY_TEXT)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(GREEK_TEXT)
def test_case_and_accents_make_no_difference_in_greek(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    assert fold(text) == fold(bare) == fold(bare.upper())


@given(ANY_TEXT)
def test_mending_scripts_keeps_the_length(text: str) -> None:
    assert len(latin_lookalikes(text)) == len(text)


@given(GREEK_TEXT)
def test_transliterated_greek_is_ascii(text: str) -> None:
    assert transliterate(text).isascii()

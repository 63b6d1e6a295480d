"""Folding keeps the length, so that offsets in a folded text are offsets in the text."""

import pytest

from kg.languages.folding import fold, latin_lookalikes, transliterate


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Σέρρες", "σερρεσ"),
        ("ΣΈΡΡΕΣ", "σερρεσ"),
        ("Αϊβαλί, Μαΐου, ΐ", "αιβαλι, μαιου, ι"),
        ("Škofja Loka", "skofja loka"),
        ("Tønder Łódź Đakovo Straße", "tonder lodz dakovo strase"),
        ("İzmir Iğdır", "izmir igdir"),
        ("’ʼ´` “”„«»", '\'\'\'\' """""'),
        ("12–14 — ‑ -", "12-14 - - -"),
        ("a\u00a0b\u2009c", "a b c"),
        ("one\ntwo\tthree", "one\ntwo\tthree"),
        ("1º e 2ª", "1o e 2a"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_lookalikes_of_other_scripts_are_not_folded_together() -> None:
    assert fold("ΑΒ") != fold("AB")


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("URΒACT", "URBACT"),  # Greek beta
        ("ΜΑΡS", "MAPS"),  # all Greek but the S
        ("Τervel", "Tervel"),  # Greek tau
        ("СТR", "CTR"),  # Cyrillic es and te
        ("Eυρώπη", "Eυρώπη"),  # Latin E in a Greek word: Greek letters without a Latin look-alike decide
        ("ΜΑΤΕ", "ΜΑΤΕ"),  # wholly Greek: nothing says that it is not
        ("ΔΗΜΟΣ Agen", "ΔΗΜΟΣ Agen"),
    ],
)
def test_words_of_mixed_scripts_become_latin_where_looks_allow(text: str, latin: str) -> None:
    assert latin_lookalikes(text) == latin
    assert len(latin_lookalikes(text)) == len(text)


@pytest.mark.parametrize(
    ("greek", "latin"),
    [
        ("Σέρρες", "Serres"),
        ("Θεσσαλονίκη", "Thessaloniki"),
        ("ΧΑΝΙΑ", "CHANIA"),
        ("Ψυχικό", "Psychiko"),
        ("ου Νού", "ou Nou"),
        ("Παύλος, Ναύπλιο", "Pavlos, Nafplio"),
        ("Ευαγγελία, ευχή", "Evangelia, efchi"),
        ("Μπέης, Λαμπρή, Τρουμπ", "Beis, Lampri, Troub"),
        ("Άγγελος, αγκαλιά, Σφίγξ, άγχος", "Angelos, agkalia, Sfinx, anchos"),
        ("αϋπνία, άυλος", "aypnia, aylos"),  # a diaeresis, or a stress on the first vowel, keeps two apart
        ("Άμπελος", "Ampelos"),
        ("Agen", "Agen"),
    ],
)
def test_transliteration_by_elot_743(greek: str, latin: str) -> None:
    assert transliterate(greek) == latin

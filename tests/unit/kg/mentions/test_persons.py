"""Mentions of persons. Names and sentences are made up."""

import pytest

from kg.languages import pack
from kg.languages.folding import fold
from kg.mentions.persons import find_persons


def persons(text: str, language: str = "el") -> list[tuple[str, str, str | None]]:
    found = find_persons(text, fold(text), pack.load(language), [], [])
    return [(m.name, m.honorific, text[m.post.start : m.post.end] if m.post else None) for m in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("μίλησε ο κ. Αλέξης Βήτας.", ("Αλέξης Βήτας", "κ.", None)),
        ("ο Αντιδήμαρχος Παιδείας κ. Αλέξης Βήτας", ("Αλέξης Βήτας", "κ.", "Αντιδήμαρχος Παιδείας")),
        ("η κα. Δήμητρα Γάμμα, Προϊσταμένη του Τμήματος Έργων", ("Δήμητρα Γάμμα", "κα.", "Προϊσταμένη του Τμήματος Έργων")),
        ("του επικεφαλής εταίρου, Mr. Alex Beta", ("Alex Beta", "Mr.", "επικεφαλής εταίρου")),
        ("τον Αντιδήμαρχο Παύλο Δελτίδη", ("Παύλος Δελτίδης", "", "Αντιδήμαρχο")),
        ("ήρθε ο Παύλος Δελτίδης, υπεύθυνος έργων", ("Παύλος Δελτίδης", "", "υπεύθυνος έργων")),
        ("τον Αντιδήμαρχο Πολεοδομίας – Κτηματολογίου Παύλο Δελτίδη", ("Παύλος Δελτίδης", "", "Αντιδήμαρχο Πολεοδομίας – Κτηματολογίου")),
    ],
)  # fmt: skip
def test_a_name_by_honorific_or_post(text: str, expected: tuple[str, str, str | None]) -> None:
    assert persons(text) == [expected]


@pytest.mark.parametrize(
    "text", ["ο Πρόεδρος του Πράσινου Ταμείου", "στην οδό Αλέξη Βήτα", "εκπρόσωπος της Ένωσης Νέων Γεωπόνων"]
)
def test_bodies_and_streets_are_not_persons(text: str) -> None:
    assert persons(text) == []


def test_each_of_two_persons_has_their_own_post() -> None:
    text = "η κα. Δήμητρα Γάμμα, συντονίστρια του έργου και ο κ. Αλέξης Βήτας, από την Ομάδα του αναδόχου."
    assert persons(text) == [
        ("Δήμητρα Γάμμα", "κα.", "συντονίστρια του έργου"),
        ("Αλέξης Βήτας", "κ.", "από την Ομάδα του αναδόχου"),
    ]

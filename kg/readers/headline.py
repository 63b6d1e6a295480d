"""The headline of a text: its first line that is not letterhead, genre or date."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import Span

GENRES = (
    "δελτίο τύπου|δελτιο τυπου|ανακοίνωση|ανακοινωση|press release|news release|for immediate release|news|"
    "communiqué de presse|pressemitteilung|presseinformation|comunicato stampa|nota de prensa|nota de premsa|"
    "nota de imprensa|comunicado de imprensa|persbericht|pressmeddelande|pressemeddelelse|lehdistötiedote|"
    "pressiteade|spauda|pranešimas spaudai|preses relīze|komunikat prasowy|tisková zpráva|tlačová správa|"
    "sajtóközlemény|comunicat de presă|sporočilo za javnost|priopćenje za javnost|saopštenje za javnost|"
    "саопштење за јавност|прессъобщение|прессобщение|съобщение за медиите"
)
"""Lines that say what kind of text follows."""

INSTITUTIONS = (
    "ελληνική δημοκρατία|ελληνικη δημοκρατια|νομός|νομος|περιφέρεια|περιφερεια|δήμος|δημος|"
    "διεύθυνση|διευθυνση|τμήμα|τμημα|γραφείο|γραφειο"
)
"""Words that short lines of a letterhead begin with."""

CONTACTS = "πληροφορίες|πληροφοριες|ταχ|τηλ|τ\\.κ|αρ|αριθ|fax|e-?mail|website|tel|phone|www|https?"
"""Words that lines of a letterhead with a number or an address begin with."""

_MOST_WORDS, _MOST_CAPITAL_WORDS = 2, 5
_LONGEST_CONTACT = 80
_GENRE = re.compile(rf"(?:{GENRES})\W*(?:\d[\d./-]*)?\W*", re.IGNORECASE)
_INSTITUTION = re.compile(rf"(?:{INSTITUTIONS})\b[^:]*", re.IGNORECASE)
_CONTACT = re.compile(rf"(?:{CONTACTS})\b[^:]{{0,20}}:.*", re.IGNORECASE)
_TIME = r"\d{1,2}[:.]\d{2}(?:\W+[^\W\d]+){0,2}\W*"
_DATE = re.compile(
    rf"{_TIME}|" r"(?:[^\W\d]+\W{1,3}){0,3}\d{1,2}[./\s-]+(?:[^\W\d]+|\d{1,2})[./\s-]+\d{4}\W*"
)
_SENTENCE_END = re.compile(r"[.!?;…](?=\s)")
_LONGEST = 300


def headline(text: str) -> Span:
    """Where the headline of a text stands.

    A line that runs on for more than a headline's length is a paragraph: its first sentence is taken.

    Raises:
        ValueError: the text is blank.
    """
    lines = list(_lines(text))
    if not lines:
        raise ValueError("a blank text has no headline")
    chosen = next((line for line in lines if not _boilerplate(text[line.start : line.end])), lines[0])
    if chosen.end - chosen.start <= _LONGEST:
        return chosen
    sentence = _SENTENCE_END.search(text, chosen.start, chosen.end)
    return Span(chosen.start, sentence.end() if sentence else chosen.end)


def _lines(text: str) -> Iterator[Span]:
    """The lines that are not blank, without the white space around them."""
    for found in re.finditer(r"\S(?:[^\n]*\S)?", text):
        yield Span(found.start(), found.end())


def _boilerplate(line: str) -> bool:
    if _GENRE.fullmatch(line) or _DATE.fullmatch(line):
        return True
    most = _MOST_CAPITAL_WORDS if line.isupper() else _MOST_WORDS
    if len(line.split()) <= most and _INSTITUTION.fullmatch(line):
        return True
    return len(line) <= _LONGEST_CONTACT and bool(_CONTACT.fullmatch(line))

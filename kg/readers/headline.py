"""The headline of a text: its first line that is not letterhead, genre or date.

The words that tell such lines are in ``headline.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from kg.languages.folding import fold
from kg.model import Span

_WORDS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


def _any(subject: str) -> str:
    """A regular expression, for folded text, for any of the words of a subject, the longest first."""
    return f"(?:{'|'.join(re.escape(fold(word)) for word in sorted(_WORDS[subject], key=len, reverse=True))})"


_MOST_WORDS, _MOST_CAPITAL_WORDS = 2, 5
_LONGEST_CONTACT = 80
_GENRE = re.compile(rf"{_any('genres')}\W*(?:\d[\d./-]*)?\W*")
_INSTITUTION = re.compile(rf"{_any('institutions')}\b[^:]*")
_CONTACT = re.compile(rf"{_any('contacts')}\b[^:]{{0,20}}:.*")
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
    folded = fold(line)
    if _GENRE.fullmatch(folded) or _DATE.fullmatch(line):
        return True
    most = _MOST_CAPITAL_WORDS if line.isupper() else _MOST_WORDS
    if len(line.split()) <= most and _INSTITUTION.fullmatch(folded):
        return True
    return len(line) <= _LONGEST_CONTACT and bool(_CONTACT.fullmatch(folded))

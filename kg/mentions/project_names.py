"""The shapes of names of projects: acronyms, short names, titles, Latin names beside a head word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.mentions.quotations import bracket_after, without_marks
from kg.model import Span

_TIES = ("a", "an", "and", "for", "in", "of", "on", "the", "to", "with")
_WORD = r"[A-Z0-9][\w'’.+&/-]*[\w+]|[A-Z]"
LATIN_NAME = re.compile(rf"(?:{_WORD})(?:[ \t](?:(?:{_WORD})|{'|'.join(_TIES)})(?!\w))*")
"""Capitalised words in Latin letters, with the small words of English between: for texts in other letters."""

CAPITALS = re.compile(r"[A-Z][A-Za-z]*[A-Z0-9][\w+-]*(?:[ \t][A-Z][A-Za-z]*[A-Z0-9][\w+-]*)*")
"""Words with two capitals or a figure: what stands out in a text in Latin letters."""

_BEFORE = re.compile(rf"(?<![\w-])({LATIN_NAME.pattern})[ \t]$")
_GAP = re.compile(r"[ \t]+(?:[^\W\d_]+[ \t]+){0,2}?")
_NEXT_WORD = re.compile(r"[^\W\d_]+[ \t]+")
_LONGEST_BEFORE = 60


def is_acronym(words: str) -> bool:
    """Whether words are in Latin letters and one of them has two capitals, as GreenPort or MAPS."""
    return words.isascii() and any(sum(c.isupper() for c in word) >= 2 for word in words.split())


def is_short_name(words: str) -> bool:
    """Whether words may be the short name of what is quoted beside them."""
    return len(words.split()) <= 2 and len(words) >= 3 and is_acronym(words)


def is_title(words: str) -> bool:
    """Whether words in brackets may be a title: two words or more, a capital first, no figures or labels."""
    labelled = any(c.isdigit() or c == ":" for c in words)
    return len(words.split()) >= 2 and words[0].isupper() and not labelled


def title_after(text: str, position: int, quoted: Sequence[Span]) -> Span | None:
    """A full or translated title beside a name that ends at a position: in brackets or quotation marks."""
    bracket = bracket_after(text, position)
    if bracket:
        inner = without_marks(text, bracket)
        return inner if is_title(text[inner.start : inner.end]) else None
    near = (q for q in quoted if 0 < q.start - position <= 4)
    return next((q for q in near if len(text[q.start : q.end].split()) >= 3), None)


def name_after(latin: str, position: int, shape: re.Pattern[str]) -> Span | None:
    """A name in Latin letters after a head word that ends at a position, up to two modifiers later."""
    gap = _GAP.match(latin, position)
    for start in _starts(latin, gap.end()) if gap else ():
        match = shape.match(latin, start)
        if match and sum(letter.isalpha() for letter in match[0]) >= 3:
            words = match[0].split(" ")
            while words[-1] in _TIES:
                words.pop()
            return Span(start, start + len(" ".join(words).rstrip(".,;:")))
    return None


def _starts(text: str, position: int) -> Iterator[int]:
    """A position and the starts of the next two words on its line."""
    yield position
    for _ in range(2):
        word = _NEXT_WORD.match(text, position)
        if not word:
            return
        position = word.end()
        yield position


def name_before(latin: str, head_start: int) -> Span | None:
    """A name in Latin letters right before a head word: *the GreenPort project*.

    One of its words must look like an acronym, for any title may stand there: *the First Regional project*.
    """
    match = _BEFORE.search(latin, max(0, head_start - _LONGEST_BEFORE), head_start)
    if not match or match.start(1) == 0:
        return None
    words = match[1].split(" ")
    while words and words[0].lower() in (*_TIES, "our", "this"):
        words.pop(0)
    name = " ".join(words)
    if len(name) < 3 or words[-1] in _TIES or not any(sum(c.isupper() for c in w) > 1 for w in words):
        return None
    return Span(match.end(1) - len(name), match.end(1))

"""Words of a text with what stands between them, for matching names of several words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+")
_GAP = re.compile(r"[ \t]+|[ \t]*-[ \t]*|[ \t]*\n[ \t]*|'[ \t]?|\.[ \t]?")
_ABBREVIATED = 3


class Word(NamedTuple):
    """A word of letters and digits.

    Attributes:
        folded: the word folded.
        capital: it begins with a capital letter.
    """

    start: int
    end: int
    folded: str
    capital: bool


def words_of(text: str, folded: str) -> list[Word]:
    """The words of a text, in order."""
    return [
        Word(start := match.start(), match.end(), match[0], text[start].isupper())
        for match in _WORD.finditer(folded)
    ]


def run(folded: str, words: Sequence[Word], first: int, longest: int) -> int:
    """Number of words from ``first`` on, at most ``longest``, that may be one name."""
    length = 1
    while (
        length < longest
        and first + length < len(words)
        and _joined(folded, words[first + length - 1], words[first + length])
    ):
        length += 1
    return length


def _joined(folded: str, before: Word, after: Word) -> bool:
    """Whether what stands between two words may stand in a name; a full stop only after St, Αγ and such."""
    gap = folded[before.end : after.start]
    if not _GAP.fullmatch(gap):
        return False
    return "." not in gap or before.end - before.start <= _ABBREVIATED

"""Sentences and list items of a text, as spans.

A line break ends a sentence unless the next line goes on in lower case (a wrapped line). A full stop
ends one when white space and a capital, a digit or a quotation mark follow, and what stands before it
is no abbreviation (``κ.``, ``Mr.``, an initial).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection

from kg.languages.folding import fold
from kg.model import Span

_BREAK = re.compile(
    r"(?P<line>(?<!\s)[^\S\n]*+\n\s*+)|(?P<stop>(?<![.;!?·…])[.;!?·…]++[\"'»”’)]*+)(?P<gap>\s+)"
)
_LAST_WORD = re.compile(r"(?:^|[\s(«“\"])([^\W\d_][\w.]{0,11})$")
_BULLET = re.compile(
    r"^[ \t]*(?:[•●▪◦*–—-]|\(?(?:\d{1,2}|[a-zα-ω]{1,2})[.)])[ \t]+", re.MULTILINE | re.IGNORECASE
)


def sentences(text: str, abbreviations: Collection[str] = ()) -> tuple[Span, ...]:
    """Spans of the sentences of a text, in order, without white space at their ends.

    Args:
        text: the text.
        abbreviations: words that a full stop shortens, folded; those of up to three letters are known.
    """
    cuts = [0]
    for match in _BREAK.finditer(text):
        if match["line"] is not None:
            if not _wrapped(text, match):
                cuts.append(match.end())
        elif _ends_sentence(text, match, abbreviations):
            cuts.append(match.end())
    cuts.append(len(text))
    return tuple(span for a, b in itertools.pairwise(cuts) if (span := _trimmed(text, a, b)))


def list_items(text: str) -> tuple[Span, ...]:
    """Spans of the items of bulleted or numbered lists, without their bullets."""
    items = []
    for match in _BULLET.finditer(text):
        end = text.find("\n", match.end())
        if span := _trimmed(text, match.end(), len(text) if end < 0 else end):
            items.append(span)
    return tuple(items)


def _wrapped(text: str, match: re.Match[str]) -> bool:
    before, after = text[max(0, match.start() - 1) : match.start()], text[match.end() : match.end() + 1]
    return (
        "\n" not in match[0].strip(" \t\r").strip("\n")
        and match[0].count("\n") == 1
        and (after.islower() and before not in (".", ":", ";", "!", "?"))
    )


def _ends_sentence(text: str, match: re.Match[str], abbreviations: Collection[str]) -> bool:
    following = text[match.end() : match.end() + 1]
    if following and not (following.isupper() or following.isdigit() or following in "«“\"'(•–-"):
        return False
    last = _LAST_WORD.search(text, max(0, match.start() - 14), match.start())
    shortened = last and (len(last[1]) <= 3 or fold(last[1]) in abbreviations)
    return not (match["stop"] == "." and shortened)


def _trimmed(text: str, start: int, end: int) -> Span | None:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end -= len(piece) - len(piece.rstrip())
    return Span(start, end) if start < end else None

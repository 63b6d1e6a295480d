"""Where and why a query could not be read, in words for its author.

The store's parser tries a keyword by comparing as many characters as the keyword has, and reports the
furthest character compared: up to fourteen past the true place. Read again with the words wide apart,
a keyword tried at one word cannot reach into the next, so the position tells the word.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable
from dataclasses import dataclass

from kg.stores.syntax import offset as parser_offset
from server.query_guard import tokens

_REASON = re.compile(r"(?:^|[,:] |one of )([A-Z][a-z]+(?: [\w`<>?$-]+){2,})")
_APART = " " * 16
_SEPARATE = frozenset("{}(),;")
_CONTEXT = 40


@dataclass(frozen=True)
class Report:
    """What to tell the author of a query that cannot be read.

    Attributes:
        message: one sentence.
        line: line of the first word that does not fit, from 1.
        column: its first character in that line, from 1.
        word: the word, cut short; empty at the end of the query.
    """

    message: str
    line: int
    column: int
    word: str = ""


def report(query: str, complaint: str, parse: Callable[[str], str]) -> Report:
    """Find the word at which a parser refused a query.

    Args:
        query: the query as its author wrote it.
        complaint: the parser's message about it, e.g. ``error at 1:20: expected one of …``.
        parse: the parser: its message about a text, or an empty text where it can be read.
    """
    text, places = _wide_apart(query)
    wide_complaint = parse(text)
    offset = parser_offset(text, wide_complaint)
    if offset is None:
        return Report(f"The query cannot be read: {complaint.splitlines()[0][:200]}.", 1, 1)
    undeclared = "Prefix not found" in wide_complaint  # which is noticed at the end of the name
    start, end = _word_at(query, places, offset - undeclared, len(text))
    line, column = query.count("\n", 0, start) + 1, start - query.rfind("\n", 0, start)
    word = _cut(query[start:end])
    found = f"“{word}”" if word else "its end"
    message = (
        f"The query cannot be read at line {line}, column {column}, at {found}{_reason(wide_complaint)}."
    )
    return Report(message, line, column, word)


def _wide_apart(query: str) -> tuple[str, list[tuple[int, int, int]]]:
    """A query with its words far apart; and where each begins there, and begins and ends in the query."""
    parts, places = list[str](), list[tuple[int, int, int]]()
    length = end = 0
    for kind, start, word in tokens(query):
        gap = query[end:start]
        if gap or word in _SEPARATE or query[end - 1 : end] in _SEPARATE:
            gap += _APART
        end = start + len(word)
        parts += [gap, word]
        length += len(gap) + len(word)
        if kind != "comment":
            places.append((length - len(word), start, end))
    return "".join([*parts, "\n", _APART]), places


def _word_at(query: str, places: list[tuple[int, int, int]], offset: int, length: int) -> tuple[int, int]:
    """Where the word at an offset of the wide text begins and ends in the query."""
    if offset >= length or not places:
        return len(query.rstrip()), len(query.rstrip())
    _, start, end = places[max(bisect.bisect_right(places, offset, key=lambda place: place[0]) - 1, 0)]
    return start, end


def _reason(complaint: str) -> str:
    """A reason that the parser gives; its list of what could have stood there misleads and is left out."""
    if "Prefix not found" in complaint:
        return ": its prefix is not declared"
    reasons = _REASON.findall(complaint.partition("expected")[2])
    return f": {reasons[0]}" if reasons else ""


def _cut(word: str) -> str:
    return word if len(word) <= _CONTEXT else f"{word[:_CONTEXT]}…"

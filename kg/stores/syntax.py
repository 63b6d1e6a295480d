"""What is said of a text that is no SPARQL query: that it is an update, or the word that does not fit."""

from __future__ import annotations

import re
from itertools import accumulate

import pyoxigraph as ox

from kg.errors import QuerySyntaxError
from kg.vocabulary import PREFIXES

_PROLOGUE = r"(?:\s+|#[^\n]*|BASE\s*<[^>]*>|PREFIX\s+[^\s:]*:\s*<[^>]*>)*"
_UPDATE = re.compile(
    rf"{_PROLOGUE}(INSERT|DELETE|WITH|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD)\b", re.IGNORECASE
)
_POSITION = re.compile(r"error at (\d+):(\d+)")
_PIECE = re.compile(r"\s+|\S+")
_GAP = " " * 16
_LONGEST_WORD = 40


def refuse_update(text: str) -> None:
    """Refuse what would change data (SPARQL 1.1 Update, https://www.w3.org/TR/sparql11-update/).

    Raises:
        QuerySyntaxError: the text is an update.
    """
    found = _UPDATE.match(text)
    if found:
        raise QuerySyntaxError(
            f"this is an update ({found.group(1).upper()}), and nothing is changed by a query; "
            "ask with SELECT, ASK, CONSTRUCT or DESCRIBE"
        )


def explain(text: str, complaint: str) -> str:
    """One sentence that says where a query cannot be read.

    The parser reports the furthest character that it compared with any keyword, which may lie in a
    later word; read again with the words wide apart, it cannot reach there.

    Args:
        text: the query.
        complaint: the parser's message about it.
    """
    if "Prefix not found" in complaint:
        return _undeclared(text, complaint)
    pieces = _PIECE.findall(text)
    wide = [piece + _GAP if piece.isspace() else piece for piece in pieces] + [_GAP]
    place = offset("".join(wide), _complaint("".join(wide)))
    if place is None:
        return f"the query is not SPARQL 1.1: {complaint.splitlines()[0][:200]}"
    starts = accumulate(map(len, wide[:-1]), initial=0)
    begun = [number for number, start in zip(range(len(pieces)), starts, strict=False) if start <= place]
    words = [number for number in begun if not pieces[number].isspace()]
    if not words or place >= sum(map(len, wide)):
        return "the query is not SPARQL 1.1: it ends before it is complete"
    return _at(text, len("".join(pieces[: words[-1]])), pieces[words[-1]])


def _undeclared(text: str, complaint: str) -> str:
    """The sentence for a prefix that nobody declared; the parser stops at the end of the name."""
    place = offset(text, complaint) or 0
    start = max((match.start() for match in re.finditer(r"[\w.-]*:", text[: place + 1])), default=0)
    word = re.match(r"[^\s{}()<>,;]*", text[start:])
    return f"{_at(text, start, word.group() if word else '')}: its prefix is not declared"


def _at(text: str, start: int, word: str) -> str:
    line, column = text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
    shown = word if len(word) <= _LONGEST_WORD else f"{word[:_LONGEST_WORD]}…"
    return f"the query is not SPARQL 1.1 at line {line}, column {column}, at “{shown}”"


def _complaint(text: str) -> str:
    try:
        ox.Store().query(text, prefixes=PREFIXES)
    except SyntaxError as error:
        return str(error)
    return ""


def offset(text: str, complaint: str) -> int | None:
    """The code point of a text that a complaint of the parser points to; None where it points nowhere.

    Args:
        text: what was parsed.
        complaint: the parser's message, with line and column counted from one.
    """
    position = _POSITION.search(complaint)
    if position is None:
        return None
    line, column = int(position.group(1)), int(position.group(2))
    return sum(len(before) + 1 for before in text.split("\n")[: line - 1]) + column - 1

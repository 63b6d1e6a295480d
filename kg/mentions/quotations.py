"""Quoted and bracketed pieces of a text."""

from __future__ import annotations

import re

from kg.model import Span

_QUOTED = re.compile(
    r"“([^“”\n]{2,220})”|«([^«»\n]{2,220})»|„([^„“”\n]{2,220})[“”]|(?<!\w)\"([^\"\n]{2,220})\"|(?<!\w)''([^\n]{2,220}?)''"
)
_BRACKETED = re.compile(r"\s{0,2}\(([^()\n]{2,200})\)")


def quotations(text: str) -> tuple[Span, ...]:
    """Spans of what stands between quotation marks, without the marks, in order."""
    return tuple(Span(*match.span(match.lastindex or 0)) for match in _QUOTED.finditer(text))


def bracket_after(text: str, position: int) -> Span | None:
    """Span of what stands in brackets right after a position or after a closing quotation mark there."""
    if text[position : position + 1] in "”»\"“'":
        position += 2 if text.startswith("''", position) else 1
    match = _BRACKETED.match(text, position)
    return Span(*match.span(1)) if match else None


def without_marks(text: str, span: Span) -> Span:
    """The span without quotation marks at its ends."""
    start, end = span.start, span.end
    while start < end - 1 and text[start] in "“”«»\"'„‘’ ":
        start += 1
    while end > start + 1 and text[end - 1] in "“”«»\"'„‘’ ":
        end -= 1
    return Span(start, end)

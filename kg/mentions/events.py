"""Mentions of meetings and other events, with the ordinal that stands before them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.languages.pack import Pack
from kg.mentions.model import ConceptMention, EventMention
from kg.model import Span

_ROMAN = re.compile(r"(?<!\w)(x{0,2}(?:ix|iv|v?i{1,3}|v|x))\s+$")
_VALUES = {"i": 1, "v": 5, "x": 10}
_NOT_EVENTS = frozenset({"event-site-visit"})


def find_events(folded: str, pack: Pack, concepts: Sequence[ConceptMention]) -> tuple[EventMention, ...]:
    """Events mentioned in a folded text, in order: those of a known kind, and just "meeting"."""
    typed = [m for m in concepts if m.group == "event" and m.concept not in _NOT_EVENTS]
    found = [_mention(folded, pack, m.span, m.concept) for m in typed]
    for match in pack.cue("meeting").finditer(folded):
        span = Span(*match.span())
        if not any(span.overlaps(m.span) for m in typed):
            found.append(_mention(folded, pack, span, ""))
    return tuple(sorted(found, key=lambda m: m.span))


def _mention(folded: str, pack: Pack, span: Span, concept: str) -> EventMention:
    start, ordinal = _ordinal_before(folded, pack, span.start)
    return EventMention(
        span=Span(start, span.end),
        type=concept,
        ordinal=ordinal,
        rule="event.type" if concept else "event.meeting",
        confidence=0.95 if concept else 0.7,
    )


def _ordinal_before(folded: str, pack: Pack, position: int) -> tuple[int, int]:
    """Where the ordinal right before a position begins, and the number; (position, 0) without one."""
    window = folded[max(0, position - 24) : position]
    offset = position - len(window)
    digits = re.search(rf"(?<![\w.,/-])(\d{{1,2}})\s?{pack.ordinal_suffix}\s+(?:\w+\s+)?$", window)
    if digits:
        return offset + digits.start(), int(digits[1])
    for pattern, number in pack.ordinals:
        for match in pattern.finditer(window):
            if re.fullmatch(r"\s+(?:\w+\s+)?", window[match.end() :]):
                return offset + match.start(), number
    if roman := _ROMAN.search(window):
        return offset + roman.start(), _roman(roman[1])
    return position, 0


def _roman(numeral: str) -> int:
    values = [_VALUES[c] for c in numeral]
    return sum(-v if v < max(values[i:], default=0) else v for i, v in enumerate(values))

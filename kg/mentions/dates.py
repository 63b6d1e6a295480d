"""Mentions of dates: days, ranges and lists of days, months; with the year or, where none is stated, without.

A date without a year gets one only from what the announcement says elsewhere: ``resolve_years``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.mentions import date_grammar
from kg.mentions.date_grammar import Grammar
from kg.mentions.date_parts import month_before_day, periods
from kg.mentions.model import DateMention
from kg.mentions.years import resolve_years
from kg.model import Span

__all__ = ["find_dates", "resolve_years"]

_CONFIDENCE = {
    "year-first": 0.97,
    "figures-range": 0.97,
    "figures": 0.97,
    "figures-month-first": 0.6,
    "figures-short": 0.85,
    "two-months": 0.98,
    "month-first-two": 0.97,
    "year-month-first": 0.98,
    "day-month": 0.98,
    "month-day-year": 0.97,
    "month-day": 0.95,
    "months": 0.9,
    "month": 0.9,
    "figures-no-year": 0.65,
}
_NO_YEAR = 0.95
_ADDRESS = re.compile(r"(?<!\S)\S*?(?:://|www\.|@)\S*")
_FIGURES, _WORDS = re.compile(r"\d+"), re.compile(r"[^\W\d_]+")
_REACH = 20
_FIRST_GROUPS = ("y1", "d1", "m1", "year", "days", "month")


def find_dates(text: str, folded: str, language: str) -> tuple[DateMention, ...]:
    """Every date that a text states, in order.

    Days joined by "and" are one mention where they follow each other, else one each. A bare year is no
    date, nor is a day that no calendar has. The day stands before the month; figures that allow only the
    other order are read so with less confidence. Web and mail addresses are skipped.

    Args:
        text: the text; only its length matters here, all is read in ``folded``.
        folded: the same text folded.
        language: its ISO 639-1 code; English dates are read as well.
    """
    if len(text) != len(folded):
        raise ValueError("a folded text has the length of its text")
    grammar = date_grammar.load(language)
    prose = _ADDRESS.sub(lambda address: "_" * len(address[0]), folded)
    found: list[DateMention] = []
    read = bytearray(len(prose))
    for rule, match in _matches(prose, grammar):
        span = _span(match)
        if not any(read[span.start : span.end]):
            read[span.start : span.end] = b"\1" * (span.end - span.start)
            found += _mentions(rule, match, span, grammar)
    return tuple(sorted(found, key=lambda mention: (mention.span, mention.start)))


def _matches(prose: str, grammar: Grammar) -> Iterator[tuple[str, re.Match[str]]]:
    """What each rule matches, tried only where a number or the name of a month stands."""
    figures = [number.start() for number in _FIGURES.finditer(prose)]
    months = [word.start() for word in _WORDS.finditer(prose) if word[0] in grammar.months]
    starts = {"figure": figures, "month": months, "either": sorted(figures + months)}
    for rule, pattern, start in grammar.rules:
        for position in starts[start]:
            match = pattern.match(prose, position)
            if match and (rule != "figures-no-year" or _announced(prose, position, grammar)):
                yield rule, match


def _announced(prose: str, position: int, grammar: Grammar) -> bool:
    return grammar.announced.search(prose[max(position - _REACH, 0) : position]) is not None


def _span(match: re.Match[str]) -> Span:
    """The words of the date itself, without a preposition before it or a full stop after it."""
    groups = match.re.groupindex
    start = min(match.start(name) for name in _FIRST_GROUPS if name in groups and match[name])
    return Span(start, match.start() + len(match[0].rstrip(" \t\n.,-")))


def _mentions(rule: str, match: re.Match[str], span: Span, grammar: Grammar) -> Iterator[DateMention]:
    """The mentions of one match, each with its span; none where the day is impossible."""
    found = periods(match, grammar)
    if rule == "figures" and not found:
        rule, found = "figures-month-first", month_before_day(match)
    for first, last in found:
        yield DateMention(
            span=span,
            start=first.lexical(),
            end=last.lexical(),
            partial=not (first.year and first.day),
            rule=f"date.{rule}",
            confidence=round(_CONFIDENCE[rule] * (1 if first.year else _NO_YEAR), 3),
        )

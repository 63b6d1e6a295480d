"""How dates are written: patterns over folded text, made from the calendar of a language.

English dates are read in every text. A pattern names its parts: ``days`` with ``month`` and ``year``, or
``d1 m1 y1`` and ``d2 m2 y2`` for a range that states two months.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from kg.languages import calendar
from kg.languages.calendar import Calendar

_GAP = r"(?:[ \t]+\n?[ \t]*|\n[ \t]*)"
_MAYBE_GAP = r"[ \t]*\n?[ \t]*"
_BEFORE = r"(?<![\w/\-])(?<!\d[.,:])"
_PARTS = ("days", "month", "year", "d1", "m1", "y1")
Start = Literal["figure", "month", "either"]

_YEAR = r"(?:19|20)\d\d"
_AFTER = r"(?!\d)(?![/.:-]\d)"
_NUMBER = r"(?:0?[1-9]|[12]\d|3[01])(?!\d)"
_FIGURE_MONTH = r"(?:1[0-2]|0?[1-9])(?!\d)"


@dataclass(frozen=True)
class Grammar:
    """The patterns of a language, by rule and in order of preference.

    Attributes:
        months: month by folded name.
        abbreviations: those of them that are words only with a full stop or a year beside them.
        weekdays: ISO weekday by folded name.
        rules: name of each rule, what it matches and where: at figures, at names of months, or at both.
        day: the number of a day with its ordinal ending.
        joint: what stands between two days, with group ``range`` where it means "up to".
        announced: a weekday or a preposition right before a day given by day and month in figures.
        between: a word right before two days that "and" makes a range: "between 22 and 25 April".
        weekday_before: a weekday right before a day.
        weekday_after: a weekday in brackets right after a date.
    """

    months: Mapping[str, int]
    abbreviations: frozenset[str]
    weekdays: Mapping[str, int]
    rules: tuple[tuple[str, re.Pattern[str], Start], ...]
    day: re.Pattern[str]
    joint: re.Pattern[str]
    announced: re.Pattern[str]
    between: re.Pattern[str]
    weekday_before: re.Pattern[str]
    weekday_after: re.Pattern[str]


@functools.cache
def load(language: str) -> Grammar:
    """The grammar of dates of a language, by its code; of English alone where nothing else is known."""
    own, english = calendar.load(language), calendar.load("en")
    both = _together(own, english)
    weekday, article = _any(both.weekdays), rf"(?:(?:{_any(both.articles)}){_GAP})?"
    sources = _patterns(both, own.months if own.month_first else english.months)
    return Grammar(
        months=both.months,
        abbreviations=both.abbreviations,
        weekdays=both.weekdays,
        rules=tuple((name, re.compile(source), _start(source)) for name, source in sources.items()),
        day=re.compile(_day(both)),
        joint=re.compile(rf"{_joint(both, '&/+', named=True)}|,{_GAP}"),
        announced=re.compile(rf"(?<!\w)(?:{_any((*both.prepositions, *both.weekdays))}),?{_GAP}$"),
        between=re.compile(rf"(?<!\w)(?:{_any(both.between)}){_GAP}{article}$"),
        weekday_before=re.compile(
            rf"(?<!\w)(?P<day>{weekday})\.?,?{_GAP}(?:(?:{_any(both.articles)}){_GAP})?$"
        ),
        weekday_after=re.compile(rf"{_MAYBE_GAP}\((?P<day>{weekday})\)"),
    )


def _together(own: Calendar, english: Calendar) -> Calendar:
    """A calendar that knows English beside its own language; its own names win."""
    return Calendar(
        months={**english.months, **own.months},
        abbreviations=frozenset((english.abbreviations - own.months.keys()) | own.abbreviations),
        weekdays={**english.weekdays, **own.weekdays},
        ranges=own.ranges + english.ranges,
        lists=own.lists + english.lists,
        between=own.between + english.between,
        articles=own.articles + english.articles,
        of=own.of + english.of,
        ordinals=own.ordinals + english.ordinals,
        prepositions=own.prepositions + english.prepositions,
        month_only=own.month_only + english.month_only,
    )


def _patterns(words: Calendar, leading: Mapping[str, int]) -> dict[str, str]:
    """Pattern by rule; an earlier rule's match is not read again by a later one."""
    day, month, first = _day(words), _month(words, words.months), _month(words, leading)
    joint, two = _joint(words, "&/+"), _joint(words, "&/+", named=True)
    run = rf"{day}(?:{_joint(words, '&+')}{day}){{0,4}}"
    days = rf"(?:(?:{day},{_GAP}){{1,4}}{day}{joint}{day}|{day}(?:{joint}{day}){{0,4}})"
    article, of = rf"(?:(?:{_any(words.articles)}){_GAP})?", rf"(?:(?:{_any(words.of)}){_GAP}?)?"
    alone = "".join(rf"(?<!\b{re.escape(word)}[ \n])" for word in sorted(set(words.month_only)))
    to_month = rf"(?:{_GAP}{of}|(?<=\.)|-)"

    def year(group: str) -> str:
        return rf"(?:,?{_GAP}{of}|,|-)(?P<{group}>{_YEAR})(?!\d|\.?-\d\d\d\d)\.?"

    return {
        "year-first": rf"{_BEFORE}(?P<year>{_YEAR})(?P<sep>[-./])[ ]?(?P<month>{_FIGURE_MONTH})(?P=sep)[ ]?"
        rf"(?P<days>{_NUMBER}(?:-{_NUMBER})?)(?![\w/])(?!-\d)",
        "figures-range": rf"{_BEFORE}(?P<d1>{_NUMBER})(?P<sep>[./-])(?P<m1>{_FIGURE_MONTH})"
        rf"(?:(?P=sep)(?P<y1>{_YEAR}))?\.?{two}"
        rf"(?P<d2>{_NUMBER})(?P=sep)(?P<m2>{_FIGURE_MONTH})(?P=sep)(?P<y2>{_YEAR}){_AFTER}",
        "figures": rf"{_BEFORE}(?P<days>{run})[ ]?(?P<sep>[./-])[ ]?(?P<month>\d\d?)"
        rf"[ ]?(?P=sep)[ ]?(?P<year>{_YEAR}){_AFTER}",
        "figures-short": rf"(?<!\d[ ]){_BEFORE}(?P<days>\d\d?)(?:(?P<sep>[/-])(?P<month>\d\d?)(?P=sep)"
        rf"|(?<=\d\d)\.(?P<dotted>\d\d)\.)(?P<year>\d\d)(?!\w){_AFTER}",
        "two-months": rf"{_BEFORE}(?P<d1>{day}){to_month}(?P<m1>{month})(?:{year('y1')})?{two}"
        rf"(?P<d2>{day}){to_month}(?P<m2>{month})(?:{year('y2')})?",
        "month-first-two": rf"(?<!\w)(?:(?P<y1>{_YEAR})\.?{_GAP})?(?P<m1>{first}){_GAP}(?P<d1>{day}){two}"
        rf"(?P<m2>{first}){_GAP}(?P<d2>{day})(?:,?{_GAP}(?P<y2>{_YEAR})(?!\d))?",
        "year-month-first": rf"{_BEFORE}(?P<year>{_YEAR})\.?{_GAP}(?P<month>{month}){_GAP}(?P<days>{days})"
        r"(?![\w:/])",
        "day-month": rf"{_BEFORE}(?P<days>{days}){to_month}(?P<month>{month})(?:{year('year')})?",
        "month-day-year": rf"(?<!\w)(?P<month>{month}){_GAP}{article}(?P<days>{days}),?{_GAP}"
        rf"(?P<year>{_YEAR})(?!\d)",
        "month-day": rf"(?<!\w){alone}(?P<month>{first}){_GAP}{article}(?P<days>{days})(?![\w:/%])(?![.,]\d)",
        "months": rf"(?<!\w)(?P<m1>{month})(?:{year('y1')})?{two}(?P<m2>{month}){year('y2')}",
        "month": rf"(?<!\w)(?P<month>{month}){year('year')}",
        "figures-no-year": rf"(?P<days>{days})(?:/(?P<month>{_FIGURE_MONTH})(?![\w/%])"
        rf"|(?<=\d)\.[ ]?(?P<dotted>{_FIGURE_MONTH})\.(?!\d))(?!-\d|:\d)",
    }


def _start(source: str) -> Start:
    """Where a pattern may match, by the part it begins with."""
    first = min((source.index(f"<{part}>"), part) for part in _PARTS if f"<{part}>" in source)[1]
    if first == "y1":
        return "either"
    return "month" if first in ("month", "m1") else "figure"


def _day(words: Calendar) -> str:
    """The number of a day with its ordinal ending."""
    letters = [ending for ending in words.ordinals if ending[-1].isalpha()]
    signs = [ending for ending in words.ordinals if not ending[-1].isalpha()]
    endings = rf"[ ]?(?:{_any(letters)})(?![^\W\d_])" + (rf"|(?:{_any(signs)})" if signs else "")
    return rf"{_NUMBER}(?:{endings})?"


def _joint(words: Calendar, signs: str, *, named: bool = False) -> str:
    """What joins two days: a dash or a word for "up to", or one of the signs or a word for "and"."""
    up_to = rf"{_MAYBE_GAP}-{_MAYBE_GAP}|{_GAP}(?:{_any(words.ranges)}){_GAP}"
    both = rf"{_MAYBE_GAP}[{signs}]{_MAYBE_GAP}|,?{_GAP}(?:{_any(words.lists)}){_GAP}"
    article, weekday = rf"(?:(?:{_any(words.articles)}){_GAP})?", rf"(?:(?:{_any(words.weekdays)}),?{_GAP})?"
    return rf"(?:({'?P<range>' if named else '?:'}{up_to})|{both}){article}{weekday}{article}"


def _month(words: Calendar, months: Mapping[str, int]) -> str:
    """The name of a month; an abbreviated one may have a full stop."""
    full = [name for name in months if name not in words.abbreviations]
    short = [name for name in months if name in words.abbreviations]
    return rf"(?:(?:{_any(full)})(?!\w)" + (rf"|(?:{_any(short)})(?!\w)\.?)" if short else ")")


def _any(words: Iterable[str]) -> str:
    """Alternatives, the longer first; one that matches nothing where there are none."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(map(re.escape, ordered)) or r"(?!)"

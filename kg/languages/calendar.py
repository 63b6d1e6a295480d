"""Months, weekdays and the words of dates of a language.

Names come from the Unicode CLDR (https://cldr.unicode.org/, by way of Babel) in every width and form;
``calendar.toml`` of the language adds usual forms that CLDR lacks, connectors and ordinal endings.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from babel import Locale
from babel.core import UnknownLocaleError

from kg.languages import inflection, tables
from kg.languages.folding import fold

_LOCALES = {"sr": ("sr", "sr_Latn"), "cnr": ("sr", "sr_Latn"), "bs": ("bs", "hr")}


@dataclass(frozen=True)
class Calendar:
    """What a language says in dates, all of it folded.

    Attributes:
        months: month by name, 1 to 12, in every form and width.
        abbreviations: those names of months that are abbreviations only.
        weekdays: ISO weekday by name, Monday is 1.
        ranges: words that mean "up to", between two days.
        lists: words that mean "and".
        between: words before two days that "and" makes a range.
        articles: words that may stand before the second day.
        of: words that may stand before a month or a year.
        ordinals: endings of the number of a day.
        prepositions: words before a day given by day and month in figures.
        month_first: a month may come before its day, without a year as well.
        month_only: words before a month that is not followed by its day: "in June 18 partners met".
    """

    months: Mapping[str, int]
    abbreviations: frozenset[str]
    weekdays: Mapping[str, int]
    ranges: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    between: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    ordinals: tuple[str, ...] = ()
    prepositions: tuple[str, ...] = ()
    month_only: tuple[str, ...] = ()
    month_first: bool = False


@functools.cache
def load(language: str) -> Calendar:
    """The calendar of a language, by its ISO 639-1 code (or ``cnr``); without names where CLDR has none."""
    table = tables.table(language, "calendar")
    locales = locales_of(language)
    wide = {name: number for locale in locales for name, number in _months(locale, "wide")}
    short = {name: number for locale in locales for name, number in _months(locale, "abbreviated")}
    forms = inflection.load(language)
    months = {form: number for name, number in wide.items() for form in forms.name_forms(name)}
    months |= wide | {fold(name): number for name, number in table.get("months", {}).items()}
    return Calendar(
        months=short | months,
        abbreviations=frozenset(short.keys() - months.keys()),
        weekdays=_weekdays(locales, forms),
        **{subject: _folded(table.get(subject, ())) for subject in _WORDS},
        month_first=table.get("month_first", False),
    )


_WORDS = ("ranges", "lists", "between", "articles", "of", "ordinals", "prepositions", "month_only")


def locales_of(language: str) -> tuple[Locale, ...]:
    """The CLDR locales of a language: two where it has two scripts, none where CLDR lacks it."""
    try:
        return tuple(Locale.parse(code) for code in _LOCALES.get(language, (language,)))
    except (UnknownLocaleError, ValueError):
        return ()


def _months(locale: Locale, width: str) -> Iterable[tuple[str, int]]:
    for context in ("format", "stand-alone"):
        for number, name in locale.months[context][width].items():
            yield fold(name).rstrip("."), number


def _weekdays(locales: Iterable[Locale], forms: inflection.Inflection) -> dict[str, int]:
    """Weekdays in full, inflected; an abbreviated one is too often another word."""
    return {
        form: number + 1
        for locale in locales
        for context in ("format", "stand-alone")
        for number, name in locale.days[context]["wide"].items()
        for form in forms.name_forms(name)
    }


def _folded(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(fold(word) for word in words)

"""The languages of the pages: texts of the interface, names of countries, dates and numbers.

The texts stand in ``translations/{code}.toml``, one readable table a language. Plain TOML is enough:
no text needs plural forms beyond a one/many pair and ordinals, and both come from CLDR's rules
(https://cldr.unicode.org, through Babel), so no catalogue has to be compiled before the site runs.
"""

from __future__ import annotations

import datetime
import functools
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from babel import Locale
from babel.core import get_global
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

TRANSLATIONS = Path(__file__).parent / "translations"


class Text(NamedTuple):
    """Words in a language; no tag where they are in the page's own language or in none."""

    text: str
    lang: str = ""

    @property
    def capital(self) -> Text:
        """The same words with a capital letter first, as at the head of a title."""
        return Text(self.text[:1].upper() + self.text[1:], self.lang)


@dataclass(frozen=True)
class Language:
    """One language of the pages.

    Attributes:
        code: ISO 639-1 code, also the value of ``?lang=`` and of the pages' ``lang``.
        name: what the language is called in itself.
        locale: CLDR locale for dates and numbers.
        messages: texts of the interface by dotted key.
        fallback: languages in which a label is looked for after this one.
        genders: endings of nouns whose ordinals have a form of their own, with its key.
    """

    code: str
    name: str
    locale: Locale
    messages: Mapping[str, str]
    fallback: tuple[str, ...]
    genders: tuple[tuple[str, str], ...] = ()

    def text(self, key: str, **values: object) -> str:
        """A text of the interface with its placeholders filled.

        Raises:
            KeyError: there is no such text.
        """
        return self.messages[key].format(**values)

    def count(self, key: str, number: int) -> str:
        """A text with a number, in its form for one or for many (``{key}.one``, ``{key}.other``)."""
        form = self.locale.plural_form(number)
        key = f"{key}.{form}" if f"{key}.{form}" in self.messages else f"{key}.other"
        return self.text(key, number=self.number(number))

    def choose(self, labels: Mapping[str, str]) -> Text | None:
        """The best of some labels by language tag, with its tag where it is not the page's language."""
        for tag in (self.code, *self.fallback, ""):
            for candidate in labels:
                if candidate == tag or (tag and candidate.startswith(f"{tag}-")):
                    return Text(labels[candidate], "" if tag == self.code else candidate)
        return next((Text(labels[tag], tag) for tag in sorted(labels)), None)

    def ordinal(self, number: int, noun: str) -> str:
        """A number as an ordinal that agrees with a noun: ``2nd``, ``2η`` (συνάντηση), ``2ο`` (συνέδριο)."""
        form = next((form for ending, form in self.genders if noun.split(" ")[0].endswith(ending)), "")
        return self.text(f"ordinal.{form or self.locale.ordinal_form(number)}", number=number)

    def number(self, number: float) -> str:
        """A number with the language's separators."""
        return str(format_decimal(number, locale=self.locale))

    def percent(self, share: float) -> str:
        """A share of one as per cent."""
        return format_percent(share, locale=self.locale)

    def day(self, moment: datetime.date) -> str:
        """A day with its month in full."""
        return format_date(moment, "d MMMM y", locale=self.locale)

    def date(self, lexical: str) -> str:
        """An XSD date, month, year or month and day in words; what is none of them stays as it is."""
        for form, pattern in _DATES:
            match = form.fullmatch(lexical)
            if match:
                parts = {name: int(digits) for name, digits in match.groupdict().items()}
                return self._day(lexical, pattern, **parts)
        return lexical

    def _day(self, lexical: str, pattern: str, year: int = 2000, month: int = 1, day: int = 1) -> str:
        try:
            return str(format_date(datetime.date(year, month, day), pattern, locale=self.locale))
        except ValueError:
            return lexical

    def period(self, start: str, end: str) -> str:
        """Two XSD dates as one period, e.g. ``13–14 December 2023``; the second may be empty."""
        if not end or start == end:
            return self.date(start)
        try:
            first, last = datetime.date.fromisoformat(start), datetime.date.fromisoformat(end)
        except ValueError:
            return f"{self.date(start)} – {self.date(end)}"
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.day}–{self.day(last)}"
        opening = format_date(first, "d MMMM" if first.year == last.year else "d MMMM y", locale=self.locale)
        return f"{opening} – {self.day(last)}"

    def territory(self, code: str) -> str:
        """Name of a country by its three-letter code, or an empty text."""
        return str(self.locale.territories.get(_alias("territory_aliases", code), ""))

    def tongue(self, code: str) -> str:
        """Name of a language by its three-letter code, or an empty text."""
        return self.tongue_of(_alias("language_aliases", code.lower()))

    def tongue_of(self, tag: str) -> str:
        """Name of a language by its BCP 47 tag, or an empty text."""
        return str(self.locale.languages.get(tag.partition("-")[0], ""))


_DATES = (
    (re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)"), "d MMMM y"),
    (re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)"), "LLLL y"),
    (re.compile(r"(?P<year>\d{4})"), "y"),
    (re.compile(r"--(?P<month>\d\d)-(?P<day>\d\d)"), "d MMMM"),
)


def _alias(table: str, code: str) -> str:
    found = get_global(table).get(code, code)  # type: ignore[arg-type]
    return found if isinstance(found, str) else found[0]


@functools.cache
def languages() -> Mapping[str, Language]:
    """Every language of the pages by its code, the default first."""
    read = [_read(path) for path in sorted(TRANSLATIONS.glob("*.toml"))]
    return {
        language.code: language for language in sorted(read, key=lambda one: (one.code != "en", one.code))
    }


def _read(path: Path) -> Language:
    table = tomllib.loads(path.read_text("utf-8"))
    head = table.pop("language")
    genders = tuple(head.get("genders", {}).items())
    locale, fallback = Locale.parse(head["locale"]), tuple(head["fallback"])
    return Language(path.stem, head["name"], locale, dict(_flat(table)), fallback, genders)


def _flat(table: Mapping[str, object], prefix: str = "") -> Iterable[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)

"""Countries as a language names them, and their codes.

Names come from the Unicode CLDR (by way of Babel) and, beside them, from ``territories.toml`` of the
language, which has the adjectives too. English names and those in a country's own languages are known
in every language. Codes are ISO 3166-1 alpha-2.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from babel.core import get_global

from kg.errors import VocabularyError
from kg.languages import inflection, tables
from kg.languages.calendar import locales_of
from kg.languages.folding import fold

_ALPHA_2 = re.compile(r"[A-Z]{2}")
_NOT_COUNTRIES = frozenset(
    {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}
)
_WORDS = re.compile(r"[^\W_]+")
_FORMER = frozenset({"BUR", "DDR", "FXX", "ROM", "TMP", "YMD", "ZAR"})
_AUTHORITY_EXCEPTIONS = {"XK": "1A0"}


@dataclass(frozen=True)
class Territories:
    """Countries by their folded names, the words of a name joined by single spaces.

    Attributes:
        names: country by name, in every inflected form.
        adjectives: country by adjective or demonym, in every inflected form.
        ambiguous: names that are other words as well.
        longest: number of words of the longest name that begins with a word.
    """

    names: Mapping[str, str]
    adjectives: Mapping[str, str]
    ambiguous: frozenset[str]
    longest: Mapping[str, int]


@functools.cache
def load(language: str) -> Territories:
    """The countries in a language, by its ISO 639-1 code; where two share a form, its own names win."""
    table, forms = tables.table(language, "territories"), inflection.load(language)
    own = [*_of_cldr(language), *_rows(table.get("names", {}))]
    names = {form: code for code, name in _native() for form in (_key(name), *_inflected(name, forms))}
    names |= {_key(name): code for code, name in _english()}
    names |= {form: code for code, name in own for form in _inflected(name, forms)}
    languages = {"en": inflection.load("en"), language: forms}
    adjectives = {
        _key(form): code
        for spoken, inflected in languages.items()
        for code, word in _rows(tables.table(spoken, "territories").get("adjectives", {}))
        for form in inflected.forms(word)
    }
    ambiguous = {form for name in table.get("ambiguous", ()) for form in _inflected(name, forms)}
    longest: dict[str, int] = {}
    for name in (*names, *adjectives):
        words = name.split()
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return Territories(names, adjectives, frozenset(ambiguous), longest)


@functools.cache
def english_names(language: str) -> dict[str, str]:
    """The usual English name of a country by its folded names in a language."""
    english = dict(_of_cldr("en"))
    return {name: english[code] for name, code in load(language).names.items() if code in english}


def authority(alpha2: str) -> str:
    """The code of a country in the EU's authority table of countries: ``GR`` is ``GRC``.

    The table (http://publications.europa.eu/resource/authority/country) uses ISO 3166-1 alpha-3, and
    codes of its own for what ISO has no code for.

    Raises:
        VocabularyError: there is no such country.
    """
    code = _AUTHORITY_EXCEPTIONS.get(alpha2) or _alpha_3().get(alpha2)
    if code is None:
        raise VocabularyError(f"{alpha2!r} is no ISO 3166-1 alpha-2 code of a country")
    return code


@functools.cache
def _alpha_3() -> Mapping[str, str]:
    """ISO 3166-1 alpha-3 by alpha-2, from CLDR's aliases of territories."""
    countries = {code for code, _ in _of_cldr("en")}
    return {
        current[0]: alias
        for alias, current in sorted(get_global("territory_aliases").items())
        if len(alias) == 3
        and alias not in _FORMER
        and len(current) == 1
        and current[0] in countries
        and alias.isalpha()
    }


def _of_cldr(language: str) -> Iterator[tuple[str, str]]:
    """Code and name of each country in the locales of a language."""
    for locale in locales_of(language):
        for code, name in sorted(locale.territories.items()):
            if _ALPHA_2.fullmatch(code) and code not in _NOT_COUNTRIES:
                yield code, name


@functools.cache
def _english() -> tuple[tuple[str, str], ...]:
    return (*_of_cldr("en"), *_rows(tables.table("en", "territories")["names"]))


@functools.cache
def _native() -> tuple[tuple[str, str], ...]:
    path = Path(__file__).with_suffix(".toml")
    return tuple(_rows(tomllib.loads(path.read_text("utf-8"))["native"]))


def _rows(table: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, str]]:
    return ((code, name) for code, names in table.items() for name in names)


def _inflected(name: str, forms: inflection.Inflection) -> Iterator[str]:
    """The keys of a name's forms; an abbreviation in capitals has but one."""
    inflected = frozenset({name}) if name.isupper() else forms.name_forms(name)
    return (_key(form) for form in inflected)


def _key(name: str) -> str:
    return " ".join(_WORDS.findall(fold(name)))

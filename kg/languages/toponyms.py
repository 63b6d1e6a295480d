"""What a language says around names of places, and which of its words are towns as well.

Data: ``toponyms.toml`` of the language.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass

from kg.languages import calendar, inflection, tables
from kg.languages.folding import fold


@dataclass(frozen=True)
class Toponyms:
    """Words about places, folded.

    Attributes:
        countries: where the language is spoken, ISO 3166-1 alpha-2, the first of two wins.
        not_places: words that are hardly ever meant as the town of that name.
        locatives: matches a word, right before a name, that says a place may follow: "in".
        heads: the same for nouns that say a place does follow: "city of"; they are locatives too.
        honorifics: matches what stands before a person's name.
    """

    countries: tuple[str, ...]
    not_places: frozenset[str]
    locatives: re.Pattern[str]
    heads: re.Pattern[str]
    honorifics: re.Pattern[str]


@functools.cache
def load(language: str) -> Toponyms:
    """The words of a language, by its ISO 639-1 code, with the English ones."""
    own, english = tables.table(language, "toponyms"), tables.table("en", "toponyms")
    months = calendar.load(language)
    stop = {
        form
        for table in (own, english)
        for word in table.get("not_places", ())
        for form in _forms(word, language)
    }
    both = {name: [*own.get(name, ()), *english[name]] for name in ("locatives", "heads", "honorifics")}
    return Toponyms(
        countries=tuple(own.get("countries", ())),
        not_places=frozenset({*stop, *months.months, *months.weekdays}),
        locatives=_before([*both["locatives"], *both["heads"]], language),
        heads=_before(both["heads"], language),
        honorifics=re.compile(rf"(?<!\w)(?:{_any(both['honorifics'], language)})[ \n]+"),
    )


def _before(words: Iterable[str], language: str) -> re.Pattern[str]:
    """A pattern for words that end right before a name."""
    return re.compile(rf"(?<!\w)(?:{_any(words, language)})[ \n]+[\"']?$")


def _forms(word: str, language: str) -> frozenset[str]:
    return inflection.load(language).name_forms(word)


def _any(words: Iterable[str], language: str) -> str:
    """Alternatives, the longer first; a word in capitals initial is a noun and inflected."""
    forms = {
        form for word in words for form in (_forms(word, language) if word[0].isupper() else {fold(word)})
    }
    return "|".join(re.escape(form) for form in sorted(forms, key=lambda form: (-len(form), form)))

"""A language as the line knows it: words for concepts, cues, heads of organisations and of names.

A language is a folder of data beside this file; nothing here knows a word of any language. The files
of a folder: ``inflection.toml``, ``calendar.toml``, ``territories.toml`` (read by their own modules),
``concepts.toml`` (words for our concepts), ``cues.toml`` (words that bind facts together),
``organisations.toml``, ``persons.toml`` and ``examples.toml`` (sentences that the tests run).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.languages import inflection as inflections
from kg.languages.folding import fold
from kg.languages.inflection import Inflection
from kg.languages.tables import table

NEVER = re.compile(r"(?!)")
"""A pattern for what a language has no words for."""


@dataclass(frozen=True)
class Head:
    """A word that opens the name of an organisation.

    Attributes:
        type: local name of the organisation type, or empty.
        word: the word in the nominative, as names show it.
        pattern: matches its inflected forms in folded text.
        complement: ``place`` when a place follows (Δήμος Σερρών), ``name`` when words of a name do.
        plural: the forms that open a list of complements (Δήμων Ηρακλείου, Πάφου, Χανίων).
    """

    type: str
    word: str
    pattern: re.Pattern[str]
    complement: str
    plural: re.Pattern[str]


@dataclass(frozen=True)
class Persons:
    """How a language speaks of persons.

    Attributes:
        honorifics: before a name, as a pattern.
        posts: words that name a post or role and may stand before a name or after a comma.
        cases: words after which a name is not in the nominative, and for each kind of them
            (ending, ending of the nominative), the first that fits.
        subjects: articles in the nominative, which open the next person of a list.
        articles: articles after which capitalised words name a body.
        complements: endings of words that may stand between a post and a name; any where there are none.
        not_names: capitalised words that are no part of a name.
    """

    honorifics: re.Pattern[str]
    posts: re.Pattern[str]
    cases: tuple[tuple[re.Pattern[str], tuple[tuple[str, str], ...]], ...]
    subjects: frozenset[str]
    articles: frozenset[str]
    complements: tuple[str, ...]
    not_names: frozenset[str]


@dataclass(frozen=True)
class Pack:
    """One language.

    Attributes:
        code: ISO 639-1 code.
        concepts: (local name of a concept, pattern of the words for it), most specific words first.
        concept_starts: matches, without width, where words for any concept may begin.
        cues: patterns by the name of the cue (docs/reference/languages.md lists the names).
        cue_starts: the same for cues.
        heads: words that open names of organisations.
        ordinals: words and their number.
        ordinal_suffix: what may follow an ordinal in digits, as a regular expression for folded text.
        durations: words for lasting some days, and how many.
        name_joiners: small words inside names of organisations, folded.
        conjunctions: words that join the last two items of a list, folded.
        list_gap: what stands between two items of a list, in folded text.
        opening: numbering, conjunctions and articles that open an item of a list, in folded text.
        fillers: words that may stand between the words for a lead partner and its name, folded.
        abbreviations: words that a full stop shortens, folded.
        labels: templates of display labels by organisation type, e.g. ``Municipality of {place}``.
    """

    code: str
    inflection: Inflection
    concepts: tuple[tuple[str, re.Pattern[str]], ...]
    concept_starts: re.Pattern[str]
    cues: Mapping[str, re.Pattern[str]]
    cue_starts: re.Pattern[str]
    heads: tuple[Head, ...]
    persons: Persons
    ordinals: tuple[tuple[re.Pattern[str], int], ...]
    ordinal_suffix: str
    durations: tuple[tuple[re.Pattern[str], int], ...]
    name_joiners: frozenset[str]
    conjunctions: frozenset[str]
    list_gap: re.Pattern[str]
    opening: re.Pattern[str]
    fillers: frozenset[str]
    abbreviations: frozenset[str]
    labels: Mapping[str, str]

    def cue(self, name: str) -> re.Pattern[str]:
        """The pattern of a cue; one that never matches when the language has no words for it."""
        return self.cues.get(name, NEVER)


@functools.cache
def available() -> tuple[str, ...]:
    """Codes of the languages that have a folder with cues, sorted."""
    return tuple(sorted(path.parent.name for path in Path(__file__).parent.glob("*/cues.toml")))


def _any_of(inflection: Inflection, phrases: Iterable[str]) -> re.Pattern[str]:
    """A compiled pattern for any of the phrases."""
    phrases = tuple(phrases)
    return re.compile(inflection.any_of(phrases)) if phrases else NEVER


def _concepts(
    inflection: Inflection, words: Mapping[str, list[str]]
) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((concept, _any_of(inflection, phrases)) for concept, phrases in words.items())


def _starts(inflection: Inflection, words: Mapping[str, list[str]]) -> re.Pattern[str]:
    """One pattern for all phrases: a single pass over a text tells where it is worth trying each of them."""
    sources = {
        inflection.pattern(phrase).removeprefix(r"(?<!\w)")
        for phrases in words.values()
        for phrase in phrases
    }
    return re.compile(rf"(?<!\w)(?={'|'.join(sorted(sources))})") if sources else NEVER


def _numbered(
    inflection: Inflection, words: Mapping[str, list[str]]
) -> tuple[tuple[re.Pattern[str], int], ...]:
    return tuple((_any_of(inflection, phrases), int(number)) for number, phrases in words.items())


def _heads(inflection: Inflection, rows: Mapping[str, Any]) -> tuple[Head, ...]:
    return tuple(_head(inflection, row, word) for row in rows.get("head", []) for word in row["words"])


def _one_of(words: Iterable[str]) -> str:
    """A regular expression for any of some folded words."""
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True))) or NEVER.pattern})"


def _list_gap(conjunctions: frozenset[str], articles: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:,\s*|\s+{_one_of(conjunctions)}\s+)(?:{_one_of(articles)}\s+)?")


def _opening(words: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:\s*\(?[^\W\d_]{{1,2}}\)|\s*{_one_of(words)}\s)*\s*")


def _head(inflection: Inflection, row: Mapping[str, Any], word: str) -> Head:
    return Head(
        type=row.get("type", ""),
        word=word.replace("!", ""),
        pattern=_any_of(inflection, [word]),
        complement=row["complement"],
        plural=_any_of(inflection, [f"{form}!" for form in row.get("plural", [])]),
    )


def _persons(inflection: Inflection, words: Mapping[str, Any]) -> Persons:
    honorifics = [
        re.escape(fold(word)) for word in sorted(words.get("honorifics", []), key=len, reverse=True)
    ]
    return Persons(
        honorifics=re.compile(rf"(?<!\w)(?:{'|'.join(honorifics)})(?=\s)") if honorifics else NEVER,
        posts=_any_of(inflection, words.get("posts", [])),
        cases=tuple(
            (
                _any_of(inflection, [f"{word}!" for word in case["after"]]),
                tuple((a, b) for a, b in case["endings"]),
            )
            for case in words.get("case", [])
        ),
        subjects=frozenset(map(fold, words.get("subjects", []))),
        articles=frozenset(map(fold, words.get("articles", []))),
        complements=tuple(map(fold, words.get("complements", []))),
        not_names=frozenset(map(fold, words.get("not_names", []))),
    )


@functools.cache
def load(code: str) -> Pack:
    """The pack of a language; an empty one when there is no folder for it."""
    inflection = inflections.load(code)
    cues = table(code, "cues")
    organisations = table(code, "organisations")
    concepts = table(code, "concepts")
    conjunctions = frozenset(map(fold, cues.get("conjunctions", [])))
    articles = frozenset(map(fold, cues.get("articles", [])))
    return Pack(
        code=code,
        inflection=inflection,
        concepts=_concepts(inflection, concepts),
        concept_starts=_starts(inflection, concepts),
        cues={name: _any_of(inflection, phrases) for name, phrases in cues.get("cues", {}).items()},
        cue_starts=_starts(inflection, cues.get("cues", {})),
        heads=_heads(inflection, organisations),
        persons=_persons(inflection, table(code, "persons")),
        ordinals=_numbered(inflection, cues.get("ordinals", {})),
        durations=_numbered(inflection, cues.get("durations", {})),
        ordinal_suffix=cues.get("ordinal_suffix", r"(?!)"),
        name_joiners=frozenset(map(fold, organisations.get("joiners", []))),
        conjunctions=conjunctions,
        list_gap=_list_gap(conjunctions, articles),
        opening=_opening(conjunctions | articles),
        fillers=articles | frozenset(map(fold, cues.get("fillers", []))),
        abbreviations=frozenset(map(fold, cues.get("abbreviations", []))),
        labels=organisations.get("labels", {}),
    )

"""Inflection by endings: from the nominative to its other forms, and to patterns that match them all.

A language's ``inflection.toml`` lists for an ending of the nominative the endings of its forms. The
longest ending that a word has decides. Two tables: ``endings`` for common words, generous, as cues may
match too much; ``names`` for names of places, strict.
"""

from __future__ import annotations

import functools
import itertools
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.languages import tables
from kg.languages.folding import fold

Endings = Mapping[str, tuple[str, ...]]

_MIN_STEM = 2
_MIN_STEM_OF_NAME = 3
_LONGEST_ENDING = 8
_MOST_FORMS = 100
_GAP = r"(?:[ \t]+|[ \t]*\n[ \t]*|-)"
_HYPHEN = r"(?:[ \t]*[-\n][ \t]*|[ \t]+)?"
_TOKEN = re.compile(r"[\[\]()|]|[^\s\[\]()|]+")


@dataclass(frozen=True)
class Inflection:
    """The inflection of one language.

    Attributes:
        endings: for a folded ending of the nominative, the folded endings of the word's forms.
        names: the same for names of places.
    """

    endings: Endings = field(default_factory=dict)
    names: Endings = field(default_factory=dict)

    def forms(self, word: str) -> frozenset[str]:
        """Folded forms of a word given in the nominative, itself among them."""
        return _inflect(fold(word), self.endings, _MIN_STEM)

    def name_forms(self, name: str) -> frozenset[str]:
        """Folded forms of a place's name, itself among them.

        Each of its words is inflected; where that gives too many forms, the last ones only, as suffixes
        of agglutinating languages stand at the end.
        """
        words = fold(name).split()
        min_stem = _MIN_STEM_OF_NAME if len(words) == 1 else _MIN_STEM
        forms = [_inflect(word, self.names, min_stem) for word in words]
        for position, word in enumerate(words):
            if math.prod(map(len, forms)) > _MOST_FORMS:
                forms[position] = frozenset({word})
        return frozenset(map(" ".join, itertools.product(*forms)))

    def nominatives(self, form: str) -> tuple[str, ...]:
        """What the nominative of a folded form of a name may be; that of the longest ending first."""
        found: list[str] = []
        for length in range(min(self._longest_ending, len(form) - _MIN_STEM_OF_NAME), -1, -1):
            stem, ending = form[: len(form) - length], form[len(form) - length :]
            found += [stem + nominative for nominative in self._nominatives_of.get(ending, ())]
        return tuple(word for word in dict.fromkeys(found) if word != form and form in self.name_forms(word))

    def pattern(self, phrase: str) -> str:
        r"""A regular expression, for folded text, of any inflected form of a phrase.

        The phrase is in the nominative. ``word!`` is not inflected; ``word*`` goes on with any letters;
        ``[…]`` may be absent; ``(a|b)`` is either; a hyphen may be a space or nothing. Words may stand
        on two lines. The match begins and ends at the edge of a word.

        >>> Inflection({"α": ("α", "ασ")}).pattern("ομάδα")
        '(?<!\\w)ομαδα(?:|σ)(?!\\w)'

        Raises:
            ValueError: there is no word, or a bracket is not closed, or closed without being opened.
        """
        tokens = _TOKEN.findall(phrase)
        if not tokens:
            raise ValueError("a phrase has no words")
        source = self._alternatives(tokens)
        if tokens:
            raise ValueError(f"{phrase!r} closes a bracket that it does not open")
        return rf"(?<!\w){source}(?!\w)"

    def any_of(self, phrases: Iterable[str]) -> str:
        """A regular expression of any of the phrases, the longer before the shorter."""
        ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
        return f"(?:{'|'.join(map(self.pattern, ordered))})"

    @functools.cached_property
    def _nominatives_of(self) -> dict[str, list[str]]:
        """For an ending of a form, the endings of the nominative it may come from."""
        reverse: dict[str, list[str]] = {}
        for nominative, endings in self.names.items():
            for ending in endings:
                reverse.setdefault(ending, []).append(nominative)
        return reverse

    @functools.cached_property
    def _longest_ending(self) -> int:
        return max(map(len, self._nominatives_of), default=-1)

    def _alternatives(self, tokens: list[str], closing: str = "") -> str:
        """Sequences separated by ``|`` up to the closing bracket, which is consumed with them."""
        sequences = [self._sequence(tokens)]
        while tokens and tokens[0] == "|":
            tokens.pop(0)
            sequences.append(self._sequence(tokens))
        if closing and (not tokens or tokens.pop(0) != closing):
            raise ValueError(f"a phrase lacks a {closing!r}")
        return sequences[0] if len(sequences) == 1 else f"(?:{'|'.join(sequences)})"

    def _sequence(self, tokens: list[str]) -> str:
        """Words with gaps; a gap before the first word that must be there belongs to what is optional."""
        source, begun = "", False
        while tokens and tokens[0] not in ("|", "]", ")"):
            part = tokens.pop(0)
            if part == "[":
                optional = self._alternatives(tokens, "]")
                source += f"(?:{_GAP}{optional})?" if begun else f"(?:{optional}{_GAP})?"
                continue
            element = self._alternatives(tokens, ")") if part == "(" else self._word(part)
            source += _GAP + element if begun else element
            begun = True
        return source

    def _word(self, token: str) -> str:
        """One word of a phrase, or several joined by hyphens, of which the last is inflected."""
        *first, last = token.split("-")
        parts = [re.escape(fold(part)) for part in first]
        if last.endswith("!"):
            parts.append(re.escape(fold(last[:-1])))
        elif last.endswith("*"):
            parts.append(re.escape(fold(last[:-1])) + r"\w*")
        else:
            parts.append(_any_form(self.forms(last)))
        return _HYPHEN.join(parts)


def _inflect(word: str, endings: Endings, min_stem: int) -> frozenset[str]:
    """The forms of a word by the longest ending listed that leaves a stem."""
    for length in range(min(len(word) - min_stem, _LONGEST_ENDING), -1, -1):
        stem, ending = word[: len(word) - length], word[len(word) - length :]
        if ending in endings:
            return frozenset({word, *(stem + form for form in endings[ending])})
    return frozenset({word})


def _any_form(forms: frozenset[str]) -> str:
    """The forms as one expression that shares what they begin with."""
    if len(forms) == 1:
        return re.escape(next(iter(forms)))
    shortest, last = min(forms), max(forms)
    stem = shortest[
        : next((i for i, (a, b) in enumerate(zip(shortest, last, strict=False)) if a != b), len(shortest))
    ]
    return f"{re.escape(stem)}(?:{'|'.join(sorted(re.escape(form[len(stem) :]) for form in forms))})"


@functools.cache
def load(language: str) -> Inflection:
    """The inflection of a language, by its ISO 639-1 code; one that changes nothing where none is known."""
    table = tables.table(language, "inflection")
    endings = _folded(table.get("endings", {}))
    return Inflection(endings, _folded(table["names"]) if "names" in table else endings)


def _folded(endings: Mapping[str, str]) -> Endings:
    """Endings as written in a table, ``ος = "ος ου ο"``; ``-`` stands for no ending."""
    return {
        fold(nominative).strip("-"): tuple(dict.fromkeys(fold(form).strip("-") for form in forms.split()))
        for nominative, forms in endings.items()
    }

"""Mentions of towns, regions and countries."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.gazetteer import Gazetteer, Match
from kg.languages import inflection, territories, toponyms
from kg.languages.folding import fold, latin_lookalikes
from kg.languages.tables import STAND_INS
from kg.languages.territories import Territories
from kg.languages.toponyms import Toponyms
from kg.mentions.model import CountryMention, PlaceMention
from kg.mentions.place_choice import Candidate, Surroundings, choose
from kg.mentions.words import Word, run, words_of
from kg.model import Span

_LONGEST_NAME = 5
_MOST_VARIANTS = 24
_LEAST_LETTERS = 3
_REMEMBERED = 20_000
_LEAST_CONFIDENCE = 0.35
_NAME_AFTER_HONORIFIC = 4
_CONFIDENCE_OF_NAME, _CONFIDENCE_OF_ADJECTIVE, _CONFIDENCE_OF_AMBIGUOUS = 0.95, 0.8, 0.5


def find_countries(text: str, folded: str, language: str) -> tuple[CountryMention, ...]:
    """Countries that a text names, in order, by name or by an adjective or demonym.

    Args:
        text: the text; a name begins with a capital there.
        folded: the same text folded.
        language: its ISO 639-1 code; English and native names are known in every language.
    """
    return tuple(_countries(folded, words_of(text, folded), territories.load(language)))


def _countries(folded: str, words: Sequence[Word], known: Territories) -> Iterator[CountryMention]:
    position = 0
    while position < len(words):
        longest = known.longest.get(words[position].folded, 0)
        step = 1
        for length in range(run(folded, words, position, longest) if longest else 0, 0, -1):
            if mention := _country(words[position : position + length], known):
                yield mention
                step = length
                break
        position += step


def _country(words: Sequence[Word], known: Territories) -> CountryMention | None:
    """The country that words name, if they do."""
    name, span = " ".join(word.folded for word in words), Span(words[0].start, words[-1].end)
    if words[0].capital and (code := known.names.get(name)):
        sure = _CONFIDENCE_OF_AMBIGUOUS if name in known.ambiguous else _CONFIDENCE_OF_NAME
        return CountryMention(span, code, "name", sure)
    if code := known.adjectives.get(name):
        return CountryMention(span, code, "adjective", _CONFIDENCE_OF_ADJECTIVE)
    return None


def find_places(text: str, folded: str, language: str, gazetteer: Gazetteer) -> tuple[PlaceMention, ...]:
    """Towns and regions that a text names, in order; of nested names the longest.

    Which of several places of a name is meant is decided by a country named right after it, an adjective
    of a country right before it, the countries of the language, and at last the number of inhabitants
    (``place_choice``). Names that begin in lower case, that are common words of the language, that are
    countries, or that follow an honorific are passed over.

    Args:
        text: the text; a name begins with a capital there.
        folded: the same text folded.
        language: its ISO 639-1 code.
        gazetteer: the places known.
    """
    plain = latin_lookalikes(text)
    folded = folded if plain == text else fold(plain)
    words, known = words_of(text, folded), toponyms.load(language)
    countries = tuple(_countries(folded, words, territories.load(language)))
    surroundings = Surroundings(text, folded, known, countries)
    persons = _persons(folded, words, known)
    mentions = (
        choose(candidate, surroundings)
        for candidate in _Seeker(folded, gazetteer, language, surroundings).candidates(words)
        if not any(persons[candidate.span.start : candidate.span.end])
        and not surroundings.is_country(candidate)
    )
    return tuple(mention for mention in mentions if mention.confidence >= _LEAST_CONFIDENCE)


def _persons(folded: str, words: Sequence[Word], known: Toponyms) -> bytearray:
    """For each code point whether it is in the capitalised words after an honorific."""
    persons = bytearray(len(folded))
    starts = {word.start: index for index, word in enumerate(words)}
    for honorific in known.honorifics.finditer(folded):
        first = starts.get(honorific.end())
        if first is not None and words[first].capital:
            length = run(folded, words, first, _NAME_AFTER_HONORIFIC)
            name = list(itertools.takewhile(lambda word: word.capital, words[first : first + length]))
            start, end = name[0].start, name[-1].end
            persons[start:end] = b"\1" * (end - start)
    return persons


@functools.lru_cache(_REMEMBERED)
def _nominatives(language: str, form: str) -> tuple[str, ...]:
    """What the nominative of a word may be; the gazetteer lists Greek names in all their forms itself."""
    return () if language == "el" else inflection.load(language).nominatives(form)


@dataclass(frozen=True)
class _Seeker:
    """Finds names of the gazetteer among the words of a text."""

    folded: str
    gazetteer: Gazetteer
    language: str
    surroundings: Surroundings

    def candidates(self, words: Sequence[Word]) -> Iterator[Candidate]:
        """The longest name at each capitalised word that begins one, without overlaps."""
        position = 0
        while position < len(words):
            word = words[position]
            candidate = self._at(words, position) if word.capital and word.end - word.start > 1 else None
            if candidate:
                yield candidate
            position += candidate.length if candidate else 1

    def _at(self, words: Sequence[Word], position: int) -> Candidate | None:
        """The name that begins at a word: as written, else by its nominative, else a rare name as written."""
        folded = words[position].folded
        written = self._longest(words, position, (folded,))
        if written and any(not match.alternate for match in written.matches):
            return written
        nominatives = _nominatives(self.language, folded)
        inflected = self._longest(words, position, nominatives) if nominatives else None
        if inflected and written and all(match.alternate for match in inflected.matches):
            return written
        return inflected or written

    def _longest(self, words: Sequence[Word], position: int, openings: Sequence[str]) -> Candidate | None:
        """The longest name at a word that begins with one of the openings."""
        limits = {opening: self.gazetteer.longest(opening) for opening in openings}
        longest = min(max(limits.values()), _LONGEST_NAME)
        for length in range(run(self.folded, words, position, longest) if longest else 0, 0, -1):
            name = words[position : position + length]
            able = [opening for opening, limit in limits.items() if limit >= length]
            if self._fit(name, able) and (matches := self._named(name, able)):
                span = Span(name[0].start, name[-1].end)
                return Candidate(span, matches, length, inflected=openings != (name[0].folded,))
        return None

    def _named(self, words: Sequence[Word], openings: Sequence[str]) -> tuple[Match, ...]:
        """Places that the words name when the first of them is replaced by one of the openings."""
        rest = [(word.folded, *_nominatives(self.language, word.folded)) for word in words[1:]]
        variants = itertools.islice(itertools.product(openings, *rest), _MOST_VARIANTS)
        spoken = STAND_INS.get(self.language, self.language)
        found = [
            matches for variant in variants if (matches := self.gazetteer.matches(" ".join(variant), spoken))
        ]
        usual = (matches for matches in found if any(not match.alternate for match in matches))
        return next(usual, found[0] if found else ())

    def _fit(self, words: Sequence[Word], openings: Sequence[str]) -> bool:
        """Whether words may be a name: the last has a capital, and they are not all common words."""
        stop = self.surroundings.toponyms.not_places
        if len(words) > 1:
            return words[-1].capital and any(word.folded not in stop for word in words)
        common = words[0].folded in stop or not stop.isdisjoint(openings)
        span = Span(words[0].start, words[0].end)
        meant = not common or self.surroundings.is_headed(span) or bool(self.surroundings.country_after(span))
        return len(words[0].folded) >= _LEAST_LETTERS and meant

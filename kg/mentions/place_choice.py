"""Which place a name means, and how sure that is."""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kg.gazetteer import Match, Place
from kg.languages.toponyms import Toponyms
from kg.mentions.model import CountryMention, PlaceMention
from kg.model import Span

_REACH_AFTER, _REACH_BEFORE = 35, 30
_NEIGHBOURS = 3
_LOCATIVE_REACH = 30
_FAR_SMALLER, _MUCH_SMALLER = 10, 50
_REGION = 300_000
_SIZES = ((100_000, 0.85), (10_000, 0.75), (3_000, 0.65))
_SHORT = 4
_LONGEST_ACRONYM, _NEAR = 5, 30
_SHOUTED = re.compile(r"(?<!\w)[A-ZΑ-ΩΆΈΉΊΌΎΏА-Я]{4,}(?!\w)")
_ACRONYM, _RARE_NAME = 0.3, 0.4
_STOPS = re.compile(r"[.;!?·\n\"]")
_INITIAL = re.compile(r"(?:^|[.!?;:\n\"]\s*|\n\s*[-•*]\s*)$")


@dataclass(frozen=True)
class Candidate:
    """A name of the gazetteer in a text.

    Attributes:
        matches: places of that name, the most populous first.
        length: number of words.
        inflected: the name was led back to a nominative.
    """

    span: Span
    matches: tuple[Match, ...]
    length: int
    inflected: bool


@dataclass(frozen=True)
class Surroundings:
    """What stands around the names of a text."""

    text: str
    folded: str
    toponyms: Toponyms
    countries: Sequence[CountryMention]

    def is_country(self, candidate: Candidate) -> bool:
        """Whether the words are the name of a country, or an adjective in capitals."""
        before = bisect.bisect_right(self._starts, candidate.span.start)
        return before > 0 and self.countries[before - 1].span.covers(candidate.span)

    def country_after(self, span: Span) -> str:
        """The country named right after a name: "Pombal, Portugal"; nothing else may be named between."""
        first = bisect.bisect_right(self._starts, span.end)
        last = bisect.bisect_right(self._starts, span.end + _REACH_AFTER)
        for country in self.countries[first:last]:
            if country.kind == "name" and self._plain(self.text[span.end : country.span.start]):
                return country.country
        return ""

    def country_before(self, span: Span) -> str:
        """The country named right before: "the French city of Agen", "in Spain (Jumilla)"."""
        last = bisect.bisect_left(self._starts, span.start)
        for country in reversed(self.countries[max(last - _NEIGHBOURS, 0) : last]):
            gap = self.text[country.span.end : span.start]
            if (
                0 < len(gap) <= _REACH_BEFORE
                and self._plain(gap)
                and (country.kind == "adjective" or "(" in gap)
            ):
                return country.country
        return ""

    def is_located(self, span: Span) -> bool:
        """Whether a word before the name says that a place follows."""
        before = self.folded[max(span.start - _LOCATIVE_REACH, 0) : span.start]
        return self.toponyms.locatives.search(before) is not None

    def is_headed(self, span: Span) -> bool:
        """Whether a noun right before the name says that it is a place: "the city of", "Δήμος"."""
        before = self.folded[max(span.start - _LOCATIVE_REACH, 0) : span.start]
        return self.toponyms.heads.search(before) is not None

    def is_acronym(self, span: Span) -> bool:
        """Whether a short word is written in capitals and no other word near it is."""
        if span.end - span.start > _LONGEST_ACRONYM or not self.text[span.start : span.end].isupper():
            return False
        around = (
            self.text[max(span.start - _NEAR, 0) : span.start] + " " + self.text[span.end : span.end + _NEAR]
        )
        return not _SHOUTED.search(around)

    def names_country(self, code: str) -> bool:
        """Whether the text names a country anywhere."""
        return code in self._named

    def begins_sentence(self, span: Span) -> bool:
        """Whether the name's capital may be that of a sentence."""
        return _INITIAL.search(self.folded, max(span.start - 4, 0), span.start) is not None

    @functools.cached_property
    def _starts(self) -> list[int]:
        return [country.span.start for country in self.countries]

    @functools.cached_property
    def _named(self) -> frozenset[str]:
        return frozenset(country.country for country in self.countries if country.kind == "name")

    @staticmethod
    def _plain(gap: str) -> bool:
        """Whether nothing but words in lower case, a comma, a dash or a bracket stands between."""
        return not any(c.isupper() for c in gap) and not _STOPS.search(gap) and gap.count(",") <= 1


def choose(candidate: Candidate, surroundings: Surroundings) -> PlaceMention:
    """The mention of the place that a name most likely means, with the others as alternatives."""
    stated = surroundings.country_after(candidate.span), surroundings.country_before(candidate.span)
    rules: list[tuple[str, Callable[[Match], bool]]] = [
        ("country-after", lambda match: match.place.country == stated[0]),
        ("country-before", lambda match: match.place.country == stated[1]),
        ("country-named", lambda match: _dwarfs_home(match, candidate, surroundings)),
        ("language", lambda match: match.place.country in _countries_of(candidate, surroundings)),
    ]
    rule, chosen = next(
        ((name, match) for name, fits in rules for match in candidate.matches if fits(match)),
        ("population", _most_populous(candidate.matches)),
    )
    return PlaceMention(
        span=candidate.span,
        place=chosen.place,
        alternatives=tuple(match.place for match in candidate.matches if match is not chosen),
        rule=f"place.{rule}",
        confidence=_confidence(candidate, chosen, rule, surroundings),
    )


def _countries_of(candidate: Candidate, surroundings: Surroundings) -> tuple[str, ...]:
    """Countries of the language whose place of the name is not dwarfed by one elsewhere."""
    largest = max(_size(match.place) for match in candidate.matches)
    at_home = [m.place for m in candidate.matches if m.place.country in surroundings.toponyms.countries]
    own_script = surroundings.folded[candidate.span.start] > "z"
    return tuple(place.country for place in at_home if own_script or _size(place) * _MUCH_SMALLER >= largest)


def _dwarfs_home(match: Match, candidate: Candidate, surroundings: Surroundings) -> bool:
    """Whether a place's country is named in the text and the places of that name at home are far smaller."""
    home = surroundings.toponyms.countries
    if match.alternate or match.place.country in home or not surroundings.names_country(match.place.country):
        return False
    at_home = [_size(other.place) for other in candidate.matches if other.place.country in home]
    return bool(at_home) and max(at_home) * _FAR_SMALLER <= _size(match.place)


def _most_populous(matches: Sequence[Match]) -> Match:
    """The most populous place that usually goes by the name, unless one that sometimes does dwarfs it."""
    largest = max(matches, key=lambda match: _size(match.place))
    usual = max(
        (match for match in matches if not match.alternate), key=lambda m: _size(m.place), default=largest
    )
    return usual if _size(usual.place) * _MUCH_SMALLER >= _size(largest.place) else largest


def _size(place: Place) -> int:
    """Inhabitants; a region, whose number the gazetteer does not have, counts as a large city."""
    return _REGION if place.kind == "region" else place.population


def _confidence(candidate: Candidate, chosen: Match, rule: str, surroundings: Surroundings) -> float:
    """How sure it is that the words name a place, and that it is this one."""
    if rule in ("country-after", "country-before"):
        return 0.97
    located = surroundings.is_located(candidate.span)
    if candidate.length == 1 and not located:
        if surroundings.is_acronym(candidate.span):
            return _ACRONYM
        if chosen.alternate:
            return _RARE_NAME
    letters = candidate.span.end - candidate.span.start
    changes = (
        (located, 0.1),
        (chosen.alternate, -0.15),
        (candidate.inflected, -0.05),
        (candidate.length > 1, 0.1),
        (letters <= _SHORT, -0.15),
        (not located and surroundings.begins_sentence(candidate.span), -0.1),
        (len(candidate.matches) > 1 and rule == "population", -0.05),
    )
    confidence = _by_size(chosen, rule) + sum(change for applies, change in changes if applies)
    return round(min(max(confidence, 0.2), 0.95), 3)


def _by_size(match: Match, rule: str) -> float:
    """The larger a town, the likelier it is meant; regions and towns at home are, whatever their size."""
    if match.place.kind == "region" or rule == "language":
        return 0.85
    return next((sure for least, sure in _SIZES if match.place.population >= least), 0.5)

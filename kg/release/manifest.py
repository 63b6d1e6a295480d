"""The manifest of a release: what it is, what it holds, and the checksum of every file."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from kg.errors import ReleaseError
from kg.release.report import Outcome, public

NAME = "manifest.json"
_UNSTABLE = ("LOCK", "LOG")
"""Files that the store's engine writes anew whenever it is opened."""


def describe(
    folder: Path,
    outcome: Outcome,
    base: str,
    created: datetime.datetime,
    announcements: Sequence[Mapping[str, str]],
) -> dict[str, Any]:
    """The manifest of a release folder that is otherwise complete."""
    return {
        "version": outcome.version,
        "base": base,
        "created": created.isoformat(timespec="seconds"),
        "counts": outcome.counts,
        "announcements": list(announcements),
        "rejections": [asdict(public(r)) for r in outcome.rejections],
        "files": {str(path.relative_to(folder)): _facts(path) for path in _files(folder)},
    }


def write(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Write the manifest into its release folder."""
    (folder / NAME).write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", "utf-8")


def verify(folder: Path) -> None:
    """Hold every file of a release against its manifest.

    Raises:
        ReleaseError: the manifest cannot be read, or a file is missing or differs.
    """
    try:
        files = json.loads((folder / NAME).read_text("utf-8"))["files"]
        broken = [name for name, facts in files.items() if _facts(folder / name) != facts]
    except (OSError, ValueError, KeyError) as error:
        raise ReleaseError(f"the release at {folder} is not whole: {error}") from error
    if broken:
        raise ReleaseError(f"the release at {folder} is not as it was built: {', '.join(broken)} changed")


def _files(folder: Path) -> list[Path]:
    return sorted(
        p for p in folder.rglob("*") if p.is_file() and p.name != NAME and not p.name.startswith(_UNSTABLE)
    )


def _facts(path: Path) -> dict[str, str | int]:
    with path.open("rb") as file:
        return {"sha256": hashlib.file_digest(file, "sha256").hexdigest(), "bytes": path.stat().st_size}

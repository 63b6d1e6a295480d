"""What is known of an announcement besides its bytes: ``NAME.toml`` beside ``NAME.txt``."""

from __future__ import annotations

import datetime
import difflib
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from kg.errors import SourceError

_MAX_BYTES = 100_000
_DATE = r"\d{4}(-\d{2}(-\d{2})?)?"
KEYS: Mapping[str, str] = {
    "source_name": r".*\S.*",
    "source_url": r"https?://\S+",
    "retrieved": r"\d{4}-\d{2}-\d{2}",
    "language": r"[a-z]{2,3}",
    "published": _DATE,
    "publisher": r".*\S.*",
    "encoding": r"[A-Za-z0-9._-]+",
}
"""The keys of a side file, each with the form of its value.

``encoding`` says how to read a file that is not UTF-8; the others describe the announcement.
"""


def describes_another(path: Path) -> bool:
    """Whether a path is the side file of an announcement that stands beside it."""
    if path.suffix.lower() != ".toml":
        return False
    return any(sibling != path and sibling.stem == path.stem for sibling in path.parent.iterdir())


def known(path: Path) -> dict[str, str]:
    """What the side file of an announcement says, by key; nothing where there is none.

    Args:
        path: the announcement's file.

    Raises:
        SourceError: the side file cannot be read, or has a key or a value that is not provided for.
    """
    side = path.with_suffix(".toml")
    if side == path or not side.is_file():
        return {}
    try:
        with side.open("rb") as file:
            values = tomllib.loads(file.read(_MAX_BYTES).decode("utf-8"))
    except OSError as error:
        raise SourceError(f"{side.name} cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise SourceError(f"{side.name} is not TOML in UTF-8: {error}") from error
    return {key: _checked(side, key, value) for key, value in values.items()}


def _checked(side: Path, key: str, value: object) -> str:
    if key not in KEYS:
        close = difflib.get_close_matches(key, KEYS, n=1)
        advice = f"did you mean {close[0]!r}?" if close else f"known: {', '.join(KEYS)}"
        raise SourceError(f"{side.name} has the unknown key {key!r}; {advice}")
    text = value.isoformat() if isinstance(value, datetime.date) else value
    if not isinstance(text, str) or not re.fullmatch(KEYS[key], text):
        raise SourceError(
            f"{side.name} gives {key} as {value!r}; see data/README.md for the form of each key"
        )
    return text

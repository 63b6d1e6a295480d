"""Where announcements come from. A source yields each announcement, or why it could not be obtained."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

from kg.errors import SettingsError
from kg.model import Announcement, Rejection
from kg.registry import Variants

SOURCES = Variants("kg.sources", {"folder": "kg.sources.folder:gather"})


class Source(Protocol):
    """What a source is: a function from places to announcements."""

    def __call__(self, paths: Iterable[Path], max_bytes: int) -> Iterator[Announcement | Rejection]:
        """Yield what ``paths`` hold, in a stable order, reading no announcement above ``max_bytes``."""


def gather(
    paths: Iterable[Path], max_bytes: int, source: str = "folder"
) -> Iterator[Announcement | Rejection]:
    """The announcements at some paths, each as it is read; what cannot be read is a Rejection in its place.

    Args:
        paths: files and folders.
        max_bytes: largest announcement that is read.
        source: name of the source.

    Raises:
        SettingsError: there is no source of that name.
    """
    found: Source | None = SOURCES.find(source)
    if found is None:
        raise SettingsError(f"there is no source {source!r}; known: {', '.join(SOURCES.names())}")
    return found(paths, max_bytes)

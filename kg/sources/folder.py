"""Announcements in files and folders.

A folder is searched to the bottom in sorted order; names that begin with a dot are passed over. What
is known of ``NAME.txt`` besides its text stands in ``NAME.toml`` beside it. Only regular files are
opened: a pipe or a device could block for ever.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.errors import KGError, SourceError
from kg.model import Announcement, Rejection
from kg.sources import side_file

MEDIA_TYPES = {
    ".txt": "text/plain",
    ".json": "application/json",
    ".html": "text/html",
    ".htm": "text/html",
}
"""Media type by ending; any other file is ``application/octet-stream`` and left to the readers to refuse."""

_Identity = tuple[int, int]


def gather(paths: Iterable[Path], max_bytes: int) -> Iterator[Announcement | Rejection]:
    """The announcements in files and folders, in the order given and sorted within each folder.

    Args:
        paths: files and folders.
        max_bytes: largest file that is read.
    """
    for path in paths:
        yield from _visit(path, path.stem, max_bytes, frozenset())


def _visit(
    path: Path, id: str, max_bytes: int, above: frozenset[_Identity]
) -> Iterator[Announcement | Rejection]:
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode) and path.suffix.lower() not in MEDIA_TYPES:
            yield from _children(path, id if above else "", max_bytes, above, (status.st_dev, status.st_ino))
        elif not side_file.describes_another(path):
            yield _announcement(path, id, status, max_bytes)
    except OSError as error:
        yield Rejection(
            id, str(path), SourceError.code, f"{path.name} cannot be read: {error.strerror or error}"
        )
    except KGError as error:
        yield Rejection(id, str(path), error.code, str(error))


def _children(
    folder: Path, id: str, max_bytes: int, above: frozenset[_Identity], identity: _Identity
) -> Iterator[Announcement | Rejection]:
    if identity in above:
        raise SourceError(f"{folder.name} is a link to a folder that it stands in; remove the link")
    for child in sorted(folder.iterdir()):
        if not child.name.startswith("."):
            name = f"{id}/{child.stem}" if id else child.stem
            yield from _visit(child, name, max_bytes, above | {identity})


def _announcement(path: Path, id: str, status: os.stat_result, max_bytes: int) -> Announcement:
    if stat.S_ISDIR(status.st_mode):
        raise SourceError(
            f"{path.name} is a folder with the name of a file; rename it, or give the files in it"
        )
    if not stat.S_ISREG(status.st_mode):
        raise SourceError(f"{path.name} is not a regular file (a pipe, a socket or a device); give a file")
    with path.open("rb") as file:
        content = file.read(max_bytes + 1)
    if len(content) > max_bytes:
        raise SourceError(
            f"{path.name} holds {max(status.st_size, len(content)):,} bytes; at most {max_bytes:,} are read "
            "(setting build.max_bytes)"
        )
    if not content:
        raise SourceError(f"{path.name} is empty; put the announcement's text into it or remove it")
    media_type = MEDIA_TYPES.get(path.suffix.lower(), "application/octet-stream")
    return Announcement(id, content, media_type, str(path), side_file.known(path))

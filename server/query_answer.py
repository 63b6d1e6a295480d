"""The whole result of a query, kept until it has been sent."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

from server.formats import Format

IN_MEMORY = 1_000_000
"""Bytes of a result that are kept in memory; a larger one goes to a nameless temporary file."""

_PIECE = 65536


class Answer:
    """The whole result of a query, to be read or iterated over to its end, or closed.

    Attributes:
        media_type: IANA media type of the bytes.
        length: number of bytes.
        elapsed_s: seconds from the question to the whole answer, waiting for a worker included.
        store_path: the store that was asked.
    """

    def __init__(self, result: IO[bytes], format_: Format, elapsed_s: float, store_path: Path) -> None:
        self._result = result
        self.media_type = format_.media_type
        self.length = result.tell()
        self.elapsed_s = elapsed_s
        self.store_path = store_path
        result.seek(0)

    def __iter__(self) -> Iterator[bytes]:
        with self:
            while piece := self._result.read(_PIECE):
                yield piece

    def __enter__(self) -> Answer:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def read(self) -> bytes:
        """All bytes that are left."""
        return self._result.read()

    def close(self) -> None:
        """Forget the result."""
        self._result.close()


def result_file() -> IO[bytes]:
    """An empty file for a result, in memory until it is large, gone when it is closed."""
    return cast(IO[bytes], tempfile.SpooledTemporaryFile(max_size=IN_MEMORY))

"""Lines of N-Triples and N-Quads: taking them apart, and sorting more of them than memory holds.

Lines come without a line feed, in canonical form: one space between terms, `` .`` at the end
(https://www.w3.org/TR/n-quads/#canonical-quads).
"""

from __future__ import annotations

import heapq
import itertools
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

from kg.errors import ReleaseError

_CHUNK = 500_000


def triple(quad: str, graph: str) -> str:
    """The subject, predicate and object of a quad's line, which must be in a graph.

    >>> triple("<http://a/s> <http://a/p> <http://a/o> <http://a/g> .", "http://a/g")
    '<http://a/s> <http://a/p> <http://a/o>'

    Raises:
        ReleaseError: the line is of another graph.
    """
    end = f" <{graph}> ."
    if not quad.endswith(end):
        raise ReleaseError(f"a line for the graph {graph} is of another graph: {quad[:200]}")
    return quad[: -len(end)]


def terms(line: str) -> tuple[str, str, str]:
    """The subject, predicate and object of ``triple``'s result; the object may contain spaces."""
    subject, predicate, value = line.split(" ", 2)
    return subject, predicate, value


class Sorter:
    """Collects lines and gives them back sorted by code point, without doubles.

    What does not fit is kept in sorted runs in a folder and merged when it is read.
    """

    def __init__(self, folder: Path, chunk: int = _CHUNK) -> None:
        self._folder = folder
        self._chunk = chunk
        self._lines: set[str] = set()
        self._runs: list[TextIO] = []

    def add(self, lines: Iterable[str]) -> None:
        """Add lines, which must not contain a line feed."""
        self._lines.update(lines)
        if len(self._lines) >= self._chunk:
            self._write_run()

    def __iter__(self) -> Iterator[str]:
        for run in self._runs:
            run.seek(0)
        runs = [(line.rstrip("\n") for line in run) for run in self._runs]
        return merged(*runs, sorted(self._lines))

    def _write_run(self) -> None:
        # Without a name: the system removes it when the build ends, however it ends.
        run = tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n", dir=self._folder)  # noqa: SIM115
        run.writelines(f"{line}\n" for line in sorted(self._lines))
        self._runs.append(run)
        self._lines.clear()

    def close(self) -> None:
        """Let go of the runs."""
        for run in self._runs:
            run.close()


def merged(*sorted_lines: Iterable[str]) -> Iterator[str]:
    """Sorted sequences of lines as one, without doubles."""
    return (line for line, _ in itertools.groupby(heapq.merge(*sorted_lines)))

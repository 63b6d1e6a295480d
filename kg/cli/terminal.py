"""What the commands say on a terminal."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator, Sequence

import click

from kg.model import Rejection


@contextlib.contextmanager
def progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on a terminal; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda _done, _all: None
        return
    with click.progressbar(length=1, label=label, file=sys.stderr) as bar:

        def show(done: int, all_: int) -> None:
            bar.length = all_
            bar.update(done - bar.pos)

        yield show


def name(rejections: Sequence[Rejection]) -> None:
    """Name announcements that were kept out on the error output, a line each."""
    for rejection in rejections:
        click.echo(f"{rejection.location}: {rejection.reason} [{rejection.code}]", err=True)

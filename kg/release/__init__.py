"""Release: validated graphs become an immutable folder that servers open read-only.

The layout is in docs/architecture.md. The same entries give the same bytes in ``graphs/`` and
``dumps/``, whatever order or machine they were made in.
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from kg.errors import ReleaseError
from kg.identifiers import Identifiers
from kg.model import Rejection
from kg.release import manifest, output
from kg.release.entries import Entry
from kg.release.register import Register
from kg.release.report import Outcome, Remark, write_build_report
from kg.release.writer import Writer

Submission = tuple[Entry, str, Sequence[Remark]]
"""An entry, where it was read from, and what validation found, in words."""


def write(
    out: Path,
    identifiers: Identifiers,
    register: Register,
    submissions: Iterable[Submission],
    rejections: Sequence[Rejection],
    created: datetime.datetime,
) -> Outcome:
    """Write a release and make it the current one. The output folder must be held (``output.locked``).

    Args:
        out: the output folder.
        identifiers: of the site.
        register: the output folder's register.
        submissions: sorted, since the first of two that cannot both be published is published.
        rejections: announcements that did not get this far.
        created: now, with its time zone.

    Raises:
        ReleaseError: nothing can be published, or the release cannot be written; the current release
            stays as it was.
    """
    try:
        return _write(out, identifiers, register, submissions, rejections, created)
    except OSError as error:
        raise ReleaseError(
            f"the release cannot be written to {out}: {error}; the current one stays"
        ) from error


def _write(
    out: Path,
    identifiers: Identifiers,
    register: Register,
    submissions: Iterable[Submission],
    rejections: Sequence[Rejection],
    created: datetime.datetime,
) -> Outcome:
    started = time.monotonic()
    with (
        output.under_construction(out) as folder,
        Writer(folder, identifiers, register, created.date()) as writer,
    ):
        for entry, location, remarks in submissions:
            writer.add(entry, location, remarks)
        writer.rejections.extend(rejections)
        writer.rejections.sort(key=lambda rejection: (rejection.id, rejection.location))
        if not writer.announcements:
            raise NothingToPublish(writer.rejections)
        counts = writer.write_files()
        version = output.next_version(out, created.date())
        outcome = Outcome(
            version,
            folder,
            counts,
            tuple(writer.rejections),
            tuple(writer.remarks),
            time.monotonic() - started,
        )
        write_build_report(folder / "build.json", outcome)
        manifest.write(
            folder, manifest.describe(folder, outcome, identifiers.base, created, writer.announcements)
        )
        register.write()
        return replace(outcome, release=output.publish(out, folder, version))


class NothingToPublish(ReleaseError):  # noqa: N818
    """No announcement can be published, so there is no release; ``rejections`` says why of each."""

    def __init__(self, rejections: Sequence[Rejection]) -> None:
        super().__init__("no announcement can be published; the current release stays as it was")
        self.rejections = tuple(rejections)

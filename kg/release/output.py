"""The output folder: one build at a time, numbered releases, and the link to the current one."""

from __future__ import annotations

import contextlib
import datetime
import fcntl
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from kg.errors import ReleaseError

_TEMPORARY = ".building-"


@contextlib.contextmanager
def locked(out: Path) -> Iterator[None]:
    """Hold the output folder for one build; the system lets go of it however the build ends.

    Raises:
        ReleaseError: another build holds it, or it cannot be written.
    """
    try:
        (out / "releases").mkdir(parents=True, exist_ok=True)
        file = (out / ".lock").open("w")
    except OSError as error:
        raise ReleaseError(f"the output folder {out} cannot be written: {error.strerror}") from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise ReleaseError(
                f"another build is writing to {out}; wait for it or take another --out"
            ) from error
        yield


@contextlib.contextmanager
def under_construction(out: Path) -> Iterator[Path]:
    """A folder to build a release in, removed at the end unless ``publish`` moved it.

    What builds that crashed left behind is removed first.
    """
    for left in (out / "releases").glob(f"{_TEMPORARY}*"):
        shutil.rmtree(left)
    folder = Path(tempfile.mkdtemp(prefix=_TEMPORARY, dir=out / "releases"))
    try:
        folder.chmod(0o755)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def next_version(out: Path, day: datetime.date) -> str:
    """The version of the next release of a day, e.g. ``2026-11-23.1``."""
    pattern = re.compile(rf"{day.isoformat()}\.(\d+)")
    taken = [
        int(found.group(1)) for p in (out / "releases").iterdir() if (found := pattern.fullmatch(p.name))
    ]
    return f"{day.isoformat()}.{max(taken, default=0) + 1}"


def publish(out: Path, folder: Path, version: str) -> Path:
    """Give a finished release its name and move the link ``current`` to it, in one step each.

    Returns:
        The release's folder.
    """
    os.sync()
    release = out / "releases" / version
    folder.rename(release)
    _sync(release.parent)
    link = out / f".current-{version}"
    link.unlink(missing_ok=True)
    link.symlink_to(Path("releases") / version)
    link.replace(out / "current")
    _sync(out)
    return release


def _sync(folder: Path) -> None:
    """Wait until the disk has the names in a folder."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

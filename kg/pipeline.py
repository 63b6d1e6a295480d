"""The straight line, from announcements to a release: the only module that knows every stage."""

from __future__ import annotations

import datetime
import functools
import hashlib
import importlib.metadata
import json
import logging
import os
import platform
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from kg import extractors, graph, linking, readers, release, sources, validation
from kg.errors import KGError, ReleaseError, SourceError
from kg.executors import Failure, run
from kg.identifiers import Identifiers
from kg.model import Announcement, Document, Fact, Rejection
from kg.records import records
from kg.release import entries, output, register
from kg.release.entries import Cache, Entry
from kg.release.report import Outcome, Remark
from kg.settings import Build, Settings
from kg.vocabulary import ontology_folder

_log = logging.getLogger(__name__)

Progress = Callable[[int, int], None]
"""Called with the announcements that are done and all there are."""

Known = Mapping[tuple[str, str], str]
"""References by (kind, SHA-256 of the natural key)."""

Result = TypeVar("Result")

_WORTH_A_PROCESS = 25
"""Announcements that make one more process pay: starting it takes 2 to 3 seconds (measured)."""

_LIBRARIES = ("babel", "py3langid", "pyoxigraph", "pyshacl", "rdflib")


@dataclass(frozen=True)
class Built:
    """What ``build`` did.

    Attributes:
        outcome: of the release.
        read: announcements that were found.
        reused: announcements whose result was in the cache.
    """

    outcome: Outcome
    read: int
    reused: int


def understand(announcement: Announcement) -> tuple[Document, tuple[Fact, ...]]:
    """Read, extract, link: the document of an announcement, and its linked facts.

    Raises:
        ReadError: the announcement cannot be read.
    """
    document = readers.read(announcement)
    return document, linking.link(document, extractors.extract(document))


def record(announcement: Announcement) -> Mapping[str, object]:
    """The record of one announcement: its facts as rows."""
    return records(*understand(announcement))


def process(announcement: Announcement, base: str, known: Known) -> Entry:
    """The whole line up to validation, for one announcement: the same result on any machine.

    Args:
        announcement: the announcement.
        base: the site's base IRI.
        known: references on record that differ from those computed.

    Raises:
        KGError: the announcement cannot be read or populated.
    """
    document, facts = understand(announcement)
    validated = validation.validate(graph.populate(document, facts, Identifiers(base, known)))
    return Entry(document.id, document.quote(document.title), document.language, validated)


def extract(paths: Sequence[Path], settings: Build) -> Iterator[Mapping[str, object] | Rejection]:
    """The record of each announcement at some paths, or why there is none, in order."""
    return _each(record, list(sources.gather(paths, settings.max_bytes)), settings)


def validate(paths: Sequence[Path], settings: Settings) -> Iterator[Entry | Rejection]:
    """Each announcement at some paths with what validation finds, or why it could not be validated."""
    function = functools.partial(process, base=settings.site.base, known={})
    return _each(function, list(sources.gather(paths, settings.build.max_bytes)), settings.build)


def build(
    paths: Sequence[Path],
    settings: Settings,
    created: datetime.datetime,
    progress: Progress = lambda *_: None,
) -> Built:
    """The whole line: the announcements at some paths become the current release.

    Only what changed since the last build is worked on again.

    Args:
        paths: files and folders.
        settings: the settings; ``settings.build.out`` is the output folder.
        created: now, with its time zone.
        progress: called after each announcement.

    Raises:
        ReleaseError: nothing can be published, or another build is under way.
    """
    out, base = settings.build.out, settings.site.base
    with output.locked(out):
        recorded = register.load(out / "registry.tsv")
        cache = Cache(out / "cache")
        function = functools.partial(encoded, base=base, known=recorded.deviating())
        key = functools.partial(cache_key, base, recorded.deviating(), code_version())
        batch = _worked(paths, settings.build, cache, key, function, progress)
        submissions = (_submission(cache, key, location) for location, key in batch.kept)
        outcome = release.write(out, Identifiers(base), recorded, submissions, batch.rejections, created)
        cache.keep_only(key for _, key in batch.kept)
    return Built(outcome, len(batch.kept) + len(batch.rejections), batch.reused)


@dataclass(frozen=True)
class _Batch:
    """Announcements whose results lie in the cache, as (location, key), and those that have none."""

    kept: tuple[tuple[str, str], ...]
    rejections: tuple[Rejection, ...]
    reused: int


def _worked(
    paths: Sequence[Path],
    settings: Build,
    cache: Cache,
    key: Callable[[Announcement], str],
    function: Callable[[Announcement], bytes],
    progress: Progress,
) -> _Batch:
    """Bring the result of every announcement into the cache, in the order of their ids."""
    found = sorted(sources.gather(paths, settings.max_bytes), key=lambda item: (item.id, item.location))
    if not found:
        raise SourceError(f"there is no announcement in {', '.join(map(str, paths))}; give files or folders")
    keyed = [(item, key(item) if isinstance(item, Announcement) else "") for item in found]
    missing = [(item, name) for item, name in keyed if not name or not cache.has(name)]
    lacking: dict[str, Rejection] = {}
    results = _each(function, [item for item, _ in missing], settings)
    for done, ((item, name), result) in enumerate(zip(missing, results, strict=True), 1):
        if isinstance(result, Rejection):
            lacking[item.location] = result
        else:
            cache.put(name, result)
        progress(len(found) - len(missing) + done, len(found))
    kept = ((item.location, name) for item, name in keyed if item.location not in lacking)
    return _Batch(tuple(kept), tuple(lacking.values()), len(found) - len(missing))


def encoded(announcement: Announcement, base: str, known: Known) -> bytes:
    """The result of ``process`` as it is kept, which is small enough to travel between machines."""
    return entries.encode(process(announcement, base, known))


def _submission(cache: Cache, key: str, location: str) -> release.Submission:
    entry = cache.get(key)
    if entry is None:
        raise ReleaseError(f"the result for {location} vanished from the cache; build again")
    return entry, location, remarks(entry)


def remarks(entry: Entry) -> tuple[Remark, ...]:
    """What validation found in an entry, in words, the gravest first."""
    populated, found = entry.validated.populated, entry.validated.violations
    return tuple(
        Remark(entry.id, v.severity, validation.describe(v, label=validation.label(populated, v.focus)))
        for v in found
    )


def _each(
    function: Callable[[Announcement], Result], items: Sequence[Announcement | Rejection], settings: Build
) -> Iterator[Result | Rejection]:
    """Apply a stage to each announcement; rejections keep their places, and failures become rejections."""
    announcements = [item for item in items if isinstance(item, Announcement)]
    worthwhile = min(os.cpu_count() or 1, 1 + len(announcements) // _WORTH_A_PROCESS)
    jobs = max(1, min(settings.jobs or worthwhile, len(announcements)))
    results = run(
        settings.executor, jobs, functools.partial(_or_rejected, function), announcements, settings.seconds
    )
    for item in items:
        result = item if isinstance(item, Rejection) else next(results)
        if isinstance(result, Failure):
            _log.info("announcement failed id=%s code=%s", item.id, result.code)
            yield Rejection(item.id, item.location, result.code, result.reason)
        else:
            yield result


def _or_rejected(
    function: Callable[[Announcement], Result], announcement: Announcement
) -> Result | Rejection:
    try:
        return function(announcement)
    except KGError as error:
        return Rejection(announcement.id, announcement.location, error.code, str(error))


def cache_key(base: str, known: Known, code: str, announcement: Announcement) -> str:
    """The key of an announcement's result: a hash of all that it depends on."""
    told = [announcement.id, announcement.media_type, sorted(announcement.known.items())]
    given = [code, base, sorted([*row, ref] for row, ref in known.items()), told]
    return entries.key(json.dumps(given).encode(), announcement.content)


@functools.cache
def code_version() -> str:
    """A hash of what results depend on besides announcements: code, language data, ontology, libraries."""
    hashed = hashlib.sha256(platform.python_version().encode())
    hashed.update("".join(f"{name}=={importlib.metadata.version(name)};" for name in _LIBRARIES).encode())
    for folder in (Path(__file__).parent, ontology_folder()):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                hashed.update(
                    f"{path.relative_to(folder)}:".encode() + hashlib.sha256(path.read_bytes()).digest()
                )
    return hashed.hexdigest()

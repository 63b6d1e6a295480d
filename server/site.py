"""The release that is served, and how the server follows the link to it when the link moves."""

from __future__ import annotations

import datetime
import json
import logging
import os
import threading
import time
import weakref
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Generic, TypeVar

import pyoxigraph as ox
from flask import Flask, current_app, g

from kg import vocabulary
from kg.errors import ReleaseError
from kg.settings import Settings
from kg.vocabulary import Vocabulary
from server.display import Display
from server.limits import Limits
from server.worker_pool import WorkerPool

_log = logging.getLogger(__name__)
_Kept = TypeVar("_Kept")


@dataclass(frozen=True)
class Release:
    """A release folder as its manifest describes it (layout: docs/architecture.md).

    Attributes:
        path: the release folder itself, no link to it.
        version: day and count, e.g. ``2026-11-23.1``.
        base: what all IRIs of the data start with, without a slash at its end.
        created: when it was built, with its time zone.
        manifest: the whole manifest.
    """

    path: Path
    version: str
    base: str
    created: datetime.datetime
    manifest: Mapping[str, Any]

    @property
    def store_path(self) -> Path:
        """Folder of the release's Oxigraph store."""
        return self.path / "store"


def read_release(place: Path) -> Release:
    """Read the manifest of a release.

    Args:
        place: a release folder, a link to one, or an output folder with a link ``current`` in it.

    Raises:
        ReleaseError: there is no release, or its manifest cannot be understood.
    """
    folder = _folder(place)
    if not (folder / "store").is_dir():
        raise ReleaseError(f"there is no release at {place}; build one with kg build")
    try:
        manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
        created = datetime.datetime.fromisoformat(manifest["created"])
        return Release(folder, manifest["version"], manifest["base"], created, manifest)
    except OSError as error:
        raise ReleaseError(f"there is no release at {place}; build one with kg build") from error
    except (ValueError, KeyError, TypeError) as error:
        raise ReleaseError(f"the manifest of the release at {place} cannot be read: {error!r}") from error


def _folder(place: Path) -> Path:
    inner = place / "current"
    return Path(
        os.path.realpath(inner if not (place / "manifest.json").exists() and inner.exists() else place)
    )


class Site:
    """One release, opened: what every response is made from. It never changes once it is open.

    Attributes:
        release: the release and its manifest.
        settings: the settings of this server.
        store: the release's store, read-only.
        pool: the processes that answer visitors' queries; it starts none before the first query.
        vocabulary: the ontology that the software came with.
        pages: the representations sent last.
    """

    def __init__(self, release: Release, settings: Settings, pool: WorkerPool) -> None:
        self.release = release
        self.settings = settings
        self.pool = pool
        self.vocabulary: Vocabulary = vocabulary.load()
        self._lock = threading.RLock()
        self._kept: dict[object, Any] = {}
        self.pages: Recent[bytes] = Recent(512)
        try:
            self.store = ox.Store.read_only(str(release.store_path))
        except (OSError, RuntimeError) as error:
            raise ReleaseError(
                f"the store of the release at {release.path} cannot be opened: {error}"
            ) from error

    @cached_property
    def display(self) -> Display:
        """How classes and properties are shown, from the ontology and its shapes."""
        return Display(self.vocabulary)

    def once(self, key: object, make: Callable[[], _Kept]) -> _Kept:
        """What ``make`` returns, made at the first call with this key and kept as long as the site."""
        with self._lock:
            if key not in self._kept:
                self._kept[key] = make()
            kept: _Kept = self._kept[key]
            return kept


class Recent(Generic[_Kept]):
    """The values used last, at most ``size`` of them; safe to use from several threads."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._values: OrderedDict[str, _Kept] = OrderedDict()
        self._lock = threading.Lock()

    def kept(self, key: str, make: Callable[[], _Kept]) -> _Kept:
        """The value of a key, made if it is not there."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        value = make()
        with self._lock:
            self._values[key] = value
            while len(self._values) > self._size:
                self._values.popitem(last=False)
        return value


class Followed:
    """The site that is current: opened again when the link to the release has moved.

    A request keeps the site it began with, so a page is never made from two releases; the former
    site's store is closed when the last request that uses it has ended.
    """

    def __init__(self, place: Path, settings: Settings, every_s: float = 1.0) -> None:
        self._place, self._settings, self._every_s = place, settings, every_s
        self._lock = threading.Lock()
        self._looked = time.monotonic()
        release = read_release(place)
        self._pool = WorkerPool(release.store_path, Limits(**asdict(settings.sparql)))
        weakref.finalize(self, self._pool.close)
        self.site = Site(release, settings, self._pool)

    def current(self) -> Site:
        """The site of the release that the link points to now, looked up at most once in ``every_s``."""
        if time.monotonic() - self._looked >= self._every_s and self._lock.acquire(blocking=False):
            try:
                self._looked = time.monotonic()
                if _folder(self._place) != self.site.release.path:
                    self.site = self._reopened()
            finally:
                self._lock.release()
        return self.site

    def _reopened(self) -> Site:
        try:
            site = Site(read_release(self._place), self._settings, self._pool)
        except ReleaseError as error:
            _log.error("release kept version=%s reason=%r", self.site.release.version, str(error))
            return self.site
        self._pool.reopen(site.release.store_path)
        _log.info("release opened version=%s", site.release.version)
        return site


def follow(app: Flask, followed: Followed) -> None:
    """Give every request of an application the current site, as ``app.extensions["diktyo"]`` and here."""
    app.extensions["diktyo"] = followed.site

    @app.before_request
    def choose_site() -> None:
        g.site = app.extensions["diktyo"] = followed.current()


def current_site() -> Site:
    """The site of the current request."""
    site: Site = g.get("site") or current_app.extensions["diktyo"]
    return site

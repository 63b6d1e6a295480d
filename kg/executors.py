"""Where the work on announcements is done: processes of this machine, or a Dask cluster.

Each item costs at most itself: an exception, a crash of the process or a run beyond the time limit
becomes a ``Failure`` in the item's place. Results come in the order of the items.
"""

from __future__ import annotations

import collections
import contextlib
import faulthandler
import functools
import importlib
import itertools
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any, TypeVar

from kg.errors import SettingsError
from kg.registry import Variants

EXECUTORS = Variants("kg.executors", {"dask": "kg.executors:run_dask", "local": "kg.executors:run_local"})

Item = TypeVar("Item")
Result = TypeVar("Result")

_AHEAD = 8
"""Items handed out for each process beyond the one it works on; bounds memory."""
_PATIENCE = 1.5
"""Times the limit after which a process that does not answer the alarm is ended."""


@dataclass(frozen=True)
class Failure:
    """Why there is no result: ``code`` is ``time-limit`` or ``crash``; ``reason`` is one sentence."""

    code: str
    reason: str


_KILLED = Failure("crash", "the work ended its process or would not stop in time; please report this")


class _OverTime(BaseException):
    """The alarm rang; not an Exception, so that no ``except Exception`` in the work swallows it."""


def run(
    executor: str, jobs: int, function: Callable[[Item], Result], items: Iterable[Item], seconds: float
) -> Iterator[Result | Failure]:
    """Apply a function to each item.

    Args:
        executor: ``local``, ``dask``, or the name of an installed one.
        jobs: items worked on at the same time; 0 is one for each processor core.
        function: defined at the top of a module, so that another process can import it.
        items: read as far ahead as the processes need, no further.
        seconds: longest that one item may take.

    Returns:
        In the order of the items, what the function returned or a Failure.

    Raises:
        SettingsError: the executor is unknown, or what it needs is not installed.
    """
    found = EXECUTORS.find(executor)
    if found is None:
        raise SettingsError(f"there is no executor {executor!r}; known: {', '.join(EXECUTORS.names())}")
    results: Iterator[Result | Failure] = found(jobs or os.cpu_count() or 1, function, items, seconds)
    return results


def run_local(
    jobs: int, function: Callable[[Item], Result], items: Iterable[Item], seconds: float
) -> Iterator[Result | Failure]:
    """``run`` in this process when ``jobs`` is 1, else in a pool of processes."""
    if jobs == 1:
        return (guarded(function, item, seconds) for item in items)
    return _pooled(jobs, function, items, seconds)


def guarded(function: Callable[[Item], Result], item: Item, seconds: float) -> Result | Failure:
    """One application, with exceptions and overtime as Failures; the alarm needs the main thread."""
    try:
        with _alarm(seconds):
            return function(item)
    except _OverTime:
        return _over_time(seconds)
    except Exception as error:  # whatever it is, it costs only this item
        return Failure("crash", f"the work stopped with {type(error).__name__}: {error}; please report this")


def _over_time(seconds: float) -> Failure:
    return Failure("time-limit", f"the work took longer than {seconds:g} seconds (setting build.seconds)")


@contextlib.contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(_number: int, _frame: FrameType | None) -> None:
        raise _OverTime

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def watched(function: Callable[[Item], Result], item: Item, seconds: float) -> Result | Failure:
    """``guarded`` in a process of its own that ends itself when the alarm is not heard in native code."""
    with Path(os.devnull).open("w") as nowhere:
        faulthandler.dump_traceback_later(seconds * _PATIENCE + 1, exit=True, file=nowhere)
        try:
            return guarded(function, item, seconds)
        finally:
            faulthandler.cancel_dump_traceback_later()


@contextlib.contextmanager
def _pool(jobs: int, function: Callable[..., Any]) -> Iterator[ProcessPoolExecutor]:
    """A pool forked from a server that has imported the work once: safe beside threads, and quick."""
    context = multiprocessing.get_context("forkserver")
    while isinstance(function, functools.partial):
        function = function.func
    context.set_forkserver_preload([function.__module__])
    pool = ProcessPoolExecutor(jobs, mp_context=context)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _pooled(
    jobs: int, function: Callable[[Item], Result], items: Iterable[Item], seconds: float
) -> Iterator[Result | Failure]:
    waiting = iter(items)
    while True:
        with _pool(jobs, function) as pool:
            unfinished = yield from _drain(pool, jobs, function, waiting, seconds)
        if not unfinished:
            return
        for item in unfinished:  # nobody can tell at which of them the pool broke
            yield _alone(function, item, seconds)


def _drain(
    pool: ProcessPoolExecutor,
    jobs: int,
    function: Callable[[Item], Result],
    items: Iterator[Item],
    seconds: float,
) -> Generator[Result | Failure, None, list[Item]]:
    """Yield results while the pool lives; return the items that were handed out when it broke."""
    handed: collections.deque[Item] = collections.deque()
    futures: collections.deque[Future[Result | Failure]] = collections.deque()
    try:
        while True:
            for item in itertools.islice(items, jobs * _AHEAD - len(handed)):
                handed.append(item)
                futures.append(pool.submit(watched, function, item, seconds))
            if not handed:
                return []
            result = futures.popleft().result()
            handed.popleft()
            yield result
    except BrokenExecutor:
        return list(handed)


def _alone(function: Callable[[Item], Result], item: Item, seconds: float) -> Result | Failure:
    with _pool(1, function) as pool:
        try:
            return pool.submit(watched, function, item, seconds).result()
        except BrokenExecutor:
            return _KILLED


def run_dask(
    jobs: int, function: Callable[[Item], Result], items: Iterable[Item], seconds: float
) -> Iterator[Result | Failure]:
    """``run`` on the Dask cluster that Dask's own configuration names, else on one of this machine.

    The cluster is named by ``DASK_SCHEDULER_ADDRESS`` (https://docs.dask.org/en/stable/configuration.html);
    its workers need Diktyo installed, and one thread each, so that a worker that has to be ended
    costs only its item.

    Raises:
        SettingsError: Dask is not installed.
    """
    try:
        dask, distributed = importlib.import_module("dask"), importlib.import_module("distributed")
    except ImportError as error:
        raise SettingsError(
            "the executor dask is not installed; install diktyo[dask] or take local"
        ) from error
    return _on_cluster(dask, distributed, jobs, function, items, seconds)


def _on_cluster(
    dask: Any,
    distributed: Any,
    jobs: int,
    function: Callable[[Item], Result],
    items: Iterable[Item],
    seconds: float,
) -> Iterator[Result | Failure]:
    address = dask.config.get("scheduler-address", None)
    options = {
        "n_workers": jobs,
        "threads_per_worker": 1,
        "host": "127.0.0.1",
        "dashboard_address": "127.0.0.1:0",
        "silence_logs": "CRITICAL",
    }
    waiting, out = iter(items), collections.deque[tuple[Item, Any]]()
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        distributed.Client(address) if address else distributed.Client(**options) as client,
    ):

        def submit(item: Item) -> Any:
            return client.submit(watched, function, item, seconds, pure=False)

        ahead = _AHEAD * sum(client.nthreads().values())
        while True:
            for item in itertools.islice(waiting, ahead - len(out)):
                out.append((item, submit(item)))
            if not out:
                return
            item, future = out.popleft()
            if isinstance(future.exception(), distributed.KilledWorker):
                # Every item that waited at the worker is blamed: only alone is it clear whose fault it was.
                distributed.wait([other for _, other in out])
                future = submit(item)
            killed = isinstance(future.exception(), distributed.KilledWorker)
            yield _KILLED if killed else future.result()

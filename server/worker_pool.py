"""A pool of disposable worker processes, with a spare always warm.

The pool's own thread, its keeper, starts and buries the workers: it must be one that lives as long as
they do, and the threads of requests need not wait for either. What the threads share is guarded by one
lock. A pool starts nothing before its first query, so it may be made before a server forks.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from kg.errors import KGError, StoreError, StoreUnreachable
from server.formats import Format
from server.limits import Limits
from server.query_answer import Answer, result_file
from server.query_errors import QueryUnreadable, QueueFull
from server.worker_process import WorkerProcess
from server.worker_protocol import Query

__all__ = ["Answer", "Limits", "WorkerPool"]

_RETRY_AFTER_S = 5
_STOPPING = "the server is being stopped"

_log = logging.getLogger(__name__)


class WorkerPool:
    """Answers queries of visitors in worker processes, so many at a time; for any number of threads."""

    def __init__(self, store_path: Path, limits: Limits) -> None:
        """Make a pool for a store; the first query starts its processes."""
        self.limits = limits
        self._store_path = store_path
        self._lock = threading.Lock()
        self._work = threading.Condition(self._lock)  # what the keeper waits for
        self._turn = threading.Condition(self._lock)  # what queries wait for
        self._keeper: threading.Thread | None = None
        self._idle: list[WorkerProcess] = []
        self._busy: list[WorkerProcess] = []
        self._dead: list[WorkerProcess] = []
        self._waiting = 0
        self._closed = False
        self._fault: StoreError | None = None

    def run(
        self,
        query: str,
        *,
        format: Format,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        base: str | None = None,
    ) -> Answer:
        """Answer a query, whole: no error comes after this has returned.

        Args:
            query: SPARQL 1.1 query, which server/query_guard.py has checked.
            format: a result format for SELECT and ASK, a graph format for CONSTRUCT and DESCRIBE, or
                HTML for the first ``limits.page_rows`` rows as JSON (``evaluation.table``).
            default_graphs: IRIs of the graphs that make the default graph, instead of FROM.
            named_graphs: IRIs of the named graphs, instead of FROM NAMED.
            base: IRI that relative IRIs are resolved against.

        Raises:
            QueueFull: more queries are waiting than may, or this one has waited too long.
            StoreError: no worker can be started, or one of the errors of ``WorkerProcess.ask``.
        """
        start = time.monotonic()
        asked = Query(query, format.name, base, tuple(default_graphs), tuple(named_graphs))
        worker = self._take()
        # a file, not the connection: a slow client must not keep a worker, nor an error come too late
        result = result_file()
        try:
            self._ask(worker, asked, result)
        except BaseException:
            result.close()
            raise
        return Answer(result, format, time.monotonic() - start, worker.store_path)

    def reopen(self, store_path: Path) -> None:
        """Answer from another store from now on; queries that run already finish in the old one."""
        with self._lock:
            self._store_path = store_path
            self._fault = None
            self._retire_idle()

    def close(self) -> None:
        """End all workers and the pool's thread; queries that run or wait fail."""
        with self._lock:
            self._closed = True
            for worker in self._busy:
                worker.kill()
            self._retire_idle()
            self._turn.notify_all()
            keeper = self._keeper
        if keeper is not None:
            keeper.join()

    @property
    def pids(self) -> list[int]:
        """Process ids of the workers, idle and busy."""
        with self._lock:
            return [worker.pid for worker in (*self._idle, *self._busy)]

    def _ask(self, worker: WorkerProcess, query: Query, result: IO[bytes]) -> None:
        reusable = False
        try:
            reusable = worker.ask(query, result)
        except QueryUnreadable:
            reusable = True
            raise
        except KGError:
            if self._closed:
                raise StoreUnreachable(_STOPPING) from None
            raise
        finally:
            self._give_back(worker, reusable)

    def _take(self) -> WorkerProcess:
        """An idle worker, after some waiting if need be."""
        with self._lock:
            if self._waiting >= self.limits.queue + self.limits.workers - len(self._busy):
                raise QueueFull(_RETRY_AFTER_S)
            self._waiting += 1
            self._fault = None  # each query is worth another attempt to start workers
            try:
                self._call_keeper()
                self._turn.wait_for(self._can_go_on, self.limits.wait_s)
            finally:
                self._waiting -= 1
            return self._next_idle()

    def _can_go_on(self) -> bool:
        while self._idle and not self._idle[-1].alive:
            self._dead.append(self._idle.pop())
            self._call_keeper()
        free = bool(self._idle) and len(self._busy) < self.limits.workers
        return free or self._closed or self._fault is not None

    def _next_idle(self) -> WorkerProcess:
        if self._closed:
            raise StoreUnreachable(_STOPPING)
        if not self._idle and self._fault is not None:
            raise StoreUnreachable(str(self._fault))
        if not self._idle or len(self._busy) >= self.limits.workers:
            raise QueueFull(_RETRY_AFTER_S)
        worker = self._idle.pop()
        self._busy.append(worker)
        return worker

    def _give_back(self, worker: WorkerProcess, reusable: bool) -> None:
        if not reusable:
            worker.kill()
        with self._lock:
            self._busy.remove(worker)
            self._receive(worker, reusable)

    def _receive(self, worker: WorkerProcess, usable: bool) -> None:
        """Take in a worker that nobody uses: to be asked again, or to be buried."""
        if usable and not self._closed and worker.store_path == self._store_path:
            self._idle.append(worker)
            self._turn.notify()
        else:
            self._dead.append(worker)
            self._turn.notify()  # there may be an idle one, and one may be busy now
            self._call_keeper()

    def _retire_idle(self) -> None:
        self._dead += self._idle
        self._idle = []
        self._call_keeper()

    def _call_keeper(self) -> None:
        if self._keeper is None and not self._closed:
            self._keeper = threading.Thread(target=self._keep, name="worker-pool", daemon=True)
            self._keeper.start()
        elif self._has_work():
            self._work.notify()

    def _keep(self) -> None:
        """Start workers that are wanted and bury dead ones, until the pool is closed."""
        while True:
            with self._lock:
                self._work.wait_for(self._has_work)
                dead, self._dead = self._dead, []
                wanted, store_path, over = self._lacks_workers(), self._store_path, self._is_over()
            if wanted:
                self._start(store_path)
            for worker in dead:
                worker.kill()
                worker.reap()
            if over:
                return

    def _has_work(self) -> bool:
        return bool(self._dead) or self._lacks_workers() or self._is_over()

    def _lacks_workers(self) -> bool:
        present = len(self._idle) + len(self._busy)
        return not self._closed and self._fault is None and present <= self.limits.workers

    def _is_over(self) -> bool:
        return self._closed and not self._busy

    def _start(self, store_path: Path) -> None:
        try:
            worker = WorkerProcess(store_path, self.limits)
        except (OSError, StoreError) as error:
            _log.error("no worker started: %s", error)
            with self._lock:
                self._fault = StoreError(str(error))
                self._turn.notify_all()
            return
        with self._lock:
            self._receive(worker, usable=True)

"""Workers come, are replaced and go, and none is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.errors import StoreUnreachable
from server import sparql
from server.query_errors import QueryFailed, QueryOutOfTime, QueryUnreadable

Make = Callable[..., Any]
Eventually = Callable[[Callable[[], bool]], bool]

ROOT = Path(sparql.__file__).parents[1]
DEEP = "SELECT * { " + "{" * 10_000 + "}" * 10_000 + " }"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def has_ended(pid: int) -> bool:
    """Whether a process is gone, or only awaits burial by a parent that is not ours."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return True
    return state in "ZX"


def is_buried(pid: int) -> bool:
    return not Path(f"/proc/{pid}").exists()


def test_a_query_that_brings_its_worker_down_costs_only_itself(endpoint: Any) -> None:
    """The guard is left out here: 10,000 nested groups overflow the stack of the parser."""
    assert isinstance(endpoint.outcome(DEEP), QueryFailed)
    assert endpoint.answers()


def test_a_syntax_error_spares_the_worker(make_endpoint: Make, eventually: Eventually) -> None:
    endpoint = make_endpoint()
    assert eventually(endpoint.is_complete)
    before = set(endpoint.pool.pids)
    assert all(isinstance(endpoint.outcome("SELECT * {"), QueryUnreadable) for _ in range(5))
    assert set(endpoint.pool.pids) == before


def test_a_worker_killed_from_outside_is_replaced(make_endpoint: Make, eventually: Eventually) -> None:
    endpoint = make_endpoint()
    assert eventually(endpoint.is_complete)
    killed = endpoint.pool.pids
    for pid in killed:
        os.kill(pid, signal.SIGKILL)
    assert eventually(endpoint.answers)
    assert eventually(lambda: all(is_buried(pid) for pid in killed if pid not in endpoint.pool.pids))


def test_no_zombie_remains(make_endpoint: Make, eventually: Eventually) -> None:
    endpoint = make_endpoint()
    assert eventually(endpoint.is_complete)
    seen = set(endpoint.pool.pids)
    assert isinstance(endpoint.outcome(endpoint.ENDLESS), QueryOutOfTime)
    assert eventually(lambda: any(is_buried(pid) for pid in seen))
    seen |= set(endpoint.pool.pids)
    endpoint.pool.close()
    assert all(is_buried(pid) for pid in seen)


def test_a_closed_pool_ends_its_queries(make_endpoint: Make, eventually: Eventually) -> None:
    endpoint = make_endpoint(timeout_s=60)
    assert eventually(endpoint.answers)
    with ThreadPoolExecutor() as clients:
        endless = clients.submit(endpoint.outcome, endpoint.ENDLESS)
        time.sleep(0.1)
        endpoint.pool.close()
        assert isinstance(endless.result(), StoreUnreachable)
    assert isinstance(endpoint.outcome(endpoint.EASY), StoreUnreachable)
    assert endpoint.pool.pids == []


def test_workers_die_with_the_process_that_started_them(
    endpoint: Any, store_path: Path, eventually: Eventually
) -> None:
    program = f"""
import threading
from pathlib import Path
from server.formats import RESULTS_JSON
from server.worker_pool import Limits, WorkerPool
pool = WorkerPool(Path({str(store_path)!r}), Limits(timeout_s=600))
pool.run({endpoint.EASY!r}, format=RESULTS_JSON).close()
threading.Thread(target=pool.run, args=[{endpoint.ENDLESS!r}], kwargs={{"format": RESULTS_JSON}}).start()
while len(pool.pids) < 3:
    threading.Event().wait(0.01)
print(*pool.pids, flush=True)
threading.Event().wait()
"""
    command = [sys.executable, "-c", program]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        pids = [int(pid) for pid in parent.stdout.readline().split()]
        assert len(pids) == 3 and not any(has_ended(pid) for pid in pids)
        parent.kill()
    assert eventually(lambda: all(has_ended(pid) for pid in pids))


def test_another_store_is_opened_without_a_failed_query(make_endpoint: Make, tmp_path: Path) -> None:
    other = tmp_path / "store"
    ox.Store(str(other)).flush()
    endpoint = make_endpoint()
    assert b'"3000"' in endpoint.outcome(COUNT)
    with ThreadPoolExecutor() as clients:
        slow = clients.submit(endpoint.outcome, endpoint.ENDLESS)
        time.sleep(0.1)
        endpoint.pool.reopen(other)
        assert all(b'"0"' in endpoint.outcome(COUNT) for _ in range(3))
        assert isinstance(slow.result(), QueryOutOfTime)
    assert all(b'"0"' in endpoint.outcome(COUNT) for _ in range(3))


def test_a_store_that_is_not_there_is_told_and_may_come(
    make_endpoint: Make, store_path: Path, tmp_path: Path
) -> None:
    endpoint = make_endpoint(tmp_path / "absent")
    assert isinstance(endpoint.outcome(endpoint.EASY), StoreUnreachable)
    status, problem = endpoint.sent(endpoint.EASY)
    assert status == 503 and "absent" not in str(problem)
    endpoint.pool.reopen(store_path)
    assert endpoint.answers()

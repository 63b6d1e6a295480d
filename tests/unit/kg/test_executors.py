from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator

import pytest

from kg import executors
from kg.errors import SettingsError
from kg.executors import Failure, run


def square(number: int) -> int:
    return number * number


def misbehave(number: int) -> int:
    """What may go wrong at an item, in every way we know."""
    if number == 1:
        raise RuntimeError("a made-up fault")
    if number == 2:
        time.sleep(60)
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number * number


def swallow(number: int) -> int:
    """Takes too long, and hears no alarm: the last resort is the end of the process."""
    if number == 1:
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
        time.sleep(60)
    return number


@pytest.mark.parametrize("jobs", [1, 3])
def test_results_come_in_the_order_of_the_items(jobs: int) -> None:
    assert list(run("local", jobs, square, range(50), 60)) == [n * n for n in range(50)]


def test_an_item_costs_at_most_itself_in_this_process() -> None:
    results = list(run("local", 1, misbehave, [0, 1, 2, 4], 0.2))
    assert results[0] == 0
    assert results[1] == Failure(
        "crash", "the work stopped with RuntimeError: a made-up fault; please report this"
    )
    assert results[2] == Failure(
        "time-limit", "the work took longer than 0.2 seconds (setting build.seconds)"
    )
    assert results[3] == 16


def test_an_item_costs_at_most_itself_in_a_pool() -> None:
    results = list(run("local", 2, misbehave, range(8), 0.5))
    codes = [result.code if isinstance(result, Failure) else result for result in results]
    assert codes == [0, "crash", "time-limit", "crash", 16, 25, 36, 49]


def test_a_process_that_hears_no_alarm_is_ended() -> None:
    results = list(run("local", 2, swallow, range(3), 0.2))
    assert [type(result) for result in results] == [int, Failure, int]


def test_items_are_read_only_as_far_ahead_as_needed() -> None:
    taken = 0

    def count() -> Iterator[int]:
        nonlocal taken
        while True:
            taken += 1
            yield taken

    results = run("local", 2, square, count(), 60)
    assert next(results) == 1
    assert taken < 100
    results.close()  # type: ignore[attr-defined]


def test_an_unknown_executor_is_a_wrong_setting() -> None:
    with pytest.raises(SettingsError, match="known: dask, local"):
        run("spark", 1, square, [], 1)


def test_dask_must_be_installed_to_be_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(executors.importlib, "import_module", absent)
    with pytest.raises(SettingsError, match=r"install diktyo\[dask\]"):
        executors.run_dask(1, square, [], 1)


def test_dask_gives_what_local_gives() -> None:
    pytest.importorskip("distributed", reason="the extra dask is not installed")
    results = list(run("dask", 2, misbehave, range(8), 0.5))
    codes = [result.code if isinstance(result, Failure) else result for result in results]
    assert codes == [0, "crash", "crash", "crash", 16, 25, 36, 49]

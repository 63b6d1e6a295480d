from __future__ import annotations

import random
from pathlib import Path

import pytest

from kg.errors import ReleaseError
from kg.release.lines import Sorter, merged, terms, triple

QUAD = '<http://a/s> <http://a/p> "x <http://a/g> ." <http://a/g> .'


def test_a_triple_is_taken_out_of_its_graph() -> None:
    assert terms(triple(QUAD, "http://a/g")) == ("<http://a/s>", "<http://a/p>", '"x <http://a/g> ."')


def test_a_line_of_another_graph_is_refused() -> None:
    with pytest.raises(ReleaseError, match="is of another graph"):
        triple(QUAD, "http://a/h")


@pytest.mark.parametrize("chunk", [1, 7, 1000])
def test_sorting_gives_the_same_however_little_fits_in_memory(tmp_path: Path, chunk: int) -> None:
    lines = [f"γραμμή {number % 60}" for number in range(100)]
    random.Random(1).shuffle(lines)
    sorter = Sorter(tmp_path, chunk)
    for line in lines:
        sorter.add([line])
    assert list(sorter) == sorted(set(lines))
    assert list(sorter) == sorted(set(lines)), "it can be read again"
    sorter.close()
    assert list(tmp_path.iterdir()) == []


def test_merging_drops_doubles() -> None:
    assert list(merged(["a", "c"], ["a", "b"], ["c"])) == ["a", "b", "c"]

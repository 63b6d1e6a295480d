from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kg.model import Severity, Validated, Violation
from kg.release.entries import Cache, Entry, decode, encode, key

MakeEntry = Callable[..., Entry]


@pytest.fixture
def entry(make_entry: MakeEntry) -> Entry:
    plain = make_entry("made-up", [("tco:Place", "skos:prefLabel", '"Σέρρες"@el', 0.5)])
    violation = Violation(Severity.WARNING, "f", "p", "v", {"el": "Μήνυμα"}, "MinCountConstraintComponent")
    return replace(plain, validated=Validated(plain.validated.populated, (violation,), ("line",)))


def test_an_entry_comes_back_as_it_was_kept(entry: Entry) -> None:
    assert decode(encode(entry)) == entry
    assert encode(entry) == encode(entry)


@pytest.mark.parametrize("content", [b"", b"made up", encode.__doc__.encode()])  # type: ignore[union-attr]
def test_other_bytes_are_no_entry(content: bytes) -> None:
    with pytest.raises(ValueError, match="not an entry"):
        decode(content)


def test_a_broken_file_in_the_cache_counts_as_absent(tmp_path: Path, entry: Entry) -> None:
    cache, content = Cache(tmp_path / "cache"), encode(entry)
    assert not cache.has("ab")
    cache.put("ab", content[:-10])
    assert not cache.has("ab")
    cache.put("ab", content)
    assert cache.get("ab") == entry


def test_only_what_is_used_stays(tmp_path: Path, entry: Entry) -> None:
    cache = Cache(tmp_path / "cache")
    for name in ("ab", "cd"):
        cache.put(name, encode(entry))
    cache.keep_only(["cd"])
    assert (cache.has("ab"), cache.has("cd")) == (False, True)
    Cache(tmp_path / "absent").keep_only([])


def test_a_key_tells_its_parts_apart() -> None:
    assert key(b"a", b"b") == key(b"a", b"b")
    assert len({key(b"ab", b""), key(b"a", b"b"), key(b"", b"ab"), key(b"ab")}) == 4

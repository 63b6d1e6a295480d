"""The live store and the dumps of a release are the same graph, term for term."""

from __future__ import annotations

import gzip
from pathlib import Path

import pyoxigraph as ox


def test_the_store_holds_what_the_dump_holds(seed_release: Path) -> None:
    """No term is written in a way that the store rewrites, such as 1.0 for 1."""
    dump = gzip.decompress((seed_release / "dumps" / "all.nq.gz").read_bytes())
    written = {str(quad) for quad in ox.parse(dump, format=ox.RdfFormat.N_QUADS)}
    stored = {str(quad) for quad in ox.Store.read_only(str(seed_release / "store"))}
    assert written == stored

"""Dumps: sorted lines in compressed files, the same bytes for the same lines."""

from __future__ import annotations

import contextlib
import gzip
import io
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

import pyoxigraph as ox

from kg.vocabulary import CONCEPTS_GRAPH, ONTOLOGY_GRAPH, load


@contextlib.contextmanager
def compressed(path: Path) -> Iterator[TextIO]:
    """A gzip file for writing text, without a time or a name in it."""
    with (
        path.open("wb") as raw,
        gzip.GzipFile("", "wb", compresslevel=6, fileobj=raw, mtime=0) as packed,
        io.TextIOWrapper(packed, encoding="utf-8", newline="\n") as text,
    ):
        yield text


def ontology_triples() -> Iterator[tuple[str, str]]:
    """The ontology and the concept schemes as (triple, IRI of its graph), in no order.

    Blank nodes have canonical names (RDFC-1.0), so that they do not change from build to build.
    """
    for graph, prefix in ((ONTOLOGY_GRAPH, "tco"), (CONCEPTS_GRAPH, "concept")):
        quads = load().graph.quads_for_pattern(None, None, None, ox.NamedNode(graph))
        dataset = ox.Dataset(ox.Quad(*quad.triple) for quad in quads)
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        for quad in dataset:
            terms = (_named(term, prefix) for term in (quad.subject, quad.predicate, quad.object))
            yield " ".join(terms), graph


def _named(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple, prefix: str) -> str:
    return f"_:{prefix}{term.value}" if isinstance(term, ox.BlankNode) else str(term)

"""The store of a release: Oxigraph in this process, opened read-only."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox

from kg.errors import QuerySyntaxError, ReleaseError, StoreError
from kg.stores import Answer, syntax
from kg.vocabulary import PREFIXES


class OxigraphStore:
    """A release's store.

    Attributes:
        quads: the store itself, for look-ups that need no query.
        base: the base IRI of the release.
    """

    def __init__(self, place: Path) -> None:
        """Open the store of a release.

        Args:
            place: a release folder, a link to one, or an output folder with a link ``current`` in it.

        Raises:
            ReleaseError: there is no release, or its store cannot be opened.
        """
        inner = place / "current"
        folder = (inner if inner.exists() else place).resolve()
        if not (folder / "store").is_dir():
            raise ReleaseError(f"there is no release at {place}; build one with kg build, or give --release")
        try:
            self.quads = ox.Store.read_only(str(folder / "store"))
            self.base = str(json.loads((folder / "manifest.json").read_text("utf-8"))["base"])
        except (OSError, ValueError, KeyError) as error:
            raise ReleaseError(f"the release at {place} cannot be opened: {error}") from error

    def query(self, text: str) -> Answer:
        """As ``Store.query``; our prefixes need no declaration."""
        syntax.refuse_update(text)
        try:
            return self.quads.query(text, prefixes=PREFIXES)
        except SyntaxError as error:
            raise QuerySyntaxError(syntax.explain(text, str(error))) from error
        except (OSError, RuntimeError, ValueError) as error:
            raise StoreError(f"the query cannot be answered: {_first_line(error)}") from error

    def counts(self) -> dict[str, int]:
        """As ``Store.counts``."""
        graphs: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] = [
            ox.DefaultGraph(),
            *self.quads.named_graphs(),
        ]
        return {
            _name(graph): sum(1 for _ in self.quads.quads_for_pattern(None, None, None, graph))
            for graph in graphs
        }


def _name(graph: ox.NamedNode | ox.BlankNode | ox.DefaultGraph) -> str:
    return "" if isinstance(graph, ox.DefaultGraph) else graph.value


def _first_line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)

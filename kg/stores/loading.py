"""Loading a release into another SPARQL server, and counting afterwards what has arrived there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol

import pyoxigraph as ox

from kg.errors import StoreError
from kg.stores import Store
from kg.stores.oxigraph import OxigraphStore


class Loadable(Store, Protocol):
    """A store whose graphs can be replaced."""

    def replace_graph(self, graph: str, lines: Iterator[str]) -> None:
        """Make some N-Triples lines all that a graph holds; the empty name is the default graph."""

    def drop_graph(self, graph: str) -> None:
        """Remove a graph."""


def load(
    release: OxigraphStore,
    store: Loadable,
    base: str,
    default_graph: str = "",
    progress: Callable[[int, int], None] = lambda *_: None,
) -> dict[str, int]:
    """Make a store hold a release: graphs that the release has are replaced, those it withdrew are dropped.

    Graphs outside ``{base}/graph/`` that are not in the release are left alone.

    Args:
        release: the release's store.
        store: the store to load into.
        base: the release's base IRI.
        default_graph: graph that takes the release's default graph, for servers whose own default
            graph is the union of all others; empty is the default graph.
        progress: called with the graphs that are loaded and all there are.

    Returns:
        The number of triples of each graph, as counted in the store.

    Raises:
        StoreError: the store refuses, or afterwards holds other numbers than the release.
    """
    expected = release.counts()
    names = {graph: graph or default_graph for graph in expected}
    for graph in store.counts():
        if graph.startswith(f"{base}/graph/") and graph not in names.values():
            store.drop_graph(graph)
    for done, (graph, name) in enumerate(sorted(names.items()), 1):
        store.replace_graph(name, lines(release, graph))
        progress(done, len(names))
    counted = store.counts()
    wrong = [name for graph, name in names.items() if counted.get(name, 0) != expected[graph]]
    if wrong:
        name = wrong[0]
        raise StoreError(
            f"the store holds {counted.get(name, 0)} triples in {name or 'its default graph'}, not those of "
            "the release; if its default graph is the union of the others, give --default-graph"
        )
    return {name: counted[name] for name in names.values()}


def lines(release: OxigraphStore, graph: str) -> Iterator[str]:
    """The N-Triples lines of a graph of a release; the empty name is the default graph."""
    where = ox.NamedNode(graph) if graph else ox.DefaultGraph()
    for quad in release.quads.quads_for_pattern(None, None, None, where):
        yield f"{quad.triple} ."

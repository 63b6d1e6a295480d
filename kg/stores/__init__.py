"""Stores: what answers SPARQL queries. One protocol, a variant for each kind of store."""

from __future__ import annotations

from typing import Protocol

import pyoxigraph as ox

from kg.registry import Variants

STORES = Variants(
    "kg.stores",
    {"oxigraph": "kg.stores.oxigraph:OxigraphStore", "sparql": "kg.stores.sparql:SparqlStore"},
)

Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
"""Rows of SELECT, truth of ASK, triples of CONSTRUCT and DESCRIBE."""


class Store(Protocol):
    """Something that holds RDF and answers queries about it."""

    def query(self, text: str) -> Answer:
        """Answer a SPARQL 1.1 query (https://www.w3.org/TR/sparql11-query/).

        Raises:
            QuerySyntaxError: the text is not such a query.
            StoreError: the store cannot answer.
        """

    def counts(self) -> dict[str, int]:
        """The number of triples of each graph by its IRI; the default graph's under the empty name.

        Raises:
            StoreError: the store cannot answer.
        """

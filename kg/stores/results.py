"""Answers of a store as bytes in the formats of the standards, or as a table for a terminal."""

from __future__ import annotations

from collections.abc import Mapping

import pyoxigraph as ox

from kg.errors import QuerySyntaxError, StoreError
from kg.stores import Answer
from kg.vocabulary import PREFIXES, compact

_ROWS: Mapping[str, ox.QueryResultsFormat] = {
    "json": ox.QueryResultsFormat.JSON,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "xml": ox.QueryResultsFormat.XML,
}
_GRAPHS: Mapping[str, ox.RdfFormat] = {"ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES}
FORMATS = ("table", *_ROWS, *_GRAPHS)
"""Names of the formats: of rows and truths all but ``ttl`` and ``nt``, of graphs those two and ``table``."""

_WIDEST = 60
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


def write(answer: Answer, format: str) -> bytes:
    """An answer in a format of ``FORMATS``.

    Raises:
        QuerySyntaxError: the query does not give what the format is for.
        StoreError: the store failed while it answered.
    """
    try:
        return _table(answer).encode() if format == "table" else _standard(answer, format)
    except (OSError, RuntimeError) as error:
        raise StoreError(f"the query cannot be answered: {str(error).splitlines()[0]}") from error


def _standard(answer: Answer, format: str) -> bytes:
    if isinstance(answer, ox.QueryTriples):
        if format not in _GRAPHS:
            raise QuerySyntaxError(
                f"the query gives a graph, which cannot be written as {format}; take ttl or nt"
            )
        content = ox.serialize(answer, format=_GRAPHS[format], prefixes=dict(PREFIXES))
    elif format not in _ROWS:
        raise QuerySyntaxError(f"the query gives rows, which cannot be written as {format}; take json or csv")
    else:
        content = answer.serialize(format=_ROWS[format])
    assert content is not None
    return content


def _table(answer: Answer) -> str:
    if isinstance(answer, ox.QueryBoolean):
        return "true\n" if answer else "false\n"
    if isinstance(answer, ox.QueryTriples):
        head, rows = ["subject", "predicate", "object"], [[*triple] for triple in answer]
    else:
        head, rows = [variable.value for variable in answer.variables], [[*row] for row in answer]
    return table(head, [[_cell(term) for term in row] for row in rows])


def table(head: list[str], rows: list[list[str]]) -> str:
    """Rows in columns, each as wide as its widest cell; the number of rows below."""
    widths = [min(_WIDEST, max(map(len, column))) for column in zip(head, *rows, strict=True)]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in [head, *rows]
    ]
    ruler = "  ".join("-" * width for width in widths)
    return (
        "\n".join([lines[0], ruler, *lines[1:], f"({len(rows)} rows)" if len(rows) != 1 else "(1 row)"])
        + "\n"
    )


def _cell(term: Term | None) -> str:
    if isinstance(term, ox.NamedNode):
        return compact(term.value)
    return "" if term is None else " ".join(term.value.split()) if isinstance(term, ox.Literal) else str(term)

"""Hand-made graphs for the tests of what comes after extraction. Everything in them is made up."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg import vocabulary
from kg.identifiers import Identifiers
from kg.model import Populated, Validated
from kg.release.entries import Entry

SITE = Identifiers("https://diktyo.example.org")

MakePopulated = Callable[..., Populated]
MakeEntry = Callable[..., Entry]


def _term(name: str) -> str:
    return name if name[0] in '<"_' else f"<{vocabulary.expand(name)}>"


def _populated(
    name: str, triples: list[tuple[str, str, str, float]], reference: tuple[tuple[str, str, str], ...] = ()
) -> Populated:
    """What an announcement states, given as (subject, predicate, object, confidence) of CURIEs and terms."""
    iri, row = SITE.entity("tco:Announcement", (name,))
    graph = SITE.announcement_graph(iri)
    lines = [
        (" ".join(map(_term, triple)), confidence)
        for *triple, confidence in [(f"<{iri}>", "rdf:type", "tco:Announcement", 1.0), *triples]
    ]
    provenance = {f"<{graph}> {_term('dct:source')} <{iri}>"}
    for number, (line, confidence) in enumerate(lines):
        statement = f"<{SITE.statement(name, line, number, number + 1)}>"
        subject, predicate, value = line.split(" ", 2)
        provenance |= {
            f"{statement} {_term('rdf:type')} {_term('tco:Statement')}",
            f"{statement} {_term('rdf:subject')} {subject}",
            f"{statement} {_term('rdf:predicate')} {predicate}",
            f"{statement} {_term('rdf:object')} {value}",
            f'{statement} {_term("tco:confidence")} "{confidence}"^^{_term("xsd:decimal")}',
        }
    return Populated(
        iri,
        tuple(sorted(f"{line} <{graph}> ." for line, _ in lines)),
        tuple(sorted(f"{line} <{SITE.provenance_graph}> ." for line in provenance)),
        tuple(sorted(f"{' '.join(map(_term, triple))} <{SITE.reference_graph}> ." for triple in reference)),
        (row,),
    )


@pytest.fixture
def make_populated() -> MakePopulated:
    """Makes a populated graph from an announcement's name and triples with confidences."""
    return _populated


@pytest.fixture
def make_entry() -> MakeEntry:
    """Makes an entry, valid and without remarks, as ``make_populated`` makes a graph."""

    def make(name: str, triples: list[tuple[str, str, str, float]], **more: object) -> Entry:
        return Entry(name, f"Title of {name}", "en", Validated(_populated(name, triples, **more), ()))  # type: ignore[arg-type]

    return make

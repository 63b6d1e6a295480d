"""Lists of things, page by page: as people read them and as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from server.finding import Entry
from server.labels import Labels
from server.lookups import lexical
from server.page_model import Value

PER_PAGE = 50


@dataclass(frozen=True)
class Item:
    """A thing in a list: its IRI, the section it belongs to, and how it is shown."""

    iri: str
    section: str
    value: Value


@dataclass(frozen=True)
class Listing:
    """One page of a list.

    Attributes:
        path: where the list is.
        question: what was searched for, or an empty text.
        number: number of this page, from 1.
        last: number of the last page.
        total: how many things the whole list has.
    """

    path: str
    question: str
    items: Sequence[Item]
    number: int
    last: int
    total: int


def listing(entries: Sequence[Entry], number: int, path: str, labels: Labels, question: str = "") -> Listing:
    """A page of some entries; a number beyond the list is that of its first or last page."""
    last = max(1, -(-len(entries) // PER_PAGE))
    number = min(max(number, 1), last)
    shown = entries[(number - 1) * PER_PAGE : number * PER_PAGE]
    items = [Item(entry.iri, entry.section, _value(entry.iri, labels)) for entry in shown]
    return Listing(path, question, items, number, last, len(entries))


def as_json(listed: Listing, language: str, version: str) -> bytes:
    """A page of a list as JSON: every item with its IRI, its label and the label's language."""
    members = {
        "total": listed.total,
        "page": listed.number,
        "pages": listed.last,
        "items": [
            {
                "iri": item.iri,
                "label": item.value.text.text,
                "language": item.value.text.lang or language,
                "section": item.section,
            }
            for item in listed.items
        ],
        "release": version,
    }
    return json.dumps(members, ensure_ascii=False, indent=1).encode() + b"\n"


def _value(iri: str, labels: Labels) -> Value:
    properties = labels.lookups.properties(iri)
    start, end = lexical(properties, "schema:startDate"), lexical(properties, "schema:endDate")
    issued = lexical(properties, "dct:issued")[:10]
    when = labels.language.period(start, end) if start else labels.language.date(issued)
    return Value(labels.of(iri), labels.href(iri), labels.kind(iri), aside=when)

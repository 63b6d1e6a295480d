"""What a page is made of: values, rows, lines and blocks, all in words, ready for a template."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from server.languages import Text
from server.notes import Note, SourceList


@dataclass(frozen=True)
class Value:
    """One value as shown.

    Attributes:
        text: the words, in their language.
        href: path or address of the thing's page; empty for a literal.
        kind: what gives a link its colour.
        prefix: small words before it, e.g. *on behalf of*.
        aside: small words after it, e.g. when an event was.
        origin: ``gazetteer``, ``reference`` or ``derived`` where no text says it in these words.
        note: its evidence.
    """

    text: Text
    href: str = ""
    kind: str = ""
    prefix: str = ""
    aside: str = ""
    origin: str = ""
    note: Note | None = None


@dataclass(frozen=True)
class Row:
    """A property with its values, and what other sources say instead."""

    label: Text
    href: str
    definition: str
    values: Sequence[Value]
    others: Sequence[Value] = ()
    more: int = 0


@dataclass(frozen=True)
class Line:
    """An n-ary node as one line: who, as what, where, for whom; and what other sources say instead."""

    values: Sequence[Value]
    href: str
    note: Note | None
    others: Sequence[Value] = ()


@dataclass(frozen=True)
class Block:
    """A part of a page under one heading: rows, lines or links."""

    heading: Text
    rows: Sequence[Row] = ()
    lines: Sequence[Line] = ()
    links: Sequence[Value] = ()

    @property
    def count(self) -> int:
        """How many lines or links there are."""
        return len(self.lines) + len(self.links)

    @property
    def disputed(self) -> int:
        """How many rows and lines other sources contradict."""
        return sum(bool(row.others) for row in self.rows) + sum(bool(line.others) for line in self.lines)


@dataclass(frozen=True)
class EntityPage:
    """Everything that the page of an entity shows."""

    iri: str
    title: Text
    full_title: Text
    sort: Value
    context: Sequence[Value]
    lead: Sequence[Text]
    facts: Sequence[Block]
    links: Sequence[Block]
    sources: Sequence[SourceList]
    truncated: bool
    disagreements: int = 0

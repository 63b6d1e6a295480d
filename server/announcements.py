"""The page of an announcement: its text with the words that facts rest on, and the facts by entity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import pyoxigraph as ox

from kg.model import Span
from server.evidence import Evidence, Source, Statement
from server.labels import Labels
from server.languages import Text
from server.lookups import RDF_TYPE
from server.notes import announcement_language, certainty
from server.page_model import EntityPage, Value
from server.views import entity_page


@dataclass(frozen=True)
class Segment:
    """A piece of text between two places where a highlight begins or ends.

    Attributes:
        words: the text.
        kind: what the innermost fact on these words is about; empty for plain text.
        depth: how many spans lie over each other here, at most 3.
        href: where the facts on these words are listed on the page.
        anchors: ids of the spans that begin here, as ``c{start}-{end}``.
    """

    words: str
    kind: str = ""
    depth: int = 0
    href: str = ""
    anchors: Sequence[str] = ()


@dataclass(frozen=True)
class ReadWords:
    """Words of the text that state a fact, with the statement that rests on them."""

    words: str
    href: str
    statement: str
    percent: str
    certainty: str


@dataclass(frozen=True)
class ReadFact:
    """A fact in the list beside the text, with all the words that state it."""

    label: Text
    value: Value
    quotes: Sequence[ReadWords]


@dataclass(frozen=True)
class ReadEntity:
    """An entity that the announcement speaks of, with the facts it states."""

    anchor: str
    entity: Value
    sort: Text
    facts: Sequence[ReadFact]


@dataclass(frozen=True)
class AnnouncementPage:
    """Everything that the page of an announcement shows."""

    about: EntityPage
    lang: str
    text_href: str
    paragraphs: Sequence[Sequence[Segment]]
    entities: Sequence[ReadEntity]

    @property
    def facts(self) -> int:
        """How many facts the announcement states about anything but itself."""
        return sum(len(entity.facts) for entity in self.entities)


def announcement_page(iri: str, labels: Labels) -> AnnouncementPage:
    """What the page of an announcement shows: the first of its texts that facts rest on."""
    evidence = Evidence(labels.lookups)
    texts = evidence.texts_of(iri)
    stated = [(source, evidence.statements_from(source.iri)) for source in texts]
    source, statements = next(
        (pair for pair in stated if pair[1]), (texts[0] if texts else Source("", "", iri), [])
    )
    told = [one for one in statements if one.subject != iri]
    entities = _entities(source, told, labels)
    return AnnouncementPage(
        about=entity_page(iri, labels),
        lang=announcement_language(labels, iri),
        text_href=labels.href(source.iri),
        paragraphs=_paragraphs(source, told, {one.anchor for one in entities}, labels),
        entities=entities,
    )


def _entities(source: Source, statements: Sequence[Statement], labels: Labels) -> list[ReadEntity]:
    """The entities of which more than the class is stated, as the text first speaks of them."""
    by_subject: dict[str, list[Statement]] = {}
    for statement in sorted(
        statements, key=lambda one: (_span(source, one), labels.kind(one.subject) == "rel")
    ):
        by_subject.setdefault(statement.subject, []).append(statement)
    read = [
        ReadEntity(
            _anchor(subject),
            Value(labels.of(subject), labels.href(subject), labels.kind(subject)),
            labels.term(labels.display.primary(labels.lookups.types(subject))),
            _facts(source, several, labels),
        )
        for subject, several in by_subject.items()
    ]
    return [one for one in read if one.facts]


def _facts(source: Source, statements: Sequence[Statement], labels: Labels) -> list[ReadFact]:
    """The facts about one entity; what several statements say alike is one fact."""
    by_fact: dict[tuple[str, object], list[Statement]] = {}
    for statement in statements:
        if statement.property != RDF_TYPE:
            by_fact.setdefault((statement.property, statement.value), []).append(statement)
    return [_fact(source, alike, labels) for alike in by_fact.values()]


def _fact(source: Source, alike: Sequence[Statement], labels: Labels) -> ReadFact:
    value = alike[0].value
    href = labels.href(value.value) if isinstance(value, ox.NamedNode) else ""
    quotes = [
        _words(source, one, span, labels) for one in alike for text, span in one.spans if text == source.iri
    ]
    return ReadFact(labels.term(alike[0].property), Value(labels.value(value), href), quotes)


def _words(source: Source, statement: Statement, span: Span, labels: Labels) -> ReadWords:
    return ReadWords(
        words=source.text[span.start : span.end],
        href=f"#{_place(span)}",
        statement=labels.href(statement.iri),
        percent=labels.language.percent(statement.confidence),
        certainty=certainty(labels, statement.confidence),
    )


def _paragraphs(
    source: Source, statements: Sequence[Statement], listed: set[str], labels: Labels
) -> list[list[Segment]]:
    """The lines of the text, each cut into segments; ``listed`` are the anchors of the entities beside it."""
    over: dict[Span, Statement] = {}
    for statement in sorted(statements, key=lambda one: labels.kind(one.subject) == "rel"):
        for span in (span for text, span in statement.spans if text == source.iri):
            over.setdefault(span, statement)
    spans = sorted(over, key=lambda span: (span.start, -span.end))
    paragraphs, start = [], 0
    for line in source.text.splitlines(keepends=True):
        whole = start, start + len(line.rstrip())
        if whole[1] > whole[0]:
            here = [span for span in spans if span.overlaps(Span(*whole))]
            paragraphs.append(
                [_segment(source, piece, here, over, listed, labels) for piece in _cut(Span(*whole), here)]
            )
        start += len(line)
    return paragraphs


def _cut(whole: Span, spans: Sequence[Span]) -> list[Span]:
    places = {whole.start, whole.end, *(at for span in spans for at in (span.start, span.end))}
    inside = sorted(at for at in places if whole.start <= at <= whole.end)
    return [Span(start, end) for start, end in pairwise(inside)]


def _segment(
    source: Source,
    piece: Span,
    spans: Sequence[Span],
    over: dict[Span, Statement],
    listed: set[str],
    labels: Labels,
) -> Segment:
    words = source.text[piece.start : piece.end]
    covering = [span for span in spans if span.covers(piece)]
    if not covering:
        return Segment(words)
    subject = over[min(covering, key=lambda span: span.end - span.start)].subject
    anchors = [_place(span) for span in covering if span.start == piece.start]
    anchor = _anchor(subject)
    href = f"#{anchor}" if anchor in listed else labels.href(subject)
    return Segment(words, labels.kind(subject), min(len(covering), 3), href, anchors)


def _span(source: Source, statement: Statement) -> Span:
    return next(span for text, span in statement.spans if text == source.iri)


def _place(span: Span) -> str:
    return f"c{span.start}-{span.end}"


def _anchor(subject: str) -> str:
    return "e-" + "-".join(subject.rsplit("/", 2)[-2:])

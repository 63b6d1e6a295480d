"""Evidence: the statements behind a fact, and the sentence of the source around the words they rest on."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from kg.model import Span
from server.lookups import Lookups, Properties, Term, first, iris, lexical

MOST_STATEMENTS = 1_000
"""The most statements about one node that a page reads."""

LONGEST = 600
"""Code points of a quoted sentence; a longer one is cut around the words."""

_GREEK = {"κ", "κα", "κκ", "κ.κ", "κος", "δρ", "αρ", "τηλ", "π.χ", "βλ", "σελ", "παρ", "ν.π.δ.δ"}
_LATIN = {
    "mr",
    "mrs",
    "ms",
    "dr",
    "prof",
    "st",
    "no",
    "nr",
    "art",
    "tel",
    "e.g",
    "i.e",
    "a.m",
    "p.m",
    "cf",
    "vs",
}

ABBREVIATIONS = frozenset(_GREEK | _LATIN)
"""Words, in small letters and without the last full stop, after which a full stop ends no sentence."""

_END = re.compile(r"[.;·!?…]+[\"'»”’)\]]*(?=\s+[\"'«“‘(\[–—-]*[^\W\d_])")
_WORD = re.compile(r"[^\s\"'«»“”‘’(\[]+$")


@dataclass(frozen=True)
class Source:
    """A stored text of an announcement.

    Attributes:
        iri: the text's IRI.
        text: the text itself; offsets count its code points.
        announcement: IRI of the announcement.
    """

    iri: str
    text: str
    announcement: str

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The text's sentences, which cover all of it but the blanks between them."""
        return tuple(sentences(self.text))

    def sentence(self, span: Span) -> Span:
        """The sentence that ``span`` lies in, or the sentences that it touches."""
        touched = [sentence for sentence in self.sentences if sentence.overlaps(span)] or [span]
        return touched[0].to(touched[-1]).to(span)

    def excerpt(self, span: Span) -> Span:
        """The sentence around ``span``, cut to about ``LONGEST`` code points where it is longer."""
        whole = self.sentence(span)
        if whole.end - whole.start <= LONGEST:
            return whole
        margin = max(LONGEST - (span.end - span.start), 0) // 2
        start, end = max(whole.start, span.start - margin), min(whole.end, span.end + margin)
        return Span(_between_words(self.text, start, whole.start), _between_words(self.text, end, whole.end))


@dataclass(frozen=True)
class Statement:
    """One triple that a source states.

    Attributes:
        confidence: 0 to 1.
        rule: name of the rule that read it.
        spans: the words it rests on, each with the IRI of its text.
    """

    iri: str
    subject: str
    property: str
    value: Term
    confidence: float
    rule: str
    spans: tuple[tuple[str, Span], ...]


def _between_words(text: str, at: int, bound: int) -> int:
    step = -1 if bound <= at else 1
    while at != bound and not text[at - 1].isspace():
        at += step
    return at


def sentences(text: str) -> Iterator[Span]:
    """Spans of the sentences of a text: lines, divided where a full stop is followed by a capital letter.

    >>> [span.start for span in sentences("Mr. A. Smith came. He left.")]
    [0, 19]
    """
    start = 0
    for line in text.splitlines(keepends=True):
        begin = start
        for end in _ends(line):
            yield from _trimmed(text, begin, start + end)
            begin = start + end
        start += len(line)
        yield from _trimmed(text, begin, start)


def _ends(line: str) -> Iterator[int]:
    for match in _END.finditer(line):
        following = line[match.end() :].lstrip(" \t\"'«“‘([–—-")
        if following[:1].isupper() and not _abbreviated(line[: match.start()], match.group()):
            yield match.end()


def _abbreviated(before: str, mark: str) -> bool:
    word = _WORD.search(before)
    return (
        mark == "." and word is not None and (len(word.group()) == 1 or word.group().lower() in ABBREVIATIONS)
    )


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)


def marked(text: str, within: Span, spans: Iterable[Span]) -> list[tuple[str, bool]]:
    """A piece of text cut where words are marked: pairs of words and whether they are."""
    inside = [Span(max(s.start, within.start), min(s.end, within.end)) for s in spans if s.overlaps(within)]
    cuts = sorted({within.start, within.end, *(s.start for s in inside), *(s.end for s in inside)})
    pieces: list[tuple[str, bool]] = []
    for start, end in pairwise(cuts):
        is_marked = any(s.covers(Span(start, end)) for s in inside)
        if pieces and pieces[-1][1] == is_marked:
            pieces[-1] = (pieces[-1][0] + text[start:end], is_marked)
        else:
            pieces.append((text[start:end], is_marked))
    return pieces


class Evidence:
    """The statements and texts of a release, read as a page needs them."""

    def __init__(self, lookups: Lookups) -> None:
        self._lookups = lookups
        self._sources: dict[str, Source] = {}
        self._of: dict[str, dict[tuple[str, Term], list[Statement]]] = {}

    def of(self, subject: str) -> dict[tuple[str, Term], list[Statement]]:
        """The statements about a node by property and value, the most certain first."""
        if subject not in self._of:
            nodes = self._lookups.pointing(subject, "rdf:subject", MOST_STATEMENTS)
            self._of[subject] = _by_fact(self.statement(node.value) for node in nodes)
        return self._of[subject]

    def statement(self, iri: str) -> Statement | None:
        """A statement by its IRI, or None where it is not one or not whole."""
        properties = self._lookups.provenance_of(iri)
        value, subject, property_ = (
            first(properties, "rdf:object"),
            iris(properties, "rdf:subject"),
            iris(properties, "rdf:predicate"),
        )
        if value is None or not subject or not property_:
            return None
        confidence = float(lexical(properties, "tco:confidence") or 0)
        spans = tuple(sorted(self._spans(iris(properties, "tco:evidence"))))
        return Statement(
            iri, subject[0], property_[0], value, confidence, lexical(properties, "tco:rule"), spans
        )

    def source(self, iri: str) -> Source:
        """A stored text."""
        if iri not in self._sources:
            properties = self._lookups.provenance_of(iri)
            announcement = next(iter(iris(properties, "dct:isPartOf")), "")
            self._sources[iri] = Source(iri, lexical(properties, "nif:isString"), announcement)
        return self._sources[iri]

    def texts_of(self, announcement: str, most: int = 20) -> list[Source]:
        """The stored texts of an announcement, by IRI."""
        nodes = self._lookups.pointing(announcement, "dct:isPartOf", most)
        return [self.source(iri) for iri in sorted(node.value for node in nodes)]

    def statements_from(self, text: str, most: int = 5_000) -> list[Statement]:
        """The statements that rest on a text, in the order of its words."""
        spans = self._lookups.pointing(text, "nif:referenceContext", most)
        nodes = {
            node.value for span in spans for node in self._lookups.pointing(span.value, "tco:evidence", 100)
        }
        found = (self.statement(iri) for iri in nodes)
        return sorted((one for one in found if one is not None), key=lambda one: (one.spans[:1], one.iri))

    def _spans(self, nodes: Sequence[str]) -> Iterator[tuple[str, Span]]:
        for node in nodes:
            properties: Properties = self._lookups.provenance_of(node)
            text = iris(properties, "nif:referenceContext")
            begin, end = lexical(properties, "nif:beginIndex"), lexical(properties, "nif:endIndex")
            if text and begin and end:
                yield text[0], Span(int(begin), int(end))


def _by_fact(statements: Iterable[Statement | None]) -> dict[tuple[str, Term], list[Statement]]:
    found: defaultdict[tuple[str, Term], list[Statement]] = defaultdict(list)
    for one in statements:
        if one is not None:
            found[one.property, one.value].append(one)
    for several in found.values():
        several.sort(key=lambda one: (-one.confidence, one.iri))
    return dict(found)

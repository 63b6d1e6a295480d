"""The numbered notes of a page: a number is one sentence of a source, a note quotes the exact words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from babel.core import get_global

from kg.model import Span
from kg.vocabulary import PREFIXES
from server.evidence import Evidence, Source, Statement, marked
from server.labels import Labels
from server.languages import Text
from server.lookups import iris

MOST_QUOTES = 6
"""The most quotes of one note; the number of the others is said."""

_CERTAINTY = ((0.95, "certain"), (0.85, "very_likely"), (0.7, "likely"), (0.0, "uncertain"))


@dataclass(frozen=True)
class Told:
    """What one statement says, under its quote: the property, how sure the reading is, and its own page."""

    label: Text
    certainty: str
    percent: str
    rule: str
    href: str


@dataclass(frozen=True)
class Quote:
    """A sentence of a source with the words marked that statements rest on."""

    number: int
    pieces: Sequence[tuple[str, bool]]
    lang: str
    before: bool
    after: bool
    title: Text
    href: str
    told: Sequence[Told]


@dataclass(frozen=True)
class Note:
    """The evidence of one value or line.

    Attributes:
        numbers: the sentences quoted.
        quotes: the quotes, one for each piece of text that statements rest on.
        more: number of quotes that are left out.
    """

    numbers: tuple[int, ...]
    quotes: Sequence[Quote]
    more: int = 0


@dataclass
class SourceList:
    """An announcement among the sources of a page, with its numbered sentences."""

    title: Text
    href: str
    lang: str
    sentences: dict[int, str] = field(default_factory=dict)


class Notes:
    """Numbers the sentences of a page in the order in which values refer to them."""

    def __init__(self, evidence: Evidence, labels: Labels) -> None:
        self._evidence, self._labels = evidence, labels
        self._numbers: dict[tuple[str, int], int] = {}
        self._sources: dict[str, SourceList] = {}

    def note(self, statements: Iterable[Statement]) -> Note | None:
        """The note of a value that these statements support, or None where there is none."""
        by_words: dict[tuple[str, Span], list[Statement]] = {}
        for statement in statements:
            for text, span in statement.spans:
                by_words.setdefault((text, span), []).append(statement)
        chosen = list(by_words.items())[:MOST_QUOTES]
        quotes = [self._quote(text, span, stated) for (text, span), stated in chosen]
        numbers = tuple(sorted({quote.number for quote in quotes}))
        return Note(numbers, quotes, len(by_words) - len(chosen)) if quotes else None

    @property
    def sources(self) -> list[SourceList]:
        """The announcements that the notes quote, in the order of their numbers."""
        return list(self._sources.values())

    def language_of(self, announcement: str) -> str:
        """Language tag of an announcement's text, or an empty text."""
        return announcement_language(self._labels, announcement)

    def _quote(self, text: str, span: Span, statements: Sequence[Statement]) -> Quote:
        source = self._evidence.source(text)
        sentence, within = source.sentence(span), source.excerpt(span)
        listed = self._listed(source)
        number = self._numbers.setdefault((text, sentence.start), len(self._numbers) + 1)
        listed.sentences.setdefault(number, source.text[within.start : within.end])
        return Quote(
            number=number,
            pieces=marked(source.text, within, [span]),
            lang=listed.lang,
            before=within.start > sentence.start,
            after=within.end < sentence.end,
            title=listed.title,
            href=f"{listed.href}#c{span.start}-{span.end}",
            told=[self._told(statement) for statement in statements],
        )

    def _listed(self, source: Source) -> SourceList:
        if source.announcement not in self._sources:
            iri = source.announcement
            listed = SourceList(self._labels.of(iri), self._labels.href(iri), self.language_of(iri))
            self._sources[iri] = listed
        return self._sources[source.announcement]

    def _told(self, statement: Statement) -> Told:
        language = self._labels.language
        return Told(
            label=self._labels.term(statement.property),
            certainty=certainty(self._labels, statement.confidence),
            percent=language.percent(statement.confidence),
            rule=statement.rule,
            href=self._labels.href(statement.iri),
        )


def certainty(labels: Labels, confidence: float) -> str:
    """How sure a reading is, in words."""
    return labels.language.text(
        f"certainty.{next(word for least, word in _CERTAINTY if confidence >= least)}"
    )


def announcement_language(labels: Labels, announcement: str) -> str:
    """BCP 47 tag of an announcement's language (``dct:language``), or an empty text."""
    for iri in iris(labels.lookups.properties(announcement), "dct:language"):
        found = get_global("language_aliases").get(iri.removeprefix(PREFIXES["language"]).lower(), "")
        return (found if isinstance(found, str) else found[0]).replace("_", "-")
    return ""

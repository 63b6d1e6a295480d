"""The nouns of the line, frozen and without input or output.

``Announcement`` is read into a ``Document``; extractors state ``Fact``s about ``Entity``s, each with
the ``Span`` of the document that says so; populated facts are a ``Populated`` graph; validation adds
``Violation``s and makes it ``Validated``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Announcement:
    """A published text as received, before anything is understood of it.

    Attributes:
        id: name that reports and records use, e.g. the file's stem.
        content: the bytes as received.
        media_type: IANA media type, e.g. ``text/plain``.
        location: path or URL it was read from, for reports; never published.
        known: what is known of it besides its bytes (side file or front matter): ``source_name``,
            ``source_url``, ``retrieved``, ``language``, ``published``, ``publisher`` and ``encoding``
            at most.
    """

    id: str
    content: bytes
    media_type: str
    location: str
    known: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The last part of its location: what messages call it, since they may be published."""
        return self.location.rstrip("/").rpartition("/")[2]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A piece of a document's text: Unicode code points from ``start`` up to, not including, ``end``.

    The same counting as Web Annotation's TextPositionSelector
    (https://www.w3.org/TR/annotation-model/#text-position-selector) and NIF's offset strings.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, not {self.start} and {self.end}")

    def covers(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end

    def to(self, other: Span) -> Span:
        """The shortest span that covers both."""
        return Span(min(self.start, other.start), max(self.end, other.end))


@dataclass(frozen=True, slots=True)
class Document:
    """An announcement's text, with its language and the announcement it came from.

    Attributes:
        text: Unicode NFC with line feeds only; all offsets count its code points.
        language: ISO 639-1 code, e.g. ``el``.
        title: span of the headline in ``text``.
        announcement: where the text comes from.
    """

    announcement: Announcement
    text: str
    language: str
    title: Span

    @property
    def id(self) -> str:
        """The announcement's id."""
        return self.announcement.id

    @property
    def sha256(self) -> str:
        """Hexadecimal SHA-256 of the UTF-8 text: the identity of this text version."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def quote(self, span: Span) -> str:
        """The words that ``span`` covers."""
        return self.text[span.start : span.end]


@dataclass(frozen=True, slots=True, order=True)
class Entity:
    """Something facts are about: its class and what makes it the same thing again.

    Attributes:
        type: class as a CURIE of the ontology, e.g. ``tco:Project``.
        key: inside a document a name of the extractor's choice; after linking the natural key.
    """

    type: str
    key: tuple[str, ...]


@dataclass(frozen=True, slots=True, order=True)
class Term:
    """A value that is a known IRI: a concept of ours, a country, a language; as a CURIE or whole."""

    name: str


@dataclass(frozen=True, slots=True, order=True)
class Literal:
    """A value that is text, a number or a date.

    Attributes:
        lexical: the lexical form.
        datatype: CURIE of the datatype; ``rdf:langString`` when ``language`` is given.
        language: BCP 47 tag, or empty.
    """

    lexical: str
    datatype: str = "xsd:string"
    language: str = ""

    @classmethod
    def text(cls, lexical: str, language: str) -> Literal:
        """A text in a language."""
        return cls(lexical, "rdf:langString", language)

    @classmethod
    def integer(cls, number: int) -> Literal:
        """A whole number."""
        return cls(str(number), "xsd:integer")

    @classmethod
    def decimal(cls, number: float, places: int) -> Literal:
        """A decimal number of so many places, in its canonical form: stores keep no other."""
        digits = f"{number:.{places}f}"
        return cls(digits.rstrip("0").rstrip(".") if "." in digits else digits, "xsd:decimal")

    @classmethod
    def boolean(cls, truth: bool) -> Literal:
        """True or false."""
        return cls("true" if truth else "false", "xsd:boolean")


Value = Entity | Term | Literal


@dataclass(frozen=True, slots=True)
class Fact:
    """One triple that a document states, with the words that say so.

    Attributes:
        property: CURIE of the property; ``rdf:type`` for the class of the subject.
        span: the words of the document that state it.
        rule: name of the rule that read it, e.g. ``meeting.ordinal``.
        confidence: 0 to 1.
    """

    subject: Entity
    property: str
    value: Value
    span: Span
    rule: str
    confidence: float


class Severity(StrEnum):
    """How grave a violation is (SHACL severities, https://www.w3.org/TR/shacl/#severity)."""

    VIOLATION = "Violation"
    WARNING = "Warning"
    INFO = "Info"


@dataclass(frozen=True, slots=True)
class Violation:
    """One result of validation, in words a curator understands.

    Attributes:
        severity: ``VIOLATION`` keeps the announcement out of the release; the others are reported.
        focus: IRI of the node concerned.
        path: IRI of the property concerned, or empty.
        value: the offending value as text, or empty.
        message: one sentence a language, by language code.
        component: local name of the SHACL constraint component, e.g. ``MinCountConstraintComponent``.
    """

    severity: Severity
    focus: str
    path: str
    value: str
    message: Mapping[str, str]
    component: str


@dataclass(frozen=True, slots=True)
class Populated:
    """The graph of one announcement as sorted N-Quads lines, by purpose.

    Attributes:
        facts: what the announcement states, in its own named graph.
        provenance: statements, spans and the source text, in the provenance graph.
        reference: labels and links that do not come from the text, in the reference graph.
        identifiers: (kind, SHA-256 of the natural key, ref) of every identifier used.
    """

    iri: str
    facts: tuple[str, ...]
    provenance: tuple[str, ...]
    reference: tuple[str, ...]
    identifiers: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Validated:
    """A populated graph with what validation found; only ``validation.validate`` makes one.

    Attributes:
        report: SHACL validation report as N-Triples lines, empty when it conforms without remarks.
    """

    populated: Populated
    violations: tuple[Violation, ...]
    report: tuple[str, ...] = ()

    @property
    def publishable(self) -> bool:
        """Whether no result has the severity Violation."""
        return all(violation.severity is not Severity.VIOLATION for violation in self.violations)


@dataclass(frozen=True, slots=True)
class Rejection:
    """An announcement that is not in the release, and why, in one line."""

    id: str
    location: str
    code: str
    reason: str

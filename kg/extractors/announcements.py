"""The announcement itself: title, language, publisher and date of publication."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extractors.authorship import find_dateline
from kg.extractors.discourse import Discourse, organisation_entity
from kg.extractors.facts import Says, date_literal
from kg.languages.authority import language_code
from kg.model import Entity, Fact, Literal, Term

ANNOUNCEMENT = Entity("tco:Announcement", ("this",))


def extract(discourse: Discourse) -> Iterator[Fact]:
    """Facts on the document as a publication."""
    document = discourse.reading.document
    title = Says(document.title, "announcement.title", 1.0)
    yield from title.a(ANNOUNCEMENT)
    yield title.that(
        ANNOUNCEMENT, "dct:title", Literal.text(document.quote(document.title), document.language)
    )
    yield title.that(ANNOUNCEMENT, "dct:language", Term(f"language:{language_code(document.language)}"))
    if author := discourse.author:
        says = Says(author.span, "announcement.publisher", author.confidence)
        yield says.that(ANNOUNCEMENT, "dct:publisher", organisation_entity(author.organisation))
    if date := find_dateline(discourse.reading):
        says = Says(date.span, "announcement.dateline", 0.9 * date.confidence)
        yield says.that(ANNOUNCEMENT, "dct:issued", date_literal(date.start))

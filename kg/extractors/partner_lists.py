"""Lists of partners: bulleted lines after a heading, and names with their countries in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.languages.folding import fold
from kg.mentions.model import CountryMention, OrganisationMention, PlaceMention
from kg.mentions.reading import Reading
from kg.model import Span

_BRACKETED = re.compile(r"\s*\(([^()\n]{3,60})\)")
_NAME_START = re.compile(r"[^,;:()\n·]{3,90}$")
_NAME_END = re.compile(r"\s*(?:[,(:]|\s[–—-]\s)")


def listed_bodies(reading: Reading) -> Iterator[tuple[OrganisationMention, Span, bool]]:
    """Bodies named in lists of partners: (body, span that says so, whether it leads)."""
    yield from _lines(reading)
    yield from _with_countries(reading)


def _lines(reading: Reading) -> Iterator[tuple[OrganisationMention, Span, bool]]:
    """Items of a bulleted list whose heading, the line before it, speaks of partners."""
    speaks_of_partners, previous = False, None
    for item in reading.items:
        heading = _line_before(reading.document.text, item)
        if previous is None or not heading.overlaps(previous):
            speaks_of_partners = bool(reading.cue("partner", heading) or reading.cue("lead", heading))
        previous = item
        if speaks_of_partners and (body := _body_in(reading, item)):
            yield body, item, bool(reading.cue("lead", item))


def _line_before(text: str, item: Span) -> Span:
    """The last line that is not blank before the line of an item."""
    end = len(text[: text.rfind("\n", 0, item.start) + 1].rstrip())
    start = text.rfind("\n", 0, end) + 1
    return Span(start, max(end, start + 1))


def _with_countries(reading: Reading) -> Iterator[tuple[OrganisationMention, Span, bool]]:
    """``Name (Country)``, two or more in a sentence."""
    text = reading.document.text
    for sentence in reading.sentences:
        found = []
        for match in _BRACKETED.finditer(text, sentence.start, sentence.end):
            bracket = Span(*match.span(1))
            words = _NAME_START.search(text, max(sentence.start, match.start() - 90), match.start())
            if words and reading.inside(reading.countries, bracket):
                opening = reading.pack.opening.match(reading.folded, words.start(), words.end())
                start = opening.end() if opening else words.start()
                if start < words.end():
                    found.append((Span(start, words.end()), Span(start, match.end()), bracket))
        if len(found) >= 2:
            for name, span, bracket in found:
                body = _body_in(reading, span) or _by_words(
                    reading, name, reading.inside(reading.countries, bracket)[0]
                )
                before = Span(max(0, span.start - 3), span.end)
                yield body, span, bool(reading.cue("lead", before))


def _body_in(reading: Reading, item: Span) -> OrganisationMention | None:
    """The body that an item names: an organisation, else its first words with their place and country."""
    organisations = reading.inside(reading.organisations, item)
    if organisations and organisations[0].span.start - item.start <= 6:
        return organisations[0]
    text = reading.document.quote(item)
    end = _NAME_END.search(text)
    words = text[: end.start() if end else len(text)].strip()
    if not words or not words[0].isupper() or len(words) > 100:
        return None
    name = Span(item.start + text.index(words), item.start + text.index(words) + len(words))
    places = [p for p in reading.inside(reading.places, item) if p.span == name]
    countries = reading.inside(reading.countries, Span(name.end, item.end)) if name.end < item.end else []
    return _by_words(reading, name, countries[0] if countries else None, places[0] if places else None)


def _by_words(
    reading: Reading, name: Span, country: CountryMention | None, place: PlaceMention | None = None
) -> OrganisationMention:
    words = reading.document.quote(name)
    code = country.country if country else place.place.country if place else ""
    key = ("orgtype-municipality", place.place.id) if place else ("name", fold(words), code)
    return OrganisationMention(
        span=name,
        name=words,
        type="orgtype-municipality" if place else "",
        place=place,
        country=code,
        key=key,
        rule="organisation.listed",
        confidence=0.85,
    )

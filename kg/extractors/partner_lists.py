"""Lists of partners: bulleted lines after a heading, and names with their countries in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.mentions.model import CountryMention, OrganisationMention
from kg.mentions.organisations import name_key
from kg.mentions.reading import Reading
from kg.model import Span

_BRACKETED = re.compile(r"[ \t]{0,2}\(([^()\n]{3,60})\)")
_NAME_END = re.compile(r"\s*(?:[,(:]|\s[–—-]\s)")
_WORD = re.compile(r"[^\s]+")
_LONGEST_NAME, _LONGEST_ITEM, _LONGEST_HEADING = 90, 140, 4


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
            speaks_of_partners = _is_heading(reading, heading)
        previous = item
        short = item.end - item.start <= _LONGEST_ITEM
        body = _body_in(reading, item) if speaks_of_partners and short else None
        if body and not reading.inside(reading.projects, item):
            yield body, item, reading.cue("lead", item) is not None


def _is_heading(reading: Reading, line: Span) -> bool:
    """Whether a line opens a list of partners: it speaks of them, and ends in a colon or is short."""
    words = reading.document.quote(line)
    cues = ("partner", "lead", "participates") if words.endswith(":") else ("partner", "lead")
    opens = words.endswith(":") or len(words.split()) <= _LONGEST_HEADING
    return opens and any(reading.cue(cue, line) for cue in cues)


def _line_before(text: str, item: Span) -> Span:
    """The last line that is not blank before the line of an item."""
    end = len(text[: text.rfind("\n", 0, item.start) + 1].rstrip())
    start = text.rfind("\n", 0, end) + 1
    return Span(start, max(end, start + 1))


def _with_countries(reading: Reading) -> Iterator[tuple[OrganisationMention, Span, bool]]:
    """``Name (Country)``, two or more in a sentence."""
    for sentence in reading.sentences:
        found = []
        for match in _BRACKETED.finditer(reading.document.text, sentence.start, sentence.end):
            countries = reading.inside(reading.countries, Span(*match.span(1)))
            body = _body_before(reading, sentence, match.start(), countries[0]) if countries else None
            if body:
                found.append((body, body.span.to(Span(*match.span()))))
        if len(found) >= 2:
            for body, span in found:
                yield body, span, reading.cue("lead", Span(max(0, span.start - 3), span.end)) is not None


def _body_before(
    reading: Reading, sentence: Span, end: int, country: CountryMention
) -> OrganisationMention | None:
    """The body whose name ends where a bracket begins: a known one, else the capitalised words there."""
    near = Span(max(sentence.start, end - _LONGEST_NAME), end)
    known = [body for body in reading.inside(reading.bodies, near) if body.span.end == end]
    start = end
    for word in reversed(list(_WORD.finditer(reading.document.text, near.start, near.end))):
        small = reading.folded[word.start() : word.end()] in reading.pack.name_joiners
        if word[0][-1] in ",;:·." or not (word[0][0].isupper() or small):
            break
        start = start if small else word.start()
    if known and (known[-1].span.start <= start or known[-1].rule != "organisation.city"):
        return known[-1]
    return _by_words(reading, Span(start, end), country) if start < end else None


def _body_in(reading: Reading, item: Span) -> OrganisationMention | None:
    """The body that an item names: a known one at its head, else its first words with their country."""
    known = reading.inside(reading.bodies, item)
    if known and known[0].span.start - item.start <= 6:
        return known[0]
    text = reading.document.quote(item)
    end = _NAME_END.search(text)
    words = text[: end.start() if end else len(text)].strip(" .")
    if not words or not words[0].isupper() or len(words) > _LONGEST_NAME or ". " in words:
        return None
    start = item.start + text.index(words)
    name = Span(start, start + len(words))
    countries = reading.inside(reading.countries, Span(name.end, item.end)) if name.end < item.end else []
    return _by_words(reading, name, countries[0] if countries else None)


def _by_words(reading: Reading, name: Span, country: CountryMention | None) -> OrganisationMention:
    words = reading.document.quote(name)
    code = country.country if country else ""
    return OrganisationMention(
        span=name,
        name=words,
        type="",
        place=None,
        country=code,
        key=name_key(words, code),
        rule="organisation.listed",
        confidence=0.85,
    )

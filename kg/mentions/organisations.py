"""Mentions of organisations: a word that opens such a name (Δήμος, Πανεπιστήμιο …), and what follows it.

After a municipality or region a place follows, so the body is known by its type and place; after other
words a name does, which ends where the capitalised words end. A plural opens a list: Δήμων Ηρακλείου,
Πάφου, Χανίων.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.languages.folding import fold
from kg.languages.pack import Head, Pack
from kg.mentions.model import CountryMention, OrganisationMention, PlaceMention
from kg.model import Span

_WORD = re.compile(r"\s*(?:(?P<dash>[-–&])\s*)?(?P<word>[^\W\d_][\w.'’&]*)")
_LINK = re.compile(r"\s+(?:[^\W\d_]{2,5}\s+)?[\"«“]?")


def find_organisations(
    text: str,
    folded: str,
    packs: Sequence[Pack],
    places: Sequence[PlaceMention],
    countries: Sequence[CountryMention],
) -> tuple[OrganisationMention, ...]:
    """Organisations mentioned in a text, in order; heads of all given languages are looked for."""
    by_start = {mention.span.start: mention for mention in places}
    found: list[OrganisationMention] = []
    for pack in packs:
        for head in pack.heads:
            for match in head.pattern.finditer(folded):
                if text[match.start()].isupper() or head.complement != "name":
                    found.extend(_after_head(text, folded, pack, head, match, by_start))
    return tuple(_settle(_with_countries(text, m, countries) for m in found))


def name_key(name: str, country: str) -> tuple[str, ...]:
    """The key of a body that no place identifies: its folded name and its country, if known."""
    return "name", fold(name), country


def city_body(mention: PlaceMention, words: str) -> OrganisationMention:
    """The body of a city that is named for it by some words: "with Agen as lead partner"."""
    return OrganisationMention(
        span=mention.span,
        name=words,
        type="orgtype-municipality",
        place=mention,
        country=mention.place.country,
        key=("orgtype-municipality", mention.place.id),
        rule="organisation.city",
        confidence=min(mention.confidence, 0.85),
    )


def overlapping(spans: Sequence[Span], span: Span) -> bool:
    """Whether one of some spans, which are in order and apart, overlaps a span."""
    index = bisect.bisect_right(spans, span.start, key=lambda s: s.end)
    return index < len(spans) and spans[index].overlaps(span)


def _after_head(
    text: str, folded: str, pack: Pack, head: Head, match: re.Match[str], places: dict[int, PlaceMention]
) -> Iterator[OrganisationMention]:
    start, end = match.span()
    if head.complement == "name":
        name_end = _name_end(text, end, pack)
        number = re.search(
            rf"(?<!\w)\d{{1,3}}\s?{pack.ordinal_suffix}\s+$", folded[max(0, start - 8) : start]
        )
        if name_end > end:
            first = start - len(number[0]) if number else start
            yield _by_name(text, head, Span(first, name_end), start, end)
        return
    first = True
    plural = bool(head.plural.fullmatch(match[0]))
    latin = head.complement == "latin-place"
    while (
        place := _next_place(folded, pack, end, places)
        if not first
        else _first_place(text, end, places, latin)
    ):
        yield _by_place(text, head, Span(start if first else place.span.start, place.span.end), place)
        first, end = False, place.span.end
        if not plural:
            return


def _first_place(
    text: str, position: int, places: dict[int, PlaceMention], latin: bool
) -> PlaceMention | None:
    """The place that follows a head word, with an article or a quotation mark between."""
    gap = _LINK.match(text, position)
    for start in (gap.end(), position + 1) if gap else ():
        place = places.get(start)
        if place and not (latin and not text[start].isascii()):
            return place
    return None


def _next_place(
    folded: str, pack: Pack, position: int, places: dict[int, PlaceMention]
) -> PlaceMention | None:
    """The next place of a list."""
    gap = pack.list_gap.match(folded, position)
    return places.get(gap.end()) if gap else None


def _name_end(text: str, position: int, pack: Pack) -> int:
    """Where a name that begins before a position ends: at the last capitalised word that belongs to it.

    A full stop or comma ends it, unless the word is an initial or a legal form such as Α.Ε.
    """
    end, joined = position, True
    while match := _WORD.match(text, position):
        word = match["word"]
        if "\n" in match[0]:
            break
        if word[0].isupper():
            end, joined = match.end("word"), True
        elif joined and fold(word.rstrip(".")) in pack.name_joiners:
            joined = False
        else:
            break
        position = match.end("word")
        stopped = word.endswith(".") and len(word.replace(".", "")) > 2
        if stopped or text[position : position + 1] == ",":
            break
    return end - 1 if text[end - 1] == "." and text[end - 3 : end - 2] != "." else end


def _by_place(text: str, head: Head, span: Span, place: PlaceMention) -> OrganisationMention:
    complement = text[place.span.start : place.span.end]
    named_by_city = head.complement == "latin-place"
    return OrganisationMention(
        span=span,
        name=complement if named_by_city else f"{head.word} {complement}",
        type=head.type,
        place=place,
        country=place.place.country,
        key=(head.type, place.place.id),
        rule=f"organisation.{head.complement}",
        confidence=min(0.95, place.confidence + 0.05),
    )


def _by_name(text: str, head: Head, span: Span, head_start: int, head_end: int) -> OrganisationMention:
    name = re.sub(r"\s+", " ", text[span.start : head_start] + head.word + text[head_end : span.end])
    return OrganisationMention(
        span=span,
        name=name,
        type=head.type,
        place=None,
        country="",
        key=name_key(name, ""),
        rule="organisation.name",
        confidence=0.85,
    )


def _with_countries(
    text: str, mention: OrganisationMention, countries: Sequence[CountryMention]
) -> OrganisationMention:
    """The mention with the country that stands right after it, where its place tells none."""
    if mention.country:
        return mention
    for country in countries:
        gap = text[mention.span.end : country.span.start]
        if 0 <= country.span.start - mention.span.end <= 4 and not gap.strip(" ,(–-"):
            key = name_key(mention.name, country.country)
            return replace(mention, country=country.country, key=key)
    return mention


def _settle(mentions: Iterator[OrganisationMention]) -> list[OrganisationMention]:
    """Of overlapping mentions the longest stay."""
    kept: list[OrganisationMention] = []
    for mention in sorted(mentions, key=lambda m: (m.span.start - m.span.end, m.span.start, m.name)):
        if not any(other.span.overlaps(mention.span) for other in kept):
            kept.append(mention)
    return sorted(kept, key=lambda m: m.span)

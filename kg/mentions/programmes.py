"""Mentions of funding programmes, by the names and editions of the authority file."""

from __future__ import annotations

import re

from kg.authorities import Authorities, Programme
from kg.languages.folding import fold, latin_lookalikes
from kg.mentions.model import ProgrammeMention
from kg.model import Span

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7}
_PERIOD = re.compile(r"\s?(20\d\d)\s?[-/]\s?(?:20)?(\d\d)(?!\d)")
_EDITION = re.compile(r"\s?-?(vii|vi|iv|iii|ii|v|i)(?:\s?-?\s?([abc]))?(?![\w'])")
_PAIR = re.compile(
    r"""[\s-]*["']?\s*([^\W\d_]{4,}(?:\s[^\W\d_]{4,})?)\s*[-/]\s*([^\W\d_]{4,}(?:\s[^\W\d_]{4,})?)\s*["']?"""
)


def find_programmes(
    text: str, authorities: Authorities, countries: dict[str, str]
) -> tuple[ProgrammeMention, ...]:
    """Programmes mentioned in a text, in order, each with the edition, countries and period beside it.

    Args:
        text: the text.
        authorities: names of programmes.
        countries: English names of countries by their folded names in the text's language.
    """
    folded = fold(latin_lookalikes(text))
    found: list[ProgrammeMention] = []
    for programme, pattern in authorities.programmes:
        for match in pattern.finditer(folded):
            if text[match.start()].isupper() and not any(m.span.overlaps(Span(*match.span())) for m in found):
                found.append(_mention(folded, programme, match, countries))
    return tuple(sorted(found, key=lambda m: m.span))


def _mention(
    folded: str, programme: Programme, match: re.Match[str], countries: dict[str, str]
) -> ProgrammeMention:
    """The mention with what belongs to the name after the words that matched."""
    end, edition, strand, pair, period = match.end(), 0, "", "", ""
    if programme.editions and (roman := _EDITION.match(folded, end)):
        edition, strand, end = _ROMAN[roman[1]], (roman[2] or "").upper(), roman.end()
    if programme.pairs and (two := _PAIR.match(folded, end)):
        names = [countries.get(fold(two[1]), ""), countries.get(fold(two[2]), "")]
        if all(names):
            pair, end = "-".join(names), two.end()
    if years := _PERIOD.match(folded, end):
        period, end = f"{years[1]}-20{years[2]}", years.end()
    roman_name = next((name.upper() for name, number in _ROMAN.items() if number == edition), "")
    label = roman_name + (f"-{strand}" if strand else "")
    name = " ".join(part for part in (programme.name, label, pair, period) if part)
    return ProgrammeMention(
        span=Span(match.start(), end),
        name=name,
        key=fold(name),
        edition=edition,
        names_projects=programme.names_projects,
        rule=f"programme.{programme.id}",
        confidence=0.95,
    )

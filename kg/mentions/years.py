"""The year of dates that a text gives without one, from what the announcement says elsewhere.

In this order: the day it was published, with the weekday where one is stated; the weekday and the years
in the text; a date with its year close by. Where none of them settles it, the year stays unknown.
"""

from __future__ import annotations

import bisect
import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.mentions import date_grammar
from kg.mentions.date_grammar import Grammar
from kg.mentions.model import DateMention

_YEAR_IN_TEXT = re.compile(r"(?<![\w./-])(?:19|20)\d\d(?!\w|\s?[-/]\s?\d)")
_PERIOD_END = re.compile(r"\d\s?[-/]\s?$")
_WEEKDAY_REACH = 30
_CLOSE_BY = 1_000
_FAR_FROM_PUBLICATION = 150
_FAR_FROM_OTHER_DATE = 200
_SURE, _BY_WEEKDAY, _BY_OTHER_DATE = 0.95, 0.9, 0.75


def resolve_years(
    mentions: tuple[DateMention, ...], text: str, folded: str, language: str, published: str | None
) -> tuple[DateMention, ...]:
    """The mentions with the years that the announcement settles.

    Args:
        mentions: dates found in the text, in order.
        text: the text.
        folded: the same text folded.
        language: its ISO 639-1 code.
        published: the day of publication as ``2024-05-31``, where it is known.

    Returns:
        The same mentions in the same order; one whose year was settled has ``+year.published``,
        ``+year.weekday`` or ``+year.context`` after its rule and a lower confidence.
    """
    stated = _Stated.read(mentions, folded)
    grammar, day = date_grammar.load(language), _date(published or "")
    return tuple(
        _resolved(mention, stated, _weekday(mention, folded, grammar), day)
        if mention.start.startswith("--")
        else mention
        for mention in mentions
    )


@dataclass(frozen=True)
class _Stated:
    """What a text states of years.

    Attributes:
        positions: where its dates with a year begin, in order.
        dates: those dates; the first day of a month or a range.
        years: every year it states, those of programme periods apart.
    """

    positions: list[int]
    dates: list[datetime.date]
    years: list[int]

    @classmethod
    def read(cls, mentions: Iterable[DateMention], folded: str) -> _Stated:
        """Collect the years of a text."""
        dated = [(mention.span.start, date) for mention in mentions if (date := _date(mention.start))]
        years = {*_years_in(folded), *(date.year for _, date in dated)}
        return cls([position for position, _ in dated], [date for _, date in dated], sorted(years))

    def close_to(self, position: int) -> list[datetime.date]:
        """The dates that are stated close to a position."""
        first = bisect.bisect_left(self.positions, position - _CLOSE_BY)
        return self.dates[first : bisect.bisect_right(self.positions, position + _CLOSE_BY)]


def _resolved(
    mention: DateMention, stated: _Stated, weekday: int, published: datetime.date | None
) -> DateMention:
    """The mention with its year by the first of the three ways that applies."""
    if published:
        return _by_publication(mention, weekday, published)
    if weekday:
        fitting = [year for year in stated.years if _falls_on(mention, year) == weekday]
        return _in_year(mention, fitting[0], "weekday", _BY_WEEKDAY) if len(fitting) == 1 else mention
    return _by_other_date(mention, stated.close_to(mention.span.start))


def _by_publication(mention: DateMention, weekday: int, published: datetime.date) -> DateMention:
    """The year that brings the date closest to the publication; a stated weekday has to agree."""
    years = [published.year - 1, published.year, published.year + 1]
    near = {year: date for year in years if (date := _start(mention, year))}
    if weekday:
        near = {year: date for year, date in near.items() if date.isoweekday() == weekday}
    if not near:
        return mention
    year = min(near, key=lambda candidate: abs((near[candidate] - published).days))
    if not weekday and abs((near[year] - published).days) > _FAR_FROM_PUBLICATION:
        return mention
    return _in_year(mention, year, "published", _SURE)


def _by_other_date(mention: DateMention, close: Sequence[datetime.date]) -> DateMention:
    """The year of the other dates close by, if it is one and the same and the dates are not far apart."""
    years = {date.year for date in close}
    if len(years) != 1:
        return mention
    year = years.pop()
    start = _start(mention, year)
    if start is None or min(abs((start - date).days) for date in close) > _FAR_FROM_OTHER_DATE:
        return mention
    return _in_year(mention, year, "context", _BY_OTHER_DATE)


def _years_in(folded: str) -> Iterable[int]:
    """Years that stand alone in a text, so not those of a programme period as 2014-2020."""
    for match in _YEAR_IN_TEXT.finditer(folded):
        if not _PERIOD_END.search(folded, max(match.start() - 4, 0), match.start()):
            yield int(match[0])


def _weekday(mention: DateMention, folded: str, grammar: Grammar) -> int:
    """ISO weekday stated right before a date or in brackets after it; 0 where there is none."""
    start = mention.span.start
    before = grammar.weekday_before.search(folded[max(start - _WEEKDAY_REACH, 0) : start])
    found = before or grammar.weekday_after.match(folded, mention.span.end)
    return grammar.weekdays[found["day"]] if found else 0


def _falls_on(mention: DateMention, year: int) -> int:
    start = _start(mention, year)
    return start.isoweekday() if start else 0


def _start(mention: DateMention, year: int) -> datetime.date | None:
    return _date(f"{year}{mention.start[1:]}")


def _date(lexical: str) -> datetime.date | None:
    """The day of a lexical form, the first of a month; None where it is not one."""
    try:
        return datetime.date.fromisoformat(lexical if len(lexical) > 7 else f"{lexical}-01")
    except ValueError:
        return None


def _in_year(mention: DateMention, year: int, way: str, confidence: float) -> DateMention:
    """The mention in a year; a range over New Year ends in the next one."""
    later = mention.end < mention.start
    return replace(
        mention,
        start=f"{year}{mention.start[1:]}",
        end=f"{year + later}{mention.end[1:]}",
        partial=False,
        rule=f"{mention.rule}+year.{way}",
        confidence=round(mention.confidence * confidence, 3),
    )

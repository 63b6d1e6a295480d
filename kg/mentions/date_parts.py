"""Days and months as a pattern of the grammar caught them, made into periods that a calendar has."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.mentions.date_grammar import Grammar

_PIVOT = 50
_LEAP = 2000
_REACH = 20
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True, order=True)
class Day:
    """What a text gives of a day; 0 for what it does not."""

    year: int
    month: int
    day: int

    def lexical(self) -> str:
        """XSD lexical form: xsd:date, xsd:gYearMonth or xsd:gMonthDay."""
        if not self.day:
            return f"{self.year:04}-{self.month:02}"
        return (f"{self.year:04}-" if self.year else "--") + f"{self.month:02}-{self.day:02}"

    def date(self) -> datetime.date | None:
        """The day, in a leap year where none is stated; None where no calendar has it."""
        try:
            return datetime.date(self.year or _LEAP, self.month, self.day or 1)
        except ValueError:
            return None

    def eve_of(self, other: Day) -> bool:
        """Whether the other day is the next one."""
        this, following = self.date(), other.date()
        return this is not None and following is not None and (following - this).days == 1


Period = tuple[Day, Day]


def periods(match: re.Match[str], grammar: Grammar) -> tuple[Period, ...]:
    """The periods that a match states: one, or several where it lists days that do not follow each other.

    Empty where a day is impossible or a range runs backwards.
    """
    groups = match.groupdict()
    if _is_another_word(match, grammar):
        return ()
    between = bool(grammar.between.search(match.string[max(match.start() - _REACH, 0) : match.start()]))
    if "m2" in groups:
        found = tuple(_of_two_months(groups, grammar, between=between))
    else:
        found = tuple(_of_one_month(groups, grammar, between=between))
    possible = all(_possible(first, last) for first, last in found)
    return found if possible else ()


def month_before_day(match: re.Match[str]) -> tuple[Period, ...]:
    """The day of figures that make sense only with the month first (6/14/2023), or nothing."""
    if match["sep"] != "/" or not match["days"].isdigit():
        return ()
    day = Day(int(match["year"]), int(match["days"]), int(match["month"]))
    return ((day, day),) if day.date() else ()


def _is_another_word(match: re.Match[str], grammar: Grammar) -> bool:
    """Whether the month is an abbreviation without a full stop and without a year: "20 pro" in Czech."""
    groups = match.groupdict()
    months = {groups.get("month") or "", groups.get("m1") or "", groups.get("m2") or ""}
    stated = groups.get("year") or groups.get("y1") or groups.get("y2")
    return not stated and not months.isdisjoint(grammar.abbreviations)


def _possible(first: Day, last: Day) -> bool:
    begin, end = first.date(), last.date()
    if begin is None or end is None:
        return False
    over_new_year = not first.year and first.month > last.month
    return begin <= end or over_new_year


def _of_one_month(groups: dict[str, str | None], grammar: Grammar, *, between: bool) -> Iterator[Period]:
    """Days of one month, or the month itself."""
    month = _month(groups["month"] or groups.get("dotted") or "", grammar)
    year = _year(groups.get("year"))
    if not groups.get("days"):
        whole = Day(year, month, 0)
        yield whole, whole
        return
    runs = _runs(groups["days"] or "", grammar)
    for first, last in [(runs[0][0], runs[-1][1])] if between else runs:
        yield Day(year, month, first), Day(year, month, last)


def _runs(days: str, grammar: Grammar) -> list[tuple[int, int]]:
    """First and last day of each run: "12-14" is one, so is "13 and 14"; "3 and 17" are two."""
    runs: list[tuple[int, int]] = []
    position, up_to = 0, False
    while number := grammar.day.match(days, position):
        day = int(_digits(number[0]))
        if runs and (up_to or day == runs[-1][1] + 1):
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
        joint = grammar.joint.match(days, number.end())
        if joint is None:
            break
        position, up_to = joint.end(), joint["range"] is not None
    return runs


def _of_two_months(groups: dict[str, str | None], grammar: Grammar, *, between: bool) -> Iterator[Period]:
    """A range that states both months: its years may be stated once."""
    first = Day(_year(groups.get("y1")), _month(groups["m1"] or "", grammar), int(_digits(groups.get("d1"))))
    last = Day(_year(groups.get("y2")), _month(groups["m2"] or "", grammar), int(_digits(groups.get("d2"))))
    over_new_year = (first.month, first.day) > (last.month, last.day)
    if last.year and not first.year:
        first = replace(first, year=last.year - over_new_year)
    elif first.year and not last.year:
        last = replace(last, year=first.year + over_new_year)
    if groups.get("range") or between or not first.day or first.eve_of(last):
        yield first, last
    else:
        yield first, first
        yield last, last


def _month(name: str, grammar: Grammar) -> int:
    return int(name) if name.isdigit() else grammar.months[name.rstrip(".")]


def _digits(day: str | None) -> str:
    number = _NUMBER.match(day or "")
    return number[0] if number else "0"


def _year(figures: str | None) -> int:
    if not figures:
        return 0
    year = int(figures)
    return year if year >= 100 else year + (2000 if year < _PIVOT else 1900)

"""Any day, written in the ways of several languages, is read back; any text is read without failing."""

import datetime

from babel.dates import format_date
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.languages.folding import fold
from kg.mentions.dates import find_dates, resolve_years

DAYS = st.dates(datetime.date(1990, 1, 1), datetime.date(2049, 12, 31))
LANGUAGES = st.sampled_from(
    [
        "bg",
        "cs",
        "da",
        "de",
        "el",
        "en",
        "es",
        "fi",
        "fr",
        "gl",
        "hr",
        "hu",
        "it",
        "nl",
        "pl",
        "pt",
        "ro",
        "sl",
        "sr",
        "sv",
    ]
)
DATE_LIKE = st.text(st.sampled_from("0123456789/.- &,\nκαιέωςΜαΐουΑπρίλ"), max_size=40)


@settings(deadline=None)  # a language's grammar is made when first needed
@given(DAYS, LANGUAGES)
def test_a_day_written_out_is_read_back(day: datetime.date, language: str) -> None:
    text = format_date(day, "long", locale=language)
    read = [(mention.start, mention.end) for mention in find_dates(text, fold(text), language)]
    assert read == [(day.isoformat(), day.isoformat())]


@settings(deadline=None)
@given(DAYS, st.sampled_from("/.-"))
def test_a_day_in_figures_is_read_back(day: datetime.date, separator: str) -> None:
    text = f"στις {day.day}{separator}{day.month:02}{separator}{day.year}, στις Σέρρες"
    assert [mention.start for mention in find_dates(text, fold(text), "el")] == [day.isoformat()]


@settings(deadline=None)
@given(DAYS, st.integers(0, 20))
def test_a_range_is_read_back(first: datetime.date, length: int) -> None:
    last = first + datetime.timedelta(days=length)
    text = f"από τις {first.day} {_month(first)} {first.year} έως τις {last.day} {_month(last)} {last.year}"
    (mention,) = find_dates(text, fold(text), "el")
    assert (mention.start, mention.end) == (first.isoformat(), last.isoformat())


@settings(deadline=None)
@given(DATE_LIKE, LANGUAGES)
def test_any_text_is_read_without_failing(text: str, language: str) -> None:
    folded = fold(text)
    mentions = find_dates(text, folded, language)
    for mention in resolve_years(mentions, text, folded, language, None):
        assert 0 <= mention.span.start < mention.span.end <= len(text)
        assert 0 < mention.confidence <= 1


def _month(day: datetime.date) -> str:
    return format_date(day, "MMMM", locale="el")

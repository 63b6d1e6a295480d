"""Dates as announcements write them; the sentences are made up."""

import pytest

from kg.languages.folding import fold
from kg.mentions.dates import find_dates, resolve_years
from kg.mentions.model import DateMention


def dates(text: str, language: str) -> list[tuple[str, str]]:
    return [(mention.start, mention.end) for mention in find_dates(text, fold(text), language)]


ONE_PERIOD = [
    ("el", "στις 13 & 14/12/2023", "2023-12-13", "2023-12-14"),
    ("el", "το διήμερο 17 και 18 Απριλίου 2024", "2024-04-17", "2024-04-18"),
    ("el", "12 – 14 Απριλίου", "--04-12", "--04-14"),
    ("el", "από τις 30 Μαΐου έως και την 1η Ιουνίου 2024", "2024-05-30", "2024-06-01"),
    ("el", "από τις 12 έως τις 14 Νοεμβρίου 2024", "2024-11-12", "2024-11-14"),
    ("el", "κράτησε τρεις ημέρες, 8-10/10/2019.", "2019-10-08", "2019-10-10"),
    ("el", "(26 Μαρτίου έως και 1η Απριλίου 2017)", "2017-03-26", "2017-04-01"),
    ("el", "Παρασκευή 31 Μαΐου και Σάββατο 1 Ιουνίου 2024", "2024-05-31", "2024-06-01"),
    ("el", "13, 14 και 15 Μαΐου 2023", "2023-05-13", "2023-05-15"),
    ("el", "20/05/2021", "2021-05-20", "2021-05-20"),
    ("el", "λήγει στις 31.05.2021.", "2021-05-31", "2021-05-31"),
    ("el", "την Πέμπτη 3-10-19 η διακοπή", "2019-10-03", "2019-10-03"),
    ("el", "Σέρρες, 15-09-2025", "2025-09-15", "2025-09-15"),
    ("el", "Νοέμβριος 14, 2019", "2019-11-14", "2019-11-14"),
    ("el", "Πέμπτη\n11 Αυγούστου\n2022", "2022-08-11", "2022-08-11"),
    ("el", "9/11/2018 01:54", "2018-11-09", "2018-11-09"),
    ("el", "6/14/2023", "2023-06-14", "2023-06-14"),
    ("el", "της 29ης Σεπτεμβρίου 2018", "2018-09-29", "2018-09-29"),
    ("el", "μεταξύ 3 και 6 Μαΐου 2022", "2022-05-03", "2022-05-06"),
    ("el", "την Τρίτη 13/12 στο Δημαρχείο", "--12-13", "--12-13"),
    ("el", "τον Μάιο του 2020", "2020-05", "2020-05"),
    ("el", "από τον Ιούνιο 2023 ως τον Δεκέμβριο 2025", "2023-06", "2025-12"),
    ("el", "28 Δεκεμβρίου έως 2 Ιανουαρίου", "--12-28", "--01-02"),
    ("el", "the meeting of 13 and 14 December 2023", "2023-12-13", "2023-12-14"),
    ("en", "June 18-19, 2024", "2024-06-18", "2024-06-19"),
    ("en", "February 20th and 21st", "--02-20", "--02-21"),
    ("en", "on the 1st of June", "--06-01", "--06-01"),
    ("en", "May 30 – June 1, 2024", "2024-05-30", "2024-06-01"),
    ("en", "on 20-21 Apr 2022", "2022-04-20", "2022-04-21"),
    ("fr", "le 1er juin 2023", "2023-06-01", "2023-06-01"),
    ("fr", "les 4 et 5 juillet", "--07-04", "--07-05"),
    ("fr", "du 8 au 13 mars 2020", "2020-03-08", "2020-03-13"),
    ("it", "dal 27 al 29 novembre", "--11-27", "--11-29"),
    ("es", "entre el 22 y el 25 de abril", "--04-22", "--04-25"),
    ("pt", "13 e 14 de dezembro de 2023", "2023-12-13", "2023-12-14"),
    ("gl", "do 1 de setembro de 2017 ao 31 de agosto de 2021", "2017-09-01", "2021-08-31"),
    ("ro", "în zilele de 30 și 31 martie 2022", "2022-03-30", "2022-03-31"),
    ("de", "13.–14. Dezember", "--12-13", "--12-14"),
    ("de", "vom 13. bis zum 14. Dezember 2023", "2023-12-13", "2023-12-14"),
    ("nl", "van 13 tot en met 15 mei 2023", "2023-05-13", "2023-05-15"),
    ("da", "den 13. og 14. december 2023", "2023-12-13", "2023-12-14"),
    ("sv", "2022-09-27", "2022-09-27", "2022-09-27"),
    ("fi", "keskiviikkona 21.9.2022 klo 13.00-15.35", "2022-09-21", "2022-09-21"),
    ("sl", "13. in 14. decembra 2023", "2023-12-13", "2023-12-14"),
    ("sl", "od 13. do 14. 12. 2023", "2023-12-13", "2023-12-14"),
    ("hr", "13. i 14. travnja 2023.", "2023-04-13", "2023-04-14"),
    ("cnr", "21-22. februara 2024. godine", "2024-02-21", "2024-02-22"),
    ("sr", "28. децембра 2023 - 2. јануара 2024.", "2023-12-28", "2024-01-02"),
    ("pl", "od 10 do 12 stycznia 2023 roku", "2023-01-10", "2023-01-12"),
    ("cs", "10. až 12. ledna 2023", "2023-01-10", "2023-01-12"),
    ("bg", "13 и 14 декември 2023 г.", "2023-12-13", "2023-12-14"),
    ("hu", "2023. december 13-14. között", "2023-12-13", "2023-12-14"),
    ("hu", "2018. szeptember 27-én", "2018-09-27", "2018-09-27"),
    ("hu", "december 13-án és 14-én", "--12-13", "--12-14"),
]


@pytest.mark.parametrize(("language", "text", "start", "end"), ONE_PERIOD)
def test_one_period(language: str, text: str, start: str, end: str) -> None:
    assert dates(text, language) == [(start, end)]


def test_days_that_do_not_follow_each_other_are_two_dates() -> None:
    assert dates("στις 3 και 17 Μαΐου 2023", "el") == [
        ("2023-05-03", "2023-05-03"),
        ("2023-05-17", "2023-05-17"),
    ]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("el", "η 4η συνάντηση και το 2ο Γυμνάσιο"),
        ("el", "από τις 17:00 έως τις 20:30"),
        ("el", "10:30 π.μ. – 13:30 μ.μ."),
        ("el", "Παραδοτέο 4.1.3"),
        ("el", "Interreg 2014-2020 και 2021–2027"),
        ("el", "κωδικό 2015-1-SK01-KA219-008877"),
        ("el", "τηλ. 23213 50100, 210-12-12-345"),
        ("el", "95.935,12 ευρώ"),
        ("el", "https://example.org/12/12/2023/news"),
        ("el", "31/2/2023 και 30 Φεβρουαρίου 2023"),
        ("el", "από το 2016"),
        ("en", "In June 18 partners met"),
        ("cs", "20 pro účastníky"),
        ("it", "1/2 della spesa"),
    ],
)
def test_what_is_no_date(language: str, text: str) -> None:
    assert dates(text, language) == []


def only(text: str, language: str = "el") -> DateMention:
    (mention,) = find_dates(text, fold(text), language)
    return mention


def test_the_span_is_the_date_alone() -> None:
    text = "Την Παρασκευή, 15 Σεπτεμβρίου 2023, στην Αίθουσα"
    span = only(text).span
    assert text[span.start : span.end] == "15 Σεπτεμβρίου 2023"


def test_figures_with_the_month_first_are_less_sure() -> None:
    assert only("6/14/2023").confidence < only("14/6/2023").confidence
    assert only("6/14/2023").rule == "date.figures-month-first"


def test_partial_dates_say_so() -> None:
    assert only("12 – 14 Απριλίου").partial
    assert only("Μάιο του 2020").partial
    assert not only("12 – 14 Απριλίου 2023").partial


def resolved(text: str, language: str = "el", published: str | None = None) -> list[DateMention]:
    folded = fold(text)
    return list(resolve_years(find_dates(text, folded, language), text, folded, language, published))


def test_the_day_of_publication_gives_the_year() -> None:
    (mention,) = resolved("Στις 13 και 14 Δεκεμβρίου", published="2024-01-08")
    assert (mention.start, mention.end) == ("2023-12-13", "2023-12-14")
    assert mention.rule == "date.day-month+year.published"
    assert not mention.partial


def test_a_weekday_decides_between_years_around_publication() -> None:
    (mention,) = resolved("την Παρασκευή 31 Μαΐου", published="2024-11-30")
    assert mention.start == "2024-05-31"


def test_a_weekday_that_no_year_has_leaves_the_year_open() -> None:
    (mention,) = resolved("τη Δευτέρα 31 Μαΐου", published="2024-05-20")
    assert mention.start == "--05-31"


def test_a_day_half_a_year_from_publication_stays_open() -> None:
    (mention,) = resolved("στις 10 Ιουλίου", published="2024-01-08")
    assert mention.start == "--07-10"


def test_weekday_and_a_year_in_the_text() -> None:
    mentions = resolved("Την Παρασκευή 31 Μαΐου. Το έργο, που άρχισε το 2023, συνεχίζεται το 2024.")
    assert mentions[0].start == "2024-05-31"
    assert mentions[0].rule.endswith("+year.weekday")


def test_years_of_a_programme_period_are_no_candidates() -> None:
    (mention,) = resolved("Την Παρασκευή 30 Μαΐου, πρόγραμμα 2014-2020")
    assert mention.start == "--05-30"


def test_a_full_date_close_by_gives_the_year_with_less_confidence() -> None:
    full, mention = resolved("18 giugno 2024\nDue giornate di lavori, 18 e 19 giugno.", "it")
    assert (mention.start, mention.end) == ("2024-06-18", "2024-06-19")
    assert mention.confidence < full.confidence


def test_two_years_close_by_settle_nothing() -> None:
    mentions = resolved("3 Μαΐου 2022 και 9 Μαΐου 2023. Συνάντηση στις 12 Μαΐου.")
    assert mentions[-1].start == "--05-12"


def test_nothing_to_go_by_leaves_the_year_open() -> None:
    (mention,) = resolved("στις 24 και 25 Σεπτεμβρίου, πρόγραμμα 2021–2027")
    assert mention.start == "--09-24"


def test_a_range_over_new_year_ends_in_the_next_year() -> None:
    (mention,) = resolved("28 Δεκεμβρίου έως 2 Ιανουαρίου", published="2023-12-20")
    assert (mention.start, mention.end) == ("2023-12-28", "2024-01-02")


def test_a_folded_text_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="length"):
        find_dates("ab", "a", "el")

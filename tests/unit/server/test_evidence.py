"""The sentence around the words that a fact rests on."""

from __future__ import annotations

import pytest

from kg.model import Span
from server.evidence import LONGEST, Source, marked, sentences


def _sentences(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Μία πρόταση. Δεύτερη πρόταση.", ["Μία πρόταση.", "Δεύτερη πρόταση."]),
        ("Πότε έγινε; Το 2023· Εκεί. Τέλος!", ["Πότε έγινε;", "Το 2023·", "Εκεί.", "Τέλος!"]),
        ("Μίλησε ο κ. Ρωσσάκης. Έφυγε.", ["Μίλησε ο κ. Ρωσσάκης.", "Έφυγε."]),
        ("Η κα. Κοκκινίδου ήρθε.", ["Η κα. Κοκκινίδου ήρθε."]),
        ("Mr. Castet came. He spoke.", ["Mr. Castet came.", "He spoke."]),
        ("By J. Smith and Dr. Who. End.", ["By J. Smith and Dr. Who.", "End."]),
        ("It cost 3.5 million. Then no. 4 came.", ["It cost 3.5 million.", "Then no. 4 came."]),
        ("He said “Stop.” Then he left.", ["He said “Stop.”", "Then he left."]),
        ("First. «Δεύτερη» λέξη.", ["First.", "«Δεύτερη» λέξη."]),
        ("A title without a stop\n\nThen a text.\n", ["A title without a stop", "Then a text."]),
        ("", []),
        (" \n ", []),
    ],
)
def test_a_sentence_ends_at_its_mark_but_not_at_an_abbreviation(text: str, expected: list[str]) -> None:
    assert _sentences(text) == expected


def test_a_span_over_two_sentences_is_quoted_with_both() -> None:
    source = Source("t", "One here. Two here. Three.", "a")
    assert source.sentence(Span(4, 14)) == Span(0, 19)


def test_offsets_count_code_points() -> None:
    text = "😀 Η Škofja Loka. Τέλος."
    source = Source("t", text, "a")
    begin = text.index("Škofja")
    assert text[slice(*_ends(source.sentence(Span(begin, begin + 6))))] == "😀 Η Škofja Loka."


def test_a_very_long_sentence_is_cut_around_the_words_at_blanks() -> None:
    text = "λέξη " * 400 + "εδώ " + "λέξη " * 400
    begin = text.index("εδώ")
    excerpt = Source("t", text, "a").excerpt(Span(begin, begin + 3))
    assert excerpt.covers(Span(begin, begin + 3))
    assert excerpt.end - excerpt.start <= LONGEST + len("λέξη ") * 2
    assert text[excerpt.start - 1].isspace()
    assert text[excerpt.end - 1].isspace()


def test_exactly_the_words_are_marked() -> None:
    text = "Ο Δήμος συμμετείχε εκεί."
    assert marked(text, Span(0, 24), [Span(2, 7)]) == [
        ("Ο ", False),
        ("Δήμος", True),
        (" συμμετείχε εκεί.", False),
    ]


def test_overlapping_spans_are_marked_as_one() -> None:
    assert marked("abcdef", Span(0, 6), [Span(1, 4), Span(2, 5)]) == [
        ("a", False),
        ("bcde", True),
        ("f", False),
    ]


def test_a_text_that_is_not_stored_has_no_sentences_and_still_a_span() -> None:
    assert Source("t", "", "a").sentence(Span(3, 5)) == Span(3, 5)


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end

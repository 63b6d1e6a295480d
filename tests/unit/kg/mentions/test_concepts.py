"""Mentions of concepts. The sentences are made up."""

import pytest

from kg import vocabulary
from kg.languages import pack
from kg.languages.folding import fold
from kg.mentions.concepts import find_concepts


def concepts(text: str, language: str = "el") -> list[tuple[str, str]]:
    found = find_concepts(fold(text), pack.load(language))
    return [(m.concept, text[m.span.start : m.span.end]) for m in found]


def test_inflected_forms_are_found() -> None:
    assert concepts("για τις διακρατικές συναντήσεις") == [
        ("event-transnational-meeting", "διακρατικές συναντήσεις")
    ]


def test_capitals_without_accents_are_found() -> None:
    assert concepts("ΔΙΑΚΡΑΤΙΚΗ ΣΥΝΑΝΤΗΣΗ") == [("event-transnational-meeting", "ΔΙΑΚΡΑΤΙΚΗ ΣΥΝΑΝΤΗΣΗ")]


def test_the_longest_words_of_a_group_win() -> None:
    assert concepts("το διακρατικό εργαστήριο") == [("event-workshop", "διακρατικό εργαστήριο")]


def test_adjectives_share_the_noun_they_stand_before() -> None:
    found = concepts("την πράσινη, δίκαιη και ψηφιακή μετάβαση")
    assert found == [
        ("topic-green-transition", "πράσινη"),
        ("topic-just-transition", "δίκαιη"),
        ("topic-digital-transition", "ψηφιακή μετάβαση"),
    ]


def test_an_adjective_that_shares_no_noun_is_no_concept() -> None:
    assert concepts("την πράσινη πόρτα και την ψηφιακή μετάβαση") == [
        ("topic-digital-transition", "ψηφιακή μετάβαση")
    ]


def test_words_inside_other_words_are_not_found() -> None:
    assert concepts("ο εκπολιτισμός") == []


@pytest.mark.parametrize("language", pack.available())
def test_every_concept_of_a_language_is_defined(language: str) -> None:
    for concept, _ in pack.load(language).concepts:
        vocabulary.load().require(f"concept:{concept}")

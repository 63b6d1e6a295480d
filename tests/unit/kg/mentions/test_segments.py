"""Sentences and list items. The sentences are made up."""

from kg.mentions.segments import list_items, sentences


def split(text: str) -> list[str]:
    return [text[s.start : s.end] for s in sentences(text)]


def test_full_stop_ends_a_sentence_before_a_capital() -> None:
    assert split("Έγινε η συνάντηση. Μίλησαν όλοι.") == ["Έγινε η συνάντηση.", "Μίλησαν όλοι."]


def test_abbreviations_and_initials_do_not_end_a_sentence() -> None:
    text = "Μίλησε ο κ. Α. Βήτας και η κα. Γάμμα."
    assert split(text) == [text]


def test_line_break_ends_a_sentence_unless_the_line_is_wrapped() -> None:
    assert split("Τίτλος χωρίς τελεία\nΑκολουθεί κείμενο") == ["Τίτλος χωρίς τελεία", "Ακολουθεί κείμενο"]
    assert split("η συνάντηση των\nεταίρων") == ["η συνάντηση των\nεταίρων"]


def test_numbers_with_points_stay_whole() -> None:
    assert split("Το Παραδοτέο 4.1.3 είναι έτοιμο.") == ["Το Παραδοτέο 4.1.3 είναι έτοιμο."]


def test_list_items_are_found_without_their_bullets() -> None:
    text = "Εταίροι:\n • Pombal, Πορτογαλία\n 2. Isernia, Ιταλία\n- Agen\nΤέλος"
    assert [text[s.start : s.end] for s in list_items(text)] == [
        "Pombal, Πορτογαλία",
        "Isernia, Ιταλία",
        "Agen",
    ]

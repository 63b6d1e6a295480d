"""Inflected forms of words and names, and patterns that match them."""

import re

import pytest

from kg.languages import inflection
from kg.languages.folding import fold

GREEK_NAMES = """
Σέρρες Σερρών|Σέρρες ΣΕΡΡΩΝ|Χανιά Χανίων|Αθήνα Αθηνών|Αθήνα Αθήνας|Αθήνα ΑΘΗΝΑΣ|Πάτρα Πατρών|Βρυξέλλες Βρυξελλών
Ιωάννινα Ιωαννίνων|Λάρισα Λαρισαίων|Λάρισα Λάρισας|Ηράκλειο Ηρακλείου|Θεσσαλονίκη Θεσσαλονίκης|Δράμα ΔΡΑΜΑΣ
Πειραιάς Πειραιώς|Πειραιάς Πειραιά|Βόλος Βόλου|Βόλος Βόλο|Αλεξανδρούπολη Αλεξανδρουπόλεως|Λουτράκι Λουτρακίου
Δελφοί Δελφούς|Δελφοί Δελφών|Κρήτη Κρήτης|Ήπειρος Ηπείρου|Άργος Άργους|Τρίκαλα Τρικάλων|Ρόδος Ρόδο|Κοζάνη Κοζάνης
Μιλάνο Μιλάνου|Λισαβόνα Λισαβόνας|Θήβα Θηβών|Τύρναβος Τυρνάβου|Μέγαρα Μεγάρων|Αίγιο Αιγίου|Βέροια Βέροιας
"""
GREEK_WORDS = """
διακρατική διακρατικός|διακρατική διακρατικού|διακρατική διακρατικό|διακρατική διακρατικοί|διακρατική διακρατικών
διακρατική διακρατικούς|διακρατική διακρατικής|διακρατική διακρατικές|διακρατική διακρατικά|συνάντηση συναντήσεις
συνάντηση ΣΥΝΑΝΤΗΣΕΩΝ|συνάντηση συναντήσεως|εταίρος εταίρους|δήμος δήμων|σεμινάριο σεμιναρίων|έργο έργων
πρόγραμμα προγράμματος|πρόγραμμα προγραμμάτων|γραμματέας γραμματείς|καθηγητής καθηγητών|μέλος μέλη|φάση φάσεων
διεθνής διεθνούς|διεθνής διεθνή|ευρύς ευρεία|αρχή αρχών|εργαστήρι εργαστηρίου|συντονίστρια συντονίστριας
"""
NAMES = """
sl Ljubljana Ljubljani|sl Maribor Mariboru|sl Jesenice Jesenicah|hr Rijeka Rijeci|hr Zagreb Zagrebu|sr Београд Београду
sr Крагујевац Крагујевцу|pl Warszawa Warszawie|pl Kraków Krakowie|pl Katowice Katowicach|pl Łódź Łodzi|cs Praha Praze
cs Pardubice Pardubicích|hu Budapest Budapesten|hu Pécs Pécsett|hu Vác Vácott|fi Helsinki Helsingissä|fi Oulu Oulussa
ro Timișoara Timișoarei|de Berlin Berlins
"""
WORDS = """
sl partner partnerjev|sl srečanje srečanj|hr sastanak sastanka|hr međunarodni međunarodnog|sr пројекат пројекат
pl projekt projekcie|pl spotkanie spotkania|cs setkání setkáním|hu partner partnerek|hu projekt projektben
de Treffen Treffens|ro întâlnire întâlnirea|ro partener partenerilor|bg среща срещата|bg партньор партньорите
fi kokous kokouksessa|fr transnational transnationaux|it incontro incontri|es reunión reuniones|pt reunião reuniões
en study studies|da møde mødet|sv möte mötet|nl bijeenkomst bijeenkomsten
"""


def rows(table: str) -> list[tuple[str, ...]]:
    return [tuple(row.split()) for line in table.strip().splitlines() for row in line.split("|")]


@pytest.mark.parametrize(("name", "form"), rows(GREEK_NAMES))
def test_forms_of_greek_places(name: str, form: str) -> None:
    assert fold(form) in inflection.load("el").name_forms(name)


@pytest.mark.parametrize(
    ("name", "form"),
    [("Νέος Σκοπός", "Νέου Σκοπού"), ("Άγιος Νικόλαος", "ΑΓΙΟΥ ΝΙΚΟΛΑΟΥ"), ("Νέα Ιωνία", "Νέας Ιωνίας")],
)
def test_each_word_of_a_name_is_inflected(name: str, form: str) -> None:
    assert fold(form) in inflection.load("el").name_forms(name)


def test_a_short_name_is_not_inflected() -> None:
    assert inflection.load("el").name_forms("Κως") == {"κωσ"}


def test_a_name_changes_no_gender() -> None:
    assert "δραμοσ" not in inflection.load("el").name_forms("Δράμα")


@pytest.mark.parametrize(("word", "form"), rows(GREEK_WORDS))
def test_forms_of_greek_words(word: str, form: str) -> None:
    assert fold(form) in inflection.load("el").forms(word)


@pytest.mark.parametrize(("language", "name", "form"), rows(NAMES))
def test_names_of_other_languages_and_back(language: str, name: str, form: str) -> None:
    known = inflection.load(language)
    assert fold(form) in known.name_forms(name)
    assert fold(name) in known.nominatives(fold(form))


@pytest.mark.parametrize(("language", "word", "form"), rows(WORDS))
def test_words_of_other_languages(language: str, word: str, form: str) -> None:
    assert fold(form) in inflection.load(language).forms(word)


def test_a_very_long_word_is_inflected_by_its_end() -> None:
    assert inflection.load("el").forms("α" * 10_000 + "ς") >= {"α" * 10_000 + "σ", "α" * 10_000}


def test_a_language_without_data_changes_nothing() -> None:
    assert inflection.load("xx").forms("Word") == {"word"}
    assert inflection.load("xx").nominatives("words") == ()


def matched(phrase: str, text: str, language: str = "el") -> str | None:
    match = re.search(inflection.load(language).pattern(phrase), fold(text))
    return text[match.start() : match.end()] if match else None


@pytest.mark.parametrize(
    ("phrase", "text", "words"),
    [
        ("διακρατική συνάντηση", "της 2ης Διακρατικής Συνάντησης των", "Διακρατικής Συνάντησης"),
        ("διακρατική συνάντηση", "ΔΙΑΚΡΑΤΙΚΕΣ\nΣΥΝΑΝΤΗΣΕΙΣ", "ΔΙΑΚΡΑΤΙΚΕΣ\nΣΥΝΑΝΤΗΣΕΙΣ"),
        (
            "[κοινή] επιτροπή παρακολούθησης",
            "η Κοινή Επιτροπή Παρακολούθησης",
            "Κοινή Επιτροπή Παρακολούθησης",
        ),
        ("[κοινή] επιτροπή παρακολούθησης", "της Επιτροπής Παρακολούθησης", "Επιτροπής Παρακολούθησης"),
        ("συνάντηση [των! εταίρων!]", "στη συνάντηση των εταίρων", "συνάντηση των εταίρων"),
        ("συνάντηση [των! εταίρων!]", "στη συνάντηση αυτή", "συνάντηση"),
        ("δίκτυο URBACT!", "του δικτύου URBACT", "δικτύου URBACT"),
        ("διακρατ*", "διακρατικότητα", "διακρατικότητα"),
        ("(σεμινάριο|ημερίδα) κατάρτισης", "στα σεμινάρια κατάρτισης", "σεμινάρια κατάρτισης"),
        ("(σεμινάριο|ημερίδα) κατάρτισης", "δύο ημερίδες κατάρτισης", "ημερίδες κατάρτισης"),
        ("kick-off", "the Kick‑Off", "Kick‑Off"),
        ("kick-off", "a kick off", "kick off"),
        ("kick-off", "the kickoff", "kickoff"),
    ],
)
def test_patterns_match_any_form_of_a_phrase(phrase: str, text: str, words: str) -> None:
    assert matched(phrase, text) == words


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("έργο", "ενέργεια"),
        ("έργο", "υποέργο"),
        ("URBACT!", "URBACTS"),
        ("επιτροπή παρακολούθησης", "επιτροπή"),
    ],
)
def test_patterns_match_whole_words_only(phrase: str, text: str) -> None:
    assert matched(phrase, text) is None


@pytest.mark.parametrize("phrase", ["", "a [b", "a b]", "(a|b"])
def test_a_phrase_with_a_bracket_missing_is_refused(phrase: str) -> None:
    with pytest.raises(ValueError, match=r"phrase|bracket|lacks"):
        inflection.load("el").pattern(phrase)


def test_any_of_prefers_the_longer_phrase() -> None:
    pattern = inflection.load("en").any_of(["meeting", "meeting of partners"])
    match = re.search(pattern, "the meeting of partners")
    assert match is not None
    assert match[0] == "meeting of partners"

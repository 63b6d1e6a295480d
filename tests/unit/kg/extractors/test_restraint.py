"""What extraction must not state. Made-up sentences of the kind that stand between news of projects."""

from __future__ import annotations

import json

import pytest

from kg.extractors import extract
from kg.linking import link
from kg.model import Announcement
from kg.readers import read
from kg.records import records

PROJECT = "Το έργο “GREEN PORT” του Προγράμματος URBACT IV ξεκίνησε.\n\n"


def record(text: str) -> dict[str, list[dict[str, object]]]:
    content = json.dumps({"id": "made-up", "lang": "el", "text": text}).encode()
    document = read(Announcement("made-up", content, "application/json", "made-up.json"))
    return records(document, link(document, extract(document)))


@pytest.mark.parametrize(
    "text",
    [
        "Το ΔΗ.ΠΕ.ΘΕ. παρουσιάζει το έργο «Ιφιγένεια εν Αυλίδι» στο θέατρο.",
        "Ξεκίνησε το έργο «Ανάπλαση πλατείας Ελευθερίας» με ανάδοχο τοπική εταιρεία.",
        "Η ανακοίνωση αναρτήθηκε και στο δίκτυο «Facebook».",
        "Το πρόγραμμα «Βοήθεια στο Σπίτι» συνεχίζεται κανονικά.",
    ],
)
def test_plays_works_and_networks_are_no_projects(text: str) -> None:
    found = record(text)
    assert (found["projects"], found["partners"], found["meetings"]) == ([], [], [])


@pytest.mark.parametrize(
    "text",
    [
        "Ο Δήμος Πατρέων συμμετέχει στην απεργία της Τετάρτης.",
        "Ο Δήμος Σερρών δεν συμμετέχει στο έργο “GREEN PORT”.",
        "Με διοργανωτή τον Δήμο Σερρών έγινε ο αγώνας δρόμου.",
        "Επικεφαλής της αντιπροσωπείας του Δήμου Σερρών ήταν ο ίδιος.",
        "Ο Συντονιστής του πάνελ ευχαρίστησε τον Δήμο Βόλου.",
    ],
)
def test_other_doings_make_no_partner(text: str) -> None:
    assert record(PROJECT + text)["partners"] == []


def test_who_attends_a_meeting_is_hardly_a_partner() -> None:
    text = (
        PROJECT
        + "Η Περιφέρεια Κρήτης συμμετείχε στη 2η διακρατική συνάντηση του έργου “GREEN PORT” στις 13/12/2023."
    )
    assert all(
        partner["confidence"] <= 0.65 for partner in record(text)["partners"] if partner["role"] == "partner"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Ο Αντιδήμαρχος Τεχνικών Έργων Αλέξης Βήτας επιθεώρησε την οδό.",
        "Ο Αντιδήμαρχος Περιβάλλοντος Αλέξης Βήτας επιθεώρησε την οδό.",
    ],
)
def test_the_complement_of_a_post_is_no_part_of_a_name(text: str) -> None:
    (person,) = record(text)["persons"]
    assert person["name"] == "Αλέξης Βήτας"


def test_condolences_give_the_dead_no_post() -> None:
    text = "Ο Δήμαρχος εξέφρασε τα συλλυπητήριά του για την απώλεια του Αλέξη Βήτα."
    assert record(text)["persons"] == []


def test_an_organisation_ends_where_its_sentence_does() -> None:
    text = PROJECT + "Εταίρος του έργου “GREEN PORT” είναι το Πανεπιστήμιο Αθηνών. Συμμετέχουν και άλλοι."
    assert [partner["organisation"] for partner in record(text)["partners"]] == ["Πανεπιστήμιο Αθηνών"]


def test_the_next_meeting_does_not_lend_its_place_to_this_one() -> None:
    text = (
        "Η εναρκτήρια συνάντηση του έργου “GREEN PORT” έγινε στις Σέρρες στις 20/2/2024.\n\n"
        "Η επόμενη συνάντηση θα γίνει στο Ηράκλειο τον Σεπτέμβριο του 2024."
    )
    (meeting,) = record(text)["meetings"]
    assert (meeting["start"], meeting["place"]) == ("2024-02-20", "Serres")


def test_a_conference_apart_from_the_project_is_not_its_meeting() -> None:
    text = PROJECT + "Το συνέδριο αθλητικού τουρισμού έγινε στην Πάτρα στις 3/3/2024."
    assert record(text)["meetings"] == []


def test_needs_and_denials_are_no_policy_goals() -> None:
    facts = json.dumps(
        {"lang": "el", "text": "Ο Δήμος Σερρών. Χρειάζονται πέντε εργάτες για τον τουρισμό."}
    ).encode()
    document = read(Announcement("made-up", facts, "application/json", "made-up.json"))
    assert not [f for f in extract(document) if f.subject.type == "tco:PolicyGoal"]


def test_long_texts_take_time_in_proportion() -> None:
    """Twice the text is not four times the look-ups: a bound on calls, not on the clock."""
    import cProfile
    import pstats

    def calls(times: int) -> int:
        text = (PROJECT + "Επικεφαλής εταίρος ο Δήμος Βόλου. Μίλησε ο κ. Αλέξης Βήτας.\n") * times
        profile = cProfile.Profile()
        document = read(Announcement("made-up", text.encode(), "text/plain", "-"))
        profile.runcall(extract, document)
        return pstats.Stats(profile).total_calls  # type: ignore[attr-defined, no-any-return]

    calls(5)
    assert calls(16) < 3 * calls(8)

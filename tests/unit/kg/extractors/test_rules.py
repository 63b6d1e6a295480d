"""Rules of extraction on short made-up announcements: made-up projects and persons, real places."""

from __future__ import annotations

import json

import pytest

from kg.extractors import extract
from kg.linking import link
from kg.model import Announcement, Literal, Term
from kg.readers import read
from kg.records import records


def record(text: str, language: str = "el") -> dict[str, list[dict[str, object]]]:
    content = json.dumps({"id": "made-up", "lang": language, "text": text}).encode()
    document = read(Announcement("made-up", content, "application/json", "made-up.json"))
    return records(document, link(document, extract(document)))


def rows(kind: str, text: str, *fields: str, language: str = "el") -> list[tuple[object, ...]]:
    return [tuple(row[field] for field in fields) for row in record(text, language)[kind]]


PARTNER = ("organisation", "place", "country", "role")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Του έργου “GREEN PORT” ηγείται η γαλλική πόλη Agen.", ("Agen", "Agen", "FR", "lead")),
        ("το έργο “GREEN PORT”, με επικεφαλής εταίρο τη γαλλική πόλη Agen", ("Agen", "Agen", "FR", "lead")),
        ("Ο Δήμος Σερρών συμμετέχει στο έργο “GREEN PORT”.", ("Δήμος Σερρών", "Serres", "GR", "partner")),
        (
            "Εταίρος στο έργο “GREEN PORT” είναι η Περιφέρεια Κρήτης.",
            ("Περιφέρεια Κρήτης", "Crete", "GR", "partner"),
        ),
    ],
)
def test_a_partner_and_its_role(text: str, expected: tuple[object, ...]) -> None:
    assert rows("partners", text, *PARTNER) == [expected]


def test_a_bulleted_list_of_partners() -> None:
    text = "Οι εταίροι του έργου “GREEN PORT”:\n • Pombal, Πορτογαλία\n • Isernia, Ιταλία\n"
    assert rows("partners", text, *PARTNER) == [
        ("Pombal", "Pombal", "PT", "partner"),
        ("Isernia", "Isernia", "IT", "partner"),
    ]


def test_names_with_countries_in_brackets() -> None:
    text = "Το έργο “GREEN PORT” υλοποιούν: Blue Harbour (Βουλγαρία, Συντονιστής), Δήμος Σερρών (Ελλάδα) και Sea Lab (Ιταλία)."
    assert rows("partners", text, "organisation", "country", "role") == [
        ("Blue Harbour", "BG", "lead"),
        ("Δήμος Σερρών", "GR", "partner"),
        ("Sea Lab", "IT", "partner"),
    ]


def test_a_plural_head_opens_a_list() -> None:
    text = "Στο έργο “GREEN PORT” συμμετείχαν εκπρόσωποι των Δήμων Ηρακλείου, Πάφου και Χανίων."
    assert [p[1] for p in rows("partners", text, *PARTNER)] == ["Heraklion", "Paphos", "Chania"]


def test_who_leads_is_not_a_mere_partner_as_well() -> None:
    text = "Του έργου “GREEN PORT” ηγείται ο Δήμος Σερρών. Ο Δήμος Σερρών συμμετείχε στη συνάντηση του έργου."
    assert rows("partners", text, "organisation", "role") == [("Δήμος Σερρών", "lead")]


def test_each_meeting_gets_its_own_date_and_place() -> None:
    text = (
        "Η 3η διακρατική συνάντηση του έργου “GREEN PORT” έγινε στο Ηράκλειο στις 20 & 21/2/2024.\n"
        "Η 4η διακρατική συνάντηση θα γίνει στις Σέρρες στις 17 και 18 Απριλίου 2024.\n"
    )
    assert rows("meetings", text, "ordinal", "start", "end", "place") == [
        (3, "2024-02-20", "2024-02-21", "Heraklion"),
        (4, "2024-04-17", "2024-04-18", "Serres"),
    ]


def test_a_date_without_year_stays_partial() -> None:
    text = "Η εναρκτήρια συνάντηση του έργου “GREEN PORT” έγινε στο Ηράκλειο, στις 24 και 25 Σεπτεμβρίου."
    (meeting,) = record(text)["meetings"]
    assert (meeting["start"], meeting["end"], meeting["partial"]) == (None, None, ["--09-24", "--09-25"])


def test_an_online_meeting() -> None:
    text = "Η εναρκτήρια συνάντηση του έργου “GREEN PORT” έγινε διαδικτυακά στις 22/4/2021."
    assert rows("meetings", text, "type", "online", "place") == [("kick-off", True, None)]


def test_a_text_without_project_has_no_meetings_or_partners() -> None:
    text = "Η ημερίδα του Δήμου Σερρών για την οδική ασφάλεια έγινε στις 22/4/2021 στις Σέρρες."
    found = record(text)
    assert (found["projects"], found["partners"], found["meetings"]) == ([], [], [])


def test_a_person_belongs_to_the_body_they_represent() -> None:
    text = "Στη συνάντηση του έργου “GREEN PORT” τον Δήμο Σερρών εκπροσώπησε ο Αντιδήμαρχος κ. Αλέξης Βήτας."
    assert rows("persons", text, "name", "role", "organisation") == [
        ("Αλέξης Βήτας", "Αντιδήμαρχος", "Δήμος Σερρών")
    ]


def test_the_programme_of_a_project() -> None:
    text = "Το έργο “GREEN PORT” του Προγράμματος Interreg V-A Ελλάδα – Βουλγαρία 2014-2020 ξεκίνησε."
    assert rows("projects", text, "name", "programme") == [
        ("GREEN PORT", "Interreg V-A Greece-Bulgaria 2014-2020")
    ]


def test_the_dateline_is_the_date_of_publication_not_of_the_meeting() -> None:
    text = "Σέρρες, 26-10-2017\nΣυνάντηση του έργου “GREEN PORT”\n\nΣτις Σέρρες έγινε η 2η συνάντηση του έργου “GREEN PORT”."
    found = record(text)
    assert found["announcement"]["published"] == "2017-10-26"  # type: ignore[call-overload]
    assert [m["start"] for m in found["meetings"]] == [None]


def test_english_is_begun() -> None:
    text = 'The 3rd transnational meeting of the "Green Port" network took place in Pombal, Portugal, on 20 and 21 February 2024.'
    assert rows("meetings", text, "project", "ordinal", "start", "place", language="en") == [
        ("Green Port", 3, "2024-02-20", "Pombal")
    ]


def test_facts_carry_the_rule_that_read_them() -> None:
    content = json.dumps({"lang": "el", "text": "Το έργο “GREEN PORT” εγκρίθηκε."}).encode()
    document = read(Announcement("made-up", content, "application/json", "made-up.json"))
    (fact,) = [f for f in extract(document) if f.property == "tco:approvalStatus"]
    assert (fact.value, fact.rule, document.quote(fact.span)) == (
        Term("concept:status-approved"),
        "project.approved",
        "εγκρίθηκε",
    )
    assert Literal("GREEN PORT") in [f.value for f in extract(document)]

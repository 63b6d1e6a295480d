"""Natural keys: when things of two documents are one. Texts and projects are made up, places are real."""

from __future__ import annotations

import json

from kg.extractors import extract
from kg.linking import link
from kg.model import Announcement, Entity, Fact
from kg.readers import read


def linked(text: str, name: str = "made-up") -> tuple[Fact, ...]:
    content = json.dumps({"id": name, "lang": "el", "text": text}).encode()
    document = read(Announcement(name, content, "application/json", name))
    return link(document, extract(document))


def of(facts: tuple[Fact, ...], type_: str) -> set[Entity]:
    return {fact.subject for fact in facts if fact.subject.type == type_}


URBACT = "Το έργο “GREEN PORT” του Προγράμματος URBACT IV. "
A = URBACT + "Η 2η διακρατική συνάντηση του έργου έγινε στην Škofja Loka στις 13 & 14/12/2023."
B = (
    URBACT
    + "Στις 13 & 14/12/2023 έγινε στην Škofja Loka η 1η διακρατική συνάντηση του έργου. Μίλησαν πολλοί."
)


def test_a_project_is_the_same_by_programme_and_name() -> None:
    assert of(linked(A), "tco:Project") == of(linked(B), "tco:Project")


def test_a_name_alone_links_no_projects() -> None:
    one, other = linked("Το έργο “GREEN PORT” ξεκίνησε."), linked("Το έργο “GREEN PORT” τελείωσε.")
    assert of(one, "tco:Project").isdisjoint(of(other, "tco:Project"))


def test_the_same_name_in_another_programme_is_another_project() -> None:
    assert of(linked(URBACT), "tco:Project").isdisjoint(
        of(linked("Το έργο “GREEN PORT” του Προγράμματος Interreg Europe."), "tco:Project")
    )


def test_a_meeting_is_the_same_by_project_kind_days_and_place_whatever_its_ordinal() -> None:
    assert of(linked(A), "tco:Meeting") == of(linked(B), "tco:Meeting")


def test_bodies_are_the_same_by_kind_and_place() -> None:
    one = linked(URBACT + "Ο Δήμος Σερρών συμμετέχει στο έργο.")
    other = linked(URBACT + "Στο έργο “GREEN PORT” μετέχει και ο ΔΗΜΟΣ ΣΕΡΡΩΝ.")
    assert of(one, "m8g:PublicOrganisation") == of(other, "m8g:PublicOrganisation") != set()


def test_a_name_alone_links_no_persons() -> None:
    one = linked("Μίλησε ο κ. Αλέξης Βήτας για το έργο.", "a")
    other = linked("Ήρθε ο κ. Αλέξης Βήτας με άλλους.", "b")
    assert of(one, "foaf:Person").isdisjoint(of(other, "foaf:Person"))


def test_persons_are_the_same_by_name_and_body() -> None:
    said = "Τον Δήμο Σερρών εκπροσώπησε στη συνάντηση ο κ. Αλέξης Βήτας. "
    assert (
        of(linked(URBACT + said), "foaf:Person")
        == of(linked(said + URBACT + "Τέλος."), "foaf:Person")
        != set()
    )


def test_linking_is_a_pure_function() -> None:
    assert linked(A) == linked(A)

"""What makes the seed announcement hard, one test a trap.

The seed is a real announcement (data/announcements); each test says what a hasty reader would get wrong.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.extractors import extract
from kg.linking import link
from kg.model import Announcement, Document, Entity, Fact, Literal, Term, Value
from kg.readers import read

SEED = Path(__file__).parents[2] / "data" / "announcements" / "serres-breaking-isolation-2023.txt"


@pytest.fixture(scope="module")
def document() -> Document:
    return read(Announcement("seed", SEED.read_bytes(), "text/plain", SEED.name))


@pytest.fixture(scope="module")
def facts(document: Document) -> tuple[Fact, ...]:
    return extract(document)


def values(facts: tuple[Fact, ...], type_: str, property_: str) -> list[Value]:
    """Distinct values of a property over the entities of a class, in order of the text."""
    return list(dict.fromkeys(f.value for f in facts if f.subject.type == type_ and f.property == property_))


def words(document: Document, facts: tuple[Fact, ...], type_: str, property_: str) -> set[str]:
    return {document.quote(f.span) for f in facts if f.subject.type == type_ and f.property == property_}


def entities(facts: tuple[Fact, ...], type_: str) -> set[Entity]:
    return {f.subject for f in facts if f.subject.type == type_}


def test_01_three_spellings_are_one_meeting(document: Document, facts: tuple[Fact, ...]) -> None:
    assert len(entities(facts, "tco:Meeting")) == 1
    assert values(facts, "tco:Meeting", "tco:ordinal") == [Literal.integer(2)]
    assert {"2ο Διακρατική Συνάντηση", "2ης Διακρατικής Συνάντησης", "2ο Transnational Meeting"} <= words(
        document, facts, "tco:Meeting", "tco:ordinal"
    )


def test_02_two_days_share_month_and_year_and_stand_only_in_the_headline(
    document: Document, facts: tuple[Fact, ...]
) -> None:
    assert values(facts, "tco:Meeting", "schema:startDate") == [Literal("2023-12-13", "xsd:date")]
    assert values(facts, "tco:Meeting", "schema:endDate") == [Literal("2023-12-14", "xsd:date")]
    assert words(document, facts, "tco:Meeting", "schema:startDate") == {"13 & 14/12/2023"}


def test_03_a_meeting_is_known_by_project_kind_dates_and_place_not_by_its_ordinal(
    document: Document, facts: tuple[Fact, ...]
) -> None:
    first_instead = tuple(
        Fact(f.subject, f.property, Literal.integer(1), f.span, f.rule, f.confidence)
        if f.subject.type == "tco:Meeting" and f.property == "tco:ordinal"
        else f
        for f in facts
    )
    assert entities(link(document, facts), "tco:Meeting") == entities(
        link(document, first_instead), "tco:Meeting"
    )


def test_04_the_lead_partner_is_a_city_and_a_person_only_acts_for_it(facts: tuple[Fact, ...]) -> None:
    leads = {f.subject for f in facts if f.value == Term("concept:role-lead-partner")}
    participants = {f.value for f in facts if f.subject in leads and f.property == "tco:participant"}
    assert {p.type for p in participants if isinstance(p, Entity)} == {"m8g:PublicOrganisation"}
    acting = {f.subject for f in facts if f.value == Term("concept:role-lead-partner-representative")}
    persons = {f.value for f in facts if f.subject in acting and f.property == "tco:person"}
    assert persons == {Entity("foaf:Person", ("nicolas castet",))}
    assert {f.value for f in facts if f.subject in acting and f.property == "tco:onBehalfOf"} == participants


def test_05_the_publisher_is_an_inference_and_the_date_of_issue_unknown(facts: tuple[Fact, ...]) -> None:
    publisher = [f for f in facts if f.property == "dct:publisher"]
    assert publisher
    assert all(f.confidence < 0.8 for f in publisher)
    assert not [f for f in facts if f.property == "dct:issued"]


def test_06_the_host_city_is_a_partner_by_their_participation_in_the_project(
    document: Document, facts: tuple[Fact, ...]
) -> None:
    said = [f for f in facts if f.property == "tco:participant" and f.rule == "partner.theirs"]
    assert [document.quote(f.span) for f in said] == ["συμμετοχή τους στο έργο"]


def test_07_the_unnamed_contractor_belongs_to_this_document_alone(
    document: Document, facts: tuple[Fact, ...]
) -> None:
    unnamed = {f.subject for f in facts if f.property == "tco:namedInSource"}
    assert len(unnamed) == 2
    assert all(document.sha256[:12] in entity.key for entity in unnamed)


def test_08_the_local_group_is_urbacts_by_its_acronym(facts: tuple[Fact, ...]) -> None:
    assert values(facts, "tco:LocalGroup", "tco:acronym") == [Literal("ULG")]
    leader = read(
        Announcement(
            "made-up",
            "Το έργο «GREEN PORT» και η Τοπική Ομάδα Δράσης του LEADER.".encode(),
            "text/plain",
            "-",
        )
    )
    assert not entities(extract(leader), "tco:LocalGroup")


def test_09_what_is_said_of_all_networks_of_a_kind_is_said_of_the_kind_too(facts: tuple[Fact, ...]) -> None:
    kind = Entity("skos:Concept", ("ptype-action-planning-network",))
    assert [f.value for f in facts if f.subject == kind and f.property == "tco:phaseCount"] == [
        Literal.integer(2)
    ]
    assert values(facts, "tco:Project", "tco:phaseCount") == [Literal.integer(2)]


def test_10_the_passive_names_no_presenter(facts: tuple[Fact, ...]) -> None:
    assert entities(facts, "tco:AgendaItem")
    assert not [f for f in facts if f.property == "tco:presentedBy"]


def test_11_for_the_4th_time_counts_participations_in_the_programme(facts: tuple[Fact, ...]) -> None:
    assert values(facts, "tco:ProgrammeParticipation", "tco:ordinal") == [Literal.integer(4)]
    assert Literal.integer(4) not in values(facts, "tco:Meeting", "tco:ordinal")


def test_12_praise_is_no_fact(document: Document, facts: tuple[Fact, ...]) -> None:
    literals = [f.value.lexical for f in facts if isinstance(f.value, Literal)]
    assert not [text for text in literals if text == "με επιτυχία"]
    assert "με επιτυχία" not in {document.quote(f.span) for f in facts}


def test_13_honorifics_are_kept_as_written(facts: tuple[Fact, ...]) -> None:
    honorifics = {
        (f.subject.key[0], f.value.lexical)
        for f in facts
        if f.property == "vcard:honorific-prefix" and isinstance(f.value, Literal)
    }
    assert {honorific for _, honorific in honorifics} == {"Mr.", "κα.", "κ."}
    assert len(honorifics) == 4

"""What stands in the default graph where announcements agree and where they do not. All data are made up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg.identifiers import Identifiers
from kg.model import Populated
from kg.release.consolidate import Consolidation, single_valued
from kg.vocabulary import expand

MakePopulated = Callable[..., Populated]
Consolidate = Callable[..., list[str]]
SITE = Identifiers("https://diktyo.example.org")
MEETING, PROJECT, PARTICIPATION, CITY, TOWN = (
    f"<{SITE.base}/id/{kind}/000000000{number}>"
    for number, kind in enumerate(("event", "project", "rel", "org", "org"))
)
IS_MEETING = (MEETING, "rdf:type", "tco:Meeting", 1.0)
START = "schema:startDate"


def day(number: int) -> str:
    return f'"2023-12-{number}"^^<http://www.w3.org/2001/XMLSchema#date>'


@pytest.fixture
def consolidate(tmp_path: Path) -> Iterator[Consolidate]:
    consolidation = Consolidation(tmp_path)

    def run(*graphs: Populated) -> list[str]:
        for populated in graphs:
            own = SITE.announcement_graph(populated.iri)
            consolidation.add(populated, (own, SITE.provenance_graph, SITE.reference_graph))
        return list(consolidation.lines())

    yield run
    consolidation.close()


def of(lines: list[str], predicate: str) -> list[str]:
    return [line.split(" ", 2)[2] for line in lines if f" <{expand(predicate)}> " in line]


def test_what_several_announcements_state_stands_once(
    make_populated: MakePopulated, consolidate: Consolidate
) -> None:
    lines = consolidate(
        *(make_populated(name, [IS_MEETING, (MEETING, START, day(13), 0.9)]) for name in "abc")
    )
    assert of(lines, START) == [day(13)]
    assert len(lines) == len(set(lines))
    assert lines == sorted(lines)


def test_the_value_with_the_higher_sum_of_confidences_wins(
    make_populated: MakePopulated, consolidate: Consolidate
) -> None:
    lines = consolidate(
        make_populated("a", [IS_MEETING, (MEETING, START, day(13), 0.5)]),
        make_populated("b", [IS_MEETING, (MEETING, START, day(13), 0.5)]),
        make_populated("c", [IS_MEETING, (MEETING, START, day(14), 0.95)]),
    )
    assert of(lines, START) == [day(13)]


def test_an_announcement_that_repeats_itself_does_not_outvote_another(
    make_populated: MakePopulated, consolidate: Consolidate
) -> None:
    repeated = (MEETING, START, day(13), 0.6)
    lines = consolidate(
        make_populated("a", [IS_MEETING, repeated, repeated, repeated]),
        make_populated("b", [IS_MEETING, (MEETING, START, day(14), 0.9)]),
    )
    assert of(lines, START) == [day(14)]


def test_a_tie_goes_to_the_larger_number_of_announcements_then_to_the_first_in_order(
    make_populated: MakePopulated, consolidate: Consolidate
) -> None:
    place = "tco:durationDays"
    integer = "^^<http://www.w3.org/2001/XMLSchema#integer>"
    lines = consolidate(
        make_populated(
            "a", [IS_MEETING, (MEETING, START, day(13), 0.8), (MEETING, place, f'"3"{integer}', 0.8)]
        ),
        make_populated(
            "b", [IS_MEETING, (MEETING, START, day(14), 0.4), (MEETING, place, f'"2"{integer}', 0.8)]
        ),
        make_populated("c", [IS_MEETING, (MEETING, START, day(14), 0.4)]),
    )
    assert of(lines, START) == [day(14)]
    assert of(lines, place) == [f'"2"{integer}']


def test_a_property_of_many_values_keeps_them_all(
    make_populated: MakePopulated, consolidate: Consolidate
) -> None:
    lines = consolidate(
        make_populated("a", [IS_MEETING, (MEETING, "skos:altLabel", '"TNM"@en', 0.9)]),
        make_populated("b", [IS_MEETING, (MEETING, "skos:altLabel", '"Second TNM"@en', 0.1)]),
    )
    assert of(lines, "skos:altLabel") == ['"Second TNM"@en', '"TNM"@en']


def test_a_name_is_one_in_each_language_and_the_texts_before_the_composed(
    make_populated: MakePopulated, consolidate: Consolidate
) -> None:
    composed = ((MEETING, "skos:prefLabel", '"Meeting"@en'), (MEETING, "skos:prefLabel", '"Συνάντηση"@el'))
    lines = consolidate(
        make_populated("a", [IS_MEETING], reference=composed),
        make_populated("b", [IS_MEETING, (MEETING, "skos:prefLabel", '"The second meeting"@en', 0.5)]),
    )
    assert of(lines, "skos:prefLabel") == ['"The second meeting"@en', '"Συνάντηση"@el']


def participation(role: str, body: str, confidence: float = 0.9) -> list[tuple[str, str, str, float]]:
    return [
        (PARTICIPATION, "rdf:type", "tco:Participation", 1.0),
        (PARTICIPATION, "tco:project", PROJECT, confidence),
        (PARTICIPATION, "tco:participant", body, confidence),
        (PARTICIPATION, "tco:role", f"concept:role-{role}", confidence),
    ]


@pytest.mark.parametrize(
    ("role", "partners", "leads"),
    [("lead-partner", [CITY], [CITY]), ("partner", [CITY], []), ("external-contractor", [], [])],
)
def test_participations_give_shortcuts(
    make_populated: MakePopulated, consolidate: Consolidate, role: str, partners: list[str], leads: list[str]
) -> None:
    lines = consolidate(make_populated("a", participation(role, CITY)))
    assert of(lines, "tco:hasPartner") == partners
    assert of(lines, "tco:leadPartner") == leads


def test_shortcuts_come_from_what_was_chosen(make_populated: MakePopulated, consolidate: Consolidate) -> None:
    lines = consolidate(
        make_populated("a", participation("partner", CITY, 0.9)),
        make_populated("b", participation("partner", TOWN, 0.2)),
    )
    assert of(lines, "tco:hasPartner") == [CITY]


def test_which_announcement_a_graph_is_from_is_told(
    make_populated: MakePopulated, consolidate: Consolidate
) -> None:
    populated = make_populated("a", [])
    graph = SITE.announcement_graph(populated.iri)
    assert f"<{graph}> <{expand('dct:source')}> <{populated.iri}>" in consolidate(populated)


def test_statements_stay_in_the_provenance_graph(
    make_populated: MakePopulated, consolidate: Consolidate
) -> None:
    assert of(consolidate(make_populated("a", [IS_MEETING])), "rdf:subject") == []


def test_the_shapes_say_what_takes_one_value() -> None:
    meeting, single = f"<{expand('tco:Meeting')}>", single_valued()
    assert (meeting, f"<{expand(START)}>") in single.value
    assert (meeting, f"<{expand('skos:altLabel')}>") not in single.value
    assert (meeting, f"<{expand('skos:prefLabel')}>") in single.language

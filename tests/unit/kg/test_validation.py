from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from rdflib import SH

from kg import validation
from kg.errors import VocabularyError
from kg.model import Populated, Severity, Violation
from kg.vocabulary import ontology_folder

EXAMPLES = Path(__file__).parents[2] / "data" / "shapes"
MakePopulated = Callable[..., Populated]
RULES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix tco: <https://w3id.org/diktyo/tco#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
[] a sh:NodeShape ; sh:targetClass tco:Meeting ;
  sh:property [ sh:path tco:ordinal ; sh:datatype xsd:integer ; sh:maxCount 1 ; sh:minInclusive 1 ;
    sh:message "An ordinal counts from one."@en , "Η αρίθμηση αρχίζει από το ένα."@el ] ,
  [ sh:path tco:place ; sh:minCount 1 ; sh:severity sh:Warning ; sh:message "Where?"@en ] .
"""
MEETING = "<https://diktyo.example.org/id/event/0000000001>"
PLACE = "<https://diktyo.example.org/id/place/0000000001>"
IS_MEETING = (MEETING, "rdf:type", "tco:Meeting", 1.0)


@pytest.fixture(autouse=True)
def shapes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Made-up shapes, so that these tests are about validating and not about our shapes."""
    (tmp_path / "shapes.ttl").write_text(RULES, "utf-8")
    monkeypatch.setattr(validation, "ontology_folder", lambda: tmp_path)
    validation._shapes.cache_clear()
    yield tmp_path / "shapes.ttl"
    validation._shapes.cache_clear()


def ordinal(number: int) -> tuple[str, str, str, float]:
    return (MEETING, "tco:ordinal", f'"{number}"^^<http://www.w3.org/2001/XMLSchema#integer>', 1.0)


def test_a_graph_that_conforms_has_no_report(make_populated: MakePopulated) -> None:
    populated = make_populated("made-up", [IS_MEETING, ordinal(2), (MEETING, "tco:place", PLACE, 1.0)])
    validated = validation.validate(populated)
    assert validated.publishable
    assert (validated.populated, validated.violations, validated.report) == (populated, (), ())


def test_results_are_values_with_words_for_people_the_gravest_first(make_populated: MakePopulated) -> None:
    validated = validation.validate(make_populated("made-up", [IS_MEETING, ordinal(0)]))
    assert not validated.publishable
    assert validated.violations == (
        Violation(
            Severity.VIOLATION,
            MEETING[1:-1],
            "https://w3id.org/diktyo/tco#ordinal",
            "0",
            {"en": "An ordinal counts from one.", "el": "Η αρίθμηση αρχίζει από το ένα."},
            "MinInclusiveConstraintComponent",
        ),
        Violation(
            Severity.WARNING,
            MEETING[1:-1],
            "https://w3id.org/diktyo/tco#place",
            "",
            {"en": "Where?"},
            "MinCountConstraintComponent",
        ),
    )


def test_a_warning_keeps_nothing_out(make_populated: MakePopulated) -> None:
    validated = validation.validate(make_populated("made-up", [IS_MEETING]))
    assert validated.publishable
    assert [violation.severity for violation in validated.violations] == [Severity.WARNING]


def test_the_report_is_the_same_each_time_and_tells_its_announcement(make_populated: MakePopulated) -> None:
    populated = make_populated("made-up", [IS_MEETING, ordinal(0)])
    report = validation.validate(populated).report
    assert report == validation.validate(populated).report
    store = ox.Store()
    store.load("\n".join(report), format=ox.RdfFormat.N_TRIPLES)
    rows = store.query(
        "SELECT ?focus { ?report a sh:ValidationReport ; dct:source ?source ; sh:conforms false ;"
        " sh:result/sh:focusNode ?focus }",
        prefixes={"sh": "http://www.w3.org/ns/shacl#", "dct": "http://purl.org/dc/terms/"},
    )
    assert [str(row["focus"]) for row in rows] == [MEETING, MEETING]  # type: ignore[union-attr]


def test_reports_of_two_announcements_can_be_put_together(make_populated: MakePopulated) -> None:
    reports = [validation.validate(make_populated(name, [IS_MEETING])).report for name in ("one", "two")]
    nodes = [{line.split(" ", 1)[0] for line in report} for report in reports]
    assert nodes[0].isdisjoint(nodes[1])


def test_provenance_and_reference_are_looked_at_too(make_populated: MakePopulated) -> None:
    place = (MEETING, "tco:place", PLACE)
    assert validation.validate(make_populated("made-up", [IS_MEETING], reference=(place,))).violations == ()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Violation: The meeting: An ordinal counts from one."),
        ("el", "Violation: The meeting: Η αρίθμηση αρχίζει από το ένα."),
        ("sl", "Violation: The meeting: An ordinal counts from one."),
    ],
)
def test_a_violation_is_told_in_one_line(make_populated: MakePopulated, language: str, said: str) -> None:
    name = (MEETING, "skos:prefLabel", '"The meeting"@en', 1.0)
    populated = make_populated("made-up", [IS_MEETING, ordinal(0), name])
    violation = validation.validate(populated).violations[0]
    assert validation.describe(violation, language, validation.label(populated, violation.focus)) == said


def test_aiming_property_shapes_changes_no_result() -> None:
    """Over an example and a counter-example of each of our own shapes."""
    plain, aimed = (rdflib.Graph().parse(ontology_folder() / "shapes.ttl") for _ in range(2))
    validation.aim(aimed)
    assert len(set(aimed.subjects(SH.property))) < len(set(plain.subjects(SH.property)))
    examples = sorted(EXAMPLES.glob("*/*/01_*.ttl"))
    assert len(examples) > 20
    for path in examples:
        data = rdflib.Graph().parse(path)
        assert _results(data, plain) == _results(data, aimed), path


def _results(data: rdflib.Graph, shapes: rdflib.Graph) -> set[tuple[str, ...]]:
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none")
    asked = (SH.focusNode, SH.resultPath, SH.value, SH.resultSeverity, SH.sourceConstraintComponent)
    return {
        (
            *(str(report.value(result, property)) for property in asked),
            *sorted(report.objects(result, SH.resultMessage)),
        )
        for result in report.objects(None, SH.result)
    }


@pytest.mark.parametrize("rest", ["sh:closed true", "sh:deactivated true", "a rdfs:Class"])
def test_node_shapes_of_which_more_depends_stay_as_they_are(rest: str) -> None:
    prefixes = (
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> ."
    )
    text = f"{prefixes} <#a> sh:targetClass <#C> ; sh:property <#p> ; {rest} . <#b> sh:property <#p> ."
    shapes = rdflib.Graph().parse(data=text)
    before = set(shapes)
    validation.aim(shapes)
    assert set(shapes) == before


def test_values_that_cannot_be_compared_are_an_error_of_ours(
    shapes: Path, make_populated: MakePopulated
) -> None:
    compared = RULES.replace(
        "sh:property [ sh:path tco:ordinal",
        "sh:property [ sh:path tco:a ; sh:lessThanOrEquals tco:b ] , [ sh:path tco:ordinal",
    )
    shapes.write_text(compared, "utf-8")
    days = [f'"{day}"^^<http://www.w3.org/2001/XMLSchema#date>' for day in ("2023-13-45", "2023-12-14")]
    triples = [IS_MEETING, (MEETING, "tco:a", days[0], 1.0), (MEETING, "tco:b", days[1], 1.0)]
    with pytest.raises(VocabularyError, match="that cannot be compared"):
        validation.validate(make_populated("made-up", triples))


def test_shapes_that_cannot_be_read_are_named(shapes: Path, make_populated: MakePopulated) -> None:
    shapes.write_text("made up")
    with pytest.raises(VocabularyError, match=r"shapes\.ttl cannot be read"):
        validation.validate(make_populated("made-up", [IS_MEETING]))

"""The shapes (https://www.w3.org/TR/shacl/) fire where they should and nowhere else.

``tests/data/shapes/invalid/{Class}/NN_reason.ttl`` has one fault each; its first line names the shape,
the constraint component and the severity that must result, and nothing else may.
``tests/data/shapes/valid/`` and the examples of the ontology conform without a remark.
"""

from __future__ import annotations

import functools
import importlib.resources
import re
from pathlib import Path

import pyshacl
import pytest
import rdflib
from rdflib import RDF, RDFS, SH, Literal, URIRef
from rdflib.term import Node

import kg.validation  # noqa: F401 - makes partial dates comparable when it is imported
from kg.vocabulary import PREFIXES, ontology_folder

FILES = Path(__file__).parents[1] / "data" / "shapes"
INVALID, VALID = sorted((FILES / "invalid").glob("*/*.ttl")), sorted((FILES / "valid").glob("*/*.ttl"))
EXAMPLES = sorted((ontology_folder() / "examples").glob("*.ttl"))
SHAPES = rdflib.Graph(store="SimpleMemory").parse(ontology_folder() / "shapes.ttl", format="turtle")
PROPERTY_SHAPES = sorted(SHAPES.subjects(RDF.type, SH.PropertyShape))
NODE_SHAPES = sorted(SHAPES.subjects(RDF.type, SH.NodeShape))
LANGUAGES = ["el", "en"]

COMPONENTS = {
    SH["in"]: "In",
    SH["or"]: "Or",
    SH.datatype: "Datatype",
    SH.lessThan: "LessThan",
    SH.lessThanOrEquals: "LessThanOrEquals",
    SH.maxCount: "MaxCount",
    SH.maxInclusive: "MaxInclusive",
    SH.minCount: "MinCount",
    SH.minInclusive: "MinInclusive",
    SH.minLength: "MinLength",
    SH.nodeKind: "NodeKind",
    SH.pattern: "Pattern",
    SH.qualifiedMaxCount: "QualifiedMaxCount",
    SH.uniqueLang: "UniqueLang",
}
"""The parameters that shapes.ttl uses, and the constraint component that each belongs to."""

OTHER = {
    RDF.type,
    RDFS.label,
    SH.group,
    SH.message,
    SH.name,
    SH.order,
    SH.path,
    SH.property,
    SH.severity,
    SH.targetClass,
}
"""What a shape says besides its constraints."""

Result = tuple[str, str, str]
"""Shape, constraint component and severity of a validation result."""


def local(term: Node | None) -> str:
    return re.split("[/#]", str(term))[-1]


@functools.cache
def results(path: Path) -> list[Result]:
    """What validating a file yields."""
    data = rdflib.Graph().parse(path, format="turtle")
    _, report, _ = pyshacl.validate(data, shacl_graph=SHAPES, inference="none", inplace=True)
    assert isinstance(report, rdflib.Graph), report
    return sorted(
        (
            f"shape:{local(report.value(result, SH.sourceShape))}",
            local(report.value(result, SH.sourceConstraintComponent)),
            local(report.value(result, SH.resultSeverity)),
        )
        for result in report.objects(None, SH.result)
    )


def expected(path: Path) -> Result:
    """What the first line of a file says that it must yield."""
    line = path.read_text(encoding="utf-8").partition("\n")[0]
    found = re.fullmatch(r"# Made up\. Expected: (\S+) (\S+) (\S+)", line)
    assert found, f"{path} does not begin with what is expected of it"
    return found[1], found[2], found[3]


@pytest.mark.parametrize("path", INVALID, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_fault_is_found_and_nothing_else(path: Path) -> None:
    assert results(path) == [expected(path)]


@pytest.mark.parametrize("path", [*VALID, *EXAMPLES], ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_what_is_right_conforms_without_a_remark(path: Path) -> None:
    assert results(path) == []


def test_every_constraint_has_a_file_that_breaks_it() -> None:
    constraints = {
        (
            f"shape:{local(shape)}",
            f"{component}ConstraintComponent",
            local(SHAPES.value(shape, SH.severity) or SH.Violation),
        )
        for shape in (*PROPERTY_SHAPES, *NODE_SHAPES)
        for parameter, component in COMPONENTS.items()
        if (shape, parameter, None) in SHAPES
    }
    assert constraints == {expected(path) for path in INVALID}


def test_no_shape_says_more_than_these_tests_know() -> None:
    said = {p for shape in (*PROPERTY_SHAPES, *NODE_SHAPES) for p in SHAPES.predicates(shape)}
    assert said - OTHER - set(COMPONENTS) - {SH.qualifiedValueShape} == set()


def test_made_up_files_say_so() -> None:
    assert [
        path for path in (*INVALID, *VALID) if not path.read_text(encoding="utf-8").startswith("# Made up.")
    ] == []


def test_every_class_with_a_shape_has_a_valid_file() -> None:
    targets = {local(shape) for shape in NODE_SHAPES if (shape, SH.targetClass, None) in SHAPES}
    assert targets == {path.parent.name for path in VALID}


@pytest.mark.parametrize("shape", PROPERTY_SHAPES, ids=local)
def test_a_constraint_speaks_to_a_curator(shape: URIRef) -> None:
    messages = [text for text in SHAPES.objects(shape, SH.message) if isinstance(text, Literal)]
    assert sorted(text.language or "" for text in messages) == LANGUAGES
    assert all(text.endswith(".") for text in messages)


def test_alternatives_of_a_class_speak_to_a_curator_too() -> None:
    with_alternatives = [shape for shape in NODE_SHAPES if (shape, SH["or"], None) in SHAPES]
    assert with_alternatives
    for shape in with_alternatives:
        assert sorted(text.language for text in SHAPES.objects(shape, SH.message)) == LANGUAGES


@pytest.mark.parametrize("shape", PROPERTY_SHAPES, ids=local)
def test_a_property_has_its_place_on_the_page(shape: URIRef) -> None:
    """In every class that has the shape, the shape or another on the same path says name, group and order."""
    path = SHAPES.value(shape, SH.path)
    if not isinstance(path, URIRef):
        return
    owners = [
        {prop for sibling in _of_the_same_class(owner) for prop in SHAPES.objects(sibling, SH.property)}
        for owner in SHAPES.subjects(SH.property, shape)
    ]
    assert owners
    for properties in owners:
        assert any(_placed(prop) for prop in properties if SHAPES.value(prop, SH.path) == path)


def _of_the_same_class(owner: Node) -> set[Node]:
    """The node shapes that share a target class with one: a meeting has the shapes of an event as well."""
    return {
        s for target in SHAPES.objects(owner, SH.targetClass) for s in SHAPES.subjects(SH.targetClass, target)
    }


def _placed(shape: Node) -> bool:
    names = sorted(name.language for name in SHAPES.objects(shape, SH.name) if isinstance(name, Literal))
    return names == LANGUAGES and None not in (SHAPES.value(shape, SH.group), SHAPES.value(shape, SH.order))


def test_groups_are_named_and_ordered() -> None:
    groups = set(SHAPES.objects(None, SH.group))
    assert groups == set(SHAPES.subjects(RDF.type, SH.PropertyGroup))
    for group in groups:
        assert sorted(label.language for label in SHAPES.objects(group, RDFS.label)) == LANGUAGES
    assert len({SHAPES.value(group, SH.order) for group in groups}) == len(groups)


def test_shapes_stay_within_shacl_core() -> None:
    assert {p for p in SHAPES.predicates() if "sparql" in p or "/dash" in p or p == SH.js} == set()


def test_shapes_are_well_formed() -> None:
    """By the shapes of SHACL itself (https://www.w3.org/TR/shacl/#shacl-shacl), which pySHACL ships."""
    with importlib.resources.as_file(
        importlib.resources.files("pyshacl") / "assets" / "shacl-shacl.ttl"
    ) as path:
        rules = rdflib.Graph().parse(path, format="turtle")
    shapes = rdflib.Graph().parse(ontology_folder() / "shapes.ttl", format="turtle")
    conforms, _, report = pyshacl.validate(shapes, shacl_graph=rules, max_validation_depth=100)
    assert conforms, report


def test_every_shape_is_in_the_namespace_and_used() -> None:
    assert all(shape.startswith(PREFIXES["shape"]) for shape in (*PROPERTY_SHAPES, *NODE_SHAPES))
    assert set(PROPERTY_SHAPES) == set(SHAPES.objects(None, SH.property))

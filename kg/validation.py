"""Validation: a populated graph is held against the shapes before it may be released.

pySHACL checks one announcement at a time (https://www.w3.org/TR/shacl/), without inference and
without the ontology, so that a result never depends on other announcements.
"""

from __future__ import annotations

import functools
import hashlib
import logging
from collections.abc import Mapping

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib import DCTERMS, RDF, RDFS, SH, XSD, BNode, URIRef
from rdflib.term import Node

from kg.errors import VocabularyError
from kg.model import Populated, Severity, Validated, Violation
from kg.vocabulary import ontology_folder

# A literal that is not of its datatype is a result of validation and no matter for the log.
logging.getLogger("rdflib.term").setLevel(logging.ERROR)

_SEVERITIES: Mapping[Node, Severity] = {
    SH.Violation: Severity.VIOLATION,
    SH.Warning: Severity.WARNING,
    SH.Info: Severity.INFO,
}
_TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
_KEPT = ((SH.closed, None), (SH.deactivated, None), (RDF.type, RDFS.Class))
_LABELS = (
    "http://www.w3.org/2004/02/skos/core#prefLabel",
    "http://xmlns.com/foaf/0.1/name",
    "https://w3id.org/diktyo/tco#acronym",
    "http://purl.org/dc/terms/title",
)

_ANNOTATIONS = (SH.name, SH.order, SH.group, SH.description, RDFS.label)
"""Properties of shapes that lay out pages and that pySHACL would walk through for nothing."""

for _partial in (XSD.gYear, XSD.gYearMonth, XSD.gMonthDay):
    # rdflib has no order for partial dates, which sh:lessThanOrEquals needs; as text they are in order
    rdflib.term.bind(_partial, str, constructor=str, datatype_specific=True)

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


def validate(populated: Populated) -> Validated:
    """Hold a populated graph against the shapes.

    Returns:
        The graph with every result, gravest first, and the report as N-Triples lines, whose blank
        nodes are named after the announcement so that reports can be put together.

    Raises:
        VocabularyError: the shapes cannot be read, or cannot be applied to this graph.
    """
    data = graph(populated)
    try:
        conforms, report, _ = pyshacl.validate(data, shacl_graph=_shapes(), inference="none", inplace=True)
    except TypeError as error:  # pySHACL's own, where a literal is not of its datatype
        raise VocabularyError(
            f"the graph of {populated.iri} has values that cannot be compared: {error}"
        ) from error
    if not isinstance(report, rdflib.Graph):
        raise VocabularyError(f"shapes.ttl cannot be applied to {populated.iri}: {report}")
    if conforms:
        return Validated(populated, ())
    found = [_violation(report, result) for result in report.objects(None, SH.result)]
    return Validated(populated, tuple(sorted(found, key=_order)), _lines(report, populated.iri))


def graph(populated: Populated) -> rdflib.Graph:
    """Everything populated from one announcement as one graph, whatever named graph it is for."""
    lines = "\n".join((*populated.facts, *populated.provenance, *populated.reference))
    terms: dict[Term, Node] = {}
    merged = rdflib.Graph(bind_namespaces="none")
    for quad in ox.parse(lines, format=ox.RdfFormat.N_QUADS):
        merged.add(tuple(_term(term, terms) for term in (quad.subject, quad.predicate, quad.object)))  # type: ignore[arg-type]
    return merged


def describe(violation: Violation, language: str = "en", label: str = "") -> str:
    """A violation as one line: how grave, what about, and the message in a language, else in English."""
    message = violation.message.get(language) or violation.message.get("en") or violation.component
    return f"{violation.severity}: {label or violation.focus}: {message}"


def label(populated: Populated, focus: str) -> str:
    """The label that a graph gives a node, stated in the text or not, or empty."""
    starts = [f"<{focus}> <{predicate}> " for predicate in _LABELS]
    lines = (*populated.facts, *populated.reference)
    found = (line for start in starts for line in lines if line.startswith(start))
    line = next(found, None)
    quad = next(ox.parse(line, format=ox.RdfFormat.N_QUADS)) if line else None
    return quad.object.value if quad and isinstance(quad.object, ox.Literal) else ""


def _term(term: Term, known: dict[Term, Node]) -> Node:
    """An rdflib term; made here from pyoxigraph's parse, which takes a third of the time of rdflib's."""
    if term not in known:
        known[term] = _converted(term)
    return known[term]


def _converted(term: Term) -> Node:
    match term:
        case ox.NamedNode():
            return URIRef(term.value)
        case ox.Literal() if term.language:
            return rdflib.Literal(term.value, lang=term.language)
        case ox.Literal():
            datatype = URIRef(term.datatype.value)
            return rdflib.Literal(term.value, datatype=None if datatype == XSD.string else datatype)
        case ox.BlankNode():
            return BNode(term.value)
    raise VocabularyError(f"{term} is of RDF 1.2; populate RDF 1.1")


@functools.cache
def _shapes() -> rdflib.Graph:
    """The shapes, in the store of rdflib that pySHACL reads them fastest from."""
    path = ontology_folder() / "shapes.ttl"
    try:
        shapes = rdflib.Graph(store="SimpleMemory", bind_namespaces="none").parse(path, format="turtle")
    except (OSError, SyntaxError) as error:
        raise VocabularyError(f"{path} cannot be read: {error}") from error
    aim(shapes)
    for annotation in _ANNOTATIONS:
        shapes.remove((None, annotation, None))
    return shapes


def aim(shapes: rdflib.Graph) -> None:
    """Give the targets of node shapes to their property shapes, in place: the same results, thrice as fast.

    pySHACL evaluates a property shape that has targets (https://www.w3.org/TR/shacl/#targets) once for
    all focus nodes, and one that a node shape refers to once for each. Node shapes that others refer
    to, that are closed, deactivated or classes, stay as they are.
    """
    for shape in set(shapes.subjects(SH.property)):
        targets = [(target, value) for target in _TARGETS for value in shapes.objects(shape, target)]
        referred = next(shapes.subject_predicates(shape), None)
        kept = any((shape, *rest) in shapes for rest in _KEPT)
        if targets and not referred and not kept:
            for part in list(shapes.objects(shape, SH.property)):
                shapes.remove((shape, SH.property, part))
                for target, value in targets:
                    shapes.add((part, target, value))


def _violation(report: rdflib.Graph, result: Node) -> Violation:
    path, value = report.value(result, SH.resultPath), report.value(result, SH.value)
    component = report.value(result, SH.sourceConstraintComponent)
    return Violation(
        severity=_SEVERITIES.get(report.value(result, SH.resultSeverity) or SH.Violation, Severity.VIOLATION),
        focus=str(report.value(result, SH.focusNode)),
        path=str(path) if isinstance(path, URIRef) else "",
        value="" if value is None else str(value),
        message={
            message.language or "en": str(message)
            for message in sorted(report.objects(result, SH.resultMessage), key=str)
            if isinstance(message, rdflib.Literal)
        },
        component=str(component).rpartition("#")[2],
    )


def _order(violation: Violation) -> tuple[int, str, str, str, str]:
    gravity = list(Severity).index(violation.severity)
    return gravity, violation.focus, violation.path, violation.value, violation.component


def _lines(report: rdflib.Graph, iri: str) -> tuple[str, ...]:
    """The report as sorted N-Triples lines with canonical blank nodes (RDFC-1.0), so that they never vary."""
    dataset = ox.Dataset(ox.parse(report.serialize(format="nt"), format=ox.RdfFormat.N_TRIPLES))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    prefix = hashlib.sha256(iri.encode()).hexdigest()[:12]
    lines = {f"{_named(q.subject, prefix)} {q.predicate} {_named(q.object, prefix)} ." for q in dataset}
    reports = {line.split(" ", 1)[0] for line in lines if line.endswith(f" <{SH.ValidationReport}> .")}
    return tuple(sorted(lines | {f"{node} <{DCTERMS.source}> <{iri}> ." for node in reports}))


def _named(term: Term, prefix: str) -> str:
    return f"_:r{prefix}{term.value}" if isinstance(term, ox.BlankNode) else str(term)

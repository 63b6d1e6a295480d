"""The validation report of a release: as RDF as it is, and as a page for curators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.errors import ReleaseError
from kg.vocabulary import expand
from server.labels import Labels
from server.languages import Text
from server.page_model import Value
from server.rdf import with_stable_names
from server.site import Site

MOST_RESULTS = 300
"""The most results that the page lists; the RDF has them all."""

_SEVERITIES = ("sh:Violation", "sh:Warning", "sh:Info")


@dataclass(frozen=True)
class Result:
    """One validation result in words."""

    severity: str
    message: Text
    focus: Value
    path: Text | None
    value: Text | None


@dataclass(frozen=True)
class ReportPage:
    """Everything that the page of the report shows."""

    conforms: bool
    counts: dict[str, int]
    results: Sequence[Result]
    more: int
    rejections: Sequence[dict[str, str]]


def read_report(path: Path) -> list[ox.Quad]:
    """The triples of a report, always the same for the same file.

    Raises:
        ReleaseError: the release's report cannot be read.
    """
    try:
        parsed = list(ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))
    except (OSError, SyntaxError) as error:
        raise ReleaseError(f"the validation report {path} cannot be read: {error}") from error
    return with_stable_names(parsed)


def report_page(site: Site, graph: Sequence[ox.Quad], labels: Labels) -> ReportPage:
    """What the page of the report shows: the gravest results first."""
    by_node: dict[object, dict[str, list[object]]] = {}
    for quad in graph:
        by_node.setdefault(quad.subject, {}).setdefault(quad.predicate.value, []).append(quad.object)
    nodes = [node for node in by_node.values() if expand("sh:resultSeverity") in node]
    nodes.sort(
        key=lambda node: (
            _rank(node),
            str(node.get(expand("sh:focusNode"))),
            str(node.get(expand("sh:resultPath"))),
        )
    )
    counts = {
        name.partition(":")[2]: sum(_rank(node) == rank for node in nodes)
        for rank, name in enumerate(_SEVERITIES)
    }
    rejections = list(site.release.manifest.get("rejections", []))
    results = [_result(node, labels) for node in nodes[:MOST_RESULTS]]
    return ReportPage(
        not counts["Violation"], counts, results, max(0, len(nodes) - MOST_RESULTS), rejections[:MOST_RESULTS]
    )


def _rank(node: dict[str, list[object]]) -> int:
    severity = next(iter(node[expand("sh:resultSeverity")]))
    known = [ox.NamedNode(expand(name)) for name in _SEVERITIES]
    return known.index(severity) if severity in known else len(known)  # type: ignore[arg-type]


def _result(node: dict[str, list[object]], labels: Labels) -> Result:
    messages = {
        one.language or "": one.value
        for one in node.get(expand("sh:resultMessage"), [])
        if isinstance(one, ox.Literal)
    }
    focus = next(iter(node.get(expand("sh:focusNode"), [])), None)
    path = next((one for one in node.get(expand("sh:resultPath"), []) if isinstance(one, ox.NamedNode)), None)
    value = next(
        (one for one in node.get(expand("sh:value"), []) if isinstance(one, ox.NamedNode | ox.Literal)), None
    )
    return Result(
        severity=(*(name.partition(":")[2] for name in _SEVERITIES), "Info")[_rank(node)],
        message=labels.language.choose(messages) or Text(""),
        focus=_thing(focus, labels),
        path=labels.term(path.value) if path else None,
        value=labels.value(value) if value is not None else None,
    )


def _thing(node: object, labels: Labels) -> Value:
    if isinstance(node, ox.NamedNode):
        return Value(labels.of(node.value), labels.href(node.value), labels.kind(node.value))
    return Value(Text(str(node or "")))

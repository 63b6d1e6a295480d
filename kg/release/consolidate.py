"""The default graph: what all announcements state together, each fact once.

Where announcements disagree on a property that takes one value (``sh:maxCount 1`` of a shape of the
subject's class) or one a language (``sh:uniqueLang``), the value that is better attested stands here;
all of them stay in the announcements' own graphs. Better attested: the higher sum, over announcements,
of the best confidence with which each states it; then the larger number of announcements; then the
first in code point order. What does not come from a text counts with confidence 0.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg import vocabulary
from kg.model import Populated
from kg.release.lines import Sorter, merged, terms, triple

_TYPE = f"<{vocabulary.expand('rdf:type')}>"
_PART = {name: f"<{vocabulary.expand('rdf:' + name)}>" for name in ("subject", "predicate", "object")}
_CONFIDENCE = f"<{vocabulary.expand('tco:confidence')}>"
_PROJECT, _PARTICIPANT, _ROLE, _HAS_PARTNER, _LEAD_PARTNER, _PROJECT_CLASS = (
    f"<{vocabulary.expand('tco:' + name)}>"
    for name in ("project", "participant", "role", "hasPartner", "leadPartner", "Project")
)
_LEAD, _PARTNER = (f"<{vocabulary.expand('concept:role-' + name)}>" for name in ("lead-partner", "partner"))
_SHORTCUTS = {_LEAD: (_HAS_PARTNER, _LEAD_PARTNER), _PARTNER: (_HAS_PARTNER,)}


@dataclass(frozen=True)
class Claim:
    """A value of one subject's property, as strongly as it is attested."""

    predicate: str
    value: str
    confidence: float
    announcements: int


@dataclass(frozen=True)
class Single:
    """The properties that take one value, or one a language, by class; all as N-Triples terms."""

    value: frozenset[tuple[str, str]]
    language: frozenset[tuple[str, str]]


@functools.cache
def single_valued() -> Single:
    """What the shapes say on how many values a property takes."""
    return Single(_shaped("sh:maxCount", ox.Literal(1)), _shaped("sh:uniqueLang", ox.Literal(True)))


def _shaped(constraint: str, value: ox.Literal) -> frozenset[tuple[str, str]]:
    rows = vocabulary.load().graph.query(
        """SELECT ?class ?path ?constraint ?value WHERE {
            ?shape sh:targetClass ?class ; sh:node*/sh:property ?property .
            ?property sh:path ?path ; ?constraint ?value . FILTER isIRI(?path) }""",
        prefixes=vocabulary.PREFIXES,
        default_graph=ox.NamedNode(vocabulary.PREFIXES["shape"]),
        substitutions={
            ox.Variable("constraint"): ox.NamedNode(vocabulary.expand(constraint)),
            ox.Variable("value"): value,
        },
    )
    assert isinstance(rows, ox.QuerySolutions)
    return frozenset((str(row["class"]), str(row["path"])) for row in rows)


class Consolidation:
    """Takes up one announcement after another and gives the default graph."""

    def __init__(self, folder: Path) -> None:
        self._claims = Sorter(folder)
        self._shortcuts = Sorter(folder)

    def add(self, populated: Populated, graphs: tuple[str, str, str]) -> None:
        """Take up an announcement's graph.

        Args:
            populated: the graph.
            graphs: IRIs of its own, the provenance and the reference graph.
        """
        own, provenance, reference = graphs
        statements = [triple(line, provenance) for line in populated.provenance]
        confidence = _confidences(statements)
        facts = (triple(line, own) for line in populated.facts)
        self._claims.add(f"{fact}\t{confidence.get(fact, 0.0):.6f}\t{populated.iri}" for fact in facts)
        unattested = [triple(line, reference) for line in populated.reference]
        unattested += [line for line in statements if line.startswith(f"<{own}> ")]
        self._claims.add(f"{line}\t0\t{populated.iri}" for line in unattested)

    def lines(self) -> Iterator[str]:
        """The default graph's triples, sorted, without `` .``; the ontology is not among them."""
        for _, claims in _by_subject(self._claims):
            self._shortcuts.add(_shortcuts(_chosen(claims)))
        facts = (
            f"{s} {c.predicate} {c.value}" for s, claims in _by_subject(self._claims) for c in _chosen(claims)
        )
        shortcuts = (
            f"{s} {c.predicate} {c.value}"
            for s, claims in _by_subject(self._shortcuts)
            for c in _chosen(claims, _PROJECT_CLASS)
        )
        return merged(facts, shortcuts)

    def close(self) -> None:
        """Let go of temporary files."""
        self._claims.close()
        self._shortcuts.close()


def _confidences(statements: Iterable[str]) -> dict[str, float]:
    """The best confidence of each triple, from the lines of its statements."""
    parts: dict[str, dict[str, str]] = {}
    for line in statements:
        subject, predicate, value = terms(line)
        parts.setdefault(subject, {})[predicate] = value
    best: dict[str, float] = {}
    for part in parts.values():
        if _CONFIDENCE in part:
            stated = " ".join(part[_PART[name]] for name in ("subject", "predicate", "object"))
            best[stated] = max(best.get(stated, 0.0), float(part[_CONFIDENCE].split('"')[1]))
    return best


def _by_subject(records: Iterable[str]) -> Iterator[tuple[str, list[Claim]]]:
    """Claims from sorted records "triple, confidence, announcement", a subject at a time."""
    for subject, group in itertools.groupby(records, key=lambda record: record.split(" ", 1)[0]):
        cells = (record.rsplit("\t", 2) for record in group)
        yield (
            subject,
            [_claim(line, list(same)) for line, same in itertools.groupby(cells, key=lambda c: c[0])],
        )


def _claim(line: str, records: list[list[str]]) -> Claim:
    _, predicate, value = terms(line)
    best: dict[str, float] = {}
    for _, confidence, announcement in records:
        best[announcement] = max(best.get(announcement, 0.0), float(confidence))
    return Claim(predicate, value, round(sum(best.values()), 6), len(best))


def _chosen(claims: list[Claim], *classes: str) -> list[Claim]:
    """What stands in the default graph of one subject's claims, sorted."""
    classes += tuple(claim.value for claim in claims if claim.predicate == _TYPE)
    single = single_valued()
    kept: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        places = [(name, claim.predicate) for name in classes]
        if not single.value.isdisjoint(places):
            slot = ""
        elif not single.language.isdisjoint(places):
            slot = _language(claim.value)
        else:
            slot = claim.value
        kept.setdefault((claim.predicate, slot), []).append(claim)
    chosen = (
        min(rivals, key=lambda c: (-c.confidence, -c.announcements, c.value)) for rivals in kept.values()
    )
    return sorted(chosen, key=lambda claim: (claim.predicate, claim.value))


def _language(value: str) -> str:
    """The language tag of a literal, with its @; another value is a slot of its own."""
    tag = value.rpartition('"')[2]
    return tag if tag.startswith("@") else value


def _shortcuts(claims: list[Claim]) -> Iterator[str]:
    """Records of the shortcuts that a participation gives from its project to its participant."""
    values: dict[str, list[Claim]] = {}
    for claim in claims:
        values.setdefault(claim.predicate, []).append(claim)
    pairs = itertools.product(values.get(_PROJECT, []), values.get(_PARTICIPANT, []), values.get(_ROLE, []))
    for project, participant, role in pairs:
        for shortcut in _SHORTCUTS.get(role.value, ()):
            yield f"{project.value} {shortcut} {participant.value}\t{role.confidence:.6f}\t"

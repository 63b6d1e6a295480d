"""What a build did: the outcome that is returned, written as build.json, and the SHACL report."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path, PurePath

import pyoxigraph as ox

from kg.model import Rejection
from kg.vocabulary import PREFIXES

_PREFIXES = ("dct", "rdf", "sh", "tco", "concept", "xsd")


@dataclass(frozen=True)
class Remark:
    """One result of validation, as a line for a curator: the announcement's id, and what was found."""

    id: str
    severity: str
    text: str


@dataclass(frozen=True)
class Outcome:
    """What a build did.

    Attributes:
        version: the release's version.
        release: the release's folder.
        counts: as in the manifest.
        rejections: announcements kept out, in the order of their ids.
        remarks: results of validation that kept nothing out, and those that did.
        seconds: wall-clock time that writing took.
    """

    version: str
    release: Path
    counts: dict[str, int]
    rejections: tuple[Rejection, ...]
    remarks: tuple[Remark, ...]
    seconds: float


def write_build_report(path: Path, outcome: Outcome) -> None:
    """Write build.json. Of where a rejected announcement lay it tells the file's name alone."""
    members = asdict(replace(outcome, rejections=tuple(public(r) for r in outcome.rejections)))
    members["release"] = outcome.version
    path.write_text(json.dumps(members, ensure_ascii=False, indent=1) + "\n", "utf-8")


def public(rejection: Rejection) -> Rejection:
    """A rejection with its file's name as location: where it lay is nobody's business."""
    return replace(rejection, location=PurePath(rejection.location).name)


def write_shacl_report(path: Path, lines: Iterable[str]) -> None:
    """Write the validation reports of all announcements as Turtle, from their N-Triples lines."""
    quads = ox.parse("\n".join(lines), format=ox.RdfFormat.N_TRIPLES)
    prefixes = {prefix: PREFIXES[prefix] for prefix in _PREFIXES}
    triples = (quad.triple for quad in quads)
    ox.serialize(triples, str(path), format=ox.RdfFormat.TURTLE, prefixes=prefixes)

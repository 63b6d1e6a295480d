"""Writing a release: whole under a temporary name, checked, named, and only then the current one."""

from __future__ import annotations

import datetime
import gzip
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox

from kg.errors import IdentifierError, ReleaseError
from kg.identifiers import Identifiers
from kg.model import Rejection
from kg.release import dumps
from kg.release.consolidate import Consolidation
from kg.release.entries import Entry
from kg.release.lines import Sorter, merged
from kg.release.register import Register
from kg.release.report import Remark, write_shacl_report

_IS_STATEMENT = " <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/diktyo/tco#Statement> "


@dataclass
class Writer:
    """Takes up entries one by one and makes a release of those that can be published.

    Use it as a context: its temporary files go when it ends.

    Attributes:
        folder: the release under construction.
        identifiers: of the site.
        register: identifiers given so far.
        day: date that new identifiers are recorded with.
    """

    folder: Path
    identifiers: Identifiers
    register: Register
    day: datetime.date
    announcements: list[dict[str, str]] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    _report: list[str] = field(default_factory=list)
    _ids: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in ("graphs", "dumps"):
            (self.folder / name).mkdir()
        self._quads = Sorter(self.folder)
        self._default = Consolidation(self.folder)

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, *_exception: object) -> None:
        self._quads.close()
        self._default.close()

    def add(self, entry: Entry, location: str, remarks: Sequence[Remark]) -> None:
        """Take up an entry, or note why it is kept out.

        The order of entries decides between those that cannot both be published: give them sorted.

        Args:
            entry: the entry.
            location: where it was read from, for reports.
            remarks: what validation found, in words, the gravest first.
        """
        self._report += entry.validated.report
        self.remarks += remarks
        objection = self._objection(entry, remarks)
        if objection:
            code, reason = objection
            self.rejections.append(Rejection(entry.id, location, code, reason))
            return
        self._ids[entry.iri] = entry.id
        self.announcements.append(
            {"id": entry.id, "iri": entry.iri, "title": entry.title, "language": entry.language}
        )
        self._take(entry)

    def _objection(self, entry: Entry, remarks: Sequence[Remark]) -> tuple[str, str] | None:
        """The code and reason why an entry cannot be published; identifiers are recorded if it can."""
        if not entry.validated.publishable:
            return "not-valid", f"its graph is not valid: {remarks[0].text}"
        if entry.iri in self._ids:
            return "duplicate", f"it is the same announcement as {self._ids[entry.iri]}; keep one of the two"
        try:
            self.register.admit(entry.validated.populated.identifiers, _ref(entry.iri), self.day)
        except IdentifierError as error:
            return error.code, str(error)
        return None

    def _take(self, entry: Entry) -> None:
        populated = entry.validated.populated
        own = self.identifiers.announcement_graph(entry.iri)
        self._default.add(
            populated, (own, self.identifiers.provenance_graph, self.identifiers.reference_graph)
        )
        lines = sorted({*populated.facts, *populated.provenance, *populated.reference})
        self._quads.add(lines)
        path = self.folder / "graphs" / f"{_ref(entry.iri)}.nq"
        path.write_text("".join(f"{line}\n" for line in lines), "utf-8", newline="\n")

    def write_files(self) -> dict[str, int]:
        """Write dumps, store and SHACL report, and check that the store has every graph.

        Returns:
            The counts of the manifest.

        Raises:
            ReleaseError: the store does not hold what was written.
        """
        write_shacl_report(self.folder / "report.ttl", self._report)
        counts = {
            "announcements": len(self.announcements),
            "rejected": len(self.rejections),
            **self._write_dumps(),
        }
        self._load_store()
        stored = {graph.value for graph in ox.Store.read_only(str(self.folder / "store")).named_graphs()}
        missing = {self.identifiers.announcement_graph(iri) for iri in self._ids} - stored
        if missing:
            raise ReleaseError(
                f"the store lacks {len(missing)} graphs, e.g. {min(missing)}; the build is given up"
            )
        return counts

    def _write_dumps(self) -> dict[str, int]:
        counts = dict.fromkeys(("entities", "facts", "triples", "quads", "statements"), 0)
        ontology = sorted(dumps.ontology_triples())
        self._quads.add(f"{triple} <{graph}> ." for triple, graph in ontology)
        start, last = f"<{self.identifiers.base}/id/", ""
        stated = f" <{self.identifiers.base}/graph/doc/"
        with (
            dumps.compressed(self.folder / "dumps" / "default.nt.gz") as default,
            dumps.compressed(self.folder / "dumps" / "all.nq.gz") as everything,
        ):
            for triple in merged(self._default.lines(), sorted(triple for triple, _ in ontology)):
                default.write(f"{triple} .\n")
                everything.write(f"{triple} .\n")
                subject = triple.split(" ", 1)[0]
                counts["triples"] += 1
                counts["entities"] += subject != last and subject.startswith(start)
                last = subject
            for quad in self._quads:
                everything.write(f"{quad}\n")
                counts["quads"] += 1
                counts["statements"] += _IS_STATEMENT in quad
                counts["facts"] += stated in quad
        return counts | {"quads": counts["quads"] + counts["triples"]}

    def _load_store(self) -> None:
        store = ox.Store(str(self.folder / "store"))
        with gzip.open(self.folder / "dumps" / "all.nq.gz", "rb") as lines:
            store.bulk_load(cast(IO[bytes], lines), format=ox.RdfFormat.N_QUADS)
        store.flush()


def _ref(iri: str) -> str:
    return iri.rpartition("/")[2]

"""Writing releases from hand-made entries. Everything in them is made up."""

from __future__ import annotations

import datetime
import gzip
import json
import multiprocessing
import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import release
from kg.errors import ReleaseError
from kg.identifiers import Identifiers
from kg.model import Rejection, Severity, Validated, Violation
from kg.release import manifest, output, register
from kg.release.entries import Entry
from kg.release.report import Outcome, Remark

MakeEntry = Callable[..., Entry]
SITE = Identifiers("https://diktyo.example.org")
NOW = datetime.datetime(2026, 11, 23, 9, 30, tzinfo=datetime.UTC)
MEETING = f"<{SITE.base}/id/event/0000000001>"
FACTS = [(MEETING, "rdf:type", "tco:Meeting", 1.0)]


def write(out: Path, entries: Sequence[Entry], rejections: Sequence[Rejection] = ()) -> Outcome:
    with output.locked(out):
        recorded = register.load(out / "registry.tsv")
        submissions = [(entry, f"/somewhere/{entry.id}.txt", _remarks(entry)) for entry in entries]
        return release.write(out, SITE, recorded, submissions, rejections, NOW)


def _remarks(entry: Entry) -> list[Remark]:
    return [Remark(entry.id, v.severity, v.message["en"]) for v in entry.validated.violations]


def members(folder: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads((folder / "manifest.json").read_text("utf-8"))
    return found


def test_a_release_has_what_the_architecture_says(tmp_path: Path, make_entry: MakeEntry) -> None:
    entries = [make_entry("one", FACTS), make_entry("two", [])]
    rejection = Rejection("three", "/somewhere/three.txt", "source", "three.txt is empty")
    outcome = write(tmp_path, entries, [rejection])
    assert outcome.release == tmp_path / "releases" / "2026-11-23.1"
    assert sorted(path.name for path in outcome.release.iterdir()) == [
        "build.json", "dumps", "graphs", "manifest.json", "report.ttl", "store",
    ]  # fmt: skip
    assert (tmp_path / "current").resolve() == outcome.release
    told = members(outcome.release)
    assert (told["version"], told["base"], told["created"]) == (
        "2026-11-23.1",
        "https://diktyo.example.org",
        "2026-11-23T09:30:00+00:00",
    )
    assert told["announcements"] == [
        {"id": entry.id, "iri": entry.iri, "title": entry.title, "language": "en"} for entry in entries
    ]
    assert told["rejections"] == [
        {"id": "three", "location": "three.txt", "code": "source", "reason": "three.txt is empty"}
    ]
    assert told["counts"] == outcome.counts
    manifest.verify(outcome.release)


def test_the_counts_are_those_of_the_store(tmp_path: Path, make_entry: MakeEntry) -> None:
    outcome = write(tmp_path, [make_entry("one", FACTS), make_entry("two", FACTS)])
    store = ox.Store.read_only(str(outcome.release / "store"))
    default = list(store.quads_for_pattern(None, None, None, ox.DefaultGraph()))
    subjects = {quad.subject.value for quad in default if isinstance(quad.subject, ox.NamedNode)}
    assert outcome.counts == {
        "announcements": 2,
        "rejected": 0,
        "entities": len([subject for subject in subjects if subject.startswith(f"{SITE.base}/id/")]),
        "facts": sum(
            "/graph/doc/" in quad.graph_name.value for quad in store if quad.graph_name != ox.DefaultGraph()
        ),  # type: ignore[union-attr]
        "triples": len(default),
        "quads": len(store),
        "statements": 4,
    }
    assert outcome.counts["entities"] == 3


def test_dumps_hold_what_the_store_holds(tmp_path: Path, make_entry: MakeEntry) -> None:
    folder = write(tmp_path, [make_entry("one", FACTS)]).release
    store = ox.Store.read_only(str(folder / "store"))
    everything, default = ox.Store(), ox.Store()
    everything.load(
        gzip.decompress((folder / "dumps" / "all.nq.gz").read_bytes()), format=ox.RdfFormat.N_QUADS
    )
    default.load(
        gzip.decompress((folder / "dumps" / "default.nt.gz").read_bytes()), format=ox.RdfFormat.N_TRIPLES
    )
    assert set(everything) == set(store)
    assert set(default) == set(store.quads_for_pattern(None, None, None, ox.DefaultGraph()))


def test_the_default_graph_has_no_doubles(tmp_path: Path, make_entry: MakeEntry) -> None:
    folder = write(tmp_path, [make_entry("one", FACTS), make_entry("two", FACTS)]).release
    lines = gzip.decompress((folder / "dumps" / "default.nt.gz").read_bytes()).decode().splitlines()
    assert lines == sorted(set(lines))


def test_each_announcement_has_a_file_of_its_own_lines(tmp_path: Path, make_entry: MakeEntry) -> None:
    entry = make_entry("one", FACTS)
    folder = write(tmp_path, [entry]).release
    (path,) = (folder / "graphs").iterdir()
    populated = entry.validated.populated
    assert path.name == f"{entry.iri.rpartition('/')[2]}.nq"
    assert path.read_text("utf-8").splitlines() == sorted((*populated.facts, *populated.provenance))


def test_the_same_entries_give_the_same_bytes_in_another_release(
    tmp_path: Path, make_entry: MakeEntry
) -> None:
    entries = [make_entry("one", FACTS), make_entry("two", FACTS)]
    first, second = write(tmp_path / "a", entries).release, write(tmp_path / "b", entries).release
    for folder in ("graphs", "dumps"):
        files = sorted(path.relative_to(first) for path in (first / folder).iterdir())
        assert files == sorted(path.relative_to(second) for path in (second / folder).iterdir())
        assert all((first / path).read_bytes() == (second / path).read_bytes() for path in files)


def test_what_violates_the_shapes_is_kept_out_and_reported(tmp_path: Path, make_entry: MakeEntry) -> None:
    good, bad = make_entry("good", []), make_entry("bad", FACTS)
    violation = Violation(Severity.VIOLATION, MEETING, "", "", {"en": "A made-up violation."}, "X")
    line = '_:r1 <http://www.w3.org/ns/shacl#conforms> "false" .'
    bad = replace(bad, validated=Validated(bad.validated.populated, (violation,), (line,)))
    outcome = write(tmp_path, [bad, good])
    assert outcome.rejections == (
        Rejection("bad", "/somewhere/bad.txt", "not-valid", "its graph is not valid: A made-up violation."),
    )
    assert (outcome.release / "report.ttl").read_text("utf-8").count("sh:conforms") == 1
    assert MEETING not in gzip.decompress((outcome.release / "dumps" / "all.nq.gz").read_bytes()).decode()


def test_the_same_announcement_twice_is_published_once(tmp_path: Path, make_entry: MakeEntry) -> None:
    entry = make_entry("one", [])
    outcome = write(tmp_path, [entry, replace(entry, id="again")])
    assert [(item.id, item.code) for item in outcome.rejections] == [("again", "duplicate")]
    assert outcome.counts["announcements"] == 1


def test_a_clash_of_references_costs_only_the_later_announcement(
    tmp_path: Path, make_entry: MakeEntry
) -> None:
    def with_row(name: str, hashed: str) -> Entry:
        entry = make_entry(name, [])
        rows = (*entry.validated.populated.identifiers, ("org", hashed, "0000000000"))
        return replace(entry, validated=Validated(replace(entry.validated.populated, identifiers=rows), ()))

    outcome = write(tmp_path, [with_row("one", "1"), with_row("two", "2"), make_entry("three", [])])
    assert [(item.id, item.code) for item in outcome.rejections] == [("two", "identifier")]


def test_build_json_and_manifest_do_not_tell_where_files_lay(tmp_path: Path, make_entry: MakeEntry) -> None:
    rejection = Rejection("x", "/home/made-up/x.txt", "source", "x.txt is empty")
    folder = write(tmp_path, [make_entry("one", [])], [rejection]).release
    for name in ("build.json", "manifest.json"):
        assert "/home" not in (folder / name).read_text("utf-8")


def test_without_anything_to_publish_the_current_release_stays(tmp_path: Path, make_entry: MakeEntry) -> None:
    first = write(tmp_path, [make_entry("one", [])]).release
    with pytest.raises(release.NothingToPublish, match="stays as it was"):
        write(tmp_path, [], [Rejection("x", "x.txt", "source", "x.txt is empty")])
    assert (tmp_path / "current").resolve() == first
    assert [path.name for path in (tmp_path / "releases").iterdir()] == ["2026-11-23.1"]


def test_releases_of_a_day_are_numbered(tmp_path: Path) -> None:
    for name in ("2026-11-22.7", "2026-11-23.9", "2026-11-23.10", ".building-x"):
        (tmp_path / "releases" / name).mkdir(parents=True)
    assert output.next_version(tmp_path, NOW.date()) == "2026-11-23.11"
    assert output.next_version(tmp_path, datetime.date(2026, 11, 24)) == "2026-11-24.1"


def test_two_builds_cannot_write_at_once(tmp_path: Path) -> None:
    with (
        output.locked(tmp_path),
        pytest.raises(ReleaseError, match="another build is writing"),
        output.locked(tmp_path),
    ):
        pass
    with output.locked(tmp_path):
        pass


def test_an_output_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ReleaseError, match="cannot be written"), output.locked(tmp_path / "file"):
        pass


def test_a_changed_file_is_found(tmp_path: Path, make_entry: MakeEntry) -> None:
    folder = write(tmp_path, [make_entry("one", [])]).release
    (folder / "report.ttl").write_text("# changed")
    with pytest.raises(ReleaseError, match=r"report\.ttl changed"):
        manifest.verify(folder)
    (folder / "report.ttl").unlink()
    with pytest.raises(ReleaseError, match="is not whole"):
        manifest.verify(folder)


def test_opening_the_store_changes_none_of_its_files(tmp_path: Path, make_entry: MakeEntry) -> None:
    folder = write(tmp_path, [make_entry("one", [])]).release
    assert len(ox.Store.read_only(str(folder / "store"))) > 0
    manifest.verify(folder)


MOMENTS = ("sync", "rename", "symlink", "replace")


def _die_at(moment: str, out: Path, entry: Entry) -> None:
    """Build in this process and end it, as a power cut would, at a moment of publishing."""

    def die(*_arguments: object, **_options: object) -> None:
        os._exit(9)

    owner, name = {
        "sync": (os, "sync"),
        "rename": (Path, "rename"),
        "symlink": (Path, "symlink_to"),
        "replace": (Path, "replace"),
    }[moment]
    setattr(owner, name, die)
    write(out, [entry])


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_build_that_dies_leaves_the_last_release_current(
    tmp_path: Path, make_entry: MakeEntry, moment: str
) -> None:
    first = write(tmp_path, [make_entry("one", [])]).release
    process = multiprocessing.get_context("spawn").Process(
        target=_die_at, args=(moment, tmp_path, make_entry("two", []))
    )
    process.start()
    process.join()
    assert process.exitcode == 9
    assert (tmp_path / "current").resolve() == first
    manifest.verify(first)
    third = write(tmp_path, [make_entry("three", [])]).release
    assert (tmp_path / "current").resolve() == third
    assert not [path for path in (tmp_path / "releases").iterdir() if path.name.startswith(".")]

"""The whole line: from announcements to a release, by the real stages."""

from __future__ import annotations

import datetime
import gzip
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import pipeline
from kg.errors import SourceError
from kg.pipeline import Built
from kg.release import manifest
from kg.settings import Settings, announcements_folder
from kg.vocabulary import expand

NOW = datetime.datetime(2026, 11, 23, 9, 30, tzinfo=datetime.UTC)
Build = Callable[..., Built]

TEXTS = {
    "made-up-1": "Ο Δήμος Σερρών συμμετείχε στη 2η Διακρατική Συνάντηση του έργου “MADE UP” του Προγράμματος URBACT IV "
    "στην Agen στις 13/12/2023.",
    "made-up-2": "The second transnational meeting of the project MADE UP of the URBACT IV programme was held in Agen "
    "on 13 December 2023.",
    "made-up-3": "Le projet MADE UP du programme URBACT IV a tenu sa réunion à Agen le 13 décembre 2023.",
}
"""Made-up announcements of one made-up project."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "announcements"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    return folder


@pytest.fixture
def build(tmp_path: Path) -> Build:
    def run(paths: Sequence[Path], out: str = "var", **options: object) -> Built:
        settings = Settings()
        chosen = replace(settings.build, **{"out": tmp_path / out, "jobs": 1, **options})  # type: ignore[arg-type]
        return pipeline.build(paths, replace(settings, build=chosen), NOW)

    return run


def bytes_of(release: Path) -> dict[str, bytes]:
    paths = [*(release / "graphs").iterdir(), *(release / "dumps").iterdir()]
    return {str(path.relative_to(release)): path.read_bytes() for path in paths}


def test_the_seed_is_published(seed_release: Path) -> None:
    manifest.verify(seed_release)
    told = json.loads((seed_release / "manifest.json").read_text("utf-8"))
    (announcement,) = told["announcements"]
    assert announcement["id"] == "serres-breaking-isolation-2023"
    assert announcement["language"] == "el"
    assert announcement["title"].startswith("Ο Δήμος Σερρών συμμετείχε στο 2ο Διακρατική Συνάντηση")
    assert told["rejections"] == []
    assert 20 < told["counts"]["entities"] < told["counts"]["statements"] < told["counts"]["quads"]


def test_the_lead_partner_is_reached_by_a_shortcut(seed_release: Path) -> None:
    store = ox.Store.read_only(str(seed_release / "store"))
    leads = store.query(
        "SELECT ?label { ?project tco:leadPartner/skos:prefLabel ?label FILTER(LANG(?label) = 'en') }",
        prefixes={"tco": expand("tco:"), "skos": expand("skos:")},
    )
    assert [row["label"].value for row in leads] == ["City of Agen"]  # type: ignore[union-attr]


def test_bytes_are_the_same_whatever_the_order_and_the_number_of_processes(
    build: Build, folder: Path
) -> None:
    paths = sorted(folder.iterdir())
    alone = build([folder], "alone")
    pool = build(paths[::-1], "pool", jobs=2)
    assert bytes_of(alone.outcome.release) == bytes_of(pool.outcome.release)
    assert len(bytes_of(alone.outcome.release)) == len(TEXTS) + 2


def test_bytes_are_the_same_on_a_cluster(build: Build, folder: Path) -> None:
    pytest.importorskip("distributed", reason="the extra dask is not installed")
    alone = build([folder], "alone")
    cluster = build([folder], "cluster", executor="dask", jobs=2)
    assert bytes_of(alone.outcome.release) == bytes_of(cluster.outcome.release)


def test_only_what_changed_is_done_again(build: Build, folder: Path) -> None:
    assert (first := build([folder])).reused == 0
    assert (second := build([folder])).reused == 3
    assert bytes_of(first.outcome.release) == bytes_of(second.outcome.release)
    with (folder / "made-up-2.txt").open("a") as file:
        file.write(" It was a success.")
    (folder / "made-up-3.toml").write_text('publisher = "Made-up City"\n')
    third = build([folder])
    assert (third.reused, third.outcome.counts["announcements"]) == (1, 3)
    assert bytes_of(third.outcome.release) == bytes_of(build([folder], "fresh").outcome.release)


def test_what_is_withdrawn_is_gone_and_its_identifiers_stay_taken(
    build: Build, folder: Path, tmp_path: Path
) -> None:
    first = build([folder])
    recorded = (tmp_path / "var" / "registry.tsv").read_text("utf-8")
    (folder / "made-up-1.txt").unlink()
    second = build([folder])
    assert second.outcome.counts["announcements"] == 2
    assert (
        "Δήμος Σερρών συμμετείχε"
        not in gzip.decompress((second.outcome.release / "dumps" / "all.nq.gz").read_bytes()).decode()
    )
    assert (tmp_path / "var" / "registry.tsv").read_text("utf-8") == recorded
    assert first.outcome.release.exists()
    assert (tmp_path / "var" / "current").resolve() == second.outcome.release


def test_a_recorded_reference_is_kept(build: Build, folder: Path, tmp_path: Path) -> None:
    build([folder])
    register = tmp_path / "var" / "registry.tsv"
    lines = register.read_text("utf-8").splitlines(keepends=True)
    at = next(number for number, line in enumerate(lines) if "\tproject\t" in line)
    lines[at] = "0000000000" + lines[at][10:]
    register.write_text("".join(lines), "utf-8")
    release = build([folder]).outcome.release
    dump = gzip.decompress((release / "dumps" / "default.nt.gz").read_bytes()).decode()
    assert "/id/project/0000000000>" in dump


def test_a_document_that_takes_too_long_costs_only_itself(build: Build, folder: Path) -> None:
    build([folder])  # so that only the slow one is worked on when time is short
    (folder / "slow.txt").write_text(TEXTS["made-up-1"] * 20_000, "utf-8")
    built = build([folder], seconds=1.0)
    assert [(item.id, item.code) for item in built.outcome.rejections] == [("slow", "time-limit")]
    assert built.outcome.counts["announcements"] == 3


def test_a_folder_without_announcements_is_named(build: Build, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(SourceError, match="there is no announcement in"):
        build([tmp_path / "empty"])


def test_the_announcements_that_come_with_diktyo_are_the_default() -> None:
    assert (announcements_folder() / "serres-breaking-isolation-2023.txt").is_file()

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from kg.errors import IdentifierError, ReleaseError
from kg.identifiers import digest, reference
from kg.release import register
from kg.release.register import COLUMNS

DAY = datetime.date(2026, 11, 23)
A, B = digest("org", "a"), digest("org", "b")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "registry.tsv"


def rows(path: Path) -> list[dict[str, str]]:
    head, *lines = path.read_text("utf-8").splitlines()
    assert head.split("\t") == list(COLUMNS)
    return [dict(zip(COLUMNS, line.split("\t"), strict=True)) for line in lines]


def test_identifiers_are_recorded_once_with_their_first_announcement(path: Path) -> None:
    recorded = register.load(path)
    recorded.admit([("org", A, "aaaaaaaaaa")], "doc0000001", DAY)
    recorded.write()
    again = register.load(path)
    again.admit([("org", A, "aaaaaaaaaa"), ("org", B, "bbbbbbbbbb")], "doc0000002", DAY)
    again.write()
    assert [(row["ref"], row["first_announcement"]) for row in rows(path)] == [
        ("aaaaaaaaaa", "doc0000001"),
        ("bbbbbbbbbb", "doc0000002"),
    ]
    assert rows(path)[0] == {
        "ref": "aaaaaaaaaa",
        "kind": "org",
        "sha256": A,
        "first_announcement": "doc0000001",
        "date": "2026-11-23",
        "status": "live",
        "merged_into": "",
    }


def test_the_file_only_grows(path: Path) -> None:
    recorded = register.load(path)
    recorded.admit([("org", A, "aaaaaaaaaa")], "doc0000001", DAY)
    recorded.write()
    before = path.read_bytes()
    again = register.load(path)
    again.admit([("org", B, "bbbbbbbbbb")], "doc0000002", DAY)
    again.write()
    assert path.read_bytes().startswith(before)


def test_a_reference_of_two_things_is_refused_to_the_second_with_all_that_comes_with_it(path: Path) -> None:
    recorded = register.load(path)
    recorded.admit([("org", A, "aaaaaaaaaa")], "doc0000001", DAY)
    with pytest.raises(IdentifierError, match="org/aaaaaaaaaa belongs to another org"):
        recorded.admit([("place", B, "cccccccccc"), ("org", B, "aaaaaaaaaa")], "doc0000002", DAY)
    recorded.admit([("place", A, "aaaaaaaaaa")], "doc0000003", DAY)
    recorded.write()
    assert [(row["kind"], row["ref"]) for row in rows(path)] == [
        ("org", "aaaaaaaaaa"),
        ("place", "aaaaaaaaaa"),
    ]


def test_two_things_of_one_announcement_cannot_share_a_reference_either(path: Path) -> None:
    with pytest.raises(IdentifierError):
        register.load(path).admit([("org", A, "aaaaaaaaaa"), ("org", B, "aaaaaaaaaa")], "doc0000001", DAY)


def test_only_references_that_differ_from_computed_ones_need_to_be_told(path: Path) -> None:
    recorded = register.load(path)
    recorded.admit([("org", A, reference(A)), ("org", B, "bbbbbbbbbb")], "doc0000001", DAY)
    assert recorded.deviating() == {("org", B): "bbbbbbbbbb"}


def test_a_row_that_a_crash_tore_is_dropped(path: Path) -> None:
    recorded = register.load(path)
    recorded.admit([("org", A, "aaaaaaaaaa")], "doc0000001", DAY)
    recorded.write()
    whole = path.read_bytes()
    path.write_bytes(whole + b"bbbbbbbbbb\torg\t")
    assert register.load(path).known == {("org", A): "aaaaaaaaaa"}
    assert path.read_bytes() == whole


@pytest.mark.parametrize(
    ("content", "said"),
    [("made\tup\n", "its first line is"), ("\t".join(COLUMNS) + "\nmade\tup\n", "at line 2")],
)
def test_another_file_under_that_name_is_refused(path: Path, content: str, said: str) -> None:
    path.write_text(content)
    with pytest.raises(ReleaseError, match=said):
        register.load(path)

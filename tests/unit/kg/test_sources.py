from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from kg import sources
from kg.errors import SettingsError
from kg.model import Announcement, Rejection
from kg.sources.side_file import KEYS

ROOT = Path(__file__).parents[3]
MOST = 1000


def gather(*paths: Path) -> list[Announcement | Rejection]:
    return list(sources.gather(paths, MOST))


def rejected(*paths: Path) -> Rejection:
    (found,) = gather(*paths)
    assert isinstance(found, Rejection)
    assert found.code == "source"
    assert "\n" not in found.reason
    return found


def read(*paths: Path) -> list[Announcement]:
    found = gather(*paths)
    assert all(isinstance(item, Announcement) for item in found), found
    return [item for item in found if isinstance(item, Announcement)]


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "made-up.txt"
    path.write_text("A made-up announcement.")
    return path


def test_a_folder_is_read_to_the_bottom_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.json", "deep/c.html", "deep/deeper/d.htm", ".hidden/x.txt", ".x.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("made up")
    found = read(tmp_path)
    assert [(item.id, item.media_type) for item in found] == [
        ("a", "application/json"),
        ("b", "text/plain"),
        ("deep/c", "text/html"),
        ("deep/deeper/d", "text/html"),
    ]


def test_files_are_taken_in_the_order_given(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(name)
    assert [item.id for item in read(tmp_path / "b.txt", tmp_path / "a.txt")] == ["b", "a"]


def test_a_side_file_tells_what_is_known_and_is_no_announcement(text: Path) -> None:
    text.with_suffix(".toml").write_text(
        'publisher = "Made-up City"\nretrieved = 2026-11-23\npublished = "2026-11"\n'
    )
    (found,) = read(text.parent)
    assert found.known == {"publisher": "Made-up City", "retrieved": "2026-11-23", "published": "2026-11"}
    assert gather(text.with_suffix(".toml")) == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('publsher = "x"', "did you mean 'publisher'?"),
        ('colour = "x"', "known: source_name"),
        ('published = "yesterday"', "published as 'yesterday'"),
        ("language = 5", "language as 5"),
        ('source_url = "file:///etc/passwd"', "source_url as"),
        ("publisher = ", "is not TOML"),
    ],
)
def test_a_side_file_must_be_understood_whole(text: Path, line: str, said: str) -> None:
    text.with_suffix(".toml").write_text(line)
    assert said in rejected(text).reason


def test_the_keys_of_side_files_are_explained() -> None:
    explained = (ROOT / "data" / "README.md").read_text("utf-8")
    assert all(f"`{key}`" in explained for key in KEYS)


def test_a_missing_path_is_named(tmp_path: Path) -> None:
    assert rejected(tmp_path / "absent.txt").reason == "absent.txt cannot be read: No such file or directory"


def test_an_empty_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    assert rejected(tmp_path / "empty.txt").reason.startswith("empty.txt is empty")


def test_a_folder_with_the_name_of_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.txt").mkdir()
    assert "is a folder with the name of a file" in rejected(tmp_path / "x.txt").reason
    assert "is a folder with the name of a file" in rejected(tmp_path).reason


def test_a_file_that_is_too_large_is_not_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(50 << 30)  # a hole of 50 GiB, which memory could not hold
    assert "holds 53,687,091,200 bytes; at most 1,000 are read" in rejected(path).reason


def test_pipes_and_sockets_are_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert "is not a regular file" in rejected(tmp_path / "pipe.txt").reason
    (tmp_path / "pipe.txt").unlink()
    monkeypatch.chdir(tmp_path)  # a socket's address must be short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.txt")
        assert "is not a regular file" in rejected(Path("socket.txt")).reason


def test_links_that_go_round_end(tmp_path: Path, text: Path) -> None:
    (tmp_path / "self.txt").symlink_to("self.txt")
    (tmp_path / "up").symlink_to(tmp_path)
    found = gather(tmp_path)
    assert [item.id for item in found] == ["made-up", "self", "up"]
    reasons = [item.reason for item in found if isinstance(item, Rejection)]
    assert "symbolic links" in reasons[0]
    assert reasons[1].startswith("up is a link to a folder that it stands in")


def test_a_linked_folder_is_read(tmp_path: Path, text: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "linked").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "x.txt").write_text("made up")
    assert [item.id for item in read(tmp_path / "in")] == ["linked/x"]


def test_messages_tell_names_and_not_where_files_lie(tmp_path: Path) -> None:
    (tmp_path / "private").mkdir()
    (tmp_path / "private" / "empty.txt").touch()
    found = rejected(tmp_path / "private")
    assert "private" not in found.reason
    assert "private" in found.location


def test_an_unknown_source_is_a_wrong_setting() -> None:
    with pytest.raises(SettingsError, match="known: folder"):
        sources.gather([], MOST, source="carrier-pigeon")

"""Everything that may lie in a folder of announcements, together with a good one: each costs only itself."""

from __future__ import annotations

import json
import os
import random
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.settings import announcements_folder

SEED = "serres-breaking-isolation-2023"

SAID = {
    "binary.txt": ("unreadable-announcement", "is binary, not text"),
    "blank.txt": ("unreadable-announcement", "holds only white space"),
    "empty.txt": ("source", "is empty"),
    "folder.txt": ("source", "is a folder with the name of a file"),
    "greek.txt": ("unreadable-announcement", "is not UTF-8 at byte 0"),
    "link.txt": ("source", "cannot be read"),
    "noise.txt": ("source", "holds 50,000,000 bytes; at most 5,000,000 are read"),
    "pipe.txt": ("source", "is not a regular file"),
    "report.pdf": ("unsupported-format", "is of a kind that no reader knows"),
    "torn.json": ("unreadable-announcement", "is not JSON"),
    "twin.txt": ("duplicate", f"it is the same announcement as {SEED}"),
    "typo.txt": ("source", "did you mean 'publisher'?"),
}
"""By file: the code of its rejection, and words of the reason."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The announcements that come with Diktyo among files that are none."""
    folder = tmp_path / "announcements"
    shutil.copytree(announcements_folder(), folder)
    text = (folder / f"{SEED}.txt").read_text("utf-8")
    (folder / "binary.txt").write_bytes(b"\x7fELF\x02\x01\x01\x00" + random.Random(1).randbytes(1000))
    (folder / "blank.txt").write_text(" \n\t\n")
    (folder / "empty.txt").touch()
    (folder / "folder.txt").mkdir()
    (folder / "greek.txt").write_bytes("Ο Δήμος Σερρών".encode("windows-1253"))
    (folder / "link.txt").symlink_to("link.txt")
    (folder / "noise.txt").write_bytes(random.Random(2).randbytes(1_000_000) * 50)
    os.mkfifo(folder / "pipe.txt")
    (folder / "report.pdf").write_bytes(b"%PDF-1.7 made up")
    (folder / "torn.json").write_text(json.dumps({"text": text})[:-20])
    shutil.copy(folder / f"{SEED}.txt", folder / "twin.txt")
    (folder / "typo.txt").write_text("A made-up text.")
    (folder / "typo.toml").write_text('publsher = "x"')
    return folder


def test_each_gets_one_clear_line_and_the_seed_is_published_all_the_same(
    folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "var"
    result = CliRunner().invoke(main, ["build", str(folder), "--out", str(out), "--jobs", "2"])
    assert result.exit_code == 1, result.output
    assert "Traceback" not in result.output
    lines = result.stderr.splitlines()
    assert len(lines) == len(SAID)
    for line, (name, (code, words)) in zip(lines, SAID.items(), strict=True):
        assert line.startswith(f"{folder / name}: "), line
        assert words in line
        assert line.endswith(f" [{code}]")
    told = json.loads((out / "current" / "manifest.json").read_text("utf-8"))
    assert [item["id"] for item in told["announcements"]] == [SEED]
    assert {item["location"]: item["code"] for item in told["rejections"]} == {
        name: code for name, (code, _) in SAID.items()
    }
    assert told["counts"]["rejected"] == len(SAID)


def test_a_folder_of_nothing_but_bad_files_gives_no_release(folder: Path, tmp_path: Path) -> None:
    for path in (folder / f"{SEED}.txt", folder / "twin.txt"):
        path.unlink()
    result = CliRunner().invoke(main, ["build", str(folder), "--out", str(tmp_path / "var"), "--jobs", "1"])
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1].startswith("Error: no announcement can be published;")
    assert "empty.txt is empty" in result.stderr
    assert not (tmp_path / "var" / "current").exists()

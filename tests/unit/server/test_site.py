"""The site follows the link to its release, and says in one sentence what is wrong with one."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import ReleaseError
from kg.settings import Settings
from server.app import create_app
from server.site import Followed, Recent, read_release


def _move(link: Path, target: Path) -> None:
    fresh = link.with_name("fresh")
    fresh.symlink_to(target)
    fresh.replace(link)


def test_the_link_is_followed_and_a_request_keeps_its_release(
    tmp_path: Path, build_release: Callable[..., Path]
) -> None:
    old = build_release(tmp_path / "releases" / "2026-11-23.1", "2026-11-23.1")
    new = build_release(tmp_path / "releases" / "2026-11-24.1", "2026-11-24.1")
    link = tmp_path / "current"
    link.symlink_to(old)
    followed = Followed(link, Settings(), every_s=0)
    begun = followed.current()
    _move(link, new)
    assert followed.current().release.version == "2026-11-24.1"
    assert begun.release.version == "2026-11-23.1"
    assert next(begun.store.quads_for_pattern(None, None, None), None) is not None


def test_an_application_serves_the_new_release_after_the_link_has_moved(
    tmp_path: Path, build_release: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    link = tmp_path / "current"
    link.symlink_to(build_release(tmp_path / "releases" / "1", "2026-11-23.1"))
    clock = [100.0]
    monkeypatch.setattr("server.site.time.monotonic", lambda: clock[0])
    client = create_app(link, Settings()).test_client()
    first = client.get("/doc/project/b2zym648et.ttl")
    _move(link, build_release(tmp_path / "releases" / "2", "2026-11-24.1"))
    assert client.get("/health").get_json()["release"] == "2026-11-23.1"
    clock[0] += 1.5
    assert client.get("/health").get_json()["release"] == "2026-11-24.1"
    again = client.get("/doc/project/b2zym648et.ttl", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 200
    assert "2026-11-24.1" in again.text


def test_a_broken_new_release_leaves_the_last_one_serving(
    tmp_path: Path, build_release: Callable[..., Path], caplog: pytest.LogCaptureFixture
) -> None:
    link = tmp_path / "current"
    link.symlink_to(build_release(tmp_path / "good", "2026-11-23.1"))
    followed = Followed(link, Settings(), every_s=0)
    broken = tmp_path / "broken"
    (broken / "store").mkdir(parents=True)
    (broken / "manifest.json").write_text("{}", "utf-8")
    _move(link, broken)
    assert followed.current().release.version == "2026-11-23.1"
    assert "release kept" in caplog.text


def test_an_output_folder_leads_to_its_current_release(
    tmp_path: Path, build_release: Callable[..., Path]
) -> None:
    (tmp_path / "current").symlink_to(build_release(tmp_path / "releases" / "1", "2026-11-23.1"))
    assert read_release(tmp_path).path == (tmp_path / "releases" / "1").resolve()


@pytest.mark.parametrize(
    "manifest", ["{", "[]", "{}", json.dumps({"version": 1, "created": "yesterday", "base": ""})]
)
def test_a_manifest_that_cannot_be_read_is_named(tmp_path: Path, manifest: str) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "manifest.json").write_text(manifest, "utf-8")
    with pytest.raises(ReleaseError, match="manifest"):
        read_release(tmp_path)


def test_a_place_without_a_release_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match=r"there is no release at .*; build one with kg build"):
        create_app(tmp_path / "nothing", Settings())


def test_a_store_that_is_none_is_named(tmp_path: Path, build_release: Callable[..., Path]) -> None:
    folder = build_release(tmp_path / "release", "2026-11-23.1")
    (folder / "store" / "CURRENT").write_text("nonsense", "utf-8")
    with pytest.raises(ReleaseError, match="store"):
        create_app(folder, Settings())


def test_only_the_last_values_are_kept() -> None:
    made: list[str] = []
    recent: Recent[str] = Recent(2)

    def get(key: str) -> str:
        return recent.kept(key, lambda: made.append(key) or key)  # type: ignore[func-returns-value]

    for key in ("a", "b", "a", "c", "a", "b"):
        assert get(key) == key
    assert made == ["a", "b", "c", "b"]

from __future__ import annotations

from importlib.metadata import EntryPoint, EntryPoints

import pytest

from kg import registry
from kg.registry import Variants

VARIANTS = Variants("kg.made_up", {"join": "posixpath:join", "absent": "no_such_module:nothing"})


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    points = EntryPoints(
        [
            EntryPoint("split", "posixpath:split", "kg.made_up"),
            EntryPoint("join", "posixpath:split", "kg.made_up"),
        ]
    )
    monkeypatch.setattr(registry.importlib.metadata, "entry_points", lambda group: points.select(group=group))


def test_a_variant_is_imported_only_when_it_is_chosen() -> None:
    assert VARIANTS.find("join")("a", "b") == "a/b"
    with pytest.raises(ModuleNotFoundError):
        VARIANTS.find("absent")


def test_an_unknown_name_gives_nothing() -> None:
    assert VARIANTS.find("other") is None


@pytest.mark.usefixtures("installed")
def test_installed_packages_add_variants_and_cannot_replace_ours() -> None:
    assert VARIANTS.names() == ("absent", "join", "split")
    assert VARIANTS.find("split")("a/b") == ("a", "b")
    assert VARIANTS.find("join")("a", "b") == "a/b"

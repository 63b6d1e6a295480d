"""docs/architecture.md names every package and module of the house."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DRAWING = (ROOT / "docs" / "architecture.md").read_text("utf-8")


def rooms(package: str) -> list[str]:
    found = [p for p in (ROOT / package).iterdir() if p.suffix == ".py" or (p / "__init__.py").is_file()]
    return sorted(p.stem for p in found if not p.stem.startswith("_"))


@pytest.mark.parametrize("room", rooms("kg"))
def test_every_room_of_the_line_is_drawn(room: str) -> None:
    assert room in DRAWING


def test_the_drawing_is_the_import_contract() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = contracts[0]["layers"]
    floors = [layer.split(" | ") for layer in layers]
    assert sorted(room for floor in floors for room in floor if room != "__main__") == rooms("kg")

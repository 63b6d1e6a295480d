"""The data of languages is in step with its documentation and with the code that reads it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from kg.languages import pack
from kg.mentions import projects

ROOT = Path(__file__).parents[2]
DOCUMENTED = set(
    re.findall(r"^\| `(\w+)` \| ", (ROOT / "docs/reference/languages.md").read_text("utf-8"), re.MULTILINE)
)
USED = {
    name
    for folder in ("mentions", "extractors")
    for path in (ROOT / "kg" / folder).glob("*.py")
    for name in re.findall(r'\.cues?\("(\w+)"', path.read_text("utf-8"))
} | set(projects._SIGNS)


def cues_of(language: str) -> set[str]:
    table = tomllib.loads((ROOT / "kg/languages" / language / "cues.toml").read_text("utf-8"))
    return set(table["cues"])


def test_the_cues_that_rules_ask_for_are_the_documented_ones() -> None:
    assert USED == DOCUMENTED


@pytest.mark.parametrize("language", pack.available())
def test_a_language_has_no_cue_that_no_rule_asks_for(language: str) -> None:
    assert cues_of(language) - USED == set()


def test_greek_has_every_cue_that_a_rule_asks_for() -> None:
    assert USED - cues_of("el") == set()

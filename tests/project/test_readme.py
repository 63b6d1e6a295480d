"""The README says what is true: its commands exist, its proof is in the graph, its queries have answers."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.vocabulary import PREFIXES

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
DOCUMENTS = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")] + sorted(
    ROOT.glob("docs/**/*.md")
)


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def everything(seed_release: Path) -> ox.Store:
    return ox.Store.read_only(str(seed_release / "store"))


def test_the_proof_is_what_the_program_says_today(everything: ox.Store) -> None:
    (proof,) = blocks("turtle")
    prefixes = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    quads = list(ox.parse(prefixes + proof, format=ox.RdfFormat.TURTLE))
    assert quads
    for quad in quads:
        found = everything.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
        assert next(iter(found), None) is not None, quad


def test_the_quoted_words_stand_in_the_announcement() -> None:
    quoted = re.search(r"^> … (.*)$", README, re.MULTILINE)
    assert quoted
    text = (ROOT / "data/announcements/serres-breaking-isolation-2023.txt").read_text("utf-8")
    assert quoted[1].replace("**", "") in text


@pytest.mark.parametrize("query", blocks("sparql"))
def test_a_query_has_an_answer(everything: ox.Store, query: str) -> None:
    assert list(everything.query(query, prefixes=PREFIXES))


def test_make_targets_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = set(re.findall(r"^make ([a-z]+)", README, re.MULTILINE))
    assert {"demo", "test"} <= named <= targets


def test_commands_exist() -> None:
    for command in set(re.findall(r"\.venv/bin/kg ([a-z]+)", README)):
        assert CliRunner().invoke(main, [command, "--help"]).exit_code == 0, command


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_to_files_of_the_repository_lead_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)", document.read_text("utf-8")):
        assert (document.parent / target).exists(), target

"""Authority files: names that are known before a text is read, from ``data/authorities/``."""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from kg.languages.folding import fold


@dataclass(frozen=True)
class Programme:
    """A funding programme, or a family of them.

    Attributes:
        id: short name, stable.
        name: usual name in English.
        editions: its editions are numbered in Roman (URBACT IV, Interreg V-A).
        pairs: its programmes are named by two countries (Interreg Greece-Italy).
        names_projects: its projects begin their names with the programme's (LIFE GrIn).
        source: page the names were read from.
    """

    id: str
    name: str
    editions: bool
    pairs: bool
    names_projects: bool
    source: str


@dataclass(frozen=True)
class Authorities:
    """What the authority files hold.

    Attributes:
        programmes: each programme with the pattern of its names in folded text, longest names first.
    """

    programmes: tuple[tuple[Programme, re.Pattern[str]], ...]


def authorities_folder() -> Path:
    """The folder of authority files: inside the installed package, else beside it in a checkout."""
    installed = Path(__file__).parent / "_data" / "authorities"
    return installed if installed.is_dir() else Path(__file__).parents[1] / "data" / "authorities"


@functools.cache
def load(folder: Path | None = None) -> Authorities:
    """Read the authority files."""
    table = tomllib.loads(((folder or authorities_folder()) / "programmes.toml").read_text("utf-8"))
    rows = sorted(table["programme"], key=lambda row: -max(map(len, row["names"])))
    return Authorities(tuple((_programme(row), _names(row["names"])) for row in rows))


def _programme(row: dict[str, str]) -> Programme:
    return Programme(
        id=row["id"],
        name=row["name"],
        editions=bool(row.get("editions", False)),
        pairs=bool(row.get("pairs", False)),
        names_projects=bool(row.get("names_projects", False)),
        source=row["source"],
    )


def _names(names: list[str]) -> re.Pattern[str]:
    r"""A pattern for the names in folded text; ``~`` in a name is an optional space, ``…`` any ending."""
    sources = (
        re.escape(fold(name)).replace(r"\ ", r"\s+").replace("\\~", r"[\s-]?").replace("…", r"\w*")
        for name in sorted(names, key=len, reverse=True)
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(sources)})(?=\W|[ivx]+\b|$)")

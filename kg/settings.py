"""The settings, read once into frozen values; nothing else in Diktyo reads the environment.

They come from the defaults below, then one TOML file (``--config``, else ``$KG_CONFIG``, else
``./kg.toml``), then environment variables ``KG_SECTION__NAME``, then options of the command line.
Relative paths are relative to the folder the command is run in.
"""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, cast

from kg.errors import SettingsError

Scalar = str | int | float | Path
Sources = Mapping[str, tuple[object, str]]
"""Values by dotted name, each with where it comes from."""


def _setting(default: Scalar, doc: str, **limits: object) -> Any:
    return field(default=default, metadata={"doc": doc, **limits})


_DAY_S = 86_400.0


def announcements_folder() -> Path:
    """The announcements that come with Diktyo: inside the installed package, else in a checkout."""
    installed = Path(__file__).parent / "_data" / "announcements"
    return installed if installed.is_dir() else Path(__file__).parents[1] / "data" / "announcements"


@dataclass(frozen=True)
class Site:
    """What the site is."""

    base: str = _setting(
        "http://127.0.0.1:8000",
        "Where all IRIs of the data start: an http or https address without a slash at its end.",
        pattern=r"https?://[^\s/?#<>\"{}|\\^`]+(/[^\s/?#<>\"{}|\\^`]+)*",
    )
    name: str = _setting("Diktyo", "The site's name on its pages and in its catalogue.", pattern=r".*\S.*")


@dataclass(frozen=True)
class Build:
    """How a release is built."""

    data: Path = field(
        default_factory=announcements_folder,
        metadata={
            "doc": "Folder of announcements that are read when no path is given.",
            "shown": "data/announcements",
        },
    )
    out: Path = field(
        default=Path("var"),
        metadata={"doc": "Folder of the releases, the registry of identifiers and the cache."},
    )
    jobs: int = _setting(
        0, "Announcements worked on at the same time; 0: what pays, at most one a core.", least=0
    )
    executor: str = _setting(
        "local",
        "Where the work is done: processes of this machine, or a Dask cluster.",
        choices=("local", "dask"),
    )
    max_bytes: int = _setting(5_000_000, "Largest announcement that is read, in bytes.", least=1)
    seconds: float = _setting(
        20.0, "Longest that one announcement may take, in seconds.", least=0.001, most=_DAY_S
    )


@dataclass(frozen=True)
class Server:
    """How the site is served."""

    host: str = _setting("127.0.0.1", "Address the server listens on.", pattern=r"\S+")
    port: int = _setting(8000, "Port the server listens on; 0: the system chooses one.", least=0, most=65535)
    release: Path = field(
        default=Path("var/current"),
        metadata={"doc": "Release folder that is served, or a link to it that may move."},
    )
    workers: int = _setting(1, "Processes that answer requests.", least=1)
    threads: int = _setting(8, "Threads that answer requests in each process.", least=1)


@dataclass(frozen=True)
class Sparql:
    """What a visitor's SPARQL query may cost."""

    timeout_s: float = _setting(30.0, "Longest that a query may run, in seconds.", least=0.001, most=_DAY_S)
    memory_mb: int = _setting(1024, "Memory that a query may take, in megabytes.", least=1)
    workers: int = _setting(2, "Queries that run at the same time.", least=1)
    queue: int = _setting(5, "Queries that may wait for their turn before more are turned away.", least=0)
    result_bytes: int = _setting(100_000_000, "Largest answer, in bytes.", least=1)
    query_bytes: int = _setting(100_000, "Longest query, in bytes.", least=1)
    nesting: int = _setting(100, "Deepest nesting of brackets in a query.", least=1)


@dataclass(frozen=True)
class Settings:
    """Every setting, in sections."""

    site: Site = field(default_factory=Site)
    build: Build = field(default_factory=Build)
    server: Server = field(default_factory=Server)
    sparql: Sparql = field(default_factory=Sparql)


@dataclass(frozen=True)
class Row:
    """One setting as documented: its dotted name, type, value, and what it means."""

    name: str
    type: type[Scalar]
    value: Scalar
    doc: str
    shown: str
    limits: Mapping[str, Any]


def rows(settings: Settings | None = None) -> Iterator[Row]:
    """Every setting in the order it is declared, with its value in ``settings`` (else the default)."""
    settings = settings or Settings()
    for section in fields(settings):
        values = getattr(settings, section.name)
        for item in fields(values):
            value: Scalar = getattr(values, item.name)
            kind = Path if isinstance(value, Path) else type(value)
            shown = str(item.metadata.get("shown", value))
            yield Row(f"{section.name}.{item.name}", kind, value, item.metadata["doc"], shown, item.metadata)


def load(path: Path | None = None, environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings from the file and the environment.

    Args:
        path: the settings file; None takes ``$KG_CONFIG``, else ``./kg.toml`` if there is one.
        environ: the environment variables.

    Raises:
        SettingsError: a file cannot be read, a name is unknown or a value cannot be used.
    """
    return effective(path, environ)[0]


def effective(
    path: Path | None = None,
    environ: Mapping[str, str] = os.environ,
    options: Mapping[str, Scalar | None] | None = None,
) -> tuple[Settings, dict[str, str]]:
    """The settings, and where each that is not a default comes from, by dotted name.

    Args:
        path: as for ``load``.
        environ: as for ``load``.
        options: values of command line options by dotted name; None is "not given".

    Raises:
        SettingsError: as for ``load``.
    """
    chosen = path or (Path(environ["KG_CONFIG"]) if environ.get("KG_CONFIG") else None)
    given = {name: (value, "command line") for name, value in (options or {}).items() if value is not None}
    values = {**_from_file(chosen), **_from_environment(environ), **given}
    return _with(Settings(), values), {name: origin for name, (_, origin) in values.items()}


def _from_file(path: Path | None) -> dict[str, tuple[object, str]]:
    place = path or Path("kg.toml")
    if path is None and not place.exists():
        return {}
    try:
        sections = tomllib.loads(place.read_text("utf-8"))
    except OSError as error:
        raise SettingsError(f"the settings file {place} cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise SettingsError(f"the settings file {place} is not TOML: {error}") from error
    for name, section in sections.items():
        if not isinstance(section, dict):
            raise SettingsError(f"{name!r} stands outside a section in {place}; {_nearest(name)}")
    return {
        f"{name}.{key}": (value, str(place))
        for name, section in sections.items()
        for key, value in section.items()
    }


def _from_environment(environ: Mapping[str, str]) -> dict[str, tuple[object, str]]:
    names = {f"KG_{row.name.replace('.', '__').upper()}": row for row in rows()}
    values: dict[str, tuple[object, str]] = {}
    for variable, text in sorted(environ.items()):
        if not variable.startswith("KG_") or "__" not in variable:
            continue
        name = variable.removeprefix("KG_").replace("__", ".", 1).lower()
        row = names.get(variable)
        values[name] = (_parsed(text, row, variable) if row else text, f"environment variable {variable}")
    return values


def _parsed(text: str, row: Row, variable: str) -> Scalar:
    try:
        return row.type(text)
    except ValueError as error:
        raise SettingsError(f"{variable} is {text!r}; {row.name} needs {_NEEDS[row.type]}") from error


def _with(settings: Settings, values: Sources) -> Settings:
    known = {row.name: row for row in rows(settings)}
    for name, (value, origin) in values.items():
        if name not in known:
            raise SettingsError(f"there is no setting {name!r} ({origin}); {_nearest(name)}")
        section, _, key = name.partition(".")
        checked = _checked(known[name], value, origin)
        settings = replace(settings, **{section: replace(getattr(settings, section), **{key: checked})})
    return settings


_NEEDS: Mapping[type[Scalar], str] = {str: "a text", int: "a whole number", float: "a number", Path: "a path"}
_ACCEPTED: Mapping[type[Scalar], tuple[type, ...]] = {
    str: (str,),
    int: (int,),
    float: (int, float),
    Path: (str, Path),
}


def _checked(row: Row, value: object, origin: str) -> Scalar:
    if isinstance(value, bool) or not isinstance(value, _ACCEPTED[row.type]) or value == "":
        raise SettingsError(f"{row.name} is {value!r} ({origin}); it needs {_NEEDS[row.type]}")
    converted = row.type(cast(Any, value))
    fault = _fault(converted, row.limits)
    if fault:
        raise SettingsError(f"{row.name} is {value!r} ({origin}); {fault}: {row.doc}")
    return converted


def _fault(value: Scalar, limits: Mapping[str, Any]) -> str:
    if "least" in limits and not value >= limits["least"]:
        return f"it must be at least {limits['least']}"
    if "most" in limits and not value <= limits["most"]:
        return f"it must be at most {limits['most']}"
    if "choices" in limits and value not in limits["choices"]:
        return f"it must be one of {', '.join(limits['choices'])}"
    if "pattern" in limits and not re.fullmatch(limits["pattern"], str(value)):
        return "it has not the form that is needed"
    return ""


def _nearest(name: str) -> str:
    known = [row.name for row in rows()]
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    return f"did you mean {close[0]!r}?" if close else f"known: {', '.join(known)}"


def example() -> str:
    """The text of ``kg.toml.example``: every setting with its default, explained, commented out."""
    lines = ["# Settings of Diktyo. Copy to kg.toml and take the # away from what you change.", ""]
    section = ""
    for row in rows():
        head, _, key = row.name.partition(".")
        if head != section:
            lines += ([""] if section else []) + [f"[{head}]"]
            section = head
        value = row.shown if row.type in (int, float) else f'"{row.shown}"'
        lines += [f"# {row.doc}", f"# {key} = {value}"]
    return "\n".join(lines) + "\n"

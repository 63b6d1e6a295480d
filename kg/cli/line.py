"""The commands that run the line: ``kg extract``, ``kg validate``, ``kg build``."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from kg import pipeline, settings
from kg.cli import CONFIG, terminal
from kg.errors import SourceError
from kg.executors import EXECUTORS
from kg.model import Rejection, Severity
from kg.release import NothingToPublish
from kg.stores import results

Found = TypeVar("Found")

_MOST_REMARKS = 20
_SLOTS = ("projects", "partners", "meetings", "deliverables", "persons")

_PATHS = click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path))


@click.command()
@click.option(
    "--format",
    "format_",
    type=click.Choice(["jsonl", "json", "table"]),
    default="jsonl",
    show_default=True,
    help="One JSON object a line, one JSON array, or a table to look at.",
)
@CONFIG
@_PATHS
def extract(paths: Sequence[Path], format_: str, config: Path | None) -> None:
    """Print the facts that announcements state, as one record for each.

    PATH is a file (.txt, .html, or .json with a "text") or a folder of them. What cannot be read is
    named on the error output; the exit code is then 1.
    """
    chosen = settings.load(config)
    rejected: list[Rejection] = []
    records = _some(_without(pipeline.extract(paths, chosen.build), rejected), rejected, paths)
    if format_ == "jsonl":
        for record in records:
            click.echo(json.dumps(record, ensure_ascii=False))
    elif format_ == "json":
        click.echo(json.dumps(list(records), ensure_ascii=False, indent=1))
    else:
        click.echo(results.table(["announcement", "kind", "what"], _rows(records)), nl=False)
    _end(rejected)


@click.command()
@click.option(
    "--out", type=click.Path(path_type=Path), help="Output folder. By default the setting build.out."
)
@click.option(
    "--base", metavar="IRI", help="Where all IRIs of the data start. By default the setting site.base."
)
@click.option(
    "--jobs", type=int, help="Announcements worked on at the same time; 0: what pays, at most one a core."
)
@click.option("--executor", help=f"Where the work is done: {' or '.join(EXECUTORS.builtin)}.")
@CONFIG
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
def build(
    paths: Sequence[Path],
    out: Path | None,
    base: str | None,
    jobs: int | None,
    executor: str | None,
    config: Path | None,
) -> None:
    """Build a release from announcements and make it the current one.

    PATH is a file or a folder; without any, the announcements of the setting build.data are taken.
    Only what changed since the last build is worked on again. An announcement that cannot be read or
    is not valid is kept out and named; the exit code is then 1, though the others are published.
    """
    options = {"build.out": out, "site.base": base, "build.jobs": jobs, "build.executor": executor}
    chosen, _ = settings.effective(config, options=options)
    now = datetime.datetime.now(datetime.UTC)
    try:
        with terminal.progress("Reading") as progress:
            built = pipeline.build(paths or [chosen.build.data], chosen, now, progress)
    except NothingToPublish as error:
        terminal.name(error.rejections)
        raise
    for line in _summary(built):
        click.echo(line)
    _end(built.outcome.rejections)


@click.command()
@CONFIG
@_PATHS
def validate(paths: Sequence[Path], config: Path | None) -> None:
    """Print what the shapes find wrong with the graphs of announcements.

    The exit code is 1 when an announcement has a violation or cannot be read.
    """
    rejected: list[Rejection] = []
    found = _without(pipeline.validate(paths, settings.load(config)), rejected)
    entries = list(_some(found, rejected, paths))
    for entry in entries:
        for remark in pipeline.remarks(entry):
            click.echo(f"{remark.id}: {remark.text}")
    invalid = sum(not entry.validated.publishable for entry in entries)
    click.echo(f"{len(entries) - invalid} valid, {invalid} not valid, {len(rejected)} not read")
    _end(rejected, failed=invalid > 0)


def _without(results: Iterator[Found | Rejection], rejected: list[Rejection]) -> Iterator[Found]:
    """What is no rejection; the rejections are collected."""
    for result in results:
        if isinstance(result, Rejection):
            rejected.append(result)
        else:
            yield result


def _some(found: Iterator[Found], rejected: Sequence[Rejection], paths: Sequence[Path]) -> Iterator[Found]:
    """What was found; finding neither anything nor a reason why not is an error."""
    first = next(found, None)
    if first is None and not rejected:
        where = ", ".join(map(str, paths))
        raise SourceError(f"there is no announcement at {where}; give files or a folder that has some")
    if first is not None:
        yield first
        yield from found


def _end(rejections: Sequence[Rejection], failed: bool = False) -> None:
    terminal.name(rejections)
    if rejections or failed:
        raise click.exceptions.Exit(1)


def _summary(built: pipeline.Built) -> Iterator[str]:
    """What a build did, for the terminal."""
    outcome = built.outcome
    counts = outcome.counts
    remarks = [remark for remark in outcome.remarks if remark.severity != Severity.VIOLATION]
    yield f"Announcements: {built.read} found, {built.reused} of them unchanged since the last build"
    yield f"Published: {counts['announcements']}, kept out: {counts['rejected']}, remarks: {len(remarks)}"
    yield from (f"  {remark.id}: {remark.text}" for remark in remarks[:_MOST_REMARKS])
    if len(remarks) > _MOST_REMARKS:
        yield f"  and {len(remarks) - _MOST_REMARKS} more in build.json"
    shown = {"entities": "Things", "facts": "facts", "triples": "triples", "statements": "statements"}
    yield ", ".join(f"{name}: {counts[key]}" for key, name in shown.items())
    yield f"Release {outcome.version} is now {outcome.release.parents[1] / 'current'}"


def _rows(records: Iterable[Mapping[str, Any]]) -> list[list[str]]:
    """Records as rows of a table: the announcement, the kind of record, and its values."""
    return [
        [str(record["id"]), slot.removesuffix("s"), ", ".join(_values(item))]
        for record in records
        for slot in _SLOTS
        for item in record[slot]
    ]


def _values(item: Mapping[str, Any]) -> Iterator[str]:
    for name, value in item.items():
        if name not in ("evidence", "confidence") and value not in (None, "", [], False):
            yield ", ".join(map(str, value)) if isinstance(value, list) else str(value)

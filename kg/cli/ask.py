"""The commands that ask a release or a server: ``kg query``, ``kg explain``, ``kg load``, ``kg settings``."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from kg import settings
from kg.cli import CONFIG, terminal
from kg.stores import STORES, Store, results
from kg.stores.evidence import evidence
from kg.stores.loading import load as load_release
from kg.stores.oxigraph import OxigraphStore


class _Unreadable(click.ClickException):
    """Wrong usage, said in one line: what was named holds no query."""

    exit_code = 2


_LONGEST_NAME = 4096
_QUERY_FILES = (".rq", ".sparql")
_RELEASE = click.option(
    "--release",
    type=click.Path(path_type=Path),
    help="Release folder, or a link to one. By default the setting server.release.",
)


@click.command()
@click.option("--endpoint", metavar="URL", help="SPARQL server to ask instead of a release.")
@_RELEASE
@click.option(
    "--format",
    "format_",
    type=click.Choice(results.FORMATS),
    default="table",
    show_default=True,
    help="Rows: table, json, csv, tsv or xml. Graphs: table, ttl or nt.",
)
@CONFIG
@click.argument("query_or_file")
def query(
    query_or_file: str, endpoint: str | None, release: Path | None, format_: str, config: Path | None
) -> None:
    """Answer a SPARQL query, given as text, as a file's name, or as - for the input."""
    if endpoint and release:
        raise click.UsageError("give --endpoint or --release, not both")
    text = _query_text(query_or_file)
    store: Store = STORES.find("sparql")(endpoint) if endpoint else _release(release, config)
    click.echo(results.write(store.query(text), format_), nl=False)


@click.command()
@_RELEASE
@CONFIG
@click.argument("iri")
def explain(iri: str, release: Path | None, config: Path | None) -> None:
    """Print what a release states of a thing, with the words that say so."""
    heading = ("", "")
    for item in evidence(_release(release, config), iri):
        if heading != (heading := (item.property, item.value)):
            click.echo(f"{item.property}  {item.value}")
        click.echo(f"    “{item.quote}”")
        place = f"{item.title}, characters {item.start} to {item.end}"
        click.echo(f"    {place}; confidence {item.confidence:g}; rule {item.rule}")


@click.command()
@click.option(
    "--store", type=click.Choice(["sparql"]), default="sparql", show_default=True, help="Kind of store."
)
@click.option("--endpoint", metavar="URL", required=True, help="Address that answers SPARQL queries.")
@click.option("--update", metavar="URL", help="Address that takes SPARQL updates. By default the endpoint.")
@click.option(
    "--graph-store", metavar="URL", help="Address of the Graph Store Protocol, which loads far quicker."
)
@click.option(
    "--default-graph",
    metavar="IRI",
    help="Graph for the release's default graph, if the server's own is the union of all graphs.",
)
@_RELEASE
@CONFIG
def load(
    store: str,
    endpoint: str,
    update: str | None,
    graph_store: str | None,
    default_graph: str | None,
    release: Path | None,
    config: Path | None,
) -> None:
    """Load a release into a SPARQL server and count what has arrived.

    Graphs of the release are replaced, the server's default graph included (see --default-graph);
    graphs that an earlier release had and this one has not are removed; others are left alone.
    """
    server = STORES.find(store)(endpoint, update or "", graph_store or "")
    source = _release(release, config)
    with terminal.progress("Loading") as progress:
        counts = load_release(source, server, source.base, default_graph or "", progress)
    click.echo(f"{sum(counts.values())} triples in {len(counts)} graphs are at {endpoint}, counted there")


@click.command("settings")
@CONFIG
def show_settings(config: Path | None) -> None:
    """Print the settings in effect and where each comes from."""
    chosen, origins = settings.effective(config)
    rows = [[row.name, str(row.value), origins.get(row.name, "default")] for row in settings.rows(chosen)]
    click.echo(results.table(["setting", "value", "from"], rows), nl=False)


def _release(place: Path | None, config: Path | None) -> OxigraphStore:
    return OxigraphStore(place or settings.load(config).server.release)


def _query_text(query_or_file: str) -> str:
    try:
        if query_or_file == "-":
            return sys.stdin.buffer.read().decode("utf-8")
        path = Path(query_or_file)
        return path.read_text("utf-8") if _names_a_file(query_or_file) else query_or_file
    except (FileNotFoundError, NotADirectoryError) as error:
        raise _Unreadable(f"there is no file {query_or_file} to read a query from") from error
    except IsADirectoryError as error:
        raise _Unreadable(f"{query_or_file} is a folder; name a file that holds one query") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise _Unreadable(f"the query in {query_or_file} cannot be read: {reason}") from error


def _names_a_file(argument: str) -> bool:
    """Whether an argument is the name of a file or folder, there or not, rather than a query.

    A query has braces or IRIs in angle brackets; only ``DESCRIBE`` of a prefixed name has neither.
    """
    if not argument or "\n" in argument or len(argument) >= _LONGEST_NAME:
        return False
    if argument.endswith(_QUERY_FILES):
        return True
    if any(mark in argument for mark in "{<"):
        return False
    return any(mark in argument for mark in ("/", os.sep)) or Path(argument).exists()

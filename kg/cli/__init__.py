"""The command line: one thin command for each arrow of the line, and for the line as a whole.

Errors that Diktyo raises become one line and an exit code here: 1 when the work went wrong or an
announcement was kept out, 2 when the command was used wrongly or a setting is wrong.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kg import __version__
from kg.errors import KGError, SettingsError
from kg.registry import Variants

COMMANDS = Variants(
    "kg.commands",
    {
        "build": "kg.cli.line:build",
        "explain": "kg.cli.ask:explain",
        "extract": "kg.cli.line:extract",
        "load": "kg.cli.ask:load",
        "query": "kg.cli.ask:query",
        "settings": "kg.cli.ask:show_settings",
        "validate": "kg.cli.line:validate",
    },
)
"""Every command; other packages add theirs, e.g. the server's ``serve``."""

CONFIG = click.option("--config", type=click.Path(path_type=Path), help="Settings file instead of kg.toml.")
"""The option that every command has which reads the settings."""


class _Refusal(click.ClickException):
    """One of our errors, as the command line shows it."""

    def __init__(self, error: KGError) -> None:
        super().__init__(f"{error} [{error.code}]")
        self.error = error

    @property
    def exit_code(self) -> int:  # type: ignore[override]
        """2 for a wrong setting, which is wrong usage; else 1."""
        return 2 if isinstance(self.error, SettingsError) else 1


class _Commands(click.Group):
    """The commands of the table, each imported only when it is named."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS.names())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        found: click.Command | None = COMMANDS.find(cmd_name)
        return found

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KGError as error:
            raise _Refusal(error) from error


@click.group(
    cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="Diktyo", message="%(prog)s %(version)s")
def main() -> None:
    """Turn announcements about European cooperation projects into a knowledge graph."""

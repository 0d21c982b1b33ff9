"""A group of commands that are imported when they are asked for, so that each starts as fast as it can."""

import gc
from collections.abc import Mapping
from importlib import import_module
from typing import NamedTuple

import click

__all__ = ["CommandRow", "LazyGroup"]


class CommandRow(NamedTuple):
    """Where a command is and the first sentence of its help, which is so known without importing it."""

    module: str
    help: str


class LazyGroup(click.Group):
    """Commands from a table; each module has its command as `command`."""

    def __init__(self, *, rows: Mapping[str, CommandRow], **attributes: object) -> None:
        """Take the table; all else is as for any group."""
        super().__init__(**attributes)  # type: ignore[arg-type]  # handed on as they are
        self.rows = rows

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give the names in the order of the table."""
        return list(self.rows)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        if cmd_name not in self.rows:
            return None
        # What is imported stays: it is not looked through for garbage, neither while it grows nor later.
        gc.disable()
        try:
            found: click.Command = import_module(self.rows[cmd_name].module).command
        finally:
            gc.freeze()
            gc.enable()
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands from the table."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, row.help) for name, row in self.rows.items()])

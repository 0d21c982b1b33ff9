"""`search restore`: the index as a backup has it."""

from pathlib import Path

import click

from index.backends.upkeep import restore
from search.cli.backup import said
from search.cli.exit_codes import ExitCode
from search.cli.options import copy_option, settings_option
from search.settings import Settings

__all__ = ["command"]


@click.command("restore")
@click.argument("source", metavar="SRC", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Put the backup in the place of the articles that are there.")
@copy_option
@settings_option
def command(source: Path, replace: bool, copy: bool, settings: Settings) -> ExitCode:
    """Make the index what the backup in SRC holds.

    A backup that is damaged is refused. Searches that run meanwhile go on, and find the restored articles afterwards.
    """
    report = restore(source, Path(settings.index), replace=replace, linked=not copy)
    return said(f"restored {settings.index} from {source}", report)

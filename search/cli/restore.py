"""`search restore`: a backup in the place of the index."""

from pathlib import Path

import click

from index.whoosh_store.backups import restore
from search.cli.console import say
from search.cli.options import settings_option, wait_option
from search.rendering.terminal import count_of
from search.settings import Settings

__all__ = ["command"]


@click.command("restore")
@click.argument("source", metavar="SRC")
@click.option("--replace", is_flag=True, help="Put it in the place of the index that is there.")
@wait_option
@settings_option
def command(source: str, *, replace: bool, wait: float, settings: Settings) -> None:
    """Make the index what the backup in the folder SRC holds.

    The backup is checked first and stays as it is.
    """
    count = restore(Path(source), Path(settings.index), replace=replace, wait=wait)
    say(f"restored {count_of(count, 'article')} to {settings.index}")

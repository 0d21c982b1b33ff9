"""`search backup`: a copy of the index at one commit."""

from pathlib import Path

import click

from index.whoosh_store.backups import back_up
from search.cli.console import say
from search.cli.options import settings_option
from search.rendering.terminal import count_of
from search.settings import Settings

__all__ = ["command"]


@click.command("backup")
@click.argument("destination", metavar="DEST")
@settings_option
def command(destination: str, settings: Settings) -> None:
    """Copy the index into the folder DEST, which must be empty or new.

    Others may search and write meanwhile: the copy is the index at its last commit. It is checked before this ends, and
    is an index like any other.
    """
    count = back_up(Path(settings.index), Path(destination))
    say(f"copied {count_of(count, 'article')} to {destination}")

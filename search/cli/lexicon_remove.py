"""`search lexicon remove`: a dictionary off the shelf."""

import click

from search.cli.console import say
from search.cli.exit_codes import ExitCode
from search.cli.options import settings_option
from search.expansion.dictionaries.shelf import DictionaryShelf
from search.settings import Settings

__all__ = ["command"]


@click.command("remove")
@click.argument("names", metavar="NAME...", nargs=-1, required=True)
@settings_option
def command(names: tuple[str, ...], settings: Settings) -> ExitCode:
    """Remove dictionaries.

    The files they were made from are left alone.

    Exit code 1: some of them were not there; the others are removed.
    """
    shelf = DictionaryShelf.beside(settings.index)
    missing = [name for name in names if not shelf.remove(name)]
    for name in missing:
        there = ", ".join(shelf.names()) or "none"
        say(f"search: no dictionary {name!r}: there are {there}")
    for name in names:
        if name not in missing:
            say(f"removed {name}")
    return ExitCode.NOTHING if missing else ExitCode.DONE

"""`search lexicon`: the words known across languages."""

import click

from search.cli.lazy_group import CommandRow, LazyGroup

__all__ = ["command"]

COMMANDS = {
    "lookup": CommandRow("search.cli.lexicon_lookup", "Say what is known of a word."),
}


@click.group("lexicon", cls=LazyGroup, rows=COMMANDS)
def command() -> None:
    """Look into the words known across languages."""

"""`search lexicon`: the words known across languages."""

import click

from search.cli.lazy_group import CommandRow, LazyGroup

__all__ = ["command"]

COMMANDS = {
    "lookup": CommandRow("search.cli.lexicon_lookup", "Say what is known of a word."),
    "add": CommandRow("search.cli.lexicon_add", "Add a dictionary."),
    "remove": CommandRow("search.cli.lexicon_remove", "Remove dictionaries."),
    "list": CommandRow("search.cli.lexicon_list", "List the dictionaries."),
}


@click.group("lexicon", cls=LazyGroup, rows=COMMANDS)
def command() -> None:
    """Look into the words known across languages; add dictionaries."""

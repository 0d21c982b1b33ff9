"""`search lexicon list`: the dictionaries beside the index."""

import click

from search.cli.console import put, say
from search.cli.exit_codes import ExitCode
from search.cli.options import settings_option
from search.expansion.dictionaries.shelf import DictionaryShelf
from search.expansion.own_lexicon import read_own_lexicon
from search.rendering.terminal import count_of
from search.rendering.terminal_text import one_line
from search.settings import Settings

__all__ = ["command"]


@click.command("list")
@settings_option
def command(settings: Settings) -> ExitCode:
    """List the dictionaries.

    One a line, tab-separated: name, kind, languages, senses, terms, and the files it was made from. What is known of
    the file of your own words goes to standard error.
    """
    shelf = DictionaryShelf.beside(settings.index)
    found = shelf.list()
    for d in found:
        files = d.files if d.current else f"{d.files} (compiled by another version of the program: add it again)"
        cells = (d.name, d.kind, " ".join(d.languages), str(d.entries), str(d.terms), files)
        put("\t".join(map(one_line, cells)) + "\n")
    if not found:
        say(f"no dictionaries in {shelf.folder}: add one with 'search lexicon add NAME FILE'")
    own = read_own_lexicon(settings.lexicon)
    if own.rows or own.forbidden:
        pairs = count_of(len(own.forbidden), "forbidden pair")
        say(f"your own words: {count_of(len(own.rows), 'row')}, {pairs} in {settings.lexicon}")
    return ExitCode.DONE

"""`search lexicon lookup`: every row a word stands in, with all its cells."""

from itertools import groupby
from operator import attrgetter

import click

from search.cli.console import put, say
from search.cli.exit_codes import ExitCode
from search.cli.options import clean_word, settings_option
from search.rendering.terminal import count_of
from search.rendering.terminal_text import isolated, one_line
from search.service import LexiconEntry, SearchService
from search.settings import Settings

__all__ = ["command"]


@click.command("lookup")
@click.argument("words", metavar="WORD...", nargs=-1, required=True)
@settings_option
def command(words: tuple[str, ...], settings: Settings) -> ExitCode:
    """Say what is known of a word.

    WORD may be of any language and in any form; several are one term. For every sense it gives what stands for it in
    each language, the keys it is found by, and how many articles of the index hold it.

    Exit code 1: the word is not known.
    """
    term = " ".join(clean_word(word) for word in words).strip()
    if not term:
        raise click.UsageError("the word is empty", click.get_current_context())
    entries = SearchService.open(settings).lookup(term)
    if not entries:
        say(f"search: no row has {term!r}")
        return ExitCode.NOTHING
    senses = groupby(entries, key=attrgetter("sense"))
    put("\n".join(_sense(list(sense)) for _, sense in senses))
    return ExitCode.DONE


def _sense(entries: list[LexiconEntry]) -> str:
    first = entries[0]
    about = [first.source, f"{first.confidence:.2f}", first.reference, first.note]
    lines = [f"{first.sense}. {' · '.join(isolated(one_line(part)) for part in about if part)}"]
    for entry in entries:
        articles = count_of(entry.articles, "article")
        keys = isolated(", ".join(map(one_line, entry.keys)))
        lines.append(f"   {entry.lang:<3} {articles:>14}  {isolated(one_line(entry.text))}  ({keys})")
    return "".join(f"{line}\n" for line in lines)

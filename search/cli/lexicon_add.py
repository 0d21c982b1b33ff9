"""`search lexicon add`: a dictionary from its files onto the shelf beside the index."""

from pathlib import Path

import click

from index.errors import LanguageError
from search.cli.console import say
from search.cli.exit_codes import ExitCode
from search.cli.options import settings_option
from search.cli.progress import shown_progress
from search.expansion.dictionaries.entries import DictionaryEntry, known_language
from search.expansion.dictionaries.formats import FORMATS
from search.expansion.dictionaries.shelf import DictionaryShelf
from search.rendering.terminal import count_of
from search.settings import Settings

__all__ = ["command"]


@click.command("add")
@click.argument("name", metavar="NAME")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--kind", type=click.Choice(list(FORMATS)), default=None, help="What it is; else told from the file.")
@click.option("--from", "source", metavar="LANG", default="", help="Language of its headwords, if it does not say so.")
@click.option("--to", "target", metavar="LANG", default="", help="Language of its translations.")
@settings_option
def command(
    name: str, files: tuple[Path, ...], kind: str | None, source: str, target: str, settings: Settings
) -> ExitCode:
    """Add a dictionary.

    NAME is what to call it; one of that name is replaced. FILE is one of its files; several files make one dictionary,
    such as the wordnets of several languages. It is compiled once (ten thousand words a second, or fewer), and used
    from the next query on, also by a server that runs.

    \b
      dictd      FreeDict's .index with .dict.dz, as Debian's dict-freedict-* have them in /usr/share/dictd
      wikdict    WikDict's SQLite files
      wn-lmf     wordnets: give the files of all languages together
      skos       thesauri such as EuroVoc, in RDF/XML or Turtle
      tei        FreeDict's sources
      names      a name a line, its spellings separated by commas
      tsv        tab-separated terms, the languages in the first line

    A file that is malformed is refused with its line, and nothing is changed.
    """
    pair = _pair(source, target)
    shelf = DictionaryShelf.beside(settings.index)
    with shown_progress("senses", DictionaryEntry) as watched:
        added = shelf.add(name, files, kind=kind or "", pair=pair, watched=watched)
    entries = count_of(added.entries, "sense")
    say(f"added {added.name}: {entries}, {added.terms:,} terms, {', '.join(added.languages)} ({added.kind})")
    return ExitCode.DONE


def _pair(source: str, target: str) -> tuple[str, str] | None:
    if not source and not target:
        return None
    if not source or not target:
        raise click.UsageError("--from and --to go together", click.get_current_context())
    codes = known_language(source), known_language(target)
    for given, code in zip((source, target), codes, strict=True):
        if not code:
            raise LanguageError(given, _languages())
    if codes[0] == codes[1]:
        raise click.UsageError("--from and --to are the same language", click.get_current_context())
    return codes


def _languages() -> tuple[str, ...]:
    from index.languages import LANGUAGES, UNKNOWN_CODE

    return tuple(code for code in LANGUAGES if code != UNKNOWN_CODE)

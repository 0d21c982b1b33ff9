"""`search show`: one article, with the marks of a query."""

import click

from search.cli.console import put, say, shows_colors
from search.cli.exit_codes import ExitCode
from search.cli.options import clean_word, settings_option
from search.rendering import article
from search.service import SearchService
from search.settings import Settings

__all__ = ["command"]


@click.command("show")
@click.argument("identifier", metavar="ID")
@click.option("--query", metavar="WORDS", default="", help="Mark what these words would find.")
@settings_option
def command(identifier: str, query: str, settings: Settings) -> ExitCode:
    """Show an article.

    ID is the article's id, or the short one that `search query` shows.

    Exit code 1: there is no such article.
    """
    found = SearchService.open(settings).article(identifier, clean_word(query))
    if found is None:
        say(f"search: no article {identifier!r} in the index: `search query` shows the ids of what it finds")
        return ExitCode.NOTHING
    put(article.render_colored(found) if shows_colors() else article.render(found))
    return ExitCode.DONE

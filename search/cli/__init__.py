"""The command line: `search COMMAND …`, one command a file.

Exit codes: 0 found or done; 1 nothing found, or something left out or damaged; 2 wrong usage; 3 failed.
"""

import sys
from collections.abc import Sequence

import click

from search.cli.lazy_group import CommandRow, LazyGroup
from search.cli.running import run_command

__all__ = ["main"]

COMMANDS = {
    "index": CommandRow("search.cli.index", "Read articles into the index."),
    "query": CommandRow("search.cli.query", "Search in all languages."),
    "show": CommandRow("search.cli.show", "Show an article."),
    "serve": CommandRow("search.cli.serve", "Serve the search page in a browser."),
    "delete": CommandRow("search.cli.delete", "Delete articles from the index."),
    "stats": CommandRow("search.cli.stats", "Say what the index holds."),
    "check": CommandRow(
        "search.cli.check", "Read every file of the index and say what is damaged, and which articles that touches."
    ),
    "repair": CommandRow("search.cli.repair", "Make a damaged index whole again, and say what was lost."),
    "backup": CommandRow(
        "search.cli.backup", "Copy the last commit of the index into DEST, a new or empty folder, and check the copy."
    ),
    "restore": CommandRow("search.cli.restore", "Make the index what the backup in SRC holds."),
    "languages": CommandRow("search.cli.languages", "List the languages and what each of them has."),
    "lexicon": CommandRow("search.cli.lexicon", "Look into the words known across languages; add dictionaries."),
    "analyze": CommandRow("search.cli.analyze", "Show the keys that lines of text are indexed under."),
    "run": CommandRow("search.cli.run", "Answer a file of topics as a TREC run."),
    "evaluate": CommandRow("search.cli.evaluate", "Measure the search over judged topics, by language pair."),
}


def _print_version(ctx: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted:
        from importlib.metadata import PackageNotFoundError, version

        try:
            number = version("dragoman")
        except PackageNotFoundError:
            number = "(not installed)"
        click.echo(f"search, of Dragoman {number}")
        ctx.exit()


@click.group(
    cls=LazyGroup,
    rows=COMMANDS,
    epilog="Exit codes: 0 found or done; 1 nothing found, or something left out or damaged; 2 wrong usage; 3 failed.",
)
@click.option("--index", metavar="DIR", help="Folder of the index; also after the command.")
@click.option(
    "--version", is_flag=True, expose_value=False, is_eager=True, callback=_print_version, help="Show the version."
)
def search(index: str | None) -> None:
    """Type a keyword in your language; find the articles in theirs.

    The index lies in --index, else in SEARCH_INDEX, else where the settings file says, else in your data folder.
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and end the process with its exit code; the entry point of `search`."""
    code = run_command(search, sys.argv[1:] if arguments is None else arguments)
    sys.stderr.flush()
    sys.exit(code)

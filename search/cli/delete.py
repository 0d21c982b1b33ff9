"""`search delete`: articles out of the index."""

import click

from search.cli.console import say
from search.cli.exit_codes import ExitCode
from search.cli.options import settings_option
from search.rendering.terminal import count_of
from search.service import open_backend
from search.settings import Settings

__all__ = ["command"]


@click.command("delete")
@click.argument("identifiers", metavar="ID...", nargs=-1, required=True)
@settings_option
def command(identifiers: tuple[str, ...], settings: Settings) -> ExitCode:
    """Delete articles from the index.

    ID is an article's id, or the short one that `search query` shows.

    Exit code 1: some of them were not there; the others are deleted.
    """
    backend = open_backend(settings)
    snapshot = backend.snapshot()
    missing = [identifier for identifier in identifiers if snapshot.document(identifier) is None]
    deleted = backend.delete(identifiers)
    for identifier in missing:
        say(f"search: no article {identifier!r} in the index")
    say(f"deleted {count_of(deleted, 'article')}")
    return ExitCode.NOTHING if missing else ExitCode.DONE

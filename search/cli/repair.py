"""`search repair`: make a damaged index whole."""

from pathlib import Path

import click

from index.backends.upkeep import repair
from search.cli.console import put, say
from search.cli.exit_codes import ExitCode
from search.cli.options import settings_option, wait_option
from search.rendering.terminal import count_of
from search.settings import Settings

__all__ = ["command"]


@click.command("repair")
@wait_option
@settings_option
def command(wait: float, settings: Settings) -> ExitCode:
    """Make a damaged index whole again, and say what was lost.

    Articles that can be read from damaged files are indexed again. Damaged files are kept in a folder `damaged-…`
    inside the index; delete it when you have no more use for it.

    Exit code 1: articles were lost, or came back without all that was known of them; each is named on standard output
    as far as its id is known.
    """
    report = repair(Path(settings.index), wait=wait)
    for action in report.actions:
        say(action)
    put("".join(f"lost\t{identifier}\n" for identifier in report.lost))
    put("".join(f"unproven\t{identifier}\n" for identifier in report.unproven))
    lost = len(report.lost) + report.nameless
    if report.unproven:
        say(f"the language, source or date of {count_of(len(report.unproven), 'article')} was lost: index them again")
    if lost:
        say(f"lost {count_of(lost, 'article')}, {report.nameless:,} of unknown id: index them again")
    if not report.actions:
        say("nothing to repair")
    return ExitCode.NOTHING if lost or report.unproven else ExitCode.DONE

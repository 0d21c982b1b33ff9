"""`search repair`: a damaged index made whole."""

from pathlib import Path

import click

from index.whoosh_store.repairing import repair_index
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
    """Index again what can be read of the damaged files, and say what is lost.

    Damaged files are put into the folder `damaged` inside the index's own; nothing is thrown away.

    Exit code 1: articles were lost; they are named as far as they can be told.
    """
    report = repair_index(Path(settings.index), wait)
    for warning in report.warnings:
        say(warning)
    if report.kept:
        say(f"put aside: {', '.join(report.kept)}")
    if not report.warnings:
        put("nothing to repair\n")
        return ExitCode.DONE
    put(f"indexed {count_of(report.recovered, 'article')} again, lost {report.lost_count:,}\n")
    put("".join(f"lost: {identifier}\n" for identifier in report.lost))
    return ExitCode.NOTHING if report.lost_count else ExitCode.DONE

"""`search backup`: a copy of the index as it is now."""

from pathlib import Path

import click

from index.backends.upkeep import CheckReport, backup
from search.cli.check import finding_lines
from search.cli.console import put, say
from search.cli.exit_codes import ExitCode
from search.cli.options import copy_option, settings_option
from search.rendering.terminal import count_of
from search.settings import Settings

__all__ = ["command", "said"]


@click.command("backup")
@click.argument("target", metavar="DEST", type=click.Path(path_type=Path))
@copy_option
@settings_option
def command(target: Path, copy: bool, settings: Settings) -> ExitCode:
    """Copy the last commit of the index into DEST, a new or empty folder, and check the copy.

    The index may be searched and written meanwhile. Dictionaries and words of your own lie beside the index and are not
    in the copy.

    Exit code 1: the copy is damaged, as the index is.
    """
    return said(f"backed up {settings.index} in {target}", backup(Path(settings.index), target, linked=not copy))


def said(what: str, report: CheckReport) -> ExitCode:
    """Say what was copied, and whether it is whole."""
    for finding in report.findings:
        put("".join(f"{line}\n" for line in finding_lines(finding)))
    say(f"{what}: {count_of(report.articles, 'article')}, {'all as written' if report.clean else 'damaged'}")
    return ExitCode.DONE if report.clean else ExitCode.NOTHING

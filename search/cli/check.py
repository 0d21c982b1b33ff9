"""`search check`: is the index as it was written?"""

from pathlib import Path

import click

from index.backends.upkeep import Finding, check
from search.cli.console import put, say
from search.cli.exit_codes import ExitCode
from search.cli.options import settings_option
from search.rendering.terminal import count_of
from search.settings import Settings

__all__ = ["command", "finding_lines"]

MOST_NAMED = 20  # articles of one finding


@click.command("check")
@settings_option
def command(settings: Settings) -> ExitCode:
    """Read every file of the index and say what is damaged, and which articles that touches.

    It changes nothing, and may run while the index is searched or written.

    Exit code 1: something is damaged.
    """
    report = check(Path(settings.index))
    for finding in report.findings:
        put("".join(f"{line}\n" for line in finding_lines(finding)))
    for name in report.leftovers:
        say(f"{name} belongs to no commit: a run was cut off or is at work; the next one removes it")
    checked = f"{count_of(report.checked, 'file')}, {count_of(report.articles, 'article')}"
    if report.clean:
        say(f"checked {checked}: all as written")
        return ExitCode.DONE
    say(f"checked {checked}: damaged, run 'search repair' or restore a backup")
    return ExitCode.NOTHING


def finding_lines(finding: Finding) -> list[str]:
    """Say one finding in lines: what is wrong, then the articles."""
    touched = "an unknown number of articles" if finding.touched is None else count_of(finding.touched, "article")
    lines = [f"{finding.file}: {finding.what}; touches {touched}"]
    lines += [f"  {identifier}" for identifier in finding.articles[:MOST_NAMED]]
    if len(finding.articles) > MOST_NAMED:
        lines.append(f"  and {len(finding.articles) - MOST_NAMED:,} more")
    return lines

"""`search check`: whether the index is what was written."""

from pathlib import Path

import click

from index.whoosh_store.checking import Finding, check_index
from search.cli.console import put, say
from search.cli.exit_codes import ExitCode
from search.cli.options import settings_option
from search.rendering.terminal import count_of
from search.settings import Settings

__all__ = ["command"]

MOST_IDS = 20  # that are named one by one


@click.command("check")
@settings_option
def command(settings: Settings) -> ExitCode:
    """Read the whole index and hold it against its checksums.

    Says which files are damaged and which articles that concerns. Nothing is changed.

    Exit code 1: something is damaged; 'search repair' mends what can be mended.
    """
    report = check_index(Path(settings.index))
    for finding in report.findings:
        put("".join(f"{line}\n" for line in finding_lines(finding)))
    if report.left_over:
        say(f"left over from runs that were cut off, and harmless: {', '.join(report.left_over)}")
    if report.findings:
        say(f"{count_of(len(report.findings), 'damage')} found: 'search repair' mends what can be mended")
        return ExitCode.NOTHING
    put(f"{count_of(report.articles, 'article')} in {count_of(report.segments, 'segment')}: all as written\n")
    return ExitCode.DONE


def finding_lines(finding: Finding) -> list[str]:
    """Say what is wrong, then the articles that are lost."""
    lines = [f"{finding.file}: {finding.reason}; touches {finding.touched}"]
    lines += [f"  lost: {identifier}" for identifier in finding.articles[:MOST_IDS]]
    if len(finding.articles) > MOST_IDS:
        lines.append(f"  and {len(finding.articles) - MOST_IDS:,} more")
    return lines

"""`search index`: from files, folders and standard input into the index."""

import sys

import click

from index.backends import WriteOptions
from index.languages import language
from index.readers import read_sources
from index.writing import Report, index_articles
from search.cli.console import say
from search.cli.exit_codes import ExitCode
from search.cli.options import settings_option, wait_option
from search.cli.progress import shown_progress
from search.expansion.row_store import row_store_is_ready
from search.rendering.terminal import count_of
from search.service import SearchService, open_backend
from search.settings import Settings

__all__ = ["command"]

MOST_PROBLEMS = 20  # that are named one by one


@click.command("index")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("--lang", metavar="LANG", help="Language of articles that do not say theirs; else it is detected.")
@click.option("--source", metavar="NAME", help="Source of articles that do not say theirs.")
@click.option("--processes", type=click.IntRange(1, 64), default=1, help="Analyse in so many processes.")
@click.option("--memory", type=click.IntRange(64), default=512, metavar="MB", help="Memory to take, about; 512.")
@wait_option
@settings_option
def command(
    paths: tuple[str, ...],
    *,
    lang: str | None,
    source: str | None,
    processes: int,
    memory: int,
    wait: float,
    settings: Settings,
) -> ExitCode:
    """Read articles into the index.

    PATH is a text file, a file of JSON lines, a folder of such files, or - for standard input. An article with the
    id of one that is there replaces it, so a command can be repeated; one that was cut off goes on where it was.

    Exit code 1: some articles could not be read; all others are in the index.
    """
    code = language(lang.lower()).code if lang else ""
    backend = open_backend(settings, create=True)
    with shown_progress() as watched:
        report = index_articles(
            backend,
            watched(read_sources(paths, sys.stdin.buffer)),
            defaults={"lang": code, "source": source or ""},
            options=WriteOptions(memory=memory << 20, processes=processes, wait=wait),
        )
    for line in _summary(report):
        say(line)
    if not row_store_is_ready():
        say("preparing the tables of words for the first search (once, under a minute) …")
    SearchService.prepare(settings)
    return ExitCode.NOTHING if report.problems else ExitCode.DONE


def _summary(report: Report) -> list[str]:
    """What was done, then what was left out and why."""
    languages = ", ".join(f"{lang} {count:,}" for lang, count in report.languages.most_common())
    replaced = f", {report.replaced:,} of them replaced" if report.replaced else ""
    replaced += f", {report.unchanged:,} of them unchanged" if report.unchanged else ""
    lines = [f"indexed {count_of(report.indexed, 'article')}{replaced}{': ' + languages if languages else ''}"]
    if report.unread:
        kinds = ", ".join(f"{kind or 'no ending'} {count:,}" for kind, count in report.unread.most_common())
        lines.append(f"passed over {count_of(report.unread.total(), 'file')} of kinds that are not read: {kinds}")
    if report.problems:
        lines.append(f"left out {len(report.problems):,} that could not be read:")
        lines += [f"  {problem}" for problem in report.problems[:MOST_PROBLEMS]]
    if len(report.problems) > MOST_PROBLEMS:
        lines.append(f"  and {len(report.problems) - MOST_PROBLEMS:,} more")
    return lines

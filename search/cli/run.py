"""`search run`: a file of topics answered as a TREC run."""

import sys
from pathlib import Path

import click

from index.errors import DocumentError
from index.languages import LANGUAGES
from search.cli.console import put
from search.cli.options import settings_option
from search.cli.switch_options import switch_options
from search.evaluation.runs import Topic, read_topics, run_lines
from search.expansion.switches import Switches
from search.service import SearchService
from search.settings import Settings

__all__ = ["command"]

STDIN = "-"


@click.command("run")
@click.argument("path", metavar="TOPICS")
@click.option(
    "--depth", metavar="N", type=click.IntRange(min=1), default=1000, show_default=True, help="Articles a topic."
)
@click.option("--use-topic-language", is_flag=True, help="Search each topic as what the file says it is in.")
@switch_options
@settings_option
def command(path: str, *, depth: int, use_topic_language: bool, switches: Switches, settings: Settings) -> None:
    """Answer a file of topics as a TREC run.

    TOPICS has one topic a line, id, language and query separated by tabs; - is standard input. The run goes to
    standard output. White space in ids is percent-encoded. A topic that finds nothing has no lines.
    """
    topics = _topics(path, use_topic_language)
    service = SearchService.open(settings)
    for lines in run_lines(topics, service, depth=depth, use_topic_language=use_topic_language, switches=switches):
        put(lines)


def _topics(path: str, use_topic_language: bool) -> tuple[Topic, ...]:
    languages = LANGUAGES if use_topic_language else None
    if path == STDIN:
        return read_topics(sys.stdin.buffer, "standard input", languages)
    try:
        with Path(path).open("rb") as lines:
            return read_topics(lines, path, languages)
    except OSError as error:
        raise DocumentError(path, f"cannot be read: {error.strerror or error}") from error

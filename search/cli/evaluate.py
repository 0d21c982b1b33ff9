"""`search evaluate`: what the search is worth over judged topics."""

import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import BinaryIO, TypeVar

import click

from index.errors import DocumentError
from index.languages import LANGUAGES
from search.cli.console import put, say, shows_colors
from search.cli.options import settings_option
from search.cli.switch_options import switch_options
from search.evaluation import heat_map, report_json, report_table
from search.evaluation.judgements import Judgements, read_judgements
from search.evaluation.report import LEAST_TOPICS, Answer, Report, evaluate
from search.evaluation.run_files import read_run
from search.evaluation.runs import Topic, answers_to, read_topics
from search.expansion.switches import Switches
from search.rendering.terminal import count_of
from search.rendering.trec import with_spaces, without_spaces
from search.service import SearchService
from search.settings import Settings

__all__ = ["command"]

_T = TypeVar("_T")


def _picture(_ctx: click.Context, _option: click.Parameter, value: str | None) -> Path | None:
    if value and Path(value).suffix.lower() != ".svg":
        raise click.BadParameter(f"{value!r} must end in .svg: the picture is written as SVG, which browsers show")
    return Path(value) if value else None


@click.command("evaluate")
@click.argument("topics_path", metavar="TOPICS")
@click.argument("judgements_path", metavar="QRELS")
@click.option(
    "--depth", metavar="N", type=click.IntRange(min=1), default=1000, show_default=True, help="Articles a topic."
)
@click.option("--use-topic-language", is_flag=True, help="Search each topic as what the file says it is in.")
@click.option("--run", "run_path", metavar="FILE", help="Measure this TREC run instead of searching.")
@click.option(
    "--least-topics",
    metavar="N",
    type=click.IntRange(min=1),
    default=LEAST_TOPICS,
    show_default=True,
    help="Topics a language pair needs to count in the averages.",
)
@click.option("--format", "format_name", type=click.Choice(["text", "json"]), default="text", help="The output format.")
@click.option("--plot", metavar="FILE", callback=_picture, help="Also draw a heat map, as SVG.")
@switch_options
@settings_option
def command(
    *,
    topics_path: str,
    judgements_path: str,
    depth: int,
    use_topic_language: bool,
    run_path: str | None,
    least_topics: int,
    format_name: str,
    plot: Path | None,
    switches: Switches,
    settings: Settings,
) -> None:
    """Measure the search over judged topics, by language pair.

    TOPICS has one topic a line, id, language and query separated by tabs. QRELS has one judgement a line: topic, 0,
    article id, and a grade that is above 0 for what is relevant. The index must be that of the judged articles; it says
    which language an article is in. With --run too.

    R@10 is the share of the relevant articles among the first ten, RR@10 one over the place of the first one (its mean
    is MRR), nDCG@10 rewards the better order, S@1 says how often the first article is relevant.
    """
    topics = _read(
        topics_path, lambda lines: read_topics(lines, topics_path, LANGUAGES if use_topic_language else None)
    )
    if silent := next((topic for topic in topics if not topic.lang), None):
        raise DocumentError(
            topics_path, f"topic {silent.id!r} has no language in its second column: say which it is in"
        )
    judgements = _read(judgements_path, lambda lines: read_judgements(lines, judgements_path))
    run = _read(run_path, lambda lines: read_run(lines, str(run_path))) if run_path else None
    service = SearchService.open(settings)
    language_of = cache(
        lambda article: service.article_language(article) or service.article_language(with_spaces(article))
    )
    topics = tuple(Topic(id=without_spaces(topic.id), lang=topic.lang, query=topic.query) for topic in topics)
    _check_articles(topics, judgements, judgements_path, language_of)
    if run is None:
        answers = answers_to(topics, service, depth=depth, use_topic_language=use_topic_language, switches=switches)
    else:
        answers = ((topic, run.get(topic.id, ())[:depth]) for topic in topics)
    report = evaluate(_watched(answers, len(topics)), judgements.grades, language_of, least_topics=least_topics)
    if not report.pairs:
        raise DocumentError(judgements_path, f"judges no topic of {topics_path}: the topic ids must be the same")
    _say_what_was_left_out(report)
    render = report_table.render_colored if shows_colors() else report_table.render
    put(report_json.render(report) if format_name == "json" else render(report))
    if plot:
        plot.write_text(heat_map.render(report), encoding="utf-8")


def _read(path: str, read: Callable[[BinaryIO], _T]) -> _T:
    try:
        with Path(path).open("rb") as lines:
            return read(lines)
    except OSError as error:
        raise DocumentError(path, f"cannot be read: {error.strerror or error}") from error


def _check_articles(
    topics: Iterable[Topic], judgements: Judgements, path: str, language_of: Callable[[str], str]
) -> None:
    """Refuse judgements of articles that cannot be found: they would count as not found, and nobody would know why."""
    judged = {article for topic in topics for article in judgements.grades.get(topic.id, ())}
    missing = sorted((judgements.lines[article], article) for article in judged if not language_of(article))
    if missing:
        line, article = missing[0]
        count = f"{len(missing):,} of {count_of(len(judged), 'relevant article')}"
        reason = f"{count} not in the index, the first of them {article!r}: index what was judged, or take them out"
        raise DocumentError(path, reason, line)


def _say_what_was_left_out(report: Report) -> None:
    if report.unjudged:
        say(f"search: {count_of(report.unjudged, 'topic')} without a relevant article left out")
    if report.strangers:
        say(f"search: {count_of(report.strangers, 'article')} of the run left out: not in the index")
    if not (report.same.mixed or report.across.mixed):
        say(f"search: no averages: no language pair has {report.least_topics} topics; --least-topics asks for fewer")


def _watched(answers: Iterable[Answer], total: int) -> Iterator[Answer]:
    """Show how far it is, in a terminal."""
    if not sys.stderr.isatty():
        yield from answers
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(answers, "measuring", total=total, console=Console(stderr=True), transient=True)

"""`search query`: from words to a ranked list, in one of the output formats."""

from datetime import date

import click

from index.matching import Filter
from search.cli.console import put, say, shows_colors
from search.cli.exit_codes import ExitCode
from search.cli.options import clean_word, settings_option
from search.cli.query_arguments import QueryCommand
from search.cli.switch_options import language_codes, switch_options
from search.expansion.switches import Switches
from search.hits import ResultPage
from search.query import parse_query
from search.rendering import COLORED_FORMATS, FORMATS, explanation
from search.rendering.terminal import count_of, summary
from search.service import SearchOptions, SearchService, Sort
from search.settings import Settings

__all__ = ["command"]


def _day(_ctx: click.Context, _option: click.Parameter, value: str | None) -> str:
    if not value:
        return ""
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise click.BadParameter(f"{value!r} is no date such as 2022-05-03") from None


@click.command("query", cls=QueryCommand)
@click.argument("words", metavar="WORDS...", nargs=-1)
@click.option(
    "-n", "count", metavar="N", type=click.IntRange(min=1), default=10, show_default=True, help="How many articles."
)
@click.option("--page", metavar="N", type=click.IntRange(min=1), default=1, show_default=True, help="Which N of them.")
@click.option("--from", "query_language", metavar="LANG", default="", help="Language of the query; else it is guessed.")
@click.option(
    "--in", "languages", metavar="LANGS", multiple=True, callback=language_codes, help="Articles in these: ru,de"
)
@click.option("--since", metavar="DATE", callback=_day, help="Articles of this day or later.")
@click.option("--until", metavar="DATE", callback=_day, help="Articles of this day or earlier.")
@click.option("--source", "sources", metavar="NAME", multiple=True, help="Articles of this source; may be repeated.")
@click.option(
    "--sort", type=click.Choice([order.value for order in Sort]), default=Sort.RELEVANCE.value, help="The order."
)
@click.option("--format", "format_name", type=click.Choice(list(FORMATS)), default="text", help="The output format.")
@click.option("--explain", is_flag=True, help="Say what the words were searched as.")
@click.option("--gloss", metavar="LANG", default="", help="Language to gloss titles in; else the query's.")
@switch_options
@settings_option
def command(
    *,
    words: tuple[str, ...],
    format_name: str,
    explain: bool,
    settings: Settings,
    count: int,
    page: int,
    query_language: str,
    languages: frozenset[str],
    sources: tuple[str, ...],
    since: str,
    until: str,
    sort: str,
    gloss: str,
    switches: Switches,
) -> ExitCode:
    """Search in all languages.

    WORDS are the query. Options may stand before or after them; after -- everything is query text, and so is what
    begins with one hyphen, but for -n.

    \b
      word            in all languages
      "two words"     in this order, in every language; mind the shell: '"two words"'
      -word           articles without it
      title:word      in the title
      lang:ru,de      articles in these languages
      word*           all words that begin like this

    Exit code 1: nothing was found.
    """
    query = _checked_query(words)
    if since and until and since > until:
        raise click.UsageError(f"--since {since} is later than --until {until}", click.get_current_context())
    options = SearchOptions(
        first=(page - 1) * count + 1,
        count=count,
        query_language=query_language.lower(),
        filter=Filter(languages=languages, sources=frozenset(sources), since=since, until=until),
        sort=Sort(sort),
        switches=switches,
        gloss=gloss.lower(),
    )
    found = SearchService.open(settings).search(query, options)
    _show(found, format_name, explain=explain)
    if not found.hits:
        if format_name == "text":
            say(_nothing(found, options.filter))
        return ExitCode.NOTHING
    return ExitCode.DONE


def _checked_query(words: tuple[str, ...]) -> str:
    query = " ".join(clean_word(word) for word in words).strip()
    parsed = parse_query(query)
    if not parsed.clauses and not parsed.languages:
        reason = f"there is no word in {query!r}" if query else "the query is empty"
        raise click.UsageError(f"{reason}: give one word or more", click.get_current_context())
    return query


def _show(page: ResultPage, format_name: str, *, explain: bool) -> None:
    formats = {**FORMATS, **COLORED_FORMATS} if shows_colors() else FORMATS
    if format_name != "json":  # it has them inside
        for warning in page.warnings:
            say(f"search: {warning}")
    if explain and format_name == "text":
        put(explanation.render(page) + "\n")
    elif explain and format_name != "json":
        say(explanation.render(page))
    put(formats[format_name](page))
    if format_name == "text" and page.hits:
        say(f"\n{summary(page)}")


def _nothing(page: ResultPage, wanted: Filter) -> str:
    """Say that nothing was found, and what may help."""
    if page.total:
        return f"search: there are only {count_of(page.total, 'article')}: ask for an earlier --page"
    advice = ["nothing found"]
    others = ", ".join(f"{lang} {count}" for lang, count in page.languages.items() if count)
    if wanted.languages and others:
        advice.append(f"without --in there would be articles: {others}")
    elif wanted != Filter():
        advice.append("try it without --in, --source, --since and --until")
    else:
        advice.append("try fewer or other words; --explain says what they were searched as")
    return f"search: {'; '.join(advice)}"

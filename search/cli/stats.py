"""`search stats`: what the index holds."""

from collections import Counter

import click

from index.matching import Statistics
from search.cli.console import put
from search.cli.options import settings_option
from search.rendering.terminal import language_label
from search.rendering.terminal_text import isolated, one_line
from search.service import open_backend
from search.settings import Settings

__all__ = ["command"]

MOST_SOURCES = 20
MEGABYTE = 1_000_000


@click.command("stats")
@settings_option
def command(settings: Settings) -> None:
    """Say what the index holds."""
    statistics = open_backend(settings).snapshot().statistics()
    rows = [("index", str(settings.index)), *_totals(statistics)]
    put("".join(f"{name:<10}{value}\n" for name, value in rows))
    languages = [(language_label(lang), count) for lang, count in Counter(statistics.languages).most_common()]
    sources = [(isolated(one_line(source)), count) for source, count in Counter(statistics.sources).most_common()]
    put(_counts("languages", languages))
    put(_counts("sources", sources[:MOST_SOURCES]))
    if len(sources) > MOST_SOURCES:
        put(f"           and {len(sources) - MOST_SOURCES:,} more\n")


def _totals(statistics: Statistics) -> list[tuple[str, str]]:
    totals = [
        ("articles", f"{statistics.documents:,}"),
        ("keys", f"{statistics.terms:,}"),
        ("size", f"{statistics.bytes / MEGABYTE:,.1f} MB"),
    ]
    if statistics.earliest:
        totals.append(("published", f"{statistics.earliest[:10]} to {statistics.latest[:10]}"))
    return totals


def _counts(heading: str, counts: list[tuple[str, int]]) -> str:
    """A heading and a line each; the number first, as names differ in width."""
    lines = [heading, *(f"{count:>10,} {name}" for name, count in counts)]
    return "".join(f"{line}\n" for line in lines) if counts else ""

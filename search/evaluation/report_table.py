"""The report for a terminal: a line for each language pair, the averages below.

                 mixed list                     within the language
query → article  topics   R@10  RR@10 nDCG@10    S@1 |   R@10  RR@10 nDCG@10    S@1
"""

from collections.abc import Iterable

from search.evaluation.measures import MEASURE_NAMES, Measures
from search.evaluation.report import Averages, PairMeasures, Report

__all__ = ["render", "render_colored"]

NAME_WIDTH, COUNT_WIDTH, WIDTH = 18, 7, 9
RESET, BOLD, FAINT = "\x1b[0m", "\x1b[1m", "\x1b[2m"
# Green, yellow, red from a figure's floor upwards; the figure itself stands there all the same.
COLORS = ((0.8, "\x1b[32m"), (0.5, "\x1b[33m"), (0.0, "\x1b[31m"))
NO_FIGURE = "–"


def render(report: Report) -> str:
    """Give the table in plain text."""
    return _table(report, colored=False)


def render_colored(report: Report) -> str:
    """Give the table with figures in the colour of their height."""
    return _table(report, colored=True)


def _table(report: Report, *, colored: bool) -> str:
    half = len(MEASURE_NAMES) * WIDTH
    first = f"{'':{NAME_WIDTH + COUNT_WIDTH}}{'mixed list':>{half}}   {'within the language':>{half}}"
    names = "".join(f"{name:>{WIDTH}}" for name in MEASURE_NAMES)
    second = f"{'query → article':<{NAME_WIDTH}}{'topics':>{COUNT_WIDTH}}{names}   {names}"
    heads = [f"{BOLD}{line}{RESET}" if colored else line for line in (first, second)]
    rows = [_pair(pair, report, colored=colored) for pair in report.pairs]
    rule = "─" * len(second)
    rows += [f"{FAINT}{rule}{RESET}" if colored else rule, *_averages(report, colored=colored)]
    return "".join(f"{line}\n" for line in (*heads, *rows))


def _pair(pair: PairMeasures, report: Report, *, colored: bool) -> str:
    name = f"{pair.query_lang} → {pair.article_lang}"
    few = pair.topics < report.least_topics
    line = f"{name:<{NAME_WIDTH}}{pair.topics:>{COUNT_WIDTH}}"
    # A pair of few topics is faint as a whole: its figures are not to be read as the others' are.
    if few and colored:
        return f"{FAINT}{line}{_figures(pair.mixed, colored=False)}   {_figures(pair.within, colored=False)}{RESET}"
    return f"{line}{_figures(pair.mixed, colored=colored)}   {_figures(pair.within, colored=colored)}".rstrip()


def _averages(report: Report, *, colored: bool) -> Iterable[str]:
    share = Averages(
        mixed=_share(report.across.mixed, report.same.mixed), within=_share(report.across.within, report.same.within)
    )
    rows = (
        ("same language", report.same),
        ("across languages", report.across),
        ("across / same", share),
        ("all articles", report.all),
    )
    for name, averages in rows:
        figures = f"{_figures(averages.mixed, colored=colored)}   {_figures(averages.within, colored=colored)}"
        yield f"{name:<{NAME_WIDTH + COUNT_WIDTH}}{figures}".rstrip()


def _share(one: Measures | None, other: Measures | None) -> Measures | None:
    if one is None or other is None or not all(other):
        return None
    return Measures(*(part / whole for part, whole in zip(one, other, strict=True)))


def _figures(measures: Measures | None, *, colored: bool) -> str:
    if measures is None:
        return "".join(f"{NO_FIGURE:>{WIDTH}}" for _ in MEASURE_NAMES)
    return "".join(_figure(value, colored=colored) for value in measures)


def _figure(value: float, *, colored: bool) -> str:
    text = f"{value:>{WIDTH}.3f}"
    color = next((code for floor, code in COLORS if value >= floor), "")
    return f"{color}{text}{RESET}" if colored else text

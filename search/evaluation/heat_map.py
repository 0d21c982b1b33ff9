"""The report as a picture: two heat maps of recall, queries down, articles across; SVG, written as text.

Two panels, the list within each language and the mixed one. Every cell has its figure in it, so that the colour is
never all there is, and pairs of too few topics for the averages are in brackets.
"""

from collections.abc import Sequence
from xml.sax.saxutils import escape

from search.evaluation.measures import MEASURE_NAMES, Measures
from search.evaluation.report import ALL_LANGUAGES, PairMeasures, Report

__all__ = ["render"]

CELL_WIDTH, CELL_HEIGHT, MARGIN, HEADING = 64, 40, 60, 74
PAPER, INK, MUTED = "#ffffff", "#1d2526", "#5a6667"
LOW, HIGH = (232, 241, 238), (11, 87, 84)  # RGB at 0 and 1
LIGHT_TEXT_FROM = 0.7
RECALL = 0  # place in MEASURE_NAMES


def render(report: Report) -> str:
    """Give the picture as an SVG document."""
    pairs = [pair for pair in report.pairs if pair.article_lang != ALL_LANGUAGES]
    queries = tuple(dict.fromkeys(pair.query_lang for pair in report.pairs))
    # In the order of the pairs: that of the queries first, then languages that are only an article's.
    articles = tuple(dict.fromkeys([*queries, *(pair.article_lang for pair in pairs)]))
    panel = MARGIN + CELL_WIDTH * len(articles) + MARGIN // 2
    width, height = 2 * panel, HEADING + CELL_HEIGHT * len(queries) + MARGIN // 2
    name = MEASURE_NAMES[RECALL]
    panels = (
        *_panel(0, f"{name} within the language", pairs, [p.within for p in pairs], (queries, articles), report),
        *_panel(panel, f"{name} in the mixed list", pairs, [p.mixed for p in pairs], (queries, articles), report),
    )
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'role="img" font-family="system-ui, sans-serif" font-size="14" fill="{INK}">',
        f"<title>{name} by language of query and article</title>",
        f'<rect width="{width}" height="{height}" fill="{PAPER}"/>',
        *panels,
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _panel(
    left: int,
    heading: str,
    pairs: Sequence[PairMeasures],
    measures: Sequence[Measures | None],
    axes: tuple[tuple[str, ...], tuple[str, ...]],
    report: Report,
) -> list[str]:
    queries, articles = axes
    start = left + MARGIN
    lines = [
        _text(start, 20, heading, 'font-weight="600"'),
        _text(start, 40, "query ↓  article →", f'fill="{MUTED}" font-size="12"'),
        *(_text(start + _middle(column), 64, lang, _CENTRED) for column, lang in enumerate(articles)),
        *(_text(start - 10, _baseline(row), lang, 'text-anchor="end"') for row, lang in enumerate(queries)),
    ]
    for pair, measured in zip(pairs, measures, strict=True):
        if measured is None:
            continue
        column, row = articles.index(pair.article_lang), queries.index(pair.query_lang)
        value = measured[RECALL]
        figure = f"{value:.2f}" if pair.topics >= report.least_topics else f"({value:.2f})"
        note = f"{pair.query_lang} → {pair.article_lang}: {value:.3f}, {pair.topics} topics"
        text_color = PAPER if value >= LIGHT_TEXT_FROM else INK
        lines += [
            f"<g><title>{escape(note)}</title>",
            f'<rect x="{start + column * CELL_WIDTH}" y="{HEADING + row * CELL_HEIGHT}" width="{CELL_WIDTH - 2}" '
            f'height="{CELL_HEIGHT - 2}" rx="3" fill="{_color(value)}"/>',
            _text(start + _middle(column), _baseline(row), figure, f'{_CENTRED} fill="{text_color}"'),
            "</g>",
        ]
    return lines


_CENTRED = 'text-anchor="middle"'


def _text(x: int, y: int, text: str, attributes: str) -> str:
    return f'<text x="{x}" y="{y}" {attributes}>{escape(text)}</text>'


def _middle(column: int) -> int:
    return column * CELL_WIDTH + CELL_WIDTH // 2 - 1


def _baseline(row: int) -> int:
    return HEADING + row * CELL_HEIGHT + CELL_HEIGHT // 2 + 4


def _color(value: float) -> str:
    return "#" + "".join(f"{round(low + (high - low) * value):02x}" for low, high in zip(LOW, HIGH, strict=True))

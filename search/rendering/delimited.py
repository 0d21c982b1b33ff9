"""CSV and TSV: one hit a row under a header, for spreadsheets and `cut`.

CSV quotes where it must (RFC 4180, with LF line ends), so its fields are exactly what the index holds. TSV quotes
nothing: tabs and line ends inside a field become spaces. The snippet is its text alone; several are joined by an
ellipsis.
"""

import csv
import io
import re

from search.hits import Hit, ResultPage
from search.rendering.json_format import SCORE_DIGITS

__all__ = ["COLUMNS", "render_csv", "render_tsv"]

COLUMNS = ("rank", "score", "id", "lang", "title", "source", "published", "url", "snippet")
BETWEEN_SNIPPETS = " … "
_BREAKS = re.compile("\r\n|[\t\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def render_csv(page: ResultPage) -> str:
    """Give a header and one row for each hit, comma-separated."""
    return "".join(map(_csv_line, [COLUMNS, *(_row(hit) for hit in page.hits)]))


def render_tsv(page: ResultPage) -> str:
    """Give a header and one row for each hit, separated by tabs, without any quoting."""
    rows = [COLUMNS, *(_row(hit) for hit in page.hits)]
    return "".join("\t".join(_BREAKS.sub(" ", field) for field in row) + "\n" for row in rows)


def _csv_line(row: tuple[str, ...]) -> str:
    line = io.StringIO(newline="")
    # Before Python 3.13 csv quotes a carriage return only where its own line ends have one.
    csv.writer(line, lineterminator="\r\n").writerow(row)
    return line.getvalue().removesuffix("\r\n") + "\n"


def _row(hit: Hit) -> tuple[str, ...]:
    snippet = BETWEEN_SNIPPETS.join(snippet.text for snippet in hit.snippets)
    score = repr(round(hit.score, SCORE_DIGITS))
    return (str(hit.rank), score, hit.id, hit.lang, hit.title, hit.source, hit.published, hit.url, snippet)

"""CSV loses nothing; TSV is one line a hit whatever stands in it."""

import csv
import io
import re

from hypothesis import given
from hypothesis import strategies as st

from search.rendering.delimited import COLUMNS, render_csv, render_tsv


def test_csv_quotes_where_it_must(page):
    header, first, *_ = csv.reader(io.StringIO(render_csv(page), newline=""))
    assert tuple(header) == COLUMNS
    assert first == [
        "9",
        "0.333333",
        "de 1",
        "de",
        "Schürfen verboten",
        'Tag, "Blatt"',
        "2022-05-03T10:00:00+00:00",
        "https://example.org/?a=1&b=2",
        "Das Schürfen\nund das\tMining. … Zweite Stelle.",
    ]


def test_tsv_has_spaces_for_tabs_and_line_ends(page):
    lines = render_tsv(page).splitlines()
    assert lines[0] == "\t".join(COLUMNS)
    assert lines[1].split("\t")[5] == 'Tag, "Blatt"'
    assert lines[1].split("\t")[8] == "Das Schürfen und das Mining. … Zweite Stelle."
    assert len(lines) == 3


@given(st.data())
def test_csv_gives_back_every_field(pages, data):
    page = data.draw(pages)
    rows = list(csv.DictReader(io.StringIO(render_csv(page), newline="")))
    assert len(rows) == len(page.hits)
    for hit, row in zip(page.hits, rows, strict=True):
        fields = (row["rank"], row["id"], row["title"], row["source"], row["url"], row["published"])
        assert fields == (str(hit.rank), hit.id, hit.title, hit.source, hit.url, hit.published)
        assert row["snippet"] == " … ".join(snippet.text for snippet in hit.snippets)


@given(st.data())
def test_tsv_has_the_same_lines_and_columns_by_any_reckoning(pages, data):
    page = data.draw(pages)
    lines = render_tsv(page).splitlines()
    assert len(lines) == 1 + len(page.hits)
    assert all(line.count("\t") == len(COLUMNS) - 1 for line in lines)
    for hit, line in zip(page.hits, lines[1:], strict=True):
        assert re.sub(r"\s", "", line.split("\t")[4]) == re.sub(r"\s", "", hit.title)

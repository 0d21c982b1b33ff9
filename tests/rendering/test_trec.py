"""TREC runs: six columns whatever the ids are, scores in full."""

from hypothesis import given
from hypothesis import strategies as st

from search.rendering.trec import render_topic


def test_ids_keep_all_but_their_white_space():
    out = render_topic("t 1", [("a\tb\u00a0c%20é", 2.0)])
    assert out == "t%201 Q0 a%09b%C2%A0c%20é 1 2.0 dragoman\n"


def test_nothing_ranked_gives_no_line():
    assert render_topic("t", []) == ""


@given(st.text(min_size=1), st.lists(st.tuples(st.text(min_size=1), st.floats(allow_nan=False)), max_size=5))
def test_six_columns_and_exact_scores(topic, ranked):
    lines = render_topic(topic, ranked).splitlines()
    assert len(lines) == len(ranked)
    for rank, (line, (_, score)) in enumerate(zip(lines, ranked, strict=True), start=1):
        columns = line.split()
        assert len(columns) == 6
        assert (columns[1], columns[3], columns[5]) == ("Q0", str(rank), "dragoman")
        assert float(columns[4]) == score

from benchmarks.all import Found, plots, section
from benchmarks.index_speed import Indexing
from benchmarks.search_speed import Latency

LATENCY = {"dragoman": Latency(2.0, 3.0, 4.0, 1.0), "tantivy": Latency(1.0, 2.0, 3.0, 1.0)}
ABSENT = dict.fromkeys(("tantivy", "xapian", "bm25s", "whoosh"), "not installed")


def found():
    built = {"dragoman": Indexing(10_000, 5.0, 4.0, 600.0, 9000.0, 6000.0)}
    return Found(left_out=ABSENT, indexing={10_000: built}, latency={10_000: {"or30": LATENCY}})


def test_a_run_that_was_cut_off_says_what_it_has():
    said = section(found(), 0.5)
    assert "| dragoman | 2.000 / 3.00 / 4.00 (2.00×) |" in said
    assert "| dragoman | 2,000 | 2,500 | 600 MB | 9,000 | 6,000 |" in said
    assert "By the number of terms" not in said
    assert "- xapian: left out, not installed" in said


def test_what_is_drawn_is_what_was_measured():
    assert set(plots(found())) == {"latency-by-articles", "indexing-by-articles"}
    whole = found()
    whole.by_terms = {"10": {"dragoman": LATENCY["dragoman"]}, "20": {"dragoman": LATENCY["tantivy"]}}
    assert "dragoman: 20, 1" in plots(whole)["latency-by-terms"]

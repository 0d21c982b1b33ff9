"""`search run`: a run that evaluation programs can read, or an error that says which line to look at."""

from itertools import pairwise
from pathlib import Path

TOPICS = "t1\ten\tsanctions\nt2\tde\tzzqqxxyy\n\nt 3\txx\tgold\n"


def test_run_has_strictly_falling_scores_and_safe_ids(search, index: Path, tmp_path: Path):
    (tmp_path / "topics.tsv").write_text(TOPICS, encoding="utf-8")
    result = search("run", str(tmp_path / "topics.tsv"), index=index)
    assert (result.code, result.err) == (0, "")
    rows = [line.split(" ") for line in result.out.splitlines()]
    assert all(len(row) == 6 and (row[1], row[5]) == ("Q0", "dragoman") for row in rows)
    assert {row[0] for row in rows} == {"t1", "t%203"}
    first = [row for row in rows if row[0] == "t1"]
    assert {row[2] for row in first} == {"en-1", "en%202", "de-1", "ru-1", "ar-1"}
    assert [int(row[3]) for row in first] == [1, 2, 3, 4, 5]
    scores = [float(row[4]) for row in first]
    assert all(above > below for above, below in pairwise(scores))


def test_run_is_the_order_of_the_query_command(search, index: Path):
    rows = search("run", "-", stdin="t1\ten\tsanctions banks\n", index=index).out.splitlines()
    ids = search("query", "sanctions", "banks", "--format", "json", index=index).ids
    assert [row.split(" ")[2] for row in rows] == [identifier.replace(" ", "%20") for identifier in ids]


def test_depth_and_standard_input(search, index: Path):
    result = search("run", "-", "--depth", "2", stdin="t1\ten\tsanctions\n", index=index)
    assert len(result.out.splitlines()) == 2


def test_finding_nothing_is_no_error(search, index: Path):
    result = search("run", "-", stdin="t2\tde\tzzqqxxyy\n", index=index)
    assert (result.code, result.out, result.err) == (0, "", "")


def test_bad_lines_and_missing_files_are_3(search, index: Path, tmp_path: Path):
    path = tmp_path / "topics.tsv"
    path.write_text("t1\ten\tsanctions\nt2 sanctions\n", encoding="utf-8")
    result = search("run", str(path), index=index)
    assert (result.code, result.out) == (3, "")
    assert f"search: {path}:2: " in result.err
    missing = search("run", str(tmp_path / "none.tsv"), index=index)
    assert missing.code == 3
    assert "none.tsv" in missing.err


def test_topic_languages_are_checked_when_used(search, index: Path):
    result = search("run", "-", "--use-topic-language", stdin=TOPICS, index=index)
    assert result.code == 3
    assert "standard input:4: no language 'xx'" in result.err
    good = search("run", "-", "--use-topic-language", stdin="t1\tde\tSanktionen\n", index=index)
    assert good.code == 0
    assert "ru-1" in good.out


def test_a_source_can_be_left_out_of_a_run(search, index: Path):
    topic = "t1\ten\tsanctions\n"
    with_all = search("run", "-", stdin=topic, index=index).out
    without = search("run", "-", "--no-lexicon", stdin=topic, index=index).out
    assert "ru-1" in with_all
    assert "ru-1" not in without
    assert "en-1" in without

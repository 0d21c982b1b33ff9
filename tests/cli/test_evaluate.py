"""`search evaluate`: figures for those who judged a collection, or what is wrong with their files."""

from pathlib import Path

import pytest

# The articles are those of conftest.py.
TOPICS = "t1\ten\tsanctions banks\nt2\tde\tGold\nt 3\tru\tкочерыжка\nt4\tfr\tfleuve\n"
QRELS = "t1 0 en-1 1\nt1 0 de-1 1\nt1 0 ru-1 1\nt1 0 en%202 0\nt2 0 en%202 1\nt%203 0 fr-1 1\n"


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    topics, qrels = tmp_path / "topics.tsv", tmp_path / "qrels.txt"
    topics.write_text(TOPICS, encoding="utf-8")
    qrels.write_text(QRELS, encoding="utf-8")
    return str(topics), str(qrels)


def pairs(result) -> dict[str, dict]:
    return {f"{pair['query_lang']}-{pair['article_lang']}": pair for pair in result.json()["pairs"]}


def test_the_search_is_measured(search, index: Path, files):
    result = search("evaluate", *files, "--format", "json", "--least-topics", "1", index=index)
    assert result.code == 0
    assert result.err == "search: 1 topic without a relevant article left out\n"
    found = pairs(result)
    assert set(found) == {"en-en", "en-de", "en-ru", "en-*", "de-en", "de-*", "ru-fr", "ru-*"}
    assert found["en-ru"]["within"] == {"R@10": 1.0, "RR@10": 1.0, "nDCG@10": 1.0, "S@1": 1.0}
    assert found["de-en"]["within"]["R@10"] == 1.0
    assert found["ru-fr"]["mixed"]["R@10"] == 0.0
    assert result.json()["averages"]["across_languages"]["within"]["R@10"] == pytest.approx(3 / 4)


def test_a_run_is_measured_as_the_search_that_made_it(search, index: Path, files, tmp_path: Path):
    run = tmp_path / "run.trec"
    run.write_text(search("run", files[0], index=index).out, encoding="utf-8")
    measured = [
        search("evaluate", *files, "--format", "json", *more, index=index).json() for more in ((), ("--run", str(run)))
    ]
    assert measured[0] == measured[1]
    run.write_text("t1 Q0 nowhere 1 2 other\nt1 Q0 ru-1 2 1 other\n", encoding="utf-8")
    other = search("evaluate", *files, "--format", "json", "--run", str(run), index=index)
    assert pairs(other)["en-ru"]["mixed"]["RR@10"] == 1.0
    assert pairs(other)["en-en"]["mixed"]["R@10"] == 0.0
    assert "1 article of the run left out: not in the index" in other.err


def test_depth_cuts_the_list(search, index: Path, files):
    one = search("evaluate", *files, "--format", "json", "--depth", "1", index=index)
    assert pairs(one)["en-*"]["mixed"]["R@10"] == pytest.approx(1 / 3)


def test_table_and_picture(search, index: Path, files, tmp_path: Path):
    picture = tmp_path / "map.svg"
    result = search("evaluate", *files, "--plot", str(picture), index=index)
    assert result.code == 0
    assert "en → ru" in result.out
    assert "\x1b" not in result.out
    assert "no averages: no language pair has 20 topics; --least-topics" in result.err
    assert picture.read_text(encoding="utf-8").startswith("<svg ")


def test_picture_of_another_kind_is_refused(search, index: Path, files):
    result = search("evaluate", *files, "--plot", "map.png", index=index)
    assert result.code == 2
    assert "must end in .svg" in result.err


def test_judged_articles_must_be_in_the_index(search, index: Path, files):
    Path(files[1]).write_text("t1 0 en-1 1\nt1 0 lost-7 1\nt1 0 lost-8 1\n", encoding="utf-8")
    result = search("evaluate", *files, index=index)
    assert (result.code, result.out) == (3, "")
    assert f"{files[1]}:2: 2 of 3 relevant articles not in the index, the first of them 'lost-7'" in result.err


def test_files_that_do_not_belong_together(search, index: Path, files):
    Path(files[1]).write_text("other 0 en-1 1\n", encoding="utf-8")
    result = search("evaluate", *files, index=index)
    assert result.code == 3
    assert "the topic ids must be the same" in result.err


@pytest.mark.parametrize(
    ("place", "content", "message"),
    [
        (0, "t1\t\tsanctions\n", "topic 't1' has no language"),
        (0, "t1 sanctions\n", ":1: must be 'id<TAB>language<TAB>query'"),
        (1, "t1 0 en-1\n", ":1: must be 'topic iteration article grade'"),
    ],
)
def test_bad_files_are_3_and_named(search, index: Path, files, place, content, message):
    Path(files[place]).write_text(content, encoding="utf-8")
    result = search("evaluate", *files, index=index)
    assert (result.code, result.out) == (3, "")
    assert files[place] in result.err
    assert message in result.err


def test_topic_languages_are_used_when_asked(search, index: Path, tmp_path: Path):
    topics, qrels = tmp_path / "t.tsv", tmp_path / "q.txt"
    topics.write_text("t1\tru\tsanctions\n", encoding="utf-8")
    qrels.write_text("t1 0 de-1 1\n", encoding="utf-8")
    found = [
        pairs(search("evaluate", str(topics), str(qrels), "--format", "json", *more, index=index))["ru-de"]
        for more in ((), ("--use-topic-language",))
    ]
    # As a Russian word it is translated into nothing.
    assert [pair["mixed"]["R@10"] for pair in found] == [1.0, 0.0]


def test_missing_file(search, index: Path, files):
    result = search("evaluate", files[0], "nowhere.txt", index=index)
    assert result.code == 3
    assert "nowhere.txt: cannot be read" in result.err

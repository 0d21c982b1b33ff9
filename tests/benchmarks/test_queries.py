import json

import pytest

from benchmarks.engines import dragoman_engine
from benchmarks.engines.fts5_engine import build, open_index
from benchmarks.queries import make_queries, make_queries_by_terms


def letters(number):
    return str(number).translate(str.maketrans("0123456789", "abcdefghij"))


def article(lang, number):
    common = [f"common{letters(kind)}" for kind in range(6) if number % 3 == kind % 3]
    middle = [f"middle{letters(kind)}" for kind in range(100) if number % 25 == kind % 25]
    text = " ".join([*common, *middle, f"rare{letters(number)}"])
    return {"id": f"{lang}-{number}", "lang": lang, "title": "heading", "text": f"{text}."}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """Articles whose words are in a third, in four of a hundred, or in one of three hundred."""
    path = tmp_path_factory.mktemp("collection") / "articles.jsonl"
    made = [article(lang, number) for number in range(300) for lang in ("en", "ru", "de", "fr", "ar")]
    path.write_text("".join(json.dumps(one) + "\n" for one in made), encoding="utf-8")
    return path


def test_the_same_queries_are_made_each_time(corpus):
    assert make_queries(corpus, 3) == make_queries(corpus, 3)


def test_an_expanded_query_has_two_translations_in_each_language(corpus):
    (query,) = make_queries(corpus, 1)["or30"]
    assert len(query.words) == 30
    assert [len({word.lang for word in concept}) for concept in query.concepts] == [5, 5, 5]


def test_queries_are_named_by_their_terms(corpus):
    assert all(len(query.words) == int(n) for n, own in make_queries_by_terms(corpus, 2).items() for query in own)


def test_engines_find_what_stands_in_the_articles(corpus, tmp_path):
    build(corpus, tmp_path / "fts5")
    dragoman_engine.build(corpus, tmp_path / "dragoman")
    opened = open_index(tmp_path / "fts5"), dragoman_engine.open_index(tmp_path / "dragoman")
    queries = make_queries(corpus, 3)
    for query in queries["and3"] + queries["phrase"] + queries["or3"]:
        assert all(len(engine.prepare(query)()) >= 1 for engine in opened)

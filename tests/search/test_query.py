"""The query language: what is typed becomes clauses, and nothing typed is an error."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.matching import Occur, Part
from search.query import MAX_CLAUSES, MAX_LENGTH, Query, Shape, parse_query


def shown(query: Query) -> list[tuple[str, str, str]]:
    return [(clause.text, clause.shape.value, clause.occur.value) for clause in query.clauses]


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("harvest rain", [("harvest", "word", "should"), ("rain", "word", "should")]),
        ('"late harvest"', [("late harvest", "phrase", "should")]),
        ("«поздний урожай»", [("поздний урожай", "phrase", "should")]),
        ("„späte Ernte“", [("späte Ernte", "phrase", "should")]),
        ('"harvest"', [("harvest", "word", "should")]),
        ("harvest -rain", [("harvest", "word", "should"), ("rain", "word", "must not")]),
        ('-"acid rain"', [("acid rain", "phrase", "must not")]),
        ("harv*", [("harv", "prefix", "should")]),
        ("-harv*", [("harv", "prefix", "must not")]),
        ("Guinea-Bissau", [("Guinea-Bissau", "word", "should")]),
        ("(harvest, rain).", [("harvest", "word", "should"), ("rain", "word", "should")]),
        ("C++", [("C++", "word", "should")]),
        ("حصاد مطر", [("حصاد", "word", "should"), ("مطر", "word", "should")]),
        ("- ... ! ''", []),
        ("", []),
    ],
)
def test_clauses(text: str, clauses: list):
    assert shown(parse_query(text)) == clauses
    assert parse_query(text).warnings == ()


def test_fields():
    query = parse_query('title:harvest title:"late rain" lang:pt,es')
    assert [clause.part for clause in query.clauses] == [Part.TITLE, Part.TITLE]
    assert query.clauses[1].shape is Shape.PHRASE
    assert query.languages == {"pt", "es"}


@pytest.mark.parametrize(
    ("text", "warning", "words"),
    [
        ("weather:rain", "title: and lang:", ["weather", "rain"]),
        ('"late harvest', "without its partner", ["late", "harvest"]),
        ("h*", "searched as a word", ["h"]),
        ("*rain", "", ["rain"]),
        ("rain AND wind", "searched as a word", ["rain", "AND", "wind"]),
        ("lang:klingon rain", "title: and lang:", ["lang", "klingon", "rain"]),
    ],
)
def test_what_is_not_understood_is_searched_as_words(text: str, warning: str, words: list[str]):
    query = parse_query(text)
    assert [clause.text for clause in query.clauses] == words
    assert all(clause.shape is Shape.WORD for clause in query.clauses)
    assert any(warning in w for w in query.warnings) == bool(warning)


def test_limits_are_told():
    assert len(parse_query("x " * (MAX_CLAUSES + 5)).clauses) == MAX_CLAUSES
    assert "first" in parse_query("x " * (MAX_CLAUSES + 5)).warnings[0]
    assert "cut" in parse_query("y" * (MAX_LENGTH + 1)).warnings[0]


@given(st.text(max_size=200))
def test_no_text_is_an_error(text: str):
    query = parse_query(text)
    assert all(clause.text.strip() for clause in query.clauses)
    assert all(isinstance(clause.occur, Occur) for clause in query.clauses)


@given(st.lists(st.from_regex(r"[a-zа-яé]{2,12}", fullmatch=True), min_size=1, max_size=8))
def test_plain_words_stay_as_they_are(words: list[str]):
    assert [clause.text for clause in parse_query(" ".join(words)).clauses] == words

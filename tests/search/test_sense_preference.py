"""A second word of the query says which sense of an ambiguous one is meant."""

import pytest

from index.backends import BACKENDS
from index.documents import Document
from search.concepts import MARKED_CONFIDENCE
from search.query import parse_query
from search.service import SearchService


def confidences(rows, query: str, lang: str, *texts: str) -> dict[str, float]:
    """What the first word is searched as in a language, over articles that hold these texts."""
    backend = BACKENDS["in_memory"](None, True)
    backend.write([Document(id=str(number), lang=lang, text=text) for number, text in enumerate(texts)])
    service = SearchService(backend, rows)
    expansion = service._expander(backend.snapshot()).expand(parse_query(query), "en")
    return {a.text: a.confidence for a in expansion.concepts[0].alternatives if a.lang == lang}


@pytest.mark.parametrize(
    ("query", "lang", "fitting", "other"),
    [
        ("mining coal", "de", "Bergbau", "Schürfen"),
        ("mining bitcoin", "de", "Schürfen", "Bergbau"),
        ("draw stadium", "ru", "ничья", "рисовать"),
        ("tie goalkeeper", "ru", "ничья", "галстук"),
        ("coach referee", "de", "Trainer", "Reisebus"),
        ("shell howitzer", "ru", "снаряд", "раковина"),
        ("strike wages", "ar", "إضراب", "ضربة"),
        ("strike howitzer", "ar", "ضربة", "إضراب"),
    ],
)
def test_the_sense_of_the_other_words_subject_is_preferred(rows, query: str, lang: str, fitting: str, other: str):
    alone = confidences(rows, query.partition(" ")[0], lang, fitting, other)
    beside = confidences(rows, query, lang, fitting, other)
    assert beside[fitting] == alone[fitting]
    assert beside[fitting] >= MARKED_CONFIDENCE
    assert 0 < beside[other] < MARKED_CONFIDENCE <= alone[other]


def test_words_of_no_common_subject_say_nothing(rows):
    beside = confidences(rows, "tie parsley", "ru", "ничья", "галстук")
    assert beside == confidences(rows, "tie", "ru", "ничья", "галстук")


def test_a_general_word_says_nothing(rows):
    beside = confidences(rows, "tie noise", "ru", "ничья", "галстук")
    assert beside == confidences(rows, "tie", "ru", "ничья", "галстук")


def test_the_fitting_article_is_first(rows):
    backend = BACKENDS["in_memory"](None, True)
    texts = {"match": "Ничья утром всех устроила.", "house": "Галстук висел всю ночь."}
    backend.write([Document(id=name, lang="ru", text=text) for name, text in texts.items()])
    service = SearchService(backend, rows)
    assert next(iter(service.ranking("tie stadium", 2)))[0] == "match"

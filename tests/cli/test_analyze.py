"""`search analyze`: line in, line out, with exactly the keys the index holds."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from index.analysis import Key, Kind
from index.backends import BACKENDS
from index.languages import LANGUAGES, language
from index.schema import term_of
from search.cli.analyze import line_keys

LINES = "sanctions announced\n\n  ?!\nNur-Sultan\tNur-Sultan\nsanctions\r\n"


def test_lines_stay_in_order_one_a_line(search):
    result = search("analyze", "--lang", "en", stdin=LINES)
    assert result.code == 0
    assert result.out.split("\n") == [
        "sanctions announced\tsanction|announce",
        "\t",
        "  ?!\t",
        "Nur-Sultan\tNur-Sultan\tnursultan",
        "sanctions\tsanction",
        "",
    ]


def test_all_kinds_carry_their_names(search):
    out = search("analyze", "--lang", "de", "--kind", "all", stdin="Häuser").out
    assert out == "Häuser\texact:häuser|lemma:haus|stem:haus\n"


def test_bytes_that_are_no_text_cost_no_line(search):
    out = search("analyze", "--lang", "RU", stdin="санкциями\n".encode() + b"\xff\xfe\n" + "банков".encode()).out
    assert [line.split("\t")[1] for line in out.splitlines()] == ["санкция", "", "банк"]


def test_unknown_language_and_no_language_are_2(search):
    assert search("analyze", "--lang", "xx").code == 2
    assert search("analyze").code == 2


def article_text(article: Mapping[str, str]) -> str:
    return f"{article['title']}\n{article['text']}"


def terms(article: Mapping[str, str]) -> set[str]:
    """What `--kind all` prints of an article, as the index writes it."""
    pairs = (pair.split(":", 1) for pair in line_keys(article_text(article), language(article["lang"]), "all"))
    return {term_of(Key(Kind(kind), text)) for kind, text in pairs}


def test_all_kinds_together_are_all_the_index_holds(index: Path, articles):
    snapshot = BACKENDS["whoosh"](index, False).snapshot()
    for lang in snapshot.languages():
        expected = {term for article in articles if article["lang"] == lang for term in terms(article)}
        held = {term for term in expected if snapshot.holds(lang, term)}
        assert expected == held
        assert set(snapshot.vocabulary(lang)) <= expected


@pytest.mark.parametrize("kind", ["stem", "exact", "part"])
def test_one_kind_is_its_share_of_all(articles, kind):
    for article in articles:
        chain = language(article["lang"])
        every = line_keys(article_text(article), chain, "all")
        assert line_keys(article_text(article), chain, kind) == tuple(
            pair.removeprefix(f"{kind}:") for pair in every if pair.startswith(f"{kind}:")
        )


@pytest.mark.parametrize("code", sorted(LANGUAGES))
def test_lemma_of_a_plain_word_is_what_the_language_says_conflates_best(code):
    for word in ("sanctions", "санкциями", "عقوبات", "Häuser", "2022"):
        assert line_keys(word, language(code), "lemma") == tuple(dict.fromkeys(language(code).conflating_keys(word)))

"""`search analyze`: line in, line out, with exactly the keys the index holds."""

from pathlib import Path

import pytest

from index.backends import BACKENDS
from index.languages import LANGUAGES, language
from search.cli.analyze import line_keys

LINES = "sanctions announced\n\n  ?!\nNur-Sultan\tNur-Sultan\nsanctions\r\n"


def test_lines_stay_in_order_one_a_line(search):
    result = search("analyze", "--lang", "en", stdin=LINES)
    assert result.code == 0
    assert result.out.split("\n") == [
        "sanctions announced\tsanction|announce",
        "\t",
        "  ?!\t",
        "Nur-Sultan\tNur-Sultan\tnursultan|nur|sultan",
        "sanctions\tsanction",
        "",
    ]


def test_all_kinds_carry_their_names(search):
    out = search("analyze", "--lang", "de", "--kind", "all", stdin="Häuser").out
    assert out == "Häuser\texact:hauser|lemma:haus|stem:haus\n"


def test_bytes_that_are_no_text_cost_no_line(search):
    out = search("analyze", "--lang", "RU", stdin="санкциями\n".encode() + b"\xff\xfe\n" + "банков".encode()).out
    assert [line.split("\t")[1] for line in out.splitlines()] == ["санкция", "", "банк"]


def test_unknown_language_and_no_language_are_2(search):
    assert search("analyze", "--lang", "xx").code == 2
    assert search("analyze").code == 2


@pytest.mark.parametrize("kind", ["lemma", "stem", "exact", "part", "all"])
def test_every_key_is_one_the_index_holds(index: Path, articles, kind):
    snapshot = BACKENDS["whoosh"](index, False).snapshot()
    for article in articles:
        lang = article["lang"]
        keys = [key.split(":", 1)[-1] for key in line_keys(article["text"], language(lang), kind)]
        assert keys or kind == "part"
        assert all(snapshot.holds(lang, key) for key in keys)


def test_all_kinds_together_are_all_the_index_holds(index: Path, articles):
    snapshot = BACKENDS["whoosh"](index, False).snapshot()
    for lang in ("de", "ru", "fr", "ar"):
        article = next(article for article in articles if article["lang"] == lang)
        text = f"{article['title']}\n{article['text']}"
        keys = {key.split(":", 1)[1] for key in line_keys(text, language(lang), "all")}
        assert keys == set(snapshot.vocabulary(lang))


@pytest.mark.parametrize("code", sorted(LANGUAGES))
def test_lemma_of_a_plain_word_is_what_the_language_says_conflates_best(code):
    for word in ("sanctions", "санкциями", "عقوبات", "Häuser", "2022"):
        assert line_keys(word, language(code), "lemma") == tuple(dict.fromkeys(language(code).conflating_keys(word)))

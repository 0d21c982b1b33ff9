"""Text for people: the layout, the marks, and nothing in it that drives a terminal."""

import re
import unicodedata
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from search.rendering import COLORED_FORMATS, FORMATS, terminal
from search.rendering.terminal import summary

PLAIN = """\
9. [Schürfen] verboten
   Tag, "Blatt" · 2022-05-03 · German (de) · uevjsvrgzf
   … Das [Schürfen] und das [Mining].
   Zweite Stelle. …
   mining → Schürfen · lexicon
   mining → Mining · same word

10.
    \u2068عقوبات جديدة\u2069
    word by word: sanctions
    \u2068الأخبار\u2069 · Arabic (ar) · abcdefghij
    \u2068أعلنت [عقوبات].\u2069
    санкции → \u2068عقوبات\u2069 · lexicon
"""
COLOR = re.compile("\x1b\\[[0-9;]*m")


def test_layout(page):
    assert terminal.render(page) == PLAIN


def test_colours_take_the_place_of_brackets(page):
    colored = terminal.render_colored(page)
    assert "\x1b[1m\x1b[1;31mSchürfen\x1b[0m\x1b[1m verboten\x1b[0m" in colored
    assert "Das \x1b[1;31mSchürfen\x1b[0m und" in colored
    assert COLOR.sub("", colored) == PLAIN.replace("[", "").replace("]", "")


def test_article_without_title_is_named_by_its_id(page):
    untitled = replace(page, hits=(replace(page.hits[0], title="", title_marks=()),))
    assert terminal.render(untitled).startswith("9. de 1\n")


def test_summary(page):
    assert summary(page) == "9–10 of 12 articles (de 11, ar 1) in 12 ms"


def test_every_coloured_format_is_one_of_the_formats():
    assert set(COLORED_FORMATS) <= set(FORMATS)
    assert list(FORMATS) == ["text", "json", "jsonl", "csv", "tsv"]


@given(st.data())
def test_no_control_character_comes_through(pages, data):
    page = data.draw(pages)
    plain = terminal.render(page)
    assert {character for character in plain if unicodedata.category(character) == "Cc"} <= {"\n"}
    assert "\x1b" not in COLOR.sub("", terminal.render_colored(page))


@given(st.data())
def test_isolates_are_closed_in_their_line_and_overrides_are_gone(pages, data):
    page = data.draw(pages)
    for line in terminal.render(page).split("\n"):
        depth = 0
        for character in line:
            depth += {"\u2068": 1, "\u2069": -1}.get(character, 0)
            assert depth in {0, 1}
            assert character not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067"
            if depth == 0:
                assert unicodedata.bidirectional(character) not in {"R", "AL"}
        assert depth == 0

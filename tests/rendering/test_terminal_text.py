"""Text made fit for a terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.hits import Mark
from search.rendering.terminal_text import PLAIN, has_rtl, isolated, marked, marked_line, one_line, printable

MARK = {"concept": "c", "source": "lexicon", "confidence": 1.0}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain\ttext\n", "plain\ttext\n"),
        ("\x1b]0;title\x07", "\ufffd]0;title\ufffd"),  # would rename the window
        ("\x9b31m", "\ufffd31m"),  # the one-character form of ESC [
        ("a\rb", "a\ufffdb"),  # would write over the line
        ("evil\u202etxt.exe", "eviltxt.exe"),
        ("ab\u2069c", "abc"),  # would close our own isolate
        ("can\u200dnot", "can\u200dnot"),  # joiners are spelling in Persian and Hindi
    ],
)
def test_printable(text, expected):
    assert printable(text) == expected


@pytest.mark.parametrize(("text", "expected"), [("", False), ("Москва 12", False), ("عقوبات", True), ("a שלום", True)])
def test_right_to_left_letters_are_seen(text, expected):
    assert has_rtl(text) == expected
    assert isolated(text) == (f"\u2068{text}\u2069" if expected else text)


def test_marks_count_in_the_text_as_it_was():
    text = "a\u202e\x1bb gold c"
    marks = (Mark(start=3, end=4, **MARK), Mark(start=5, end=9, **MARK))
    assert marked(text, marks, PLAIN) == "a\ufffd[b] [gold] c"


def test_marked_line_is_one_line():
    assert marked_line("two\n words ", (Mark(start=0, end=3, **MARK),), PLAIN) == "[two] words"


@given(st.text())
def test_without_marks_only_the_unprintable_changes(text):
    assert marked(text, (), PLAIN) == printable(text)
    assert printable(printable(text)) == printable(text)
    assert len(one_line(text).splitlines()) <= 1

"""Where words begin and end, and what is left of their spelling."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import Kind, clean, words
from index.languages import LANGUAGES


def spans(text: str) -> list[str]:
    return [text[word.start : word.end] for word in words(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Toyotaتعلن", ["Toyota", "تعلن"]),
        ("EUR250", ["EUR250", "EUR", "250"]),
        ("250млн", ["250млн", "250", "млн"]),
        ("Guinea-Bissau", ["Guinea-Bissau", "Guinea", "Bissau"]),
        ("Wikipedia.org", ["Wikipedia.org", "Wikipedia", "org"]),
        ("1,234.5 и 7,5", ["1,234.5", "и", "7,5"]),
        ("O’Neill", ["O’Neill"]),
        ("rock'n'roll", ["rock'n'roll"]),
        ("الكِتَابُ", ["الكِتَابُ"]),
        ("क्षेत्र", ["क्षेत्र"]),
        ("…—!", []),
        ("Co\u00adop\u00aderation", ["Co\u00adop\u00aderation"]),
    ],
)
def test_words(text: str, expected: list[str]):
    assert spans(text) == expected


def test_a_compound_is_found_whole_joined_and_in_pieces():
    tokens = list(LANGUAGES["en"].analyzer.tokens("in Guinea-Bissau today"))
    keys = {token.text: {key.text for key in token.keys} for token in tokens}
    assert {"guinea-bissau", "guineabissau"} <= keys["Guinea-Bissau"]
    assert "guinea" in keys["Guinea"]
    assert "bissau" in keys["Bissau"]
    assert [token.position for token in tokens] == [0, 1, 1, 2, 3]


@pytest.mark.parametrize(
    ("written", "cleaned"),
    [
        ("1.234.567", "1234567"),
        ("3,14", "3.14"),
        ("٤٥٦", "456"),
        ("١٢٫٥", "12.5"),
        ("Nea\u00adpel", "Neapel"),
        ("D’Artagnan", "D'Artagnan"),
        ("22-летний", "22-летний"),
    ],
)
def test_clean(written: str, cleaned: str):
    assert clean(written) == cleaned


@given(st.text(max_size=80))
def test_words_are_inside_the_text_and_in_order(text: str):
    before = 0
    for word in words(text):
        assert 0 <= word.start < word.end <= len(text)
        assert word.start >= before or word.joined is None
        before = word.start


@given(st.text(alphabet=st.characters(categories=["Ll", "Lu", "Lo", "Mn", "Zs"]), max_size=40))
def test_composed_and_decomposed_text_have_the_same_terms(text: str):
    analyzer = LANGUAGES["en"].analyzer

    def exact(text: str) -> list[str]:
        return [key.text for token in analyzer.tokens(text) for key in token.keys if key.kind is Kind.EXACT]

    composed = unicodedata.normalize("NFC", unicodedata.normalize("NFD", text))
    assert exact(composed) == exact(unicodedata.normalize("NFC", text))


@given(st.text(max_size=60))
def test_analysis_is_repeatable(text: str):
    analyzer = LANGUAGES["ru"].analyzer
    assert list(analyzer.tokens(text)) == list(analyzer.tokens(text))

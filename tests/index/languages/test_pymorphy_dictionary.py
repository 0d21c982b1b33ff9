"""The ends of a word that a dictionary lists: found in C as word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.languages import pymorphy_dictionary
from index.languages.pymorphy_dictionary import EndFinder, open_dictionary

WORDS = st.one_of(
    st.text(st.sampled_from("абвеёийкнорсту"), max_size=9),
    st.tuples(
        st.text(st.sampled_from("абекnéґ\U0001f600-"), max_size=5),
        st.sampled_from(["мёд", "мед", "елка", "ёлка", "береза", "снег", "гречка", "ґанок", "ганок"]),
        st.sampled_from(["", "", "к", "ё"]),
    ).map("".join),
)


@pytest.fixture(params=["compiled", "python"], scope="module")
def finders(request: pytest.FixtureRequest) -> dict[str, EndFinder]:
    if request.param == "compiled" and not pymorphy_dictionary.COMPILED:
        pytest.skip("there was no C compiler")
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "python":
            patch.setattr(pymorphy_dictionary, "COMPILED", None)
        opened = {code: open_dictionary.__wrapped__(code) for code in ("ru", "uk")}
        for dictionary in opened.values():
            assert dictionary.known_endings
    return {code: dictionary.listed_ends for code, dictionary in opened.items()}


@given(word=WORDS, most=st.integers(0, 6), shortest=st.integers(1, 4), code=st.sampled_from(["ru", "uk"]))
def test_ends_are_those_that_are_words(finders, word, most, shortest, code):
    dictionary = open_dictionary(code)
    ends = [end for end in range(most + 1) if len(word) - end >= shortest]
    wanted = sum(1 << end for end in ends if dictionary.words.similar_keys(word[end:], dictionary.substitutes))
    assert finders[code](word, most, shortest) == wanted


def test_a_letter_may_stand_for_another(finders):
    assert finders["ru"]("нелка", 2, 3) == 0b10  # ёлка
    assert finders["uk"]("дганок", 2, 3) == 0b10  # ґанок
    assert finders["ru"]("", 5, 3) == finders["ru"]("ёл", 5, 3) == 0


def test_what_is_no_dictionary_is_refused():
    compiled = pytest.importorskip("index.languages._automaton", reason="there was no C compiler")
    with pytest.raises(ValueError, match="no dictionary"):
        compiled.listed_ends(memoryview(b"four"), "слово", 5, 3, "е", "ё")
    # Units that lead nowhere are no words.
    assert compiled.listed_ends(memoryview(b"\xff" * 64), "слово", 5, 3, "е", "ё") == 0

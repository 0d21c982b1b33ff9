"""The terms of a word: put together in C, they are those of its keys."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import bare_word
from index.languages import LANGUAGES
from index.languages.language import Language, Steps
from index.schema import MAX_KEY_LENGTH, terms_of
from index.whoosh_store import word_terms as module
from index.whoosh_store.word_terms import word_terms

WORDS = """
    harbours Netze Schwimmbäder Straßenbahn Wörterbücher étoiles chanteuses Наводнениями авиарейсы выбежав ёлка
    المدارس وبالسيارات كتابهم жнива bardzo και the und من через Öl 1999
""".split()
LETTERS = st.text(st.sampled_from("aeßéÜzщёґїяилшаبةوأن"), min_size=1, max_size=12)


@pytest.fixture(params=["compiled", "python"])
def _made_of(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "python":
        monkeypatch.setattr(module, "COMPILED", None)
    elif not module.COMPILED:
        pytest.skip("there was no C compiler")


def terms(language: Language, word: str) -> tuple[str, ...]:
    found: list[str] = ["what was there before"]
    word_terms(language)(word, found)
    assert found[0] == "what was there before"
    return tuple(found[1:])


@pytest.mark.usefixtures("_made_of")
@pytest.mark.parametrize("language", LANGUAGES.values(), ids=lambda language: language.code)
def test_terms_are_those_of_the_keys(language):
    for word in WORDS:
        assert terms(language, word) == terms_of(language.analyzer.keys(word))


@pytest.mark.usefixtures("_made_of")
@given(LETTERS, st.sampled_from(["ar", "de", "en", "fr", "ru", "uk"]))
def test_terms_of_any_word_are_those_of_its_keys(word, code):
    if bare_word(word) == word:
        assert terms(LANGUAGES[code], word) == terms_of(LANGUAGES[code].analyzer.keys(word))


def made_up(steps: Steps) -> Language:
    return Language(code="xx", name="x", english_name="x", script="Latn", steps=steps)


@pytest.mark.usefixtures("_made_of")
def test_terms_are_cut_and_each_is_there_once():
    language = made_up(
        Steps(
            variants=lambda word: (word[1:], word.lower()),
            lemmas=lambda word: ("", word[1:]),
            stems=lambda word: (word[1:],),
            parts=lambda _word: ("one", "one"),
        )
    )
    assert terms(language, "Dada") == ("dada", "ada", "~ada", "one")
    long = "b" * (MAX_KEY_LENGTH + 5)
    assert terms(language, long) == ("b" * MAX_KEY_LENGTH, "~" + "b" * MAX_KEY_LENGTH, "one")


@pytest.mark.skipif(not module.COMPILED, reason="there was no C compiler")
def test_what_a_step_must_not_give_is_refused():
    for steps in (
        Steps(lemmas=lambda word: [word]),  # type: ignore[arg-type, return-value]
        Steps(lemmas=lambda word: (1,)),  # type: ignore[arg-type, return-value]
        Steps(fold=lambda word: None),  # type: ignore[arg-type, return-value]
    ):
        with pytest.raises(TypeError, match=r"text|tuple"):
            terms(made_up(steps), "word")
    with pytest.raises(ZeroDivisionError):
        terms(made_up(Steps(stems=lambda word: (word[1 // 0],))), "word")
    with pytest.raises(TypeError, match="wanted"):
        word_terms(LANGUAGES["en"])("word", ())  # type: ignore[arg-type]

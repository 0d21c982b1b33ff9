"""One suite for all languages: each gives cases, each failure says which file to open."""

import unicodedata
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.detection import detect_language
from index.languages import LANGUAGES, UNKNOWN_CODE, Language
from index.languages._template import TEMPLATE as TEMPLATE_LANGUAGE
from tests.index.languages.cases import ALL, TEMPLATE, Cases

LANGUAGE_CASES = {cases.code: cases for cases in (*ALL, TEMPLATE)}


def spoken(code: str) -> Language:
    return TEMPLATE_LANGUAGE if code == "xx" else LANGUAGES[code]


def terms(language: Language, word: str) -> set[str]:
    return {key.text for key in language.analyzer.whole_keys(word)}


def pairs(kind: str) -> list:
    return [
        pytest.param(cases, *pair, id=f"{cases.code}-{pair[0]}-{pair[1]}")
        for cases in LANGUAGE_CASES.values()
        for pair in getattr(cases, kind)
    ]


def test_every_language_has_cases():
    assert set(LANGUAGES) - {UNKNOWN_CODE} == {cases.code for cases in ALL}


@pytest.mark.parametrize(("cases", "one", "other", "reason"), pairs("conflate"))
def test_conflates(cases: Cases, one: str, other: str, reason: str):
    language = spoken(cases.code)
    help_ = f"{one} and {other} share no key ({reason}): see index/languages/{cases.file}"
    assert terms(language, one) & terms(language, other), help_


@pytest.mark.parametrize(("cases", "one", "other", "reason"), pairs("inflect"))
def test_forms_share_a_lemma(cases: Cases, one: str, other: str, reason: str):
    language = spoken(cases.code)
    shared = set(language.conflating_keys(one)) & set(language.conflating_keys(other))
    assert shared, f"{one} and {other} share no lemma ({reason}): see index/languages/{cases.file}"


@pytest.mark.parametrize(("cases", "one", "other", "reason"), pairs("distinct"))
def test_keeps_apart(cases: Cases, one: str, other: str, reason: str):
    language = spoken(cases.code)
    shared = set(language.conflating_keys(one)) & set(language.conflating_keys(other))
    assert not shared, f"{one} and {other} share {shared} ({reason}): see index/languages/{cases.file}"


@pytest.mark.parametrize(("cases", "word"), [pytest.param(c, w, id=f"{c.code}-{w}") for c in ALL for w in c.keep])
def test_keeps_content_words(cases: Cases, word: str):
    assert not spoken(cases.code).is_stop_word(word), f"see index/languages/stop_words/{cases.code}.txt"


@pytest.mark.parametrize(
    ("cases", "text", "span"), [pytest.param(c, *s, id=f"{c.code}-{s[1]}") for c in ALL for s in c.spans]
)
def test_cuts_clitics_off_the_span(cases: Cases, text: str, span: str):
    assert span in [token.text for token in spoken(cases.code).analyzer.tokens(text)]


@pytest.mark.parametrize("cases", [c for c in ALL if c.sample], ids=lambda c: c.code)
def test_is_detected(cases: Cases):
    found = detect_language(cases.sample, LANGUAGES)
    assert found.lang == cases.code
    assert found.confidence > 0.5


@pytest.mark.parametrize("code", [*LANGUAGES, "xx"])
def test_passes_foreign_text_through(code: str):
    analyzer = spoken(code).analyzer
    for word in ("Reykjavik", "Эльбрус", "بغداد", "Ὄλυμπος", "東京", "42"):
        assert analyzer.whole_keys(word), f"{word} is lost in {code}"


@given(code=st.sampled_from([*LANGUAGES, "xx"]), text=st.text(max_size=60))
def test_any_text_keeps_the_offset_invariant(code: str, text: str):
    text = unicodedata.normalize("NFC", text)
    position = 0
    for token in spoken(code).analyzer.tokens(text):
        assert 0 <= token.start < token.end <= len(text)
        assert text[token.start : token.end] == token.text
        assert token.position >= position
        assert len(set(token.keys)) == len(token.keys)
        position = token.position


@pytest.mark.parametrize("code", sorted(set(LANGUAGES) - {UNKNOWN_CODE}))
def test_stop_list_is_clean(code: str):
    text = files("index.languages").joinpath("stop_words", f"{code}.txt").read_text(encoding="utf-8")
    assert text == unicodedata.normalize("NFC", text)
    assert text.splitlines()[0].startswith("#")
    assert "Source:" in text.splitlines()[1]
    words = [word for line in text.splitlines() for word in line.split("#")[0].split()]
    assert len(words) >= 50
    assert len(set(words)) == len(words), sorted({word for word in words if words.count(word) > 1})
    assert all(word == word.lower() for word in words)
    assert all(spoken(code).is_stop_word(word) for word in words)


@pytest.mark.parametrize("code", ["en", "de", "fr", "ru", "ar"])
def test_stop_words_are_found_as_they_are_written(code: str):
    language = spoken(code)
    word = sorted(language.stop_words)[0]
    assert [key.text for key in language.analyzer.whole_keys(word)] == [word]


def test_arabic_preposition_does_not_answer_for_a_name():
    language = LANGUAGES["ar"]
    assert not terms(language, "على") & terms(language, "علي")


@pytest.mark.parametrize(
    ("compound", "parts"),
    [
        ("Wasserkraftwerke", {"wasserkraftwerk", "wasser"}),
        ("Schneeballschlacht", {"schneeball", "schlacht"}),
        ("Mietpreisbremse", {"bremse"}),
    ],
)
def test_german_compounds_have_parts(compound: str, parts: set[str]):
    assert parts & {key.text for key in LANGUAGES["de"].analyzer.whole_keys(compound) if key.kind == "part"}


@pytest.mark.parametrize("word", ["Gemüse", "Ministerin", "Zärtlichkeit", "Ernährung", "Nationale", "Lehrerinnen"])
def test_german_simple_words_have_no_parts(word: str):
    assert not [key for key in LANGUAGES["de"].analyzer.whole_keys(word) if key.kind == "part"]


@pytest.mark.parametrize(
    ("word", "part"),
    [
        ("кибератаками", "атака"),
        ("наркодилер", "дилер"),
        ("сталинского", "сталин"),
        ("горбачёвская", "горбачев"),
    ],
)
def test_russian_words_inside_words(word: str, part: str):
    assert part in terms(LANGUAGES["ru"], word)


@pytest.mark.parametrize("word", ["автор", "киношник", "детский", "городская", "морской"])
def test_russian_words_without_words_inside(word: str):
    assert not [key for key in LANGUAGES["ru"].analyzer.whole_keys(word) if key.kind == "part"]


@pytest.mark.parametrize(("word", "name"), [("لمانديلا", "مانديلا"), ("وبيونسيه", "بيونسيه")])
def test_arabic_names_without_their_proclitics(word: str, name: str):
    assert name.replace("ة", "ه") in terms(LANGUAGES["ar"], word)

"""Short cuts of analysis, which spare most words most of the work, change no key."""

from importlib.resources import files
from itertools import islice

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from simplemma import Lemmatizer
from simplemma.strategies import DefaultStrategy
from simplemma.strategies.dictionaries import DictionaryFactory

from index.analysis import Token, clean
from index.languages import LANGUAGES
from index.languages.german_compounds import FEMININE, FIRST_PARTS, LINKS, NO_PARTS, SHORT_FIRST_PARTS, compound_parts
from index.languages.lemma_tables import lemma_table, lemmatize
from index.languages.pymorphy_parses import morph, parser

LETTERS = {
    "de": "abcdefghijklmnopqrstuvwxyzäöüßABDEGHKMSTWÄÖÜéñ",
    "en": "abcdefghijklmnopqrstuvwxyzABCDEMST’'-éʼ",
    "fr": "abcdefghijlmnopqrstuvxyzéèêàâçœùABCDEÉÀLM’'-",
}


def lexicon_words(code: str) -> list[str]:
    """Words of the authored lexicon, and each beginning of one with the ending of another, as news has new ones."""
    found: dict[str, None] = {}
    for path in sorted(files("search.expansion").joinpath("lexicon").iterdir(), key=lambda path: path.name):
        header, *lines = path.read_text(encoding="utf-8").splitlines()
        column = header.split("\t").index(code)
        cells = (line.split("\t")[column] for line in lines if line and not line.startswith("#"))
        found.update((word, None) for cell in islice(cells, 0, None, 40) for word in cell.replace(";", " ").split())
    listed = list(found)
    return listed + [first[:5] + last[-5:] for first, last in zip(listed, reversed(listed), strict=True)]


def tokens_after_another_word(text: str, code: str) -> list[Token]:
    _, *rest = LANGUAGES[code].analyzer.tokens(f"1 {text}")
    return [Token(t.start - 2, t.end - 2, t.position - 1, t.text, t.keys) for t in rest]


@given(st.text(max_size=12), st.sampled_from(["und", "en", "fr", "tr"]))
@example("«Haushalt»,", "und")
@example("Дверь—", "und")
@example("ʼtis", "en")
@example("l’’eau’", "fr")
@example("a×b", "und")
@example("سـلام", "ar")
def test_a_word_alone_is_cut_as_in_a_text(text: str, code: str):
    assert list(LANGUAGES[code].analyzer.tokens(text)) == tokens_after_another_word(text, code)


def test_each_character_alone_and_within_a_word_is_cut_as_in_a_text():
    analyzer = LANGUAGES["und"].analyzer
    for number in (*range(0x21, 0x800), *range(0x2000, 0x2100)):
        for text in (chr(number), f"a{chr(number)}", f"{chr(number)}я", f"ل{chr(number)}م"):
            assert list(analyzer.tokens(text)) == tokens_after_another_word(text, "und"), hex(number)


@given(st.text(max_size=12))
def test_a_word_is_cleaned_alike_with_a_soft_hyphen(word: str):
    if not any(character.isdigit() for character in word):
        assert clean(word) == clean(f"{word}\u00ad")


class Tables(DictionaryFactory):
    def get_dictionary(self, lang: str):
        return lemma_table(lang)


PLAIN = Lemmatizer(lemmatization_strategy=DefaultStrategy(dictionary_factory=Tables()))


def simplemma_lemma(word: str, code: str) -> str:
    return PLAIN.lemmatize(word, code) or word


@pytest.mark.parametrize("code", ["de", "en", "fr"])
def test_lemmas_of_the_lexicon_are_those_of_simplemma(code: str):
    for word in lexicon_words(code):
        for written in (word, word.lower(), word.capitalize(), word.upper()):
            assert lemmatize(written, code) == simplemma_lemma(written, code)


@given(st.sampled_from(["de", "en", "fr"]).flatmap(lambda c: st.tuples(st.just(c), st.text(LETTERS[c], min_size=1))))
@example(("en", "二"))
@example(("en", "heʼs"))
@example(("fr", "e\u0301té"))
def test_lemmas_of_any_text_are_those_of_simplemma(case: tuple[str, str]):
    code, word = case
    assert lemmatize(word, code) == simplemma_lemma(word, code)


Split = tuple[float, int, tuple[str, ...]]


def all_splits(word: str) -> tuple[str, ...]:
    """The cheapest split, from every segment of the word in turn."""
    table, best = lemma_table("de"), {0: (0.0, 0, ())}
    for end in range(1, len(word) + 1):
        ways: list[Split] = []
        for start in (start for start in range(end) if start in best):
            cost, _, parts = best[start]
            segment = word[start:end]
            if end == len(word):
                noun = segment.capitalize()
                if start and len(segment) > 3 and segment not in NO_PARTS and noun in table:
                    ways.append((cost + 3.0, end - start, (*parts, lemmatize(noun, "de"))))
                continue
            for link in (link for link in LINKS if segment.endswith(link)):
                found = modifier(segment[: len(segment) - len(link)])
                if found:
                    ways.append((cost + found[1] + (0.3 if link else 0), end - start, (*parts, found[0])))
        if ways:
            best[end] = min(ways)
    split = best.get(len(word), (0.0, 0, ()))[2]
    return split if len(split) > 1 else ()


def modifier(part: str) -> tuple[str, float] | None:
    table, noun = lemma_table("de"), part.capitalize()
    if part in SHORT_FIRST_PARTS:
        return noun, 3.0
    if len(part) < 4 or part in NO_PARTS:
        return None
    if table.get(noun) == noun or part in FIRST_PARTS:
        return noun, 3.0
    return (part, 3.0 + 0.6) if table.get(part) == part else None


def plain_parts(word: str) -> tuple[str, ...]:
    """The parts of a compound and of its parts, by the cheapest of all splits."""
    if lemmatize(word, "de")[:1].islower() and word[:1].isupper():
        return ()
    for ending in FEMININE:
        base = word.removesuffix(ending)
        if base != word and lemma_table("de").get(base) == base:
            return plain_parts(base)
    lower = word.lower()
    split = all_splits(lower) if 6 <= len(lower) <= 60 and lower.isalpha() else ()
    return tuple(dict.fromkeys(found for part in split for found in (part, *plain_parts(part))))


def test_compounds_of_the_lexicon_are_the_cheapest_of_all_splits():
    listed = lexicon_words("de")
    for word in (*listed, *(first + last.lower() for first, last in zip(listed, listed[7:], strict=False))):
        assert compound_parts(word) == plain_parts(word)


@given(
    st.lists(
        st.sampled_from(["haus", "straße", "Öl", "amts", "wahl", "Grenz", "ßen", "ﬁnanz", "krisen", "ung"]), min_size=1
    )
)
@example(["Stra", "ßen", "bau"])
@example(["Öl", "ﬁnanz", "krise"])
def test_compounds_of_pieces_are_the_cheapest_of_all_splits(pieces: list[str]):
    assert compound_parts("".join(pieces)) == plain_parts("".join(pieces))


def pymorphy_lemmas(word: str, code: str, least: float) -> tuple[str, ...]:
    parses = morph(code).parse(word)
    likely = [parse.normal_form for parse in parses if parse.score >= least]
    return tuple(dict.fromkeys(likely or [parses[0].normal_form]))


@pytest.mark.parametrize("least", [0.0, 0.12])
def test_lemmas_of_the_lexicon_are_those_of_pymorphy(least: float):
    for word in map(str.lower, lexicon_words("ru")):
        if word.isalpha() and len(word) > 1:
            assert parser("ru").normal_forms(word, least) == pymorphy_lemmas(word, "ru", least)


CYRILLIC = {"ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя", "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"}


@given(
    st.sampled_from(["ru", "uk"]).flatmap(lambda c: st.tuples(st.just(c), st.text(CYRILLIC[c], min_size=2))),
    st.sampled_from([0.0, 0.12]),
)
@example(("ru", "переозеленял"), 0.0)  # after a known prefix
@example(("ru", "наисинейший"), 0.0)  # after a paradigm's prefix
@example(("ru", "берегов"), 0.12)  # in the annotated corpus
@example(("uk", "щонайсиніший"), 0.0)
def test_lemmas_of_any_letters_are_those_of_pymorphy(case: tuple[str, str], least: float):
    code, word = case
    assert parser(code).normal_forms(word, least) == pymorphy_lemmas(word, code, least)


NAMES = {"Name", "Surn", "Patr", "Geox", "Orgn"}


@pytest.mark.parametrize("code", ["ru", "uk"])
def test_words_that_are_no_names_are_those_of_pymorphy(code: str):
    for word in map(str.lower, (*lexicon_words("ru"), "кто-то", "ё", "ньютон", "вірою", "еда", "елка", "что-нибудь")):
        known = morph(code).word_is_known(word)
        listed = known and any(parse.is_known and not parse.tag.grammemes & NAMES for parse in morph(code).parse(word))
        assert LANGUAGES[code].is_word(word) == listed, word


def test_readings_are_those_of_pymorphy():
    for word in map(str.lower, lexicon_words("ru")):
        if len(word) > 1 and set(word) <= set(CYRILLIC["ru"]):
            parses = [(parse.tag.grammemes, parse.normal_form) for parse in morph("ru").parse(word)]
            assert parser("ru").readings(word) == parses, word

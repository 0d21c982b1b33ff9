"""Names across scripts: codes, keys, distances, and finding them in a vocabulary."""

from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from index.documents import Document
from search.concepts import Source
from search.names.code_arrays import code_matrix
from search.names.distance import name_distance, name_distances
from search.names.letter_bags import bag_distances, letter_bags
from search.names.matcher import NameIndex
from search.names.romanization import phonetic_code, script_of
from search.names.skeleton import skeleton_keys, skeleton_keys_of
from search.service import SearchService, open_backend
from search.settings import Settings

SPELLINGS = [
    ("Tchaikovsky", "en", "Чайковский", "ru"),
    ("Chruschtschow", "de", "Хрущев", "ru"),
    ("Gorbatchev", "fr", "Горбачев", "ru"),
    ("Yeltsin", "en", "Jelzin", "de"),
    ("Khartoum", "en", "الخرطوم", "ar"),
    ("Qaddafi", "en", "القذافي", "ar"),
    ("Sadat", "en", "سادات", "ar"),
    ("Dostojewski", "de", "Dostoïevski", "fr"),
    ("Mandela", "en", "مانديلا", "ar"),
    ("Шопен", "ru", "شوبان", "ar"),
]
OTHERS = ["Mozart", "Kennedy", "Bolívar", "Hemingway", "Сахаров", "Ломоносов", "محفوظ", "بورقيبة"]


@pytest.mark.parametrize(("one", "lang", "other", "other_lang"), SPELLINGS)
def test_spellings_of_one_name_find_one_another(one: str, lang: str, other: str, other_lang: str):
    vocabulary = {other_lang: [other.lower().removeprefix("ال")], "en": [name.lower() for name in OTHERS]}
    found = NameIndex.of(vocabulary).find(one, [lang], 0.4)
    assert found, f"{one} does not find {other}"
    assert found[0].word == other.lower().removeprefix("ال")


# The vowels alone do not tell which: what letters usually become does.
CHOICES = [
    ("Шукшин", "ru", "en", "shukshin", "sachsen"),
    ("Wyssozki", "de", "ru", "высоцкий", "васецкий"),
    ("Ghannouchi", "en", "ar", "غنوشي", "قنيش"),
    ("بوعزيزي", "ar", "en", "bouazizi", "bazzi"),
    ("Jdanov", "fr", "ru", "жданов", "юданов"),
]


@pytest.mark.parametrize(("word", "lang", "other_lang", "same", "different"), CHOICES)
def test_the_likelier_spelling_comes_first(word: str, lang: str, other_lang: str, same: str, different: str):
    found = NameIndex.of({other_lang: [different, same]}).find(word, [lang], 1.0)
    assert found[0].word == same


ARTICLES = [("القرضاوي", "ar", "قرضاوي"), ("al-Zawahiri", "en", "ظواهري"), ("аль-Кардави", "ru", "قرضاوي")]


@pytest.mark.parametrize(("word", "lang", "bare"), ARTICLES)
def test_an_arabic_article_may_be_left_out(word: str, lang: str, bare: str):
    found = NameIndex.of({"ar": [bare]}).find(word, [lang], 0.35)
    assert [match.word for match in found] == [bare]


def test_each_language_has_its_own_candidates():
    crowd = [f"sol{a}{b}eni{c}" for a in "aeiou" for b in "lm" for c in "aeioudtkprsn"] * 3
    found = NameIndex.of({"en": crowd, "ru": ["солженицын"]}).find("Solzhenitsyn", ["en"], 0.5)
    assert found[0].word == "солженицын"


@pytest.mark.parametrize("one", OTHERS)
def test_different_names_stay_apart(one: str):
    others = [name.lower() for name in OTHERS if name != one]
    lang = {"Cyrl": "ru", "Arab": "ar", "Latn": "en"}[script_of(one)]
    assert NameIndex.of({"en": others}).find(one, [lang], 0.2) == []


def test_words_that_can_be_no_names_are_left_out():
    index = NameIndex.of({"en": ["a", "of", "1984", "guinea-bissau", "~stem", ""]})
    assert index.find("of", ["en"], 1.0) == []
    assert index.find("", ["en"], 1.0) == []
    assert index.find("東京", ["en"], 1.0) == []


def skeletons(code: str) -> set[int]:
    whole, cut = skeleton_keys(code_matrix([code]), "Latn")
    return {*whole.keys.tolist(), *cut.keys.tolist()}


def test_one_deletion_is_forgiven():
    assert skeletons("mandela") & skeletons("mandea")
    assert not skeletons("mandela") & skeletons("kenedi")


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12))
def test_distance_is_a_distance(word: str):
    code = phonetic_code(word, "en")
    assert name_distance(code, code) == 0
    other = phonetic_code("mandela", "en")
    assert name_distance(code, other) == pytest.approx(name_distance(other, code))
    assert name_distance(code, other) >= 0


@given(st.text(max_size=30), st.sampled_from(["en", "de", "fr", "ru", "ar", "xx"]))
def test_any_word_has_a_code_of_the_code_alphabet(word: str, lang: str):
    code = phonetic_code(word.lower(), lang)
    assert set(code) <= set("abcdefghijklmnopqrstuvwxyzCJS")


def test_what_is_found_does_not_depend_on_the_order_of_the_words():
    """Vocabularies come out of sets, whose order is another one in each process."""
    vowels = "aeiou"
    words = [f"k{a}l{b}z{c}m{d}" for a in vowels for b in vowels for c in vowels for d in vowels]  # more than NEAREST
    found = [NameIndex.of({"en": order}).find("Калезима", ["ru"], 0.34) for order in (words, words[::-1])]
    assert found[0] == found[1]
    assert found[0]


def test_common_words_are_no_names(tmp_path: Path):
    """A dictionary word that sounds a little like a name is not marked; a common one is not even found."""
    settings = Settings(index=tmp_path / "index")
    articles = [
        Document(id="en", lang="en", title="", text="The buttons and the bottle"),
        Document(id="ru", lang="ru", title="", text="Ботанику выступал Баттани"),
    ]
    open_backend(settings, create=True).write(articles)
    marked = [
        (alternative.lang, alternative.text)
        for concept in SearchService.open(settings).search("Battani").concepts
        for alternative in concept.alternatives
        if alternative.source == Source.NAME and alternative.confidence >= 0.5
    ]
    assert ("ru", "баттани") in marked
    assert not {"button", "buttons", "bottle"} & {text for _, text in marked}


CODES_OF_PAIRS = st.tuples(st.permutations("aeiklmnptC" * 2), st.integers(1, 12)).map(lambda x: "".join(x[0][: x[1]]))


@given(CODES_OF_PAIRS, CODES_OF_PAIRS)
def test_bags_of_letters_are_never_farther_than_the_edits(one: str, other: str):
    bag, other_bag = letter_bags(code_matrix([one, other]))
    bound = bag_distances(bag, np.array([other_bag]))[0]
    assert bound <= Levenshtein.normalized_distance(one, other) + 1e-6


@given(CODES_OF_PAIRS, st.sampled_from(["Latn", "Cyrl", "Arab", "Hebr"]))
def test_a_code_has_the_same_keys_alone_and_among_others(code: str, script: str):
    among = [np.unique(keys.keys).tolist() for keys in skeleton_keys(code_matrix([code]), script)]
    assert list(skeleton_keys_of(code, script)) == among


# Syllables of no language, in three scripts; long enough lists that each step has to leave words out.
SYLLABLES = {
    "en": ["ka", "lo", "mi", "ru", "te", "shu", "ban", "dor"],
    "ru": ["ка", "ло", "ми", "ру", "те", "шу", "бан", "дор"],
    "ar": ["كا", "لو", "مي", "رو", "تا", "شو", "بن", "دور"],
}
CROWD = {lang: ["".join(word) for word in product(parts, repeat=4)] for lang, parts in SYLLABLES.items()}
CROWD_INDEX = NameIndex.of(CROWD)
CROWD_NAMES = [(lang, word) for lang, words in CROWD.items() for word in words]


@hypothesis_settings(deadline=None, max_examples=40)
@given(st.sampled_from(CROWD_NAMES), st.sampled_from(["en", "ru"]))
def test_nothing_of_the_vocabulary_is_nearer_than_what_is_found(name: tuple[str, str], target: str):
    """The first match in a language is as near as the nearest word that a scan of all its words gives."""
    lang, word = name
    found = [match.distance for match in CROWD_INDEX.find(word, [lang], 0.35) if match.lang == target]
    code = phonetic_code(word, lang)
    nearest = NameIndex.of({target: [nearest_by_code(code, target, unsure="ar" in {lang, target})]})
    assert found
    assert found[0] <= min(match.distance for match in nearest.find(word, [lang], 1.0)) + 1e-6


def nearest_by_code(code: str, target: str, *, unsure: bool) -> str:
    """Measure every word."""
    codes = code_matrix([phonetic_code(word, target) for word in CROWD[target]])
    numbers = np.arange(len(codes), dtype=np.uint32)
    return CROWD[target][int(name_distances(code, codes, numbers, np.full(len(codes), unsure)).argmin())]

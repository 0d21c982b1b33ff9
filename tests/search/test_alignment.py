"""The compiled loops do what NumPy does without them."""

import json
import os
import random
import subprocess
import sys

import numpy as np
import pytest

from index.compiled import compiled as compiled_module
from search.names.code_arrays import code_matrix
from search.names.distance import name_distances
from search.names.letter_bags import letter_bags
from search.names.matcher import NameIndex
from search.names.spelling import spelling_matrix
from search.names.trained_transducers import transducer

SEED, WORDS = 11, 300
LETTERS = {"en": "aeioubdfgklmnprstvz", "ru": "аеиоубдфгклмнпрствз", "ar": "اويبدفغكلمنرستشقحجز"}


def words(lang: str) -> list[str]:
    rng = random.Random(f"{SEED}{lang}")
    return ["".join(rng.choices(LETTERS[lang], k=rng.randint(1, 22))) for _ in range(WORDS)]


def distances() -> list[float]:
    codes = words("en")
    unsure = np.arange(WORDS) % 3 == 0
    numbers = np.arange(WORDS, dtype=np.uint32)[::-1].copy()
    return [d for code in codes[:40] for d in name_distances(code, code_matrix(codes), numbers, unsure).tolist()]


def costs() -> list[float]:
    found = []
    for lang, other in (("en", "ru"), ("ru", "en"), ("ar", "en"), ("ru", "ar")):
        model, backwards = transducer(lang, other) or pytest.fail("no model")
        for word in [*words(lang)[:20], "sch" * 9, "Ж"]:
            found += model.costs(word, spelling_matrix([*words(other), "", "ǃ"]), backwards=backwards).tolist()
    return found


def matches() -> list[list[tuple[str, str, float]]]:
    index = NameIndex.of({lang: words(lang) for lang in LETTERS})
    return [[tuple(match) for match in index.find(word, ["en"], 0.5)] for word in words("en")[:60]]


def main() -> None:
    json.dump({"distances": distances(), "costs": costs(), "matches": matches()}, sys.stdout)


@pytest.fixture(scope="module")
def without() -> dict[str, list]:
    """Work everything out in a process that has no compiled loops."""
    environment = {**os.environ, "SEARCH_COMPILED": "no"}
    command = [sys.executable, "-m", "tests.search.test_alignment"]
    return json.loads(subprocess.run(command, env=environment, capture_output=True, check=True).stdout)


@pytest.mark.usefixtures("compiled")
class TestCompiled:
    def test_distances_are_those_of_numpy(self, without):
        assert distances() == pytest.approx(without["distances"], abs=1e-5)

    def test_costs_are_those_of_numpy(self, without):
        assert costs() == pytest.approx(without["costs"], rel=1e-5, abs=1e-5)

    def test_matches_are_those_of_numpy(self, without):
        found = matches()
        assert [[m[:2] for m in one] for one in found] == [[tuple(m[:2]) for m in one] for one in without["matches"]]

    def test_the_likeliest_share_the_most_letters(self, compiled):
        bags = letter_bags(code_matrix(words("en")))
        lists = [np.array(numbers, dtype=np.uint32) for numbers in ([5, 7, 9], [7, 250, 0], [9, 299])]
        langs = np.zeros(WORDS, dtype=np.uint8)
        langs[200:] = 255

        def likeliest(most: int) -> list[int]:
            return np.frombuffer(compiled.likeliest(lists, int(bags[7]), bags, langs, most), dtype=np.uint32).tolist()

        assert likeliest(100) == [0, 5, 7, 9, 250, 299]
        of_two, of_one = likeliest(2), likeliest(1)
        assert 7 in of_two
        assert len(of_two) == 4
        assert {250, 299} < set(of_two)
        assert 7 in of_one
        assert len(of_one) == 2
        assert likeliest(0) == []

    def test_what_is_not_there_is_refused(self, compiled):
        codes = code_matrix(["ana", "putin"])
        bags = letter_bags(codes)
        with pytest.raises(ValueError, match="not there"):
            compiled.likeliest([np.array([2], dtype=np.uint32)], 1, bags, np.zeros(2, dtype=np.uint8), 5)
        with pytest.raises(ValueError, match="fit"):
            compiled.likeliest([], 1, bags, np.zeros(3, dtype=np.uint8), 5)
        with pytest.raises(ValueError, match="fit"):
            name_distances("ana", codes, np.array([2], dtype=np.uint32), np.array([False]))


@pytest.fixture(scope="module")
def compiled():
    return compiled_module("search.names._alignment") or pytest.skip("there was no C compiler, or it is not wanted")


if __name__ == "__main__":
    main()

"""Names found in the index's own vocabulary, across scripts and spellings.

Skeleton keys give candidates, a cheap edit distance keeps the nearest, the weighted distance ranks them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from search.names.distance import name_distance
from search.names.romanization import phonetic_code, script_of
from search.names.skeleton import skeleton_keys

__all__ = ["NameIndex", "NameMatch"]

SHORTEST_NAME = 3  # letters
NEAREST = 120  # candidates that are measured with care


class NameMatch(NamedTuple):
    """A word of the index that sounds like the query word; `distance` as `name_distance` gives it."""

    lang: str
    word: str
    distance: float


class _Word(NamedTuple):
    lang: str
    text: str
    code: str
    arabic: bool


class NameIndex:
    """The vocabulary of one snapshot by skeleton keys."""

    def __init__(self, vocabulary: Mapping[str, Iterable[str]]) -> None:
        """Code the words.

        Args:
            vocabulary: for each language the keys its articles have.
        """
        self._words: list[_Word] = []
        self._by_key: dict[str, list[int]] = defaultdict(list)
        for lang, texts in vocabulary.items():
            for text in sorted(texts):  # of equally near words the first are kept: the same ones in every process
                self._add(lang, text)

    def _add(self, lang: str, text: str) -> None:
        if len(text) < SHORTEST_NAME or not text.isalpha():
            return
        script = script_of(text)
        code = phonetic_code(text, lang)
        if not code:
            return
        number = len(self._words)
        self._words.append(_Word(lang, text, code, script == "Arab"))
        for key in skeleton_keys(code, script):
            self._by_key[key].append(number)

    def find(self, word: str, languages: Iterable[str], limit: float) -> list[NameMatch]:
        """Find words that sound like a name.

        Args:
            word: the name as typed.
            languages: whose spelling it may follow.
            limit: the greatest distance.

        Returns:
            The nearest first, each word of each language once.
        """
        word = word.lower()
        script = script_of(word)
        if len(word) < SHORTEST_NAME or not script:
            return []
        nearest: dict[int, float] = {}
        for code in {phonetic_code(word, lang) for lang in languages}:
            for number, distance in self._measure(code, script):
                if distance <= min(limit, nearest.get(number, limit)):
                    nearest[number] = distance
        found = [NameMatch(self._words[n].lang, self._words[n].text, d) for n, d in nearest.items()]
        return sorted(found, key=lambda match: (match.distance, match.lang, match.word))

    def _measure(self, code: str, script: str) -> Iterable[tuple[int, float]]:
        keys = skeleton_keys(code, script)
        numbers = sorted({number for key in keys for number in self._by_key.get(key, ())})
        codes = [self._words[number].code for number in numbers]
        near = process.extract(code, codes, scorer=Levenshtein.normalized_similarity, limit=NEAREST)
        for _, _, place in near:
            word = self._words[numbers[place]]
            yield numbers[place], name_distance(code, word.code, arabic=word.arabic or script == "Arab")

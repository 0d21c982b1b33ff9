"""A vocabulary as arrays: the words that may be names, their codes, and which words a skeleton key leads to."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache

import numpy as np
import regex
from numpy.typing import NDArray

from index.compiled import compiled
from search.names.code_arrays import CODE_WIDTH, Codes, code_matrix
from search.names.letter_bags import Bags, bag_distances, letter_bag, letter_bags
from search.names.other_scripts import OTHER_SCRIPTS
from search.names.romanization import phonetic_code, script_of
from search.names.skeleton import SkeletonKeys, skeleton_keys, skeleton_keys_of
from search.names.spelling import Spellings, plain_spelling, spelling_matrix

__all__ = ["SCRIPTS", "SHORTEST_NAME", "VocabularyArrays", "is_codable"]

SHORTEST_NAME = 3  # letters
SCRIPTS = ("Latn", "Cyrl", "Arab", *OTHER_SCRIPTS)
ENOUGH = 5000  # candidates
_LETTERS = regex.compile(r"[\p{L}\p{M}]+")
_COMPILED = compiled("search.names._alignment")
_NO_NUMBERS = np.zeros(0, dtype=np.uint32)


@dataclass(frozen=True, slots=True, kw_only=True)
class VocabularyArrays:
    """Words by number; arrays may lie in memory or in a mapped file.

    `languages` holds the codes that `langs` counts in, `scripts` counts in `SCRIPTS`. `keys` are sorted, `key_words`
    says the word of each; `cut_keys` and `cut_words` likewise for skeletons without one of their consonants.
    """

    languages: NDArray[np.bytes_]
    langs: NDArray[np.uint8]
    scripts: NDArray[np.uint8]
    codes: Codes
    bags: Bags
    spellings: Spellings
    ends: NDArray[np.uint64]
    text: NDArray[np.uint8]
    keys: NDArray[np.uint32]
    key_words: NDArray[np.uint32]
    cut_keys: NDArray[np.uint32]
    cut_words: NDArray[np.uint32]

    @classmethod
    def of(
        cls, vocabulary: Mapping[str, Iterable[str]], before: "VocabularyArrays | None" = None
    ) -> "VocabularyArrays":
        """Code a vocabulary.

        Args:
            vocabulary: for each language the keys its articles have.
            before: an earlier state of it, of which the codes are taken over.
        """
        known = before.known_codes() if before is not None else {}
        languages = sorted(vocabulary)
        langs, scripts, codes, spellings, encoded = bytearray(), bytearray(), [], [], []
        for number, lang in enumerate(languages):
            for word in sorted(vocabulary[lang]):
                code = (known.get((lang, word)) or phonetic_code(word, lang)) if is_codable(word) else ""
                if code:
                    langs.append(number)
                    scripts.append(SCRIPTS.index(script_of(word)))
                    codes.append(code[:CODE_WIDTH])
                    spellings.append(plain_spelling(word))
                    encoded.append(word.encode())
        matrix = code_matrix(codes)
        script_numbers = np.frombuffer(bytes(scripts), dtype=np.uint8)
        keys, cut_keys = _all_keys(matrix, script_numbers)
        return cls(
            languages=np.array([lang.encode() for lang in languages], dtype="S8"),
            langs=np.frombuffer(bytes(langs), dtype=np.uint8),
            scripts=script_numbers,
            codes=matrix,
            bags=letter_bags(matrix),
            spellings=spelling_matrix(spellings),
            ends=np.cumsum([len(word) for word in encoded], dtype=np.uint64),
            text=np.frombuffer(b"".join(encoded), dtype=np.uint8),
            keys=keys.keys,
            key_words=keys.rows,
            cut_keys=cut_keys.keys,
            cut_words=cut_keys.rows,
        )

    def __len__(self) -> int:
        return len(self.langs)

    def word(self, number: int) -> str:
        """Give a word."""
        start = int(self.ends[number - 1]) if number else 0
        return self.text[start : int(self.ends[number])].tobytes().decode()

    def words(self, numbers: NDArray[np.uint32]) -> list[str]:
        """Give several words."""
        text = self.text.data
        ends = self.ends[numbers].tolist()
        starts = np.where(numbers > 0, self.ends[np.maximum(numbers, 1) - 1], 0).tolist()
        return [str(text[start:end], "utf-8") for start, end in zip(starts, ends, strict=True)]

    def known_codes(self) -> dict[tuple[str, str], str]:
        """Give the codes by language and word."""
        codes = np.ascontiguousarray(self.codes).view(f"S{CODE_WIDTH}").ravel().tolist()
        return {place: code.decode() for place, code in zip(self._places(), codes, strict=True)}

    def words_of_languages(self) -> dict[str, set[str]]:
        """Give all words by language."""
        found: dict[str, set[str]] = {lang.decode(): set() for lang in self.languages.tolist()}
        for lang, word in self._places():
            found[lang].add(word)
        return found

    def _places(self) -> Iterator[tuple[str, str]]:
        """Give the language and word of each number."""
        langs = [lang.decode() for lang in self.languages.tolist()]
        text, start = self.text.tobytes(), 0
        for lang, end in zip(self.langs.tolist(), self.ends.tolist(), strict=True):
            yield langs[lang], text[start:end].decode()
            start = end

    def alike(self, code: str, script: str, most: int) -> NDArray[np.uint32]:
        """Give the numbers of words that share a key with a code, each once, in their order.

        Words that differ in two consonants, one left out on either side, are taken only where few others are found.

        Args:
            code: a phonetic code.
            script: ISO 15924.
            most: how many of each language at most: those whose codes share the most letters with it.
        """
        whole, cut = _query_keys(code, script)
        found = [
            *_words_of(self.keys, self.key_words, (*whole, *cut)),
            *_words_of(self.cut_keys, self.cut_words, whole),
        ]
        if sum(map(len, found)) < ENOUGH:
            found += _words_of(self.cut_keys, self.cut_words, cut)
        if not found:
            return _NO_NUMBERS
        bag = letter_bag(code)
        if _COMPILED:
            return np.frombuffer(_COMPILED.likeliest(found, bag, self.bags, self.langs, most), dtype=np.uint32)
        # Marking is some ten times faster than sorting, as lists of many keys hold much the same words.
        marks = np.zeros(len(self), dtype=np.bool_)
        marks[np.concatenate(found)] = True
        numbers = np.flatnonzero(marks).astype(np.uint32)
        if len(numbers) <= most:
            return numbers
        far, langs = bag_distances(bag, self.bags[numbers]), self.langs[numbers]
        for lang in range(len(self.languages)):
            places = np.flatnonzero(langs == lang)
            if len(places) > most:
                marks[numbers[places[np.argpartition(far[places], most)[most:]]]] = False
        return np.flatnonzero(marks).astype(np.uint32)

    def groups(self, numbers: NDArray[np.uint32]) -> NDArray[np.uint16]:
        """Number the language and script of words: the place of the one times the scripts there are, plus the other."""
        found: NDArray[np.uint16] = self.langs[numbers].astype(np.uint16) * len(SCRIPTS) + self.scripts[numbers]
        return found

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """Give the arrays by name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def is_codable(word: str) -> bool:
    """Whether a word may be a name by its letters; vowel signs of Indic and points of Hebrew words are letters here."""
    if len(word) < SHORTEST_NAME or not script_of(word):
        return False
    return word.isalpha() or (word[0].isalpha() and not word.isascii() and _LETTERS.fullmatch(word) is not None)


def _all_keys(codes: Codes, scripts: NDArray[np.uint8]) -> tuple[SkeletonKeys, SkeletonKeys]:
    whole: list[SkeletonKeys] = []
    cut: list[SkeletonKeys] = []
    for number, script in enumerate(SCRIPTS):
        rows = np.flatnonzero(scripts == number).astype(np.uint32)
        if rows.size:
            for found, keys in zip((whole, cut), skeleton_keys(codes[rows], script), strict=True):
                found.append(SkeletonKeys(keys.keys, rows[keys.rows]))
    return _sorted(whole), _sorted(cut)


def _sorted(parts: list[SkeletonKeys]) -> SkeletonKeys:
    """Sort by key and then by row, each pair once: as one number, which sorts fastest."""
    pairs = [part.keys.astype(np.uint64) << np.uint64(32) | part.rows for part in parts]
    together = np.unique(np.concatenate(pairs)) if pairs else np.zeros(0, dtype=np.uint64)
    return SkeletonKeys((together >> np.uint64(32)).astype(np.uint32), together.astype(np.uint32))


@lru_cache(maxsize=10_000)
def _query_keys(code: str, script: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    whole, cut = skeleton_keys_of(code, script)
    return tuple(whole), tuple(cut)


def _words_of(
    keys: NDArray[np.uint32], words: NDArray[np.uint32], wanted: Iterable[int]
) -> Iterator[NDArray[np.uint32]]:
    sought = np.array(list(wanted), dtype=np.uint32)
    starts, ends = np.searchsorted(keys, sought, side="left"), np.searchsorted(keys, sought, side="right")
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        if start < end:
            yield words[start:end]

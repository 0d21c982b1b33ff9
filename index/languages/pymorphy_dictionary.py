"""A pymorphy3 dictionary as it lies in its files.

pymorphy3 opens the same files, but makes an object of each of 5,600 tags and reads what all installed packages say of
themselves to find the folder: three quarters of the time it takes to start.
"""

import json
import mmap
import sys
from array import array
from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from importlib import import_module
from pathlib import Path
from typing import Any

import pymorphy3
from dawg import DAWG
from pymorphy3.dawg import ConditionalProbDistDAWG, PredictionSuffixesDAWG, WordsDawg

from index.compiled import compiled

__all__ = ["EndFinder", "MorphologicalDictionary", "open_dictionary"]

COMPILED = compiled("index.languages._automaton")
_TAGS = "opencorpora-int"  # the tags with English names
_UNIT = 4  # bytes of a number of a dictionary's file


class MorphologicalDictionary:
    """Words and the paradigms they follow (Korobov 2015), and what was counted of them.

    A word's entries are pairs of a paradigm and a form in it; those of an ending have before them how many words have
    it. A paradigm lists its forms' endings, then their tags, then their prefixes, all as numbers. `substitutes` are
    letters that stand for others (*е* for *ё*), as the tries take them.
    """

    def __init__(self, folder: Path, substitutes: Mapping[str, str]) -> None:
        """Open the files that every word asks for."""
        self._folder = folder
        self._meta = dict(json.loads((folder / "meta.json").read_bytes()))
        options = self._meta.get("compile_options") or self._meta["prediction_options"]
        named = options.get("paradigm_prefixes")
        self.prefixes: Sequence[str] = named or json.loads((folder / "paradigm-prefixes.json").read_bytes())
        self.longest_ending = int(options["max_suffix_length"])
        self.words = WordsDawg().load(str(folder / "words.dawg"))
        self.substitutes: Any = self.words.compile_replaces(substitutes)
        self._replaced = substitutes
        self.listed_ends = EndFinder(folder / "words.dawg", self.words, substitutes)
        self.paradigms: Sequence[Sequence[int]] = _Paradigms(folder / "paradigms.array")

    @cached_property
    def suffixes(self) -> Sequence[str]:
        """The endings that paradigms number."""
        return list(json.loads((self._folder / "suffixes.json").read_bytes()))

    @cached_property
    def tags(self) -> Sequence[str]:
        """The tags that paradigms number."""
        return list(json.loads((self._folder / self._meta["gramtab_formats"][_TAGS]).read_bytes()))

    @cached_property
    def endings(self) -> Sequence[PredictionSuffixesDAWG]:
        """The endings of known words, for each prefix of paradigms: for words that are unknown."""
        files = [self._folder / f"prediction-suffixes-{number}.dawg" for number in range(len(self.prefixes))]
        return [PredictionSuffixesDAWG().load(str(file)) for file in files]

    @cached_property
    def known_endings(self) -> Sequence["EndFinder"]:
        """Which ends of a text are such endings."""
        files = [self._folder / f"prediction-suffixes-{number}.dawg" for number in range(len(self.prefixes))]
        return [EndFinder(file, known, self._replaced) for file, known in zip(files, self.endings, strict=True)]

    @cached_property
    def probabilities(self) -> ConditionalProbDistDAWG | None:
        """How often words were what in an annotated corpus, if it was counted: for words that may be several."""
        counted = self._meta.get("P(t|w)")
        return ConditionalProbDistDAWG().load(str(self._folder / "p_t_given_w.intdawg")) if counted else None


@cache
def open_dictionary(code: str) -> MorphologicalDictionary:
    """Open the dictionary of a language (`ru`, `uk`), once."""
    folder = Path(import_module(f"pymorphy3_dicts_{code}").get_path())
    return MorphologicalDictionary(folder, getattr(pymorphy3.lang, code).CHAR_SUBSTITUTES)


class EndFinder:
    """Says which ends of a word a dictionary lists, in any of their spellings."""

    def __init__(self, path: Path, dictionary: DAWG, substitutes: Mapping[str, str]) -> None:
        """Take a dictionary and the file it was opened from, which loops in C read where they can."""
        self._dictionary = dictionary
        self._substitutes = dictionary.compile_replaces(substitutes)
        self._replaceable = frozenset(substitutes)
        self._units: memoryview | None = None
        if COMPILED and sys.byteorder == "little" and len(substitutes) == 1:
            ((self._letter, self._other),) = substitutes.items()
            with path.open("rb") as file:
                units = int.from_bytes(file.read(_UNIT), "little")
                mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            self._units = memoryview(mapped)[: _UNIT * (1 + units)]

    def __call__(self, word: str, most: int, shortest: int) -> int:
        """Give a bit for each number of letters left out at the beginning, whether what is left is listed.

        Args:
            word: in lower case.
            most: how many letters may be left out, less than 64.
            shortest: how many have to stay.
        """
        if self._units is not None:
            assert COMPILED
            found: int = COMPILED.listed_ends(self._units, word, most, shortest, self._letter, self._other)
            return found
        ends = range(min(most, len(word) - shortest) + 1)
        return sum(1 << end for end in ends if self._lists(word[end:]))

    def _lists(self, word: str) -> bool:
        return word in self._dictionary or (
            not self._replaceable.isdisjoint(word) and bool(self._dictionary.similar_keys(word, self._substitutes))
        )


class _Paradigms(Sequence[Sequence[int]]):
    """Paradigms as they lie in the file: how many there are, and of each how many numbers it has, and these.

    All are of 16 bits, little-endian.
    """

    def __init__(self, path: Path) -> None:
        self._numbers = array("H", path.read_bytes())
        if sys.byteorder == "big":
            self._numbers.byteswap()
        self._starts, place = [], 1
        for _ in range(self._numbers[0]):
            self._starts.append(place)
            place += 1 + self._numbers[place]

    def __len__(self) -> int:
        return len(self._starts)

    def __getitem__(self, number: Any) -> Any:
        start = self._starts[number] + 1
        return self._numbers[start : start + self._numbers[start - 1]]

"""How unlikely one spelling is as another of the same name, by what its letters usually become.

A word is cut into chunks of up to three letters, each of which becomes a chunk of up to two letters of the other
spelling (`sh` ш, `tch` ч, `oo` و, nothing for most vowels in Arabic). `training` learns how likely each pair of chunks
is; here the likeliest way through is found, for one word against many at once.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.compiled import compiled
from search.names.spelling import LETTER_BITS, Spellings, spelling_matrix

__all__ = ["PAIRS", "Transducer", "spelling_of"]

# Whose spellings are learned: of the first, chunks have up to three letters, of the second up to two.
PAIRS = (
    ("en", "ru"), ("en", "ar"), ("de", "ru"), ("de", "ar"), ("fr", "ru"), ("fr", "ar"), ("ru", "ar"),
    ("de", "en"), ("de", "fr"), ("fr", "en"),
)  # fmt: skip
_LATIN_SPELLINGS = frozenset({"en", "de", "fr"})
_OTHER_SPELLINGS = {"Cyrl": "ru", "Arab": "ar"}
UNSEEN = 9.0  # cost of a letter for a letter that training never saw
# A cost is between those of the second spelling given the first, and of the first given the second: the one would
# favour words whose letters can be read in one way only, the other short words.
GIVEN_FIRST = 0.6
_NEVER = 1e4
_LONGEST_CHUNKS = (3, 2)

_COMPILED = compiled("search.names._alignment")

Costs = NDArray[np.float32]
Chunk = tuple[str, str]


class Transducer:
    """The costs of chunk pairs between two spellings."""

    def __init__(self, firsts: NDArray[np.int64], seconds: NDArray[np.int64], costs: Costs) -> None:
        """Take what `of_chances` works out.

        Args:
            firsts: the chunks of the first spelling, packed and sorted.
            seconds: those of the second.
            costs: a row for each of the first and one for a letter never seen, a column for each of the second and one.
        """
        self._numbers, self._costs = (firsts, seconds), costs

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Give what it is made of, by the names above."""
        return {"firsts": self._numbers[0], "seconds": self._numbers[1], "costs": self._costs}

    @cached_property
    def _places(self) -> Sequence[Mapping[int, int]]:
        return [dict(zip(numbers.tolist(), range(len(numbers)), strict=True)) for numbers in self._numbers]

    @staticmethod
    def of_chances(chances: Mapping[Chunk, float]) -> "Transducer":
        """Turn probabilities into costs.

        Args:
            chances: joint probabilities of chunk pairs, see `learn_chunks`.
        """
        sums: tuple[defaultdict[str, float], ...] = (defaultdict(float), defaultdict(float))
        for chunk, chance in chances.items():
            for side, letters in zip(sums, chunk, strict=True):
                side[letters] += chance
        packed = [{letters: _packed(letters) for letters in (*side, "")} for side in sums]
        numbers = [np.array(sorted(set(own.values())), dtype=np.int64) for own in packed]
        costs = np.full(tuple(len(own) + 1 for own in numbers), _NEVER, dtype=np.float32)
        # A letter that was never seen, and chunks of one letter or none, may become one another.
        short = [np.append(own >> LETTER_BITS == 0, True) for own in numbers]
        costs[np.ix_(*short)] = UNSEEN
        places = [np.searchsorted(numbers[s], [packed[s][pair[s]] for pair in chances]) for s in (0, 1)]
        given = [np.array([side[pair[s]] if pair[s] else 1.0 for pair in chances]) for s, side in enumerate(sums)]
        weighted = GIVEN_FIRST * np.log(given[0]) + (1 - GIVEN_FIRST) * np.log(given[1])
        costs[places[0], places[1]] = weighted - np.log(np.fromiter(chances.values(), dtype=np.float64))
        return Transducer(numbers[0], numbers[1], costs)

    def costs(self, word: str, others: Spellings, *, backwards: bool = False) -> Costs:
        """Give the cost of each other spelling by the length of the word: about .3 is usual, 1.5 likely another name.

        Args:
            word: a plain spelling, see `plain_spelling`.
            others: plain spellings in the other script, see `spelling_matrix`.
            backwards: the word is in the second spelling of the pair, and the others in the first.
        """
        if _COMPILED:
            found: Costs = np.empty(len(others), dtype=np.float32)
            own_letters = spelling_matrix([word])
            _COMPILED.chunk_costs(own_letters, others, *self._numbers, self._costs, backwards, found)
            return found
        own, against = (1, 0) if backwards else (0, 1)
        table = self._costs.T if backwards else self._costs
        word = word[: others.shape[1]]
        letters, lengths = others.astype(np.int64), (others != 0).sum(axis=1)
        chunks = [self._lookup(against, _windows(letters, size)) for size in range(1, _LONGEST_CHUNKS[against] + 1)]
        nothing = self._lookup(against, np.zeros(1, dtype=np.int64))[0]
        nothing_own = self._lookup(own, np.zeros(1, dtype=np.int64))[0]
        added = np.zeros((len(others), letters.shape[1] + 1), dtype=np.float32)
        np.cumsum(table[nothing_own][chunks[0]], axis=1, out=added[:, 1:])
        rows = [added]
        for end in range(1, len(word) + 1):
            row = np.full_like(added, _NEVER)
            for size in range(1, min(end, _LONGEST_CHUNKS[own]) + 1):
                self._take(row, rows[end - size], table[self._lookup_one(own, word[end - size : end])], chunks, nothing)
            rows.append(np.minimum.accumulate(row - added, axis=1) + added)
        found = (rows[-1][np.arange(len(others)), lengths] / (len(word) + 2)).astype(np.float32)
        return found

    @staticmethod
    def _take(row: Costs, before: Costs, costs: Costs, chunks: list[NDArray[np.int64]], nothing: np.int64) -> None:
        """Let one chunk of the word become nothing, or one or more letters."""
        np.minimum(row, before + costs[nothing], out=row)
        for size, numbers in enumerate(chunks, start=1):
            width = row.shape[1] - size
            if width > 0:
                np.minimum(row[:, size:], before[:, :width] + costs[numbers], out=row[:, size:])

    def _lookup_one(self, side: int, letters: str) -> int:
        places = self._places[side]
        return places.get(_packed(letters), len(places))

    def _lookup(self, side: int, packed: NDArray[np.int64]) -> NDArray[np.int64]:
        """Number chunks; one never seen has the last number if it is a letter, and never fits if it is longer."""
        known = self._numbers[side]
        places = np.searchsorted(known, packed)
        places[places == len(known)] = 0
        return np.where(known[places] == packed, places, len(known))


def _packed(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number << LETTER_BITS | min(ord(letter), (1 << LETTER_BITS) - 1)
    return number


def _windows(letters: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    """Every run of so many letters, packed."""
    width = max(0, letters.shape[1] - size + 1)
    packed = np.zeros((len(letters), width), dtype=np.int64)
    for place in range(size):
        packed = packed << LETTER_BITS | letters[:, place : place + width]
    return packed


def spelling_of(lang: str, script: str) -> str:
    """Name the spelling among those learned that a language's is most like.

    >>> spelling_of("de", "Latn"), spelling_of("pl", "Latn"), spelling_of("uk", "Cyrl")
    ('de', 'en', 'ru')
    """
    if script == "Latn":
        return lang if lang in _LATIN_SPELLINGS else "en"
    return _OTHER_SPELLINGS.get(script, "")

"""Names found in the index's own vocabulary, across scripts and spellings.

Skeleton keys give candidates, bags of letters and then a cheap edit distance keep the nearest of each language, the
weighted distance orders them, and between scripts the transducer has its say on the best.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search.names.distance import name_distances, nearest_by_edits
from search.names.particles import without_particles
from search.names.romanization import phonetic_code, script_of
from search.names.spelling import plain_spelling
from search.names.trained_transducers import transducer
from search.names.transducer import Transducer, spelling_of
from search.names.vocabulary_arrays import SCRIPTS, SHORTEST_NAME, VocabularyArrays

__all__ = ["NameIndex", "NameMatch"]

# Candidates of each language that are measured with more care.
MOST_MEASURED, NEAREST = 500, 40
# What is to be much nearer than names are shares nearly all letters, so fewer need to be measured.
CLOSE, MOST_CLOSE = 0.2, 160
MOST_KNOWN = 500  # words whose matches are kept
FARTHEST = 0.7  # by the codes; no transducer brings that near enough
# Between scripts a distance is half the codes' and half the transducer's, whose costs are about three times as great.
CODES_SHARE, TRANSDUCER_SHARE = 0.5, 1 / 6
# Two spellings of one script are nearer to begin with, and so are their distances.
CODES_SHARE_SAME_SCRIPT, TRANSDUCER_SHARE_SAME_SCRIPT = 0.36, 0.12
# Scripts that leave vowels out, or have a place for one that is not always spoken.
UNSURE_VOWELS = frozenset({"Arab", "Hebr", "Deva", "Taml"})
# How far groups and distances stand from a number's end: places are counted up to 131,071, which is more than
# MOST_MEASURED of each of the 256 languages that arrays can hold.
_GROUP_BITS, _PLACE_BITS, _PLACES = np.uint64(48), np.uint64(17), np.uint64(2**17 - 1)
_UNSURE_VOWELS = np.array([script in UNSURE_VOWELS for script in SCRIPTS])

Distances = NDArray[np.float32]
Measured = tuple[NDArray[np.uint32], Distances]  # numbers of words, and how far they are
Model = tuple[Transducer, bool]  # with whether it is to be used backwards


class NameMatch(NamedTuple):
    """A word of the index that sounds like the query word; `distance` is 0 for the same name, from .35 another one."""

    lang: str
    word: str
    distance: float


class _Shares(NamedTuple):
    """How much of a distance is the codes', and what the transducer's costs are multiplied by."""

    codes: float
    transducer: float


class NameIndex:
    """The vocabulary of one snapshot by skeleton keys; safe to share between threads."""

    def __init__(self, *layers: VocabularyArrays) -> None:
        """Put a vocabulary together.

        Args:
            layers: arrays that have no word in common, such as those of an earlier snapshot and of what came since.
        """
        self._layers = tuple(map(_Layer, layers))
        self._languages = tuple(sorted({lang for layer in self._layers for lang in layer.languages}))
        # What was found with the greatest limit asked: a name and a loanword are looked for with one another's.
        self._known: dict[tuple[str, tuple[str, ...]], tuple[float, list[NameMatch]]] = {}

    @classmethod
    def of(cls, vocabulary: Mapping[str, Iterable[str]]) -> "NameIndex":
        """Code words: for each language the keys its articles have."""
        return cls(VocabularyArrays.of(vocabulary))

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the vocabulary."""
        return self._languages

    def find(self, word: str, languages: Iterable[str], limit: float) -> list[NameMatch]:
        """Find words that sound like a name.

        Args:
            word: the name as typed.
            languages: whose spelling it may follow.
            limit: the greatest distance.

        Returns:
            The nearest first, each word of each language once.
        """
        langs = tuple(languages)
        reached, found = self._known.get((word, langs), (0.0, []))
        if reached < limit:
            if len(self._known) > MOST_KNOWN:
                self._known.clear()
            every = chain.from_iterable(layer.found(word, langs, limit) for layer in self._layers)
            found = sorted(every, key=lambda match: (match.distance, match.lang, match.word))
            self._known[word, langs] = (limit, found)
        return [match for match in found if match.distance <= limit]


class _Layer:
    """One set of arrays."""

    def __init__(self, arrays: VocabularyArrays) -> None:
        self._arrays = arrays
        self.languages = tuple(lang.decode() for lang in arrays.languages.tolist())

    def found(self, word: str, langs: tuple[str, ...], limit: float) -> list[NameMatch]:
        """Find the words that sound like a name, in any order."""
        every: list[Measured] = []
        for form in without_particles(word.lower()):
            script = script_of(form)
            if len(form) < SHORTEST_NAME or not script:
                continue
            for code, spelled in _codes(form, langs).items():
                every.extend(self._measured(form, code, script, spelled, limit))
        if not every:
            return []
        numbers, distances = _nearest_once(*map(np.concatenate, zip(*every, strict=True)))
        within = distances <= limit
        numbers, distances = numbers[within], distances[within]
        found_langs = map(self.languages.__getitem__, self._arrays.langs[numbers].tolist())
        return list(map(NameMatch, found_langs, self._arrays.words(numbers), distances.tolist()))

    def _measured(
        self, word: str, code: str, script: str, spelled: tuple[str, ...], limit: float
    ) -> Iterator[Measured]:
        """Measure what is alike, in each language and script by itself; each word once."""
        numbers, measured = self._nearest(code, script, MOST_CLOSE if limit <= CLOSE else MOST_MEASURED)
        own = sorted({spelling_of(reader, script) for reader in spelled})
        for group, places in _grouped(self._arrays.groups(numbers), measured):
            lang = self.languages[group // len(SCRIPTS)]
            other_script = SCRIPTS[group % len(SCRIPTS)]
            shares = _shares(script == other_script)
            models = [transducer(spelling, spelling_of(lang, other_script)) for spelling in own]
            # No cost is below nothing, so what the codes alone bring beyond the limit stays there.
            farthest = min(FARTHEST, limit / shares.codes) if any(models) else limit
            near, distances = numbers[places[:NEAREST]], measured[places[:NEAREST]]
            within = int(np.searchsorted(distances, farthest, side="right"))
            if within:
                near, distances = near[:within], distances[:within]
                yield near, self._transduced(word, models, near, shares, distances)

    def _nearest(self, code: str, script: str, most: int) -> tuple[NDArray[np.uint32], NDArray[np.float32]]:
        """Keep the likeliest by the letters of their codes, and measure the codes."""
        codes = self._arrays.codes
        numbers = nearest_by_edits(code, codes, self._arrays.alike(code, script, most))
        unsure = _UNSURE_VOWELS[self._arrays.scripts[numbers]] | (script in UNSURE_VOWELS)
        measured = name_distances(code, codes, numbers, unsure)
        near = measured <= FARTHEST
        return numbers[near], measured[near]

    def _transduced(
        self, word: str, models: Sequence[Model | None], near: NDArray[np.uint32], shares: _Shares, distances: Distances
    ) -> Distances:
        """Mix the transducer's cost in, of the spelling that fits best.

        Where one of the word's spellings is that of the others, or has no model with it, the codes alone count.
        """
        plain = plain_spelling(word)
        others = self._arrays.spellings[near]
        costs = [model[0].costs(plain, others, backwards=model[1]) for model in models if model]
        if not costs:
            return distances
        mixed: Distances = shares.codes * distances + shares.transducer * np.minimum.reduce(costs)
        return mixed if all(models) else np.minimum(mixed, distances)


def _shares(same_script: bool) -> _Shares:
    if same_script:
        return _Shares(CODES_SHARE_SAME_SCRIPT, TRANSDUCER_SHARE_SAME_SCRIPT)
    return _Shares(CODES_SHARE, TRANSDUCER_SHARE)


def _nearest_once(numbers: NDArray[np.uint32], distances: Distances) -> Measured:
    """Keep of each number the least distance."""
    order = np.lexsort((distances, numbers))
    numbers = numbers[order]
    first = np.ones(len(numbers), dtype=np.bool_)
    np.not_equal(numbers[1:], numbers[:-1], out=first[1:])
    return numbers[first], distances[order][first]


def _grouped(groups: NDArray[np.uint16], measured: NDArray[np.float32]) -> Iterator[tuple[int, NDArray[np.intp]]]:
    """Give each group with the places of its members, the nearest first."""
    # A group, a distance (no less than 0, so its bits are in its order) and a place as one number, which sorts fastest.
    together = groups.astype(np.uint64) << _GROUP_BITS | measured.view(np.uint32).astype(np.uint64) << _PLACE_BITS
    together |= np.arange(len(groups), dtype=np.uint64)
    together.sort()
    order = (together & _PLACES).astype(np.intp)
    inside = together >> _GROUP_BITS
    starts = [0, *(np.flatnonzero(inside[1:] != inside[:-1]) + 1).tolist(), len(order)]
    for start, end in pairwise(starts):
        if start < end:
            yield int(inside[start]), order[start:end]


def _codes(word: str, languages: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """The codes of a word, with the languages that read it so."""
    found: dict[str, tuple[str, ...]] = {}
    for lang in languages:
        code = phonetic_code(word, lang)
        if code:
            found[code] = (*found.get(code, ()), lang)
    return found

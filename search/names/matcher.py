"""Names found in the index's own vocabulary, across scripts and spellings.

Skeleton keys give candidates, a cheap edit distance keeps the nearest of each language, the weighted distance orders
them, and between scripts the transducer has its say on the best.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from search.names.code_arrays import code_strings
from search.names.distance import name_distances
from search.names.particles import without_particles
from search.names.romanization import phonetic_code, script_of
from search.names.spelling import plain_spelling
from search.names.transducer import spelling_of, transducer
from search.names.vocabulary_arrays import SCRIPTS, SHORTEST_NAME, VocabularyArrays

__all__ = ["NameIndex", "NameMatch"]

# Candidates of each language that are measured with more care.
NEAREST_CHEAPLY, NEAREST = 120, 40
FARTHEST = 0.7  # by the codes; no transducer brings that near enough
# Between scripts a distance is half the codes' and half the transducer's, whose costs are about three times as great.
CODES_SHARE, TRANSDUCER_SHARE = 0.5, 1 / 6
ARABIC = SCRIPTS.index("Arab")


class NameMatch(NamedTuple):
    """A word of the index that sounds like the query word; `distance` is 0 for the same name, from .35 another one."""

    lang: str
    word: str
    distance: float


class NameIndex:
    """The vocabulary of one snapshot by skeleton keys; safe to share between threads."""

    def __init__(self, arrays: VocabularyArrays) -> None:
        self._arrays = arrays

    @classmethod
    def of(cls, vocabulary: Mapping[str, Iterable[str]]) -> "NameIndex":
        """Code words: for each language the keys its articles have."""
        return cls(VocabularyArrays.of(vocabulary))

    def find(self, word: str, languages: Iterable[str], limit: float) -> list[NameMatch]:
        """Find words that sound like a name.

        Args:
            word: the name as typed.
            languages: whose spelling it may follow.
            limit: the greatest distance.

        Returns:
            The nearest first, each word of each language once.
        """
        nearest: dict[int, float] = {}
        langs = tuple(languages)
        for form in without_particles(word.lower()):
            script = script_of(form)
            if len(form) < SHORTEST_NAME or not script:
                continue
            for code, spelled in _codes(form, langs).items():
                for number, distance in self._measured(form, code, script, spelled):
                    if distance <= min(limit, nearest.get(number, limit)):
                        nearest[number] = distance
        found = [NameMatch(self._arrays.lang(n), self._arrays.word(n), d) for n, d in nearest.items()]
        return sorted(found, key=lambda match: (match.distance, match.lang, match.word))

    def _measured(self, word: str, code: str, script: str, spelled: tuple[str, ...]) -> Iterator[tuple[int, float]]:
        """Measure what is alike, in each language and script by itself."""
        numbers = self._arrays.alike(code, script)
        groups = self._arrays.langs[numbers].astype(np.uint16) * len(SCRIPTS) + self._arrays.scripts[numbers]
        for group in np.unique(groups).tolist():
            lang = bytes(self._arrays.languages[group // len(SCRIPTS)]).decode()
            other_script = SCRIPTS[group % len(SCRIPTS)]
            near, distances = self._nearest(code, script, numbers[groups == group], other_script)
            if script != other_script and near.size:
                own = {spelling_of(reader, script) for reader in spelled}
                distances = self._transduced(word, sorted(own), near, spelling_of(lang, other_script), distances)
            yield from zip(near.tolist(), distances.tolist(), strict=True)

    def _nearest(
        self, code: str, script: str, numbers: NDArray[np.uint32], other_script: str
    ) -> tuple[NDArray[np.uint32], NDArray[np.float32]]:
        """Keep the nearest by their codes."""
        codes = self._arrays.codes[numbers]
        if len(numbers) > NEAREST_CHEAPLY:
            cheap = process.cdist([code.encode()], code_strings(codes), scorer=Levenshtein.normalized_distance)[0]
            best = np.argpartition(cheap, NEAREST_CHEAPLY)[:NEAREST_CHEAPLY]
            numbers, codes = numbers[best], codes[best]
        distances = name_distances(code, codes, arabic="Arab" in (script, other_script))
        order = np.argsort(distances, kind="stable")[:NEAREST]
        order = order[distances[order] <= FARTHEST]
        return numbers[order], distances[order]

    def _transduced(
        self, word: str, spelled: list[str], near: NDArray[np.uint32], other: str, distances: NDArray[np.float32]
    ) -> NDArray[np.float32]:
        """Mix the transducer's cost in, of the spelling that fits best."""
        plain = plain_spelling(word)
        others = [plain_spelling(self._arrays.word(number)) for number in near.tolist()]
        models = [model for own in spelled if (model := transducer(own, other))]
        if not models:
            return distances
        costs = [model.costs(plain, others, backwards=backwards) for model, backwards in models]
        mixed: NDArray[np.float32] = CODES_SHARE * distances + TRANSDUCER_SHARE * np.minimum.reduce(costs)
        return mixed


def _codes(word: str, languages: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """The codes of a word, with the languages that read it so."""
    found: dict[str, tuple[str, ...]] = {}
    for lang in languages:
        code = phonetic_code(word, lang)
        if code:
            found[code] = (*found.get(code, ()), lang)
    return found

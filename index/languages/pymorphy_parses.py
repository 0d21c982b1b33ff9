"""The parses pymorphy3 gives a word, with less work: the same dictionary, the same guesses, the same order.

pymorphy3 asks ten analysers about each word, of which a word of lower-case letters concerns four: the dictionary, the
known prefixes (*псевдо-*), an unknown prefix before a word of the dictionary, and the endings of known words
(Korobov 2015, "Morphological Analyzer and Generator for Russian and Ukrainian Languages"). It makes an object with a
tag and a history of each guess; here the normal forms alone are made, and only those of the likely guesses. It is asked
itself only about words of other signs.
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple

import pymorphy3
from pymorphy3.dawg import PrefixMatcher
from pymorphy3.units import KnownPrefixAnalyzer, KnownSuffixAnalyzer, UnknownPrefixAnalyzer

from index.languages.pymorphy_dictionary import open_dictionary

__all__ = ["Reading", "morph", "parser"]

SHORTEST_REST, LONGEST_PREFIX = 3, 5  # letters: of what follows an unknown prefix, and of the prefix
# Grammemes (opencorpora.org/dict.php?act=gram) of closed classes: a new word is none of these.
_UNPRODUCTIVE = frozenset({"NUMR", "NPRO", "PRED", "PREP", "CONJ", "PRCL", "INTJ", "Apro"})


class Reading(NamedTuple):
    """What a word may be: the grammemes of its tag, and its normal form."""

    grammemes: frozenset[str]
    normal_form: str


_Same = tuple[frozenset[str], int]


class _Form(NamedTuple):
    """A form of a paradigm: its tag, how much of it is stem, and what its normal form has before and after that.

    `same` is equal for forms that pymorphy3 takes for one another: of one paradigm, with equal tags.
    """

    tag: int
    same: _Same
    productive: bool
    stem: slice
    normal_prefix: str
    normal_ending: str


class _Guess(NamedTuple):
    """A reading of a word: a prefix, and a form in the dictionary's spelling."""

    prefix: str
    spelled: str
    form: _Form
    score: float

    def normal_form(self) -> str:
        form = self.form
        return f"{self.prefix}{form.normal_prefix}{self.spelled[form.stem]}{form.normal_ending}"


_UNKNOWN = _Form(-1, (frozenset({"UNKN"}), -1), True, slice(None), "", "")
_Seen = set[tuple[str, _Same]]


@cache
def morph(code: str) -> pymorphy3.MorphAnalyzer:
    """Load the dictionary of a language (`ru`, `uk`), once."""
    return pymorphy3.MorphAnalyzer(lang=code)


class Parser:
    """Parses words of two and more lower-case letters of one language, as `MorphAnalyzer.parse` does."""

    def __init__(self, code: str) -> None:
        self._dictionary = open_dictionary(code)
        self._substitutes: Any = self._dictionary.substitutes
        self._similar: Any = self._dictionary.words.similar_items
        self._probabilities: Any = self._dictionary.probabilities
        units = list(_flat(getattr(pymorphy3.lang, code).DEFAULT_UNITS))
        self._known_prefix = next(unit for unit in units if isinstance(unit, KnownPrefixAnalyzer))
        self._unknown_prefix = next(unit for unit in units if isinstance(unit, UnknownPrefixAnalyzer))
        self._known_ending = next(unit for unit in units if isinstance(unit, KnownSuffixAnalyzer))
        self._prefixes: Any = PrefixMatcher(self._known_prefix.known_prefixes)
        self._numbered_prefixes = list(enumerate(self._dictionary.prefixes))[::-1]
        self._lengths = range(self._dictionary.longest_ending, 0, -1)
        self._grammemes = lru_cache(maxsize=None)(self._read_grammemes)
        self._form = lru_cache(maxsize=100_000)(self._read_form)
        self._with_ending = lru_cache(maxsize=50_000)(self._read_ending)

    def normal_forms(self, word: str, least: float) -> tuple[str, ...]:
        """Give the normal forms of the parses of at least a score, else of the first, in their order."""
        guesses = self._guesses(word)
        likely = [guess for guess in guesses if guess.score >= least] or guesses[:1]
        return tuple(dict.fromkeys(guess.normal_form() for guess in likely))

    def knows(self, word: str) -> bool:
        """Whether the dictionary has a word of any signs, in lower case."""
        return bool(self._dictionary.words.similar_keys(word, self._substitutes))

    def readings(self, word: str) -> list[Reading]:
        """Give the parses of a word, the likeliest first."""
        return [Reading(self._grammemes(guess.form.tag), guess.normal_form()) for guess in self._guesses(word)]

    def listed_readings(self, word: str) -> list[Reading]:
        """Give what the dictionary has of a word of any signs, in lower case."""
        return [
            Reading(self._grammemes(form.tag), _Guess("", spelled, form, 1.0).normal_form())
            for spelled, form in self._listed(word)
        ]

    def _read_grammemes(self, tag: int) -> frozenset[str]:
        """A tag is written as `NOUN,anim,masc sing,nomn`, and is the same in any order."""
        return frozenset(self._dictionary.tags[tag].replace(" ", ",", 1).split(",")) if tag >= 0 else _UNKNOWN.same[0]

    def _guesses(self, word: str) -> list[_Guess]:
        listed = [_Guess("", spelled, form, 1.0) for spelled, form in self._listed(word)]
        found = listed or self._after_known_prefix(word) or self._guessed(word)
        return self._weighed(word, found or [_Guess("", word, _UNKNOWN, 1.0)])

    def _listed(self, word: str) -> list[tuple[str, _Form]]:
        similar = self._similar(word, self._substitutes)
        return similar and [(spelled, self._form(*entry)) for spelled, entries in similar for entry in entries]

    def _after_known_prefix(self, word: str) -> list[_Guess]:
        found: list[_Guess] = []
        seen: _Seen = set()
        for prefix in sorted(self._prefixes.prefixes(word), key=len, reverse=True):
            if len(word) - len(prefix) < self._known_prefix.min_remainder_length:
                continue
            for inner, spelled, form, score in self._guesses(word[len(prefix) :]):
                key = prefix + inner + spelled, form.same
                if form.productive and key not in seen:
                    seen.add(key)
                    found.append(_Guess(prefix + inner, spelled, form, score * self._known_prefix.score_multiplier))
        return found

    def _guessed(self, word: str) -> list[_Guess]:
        """Words of the dictionary after an unknown prefix, then words that end alike, the commonest first."""
        seen: _Seen = set()
        prefixed: list[_Guess] = []
        for end in range(1, 1 + min(LONGEST_PREFIX, len(word) - SHORTEST_REST)):
            for spelled, form in self._listed(word[end:]):
                key = word[:end] + spelled, form.same
                if form.productive and key not in seen:
                    seen.add(key)
                    prefixed.append(_Guess(word[:end], spelled, form, self._unknown_prefix.score_multiplier))
        ending: list[_Guess] = []
        if len(word) >= self._known_ending.min_word_length:
            for number, prefix in self._numbered_prefixes:
                if word.startswith(prefix):
                    ending += self._ending_alike(word, number, seen)
            ending.sort(key=lambda guess: guess.score, reverse=True)
        return prefixed + ending

    def _ending_alike(self, word: str, prefix: int, seen: _Seen) -> list[_Guess]:
        """The readings of the longest ending that known words share, by how many share it."""
        for length in self._lengths:
            entries = self._with_ending(prefix, word[-length:])
            if entries:
                break
        beginning = word[:-length]
        found = [_Guess("", beginning + spelled, form, score) for spelled, form, score in entries]
        if seen:
            found = [guess for guess in found if (guess.spelled, guess.form.same) not in seen]
        seen.update((guess.spelled, guess.form.same) for guess in found)
        return found

    def _read_ending(self, prefix: int, ending: str) -> list[tuple[str, _Form, float]]:
        """The productive forms with an ending, each with its share of the words that have it."""
        similar = self._dictionary.endings[prefix].similar_items(ending, self._substitutes)
        read = [
            (spelled, count, form)
            for spelled, entries in similar
            for count, paradigm, place in entries
            if (form := self._form(paradigm, place)).productive
        ]
        total = 1 + sum(count for _, count, _ in read)
        unique: dict[tuple[str, _Same], tuple[str, _Form, float]] = {}
        for spelled, count, form in read:
            share = count / total * self._known_ending.score_multiplier
            unique.setdefault((spelled, form.same), (spelled, form, share))
        return list(unique.values())

    def _read_form(self, paradigm: int, place: int) -> _Form:
        numbers = self._dictionary.paradigms[paradigm]  # all endings, then all tags, then all prefixes
        forms = len(numbers) // 3
        tag = numbers[forms + place]
        grammemes = self._grammemes(tag)
        same, productive = (grammemes, paradigm), grammemes.isdisjoint(_UNPRODUCTIVE)
        if place == 0:
            return _Form(tag, same, productive, slice(None), "", "")
        prefixes, endings = self._dictionary.prefixes, self._dictionary.suffixes
        prefix, ending = prefixes[numbers[2 * forms + place]], endings[numbers[place]]
        stem = slice(len(prefix), -len(ending) or None)
        return _Form(tag, same, productive, stem, prefixes[numbers[2 * forms]], endings[numbers[0]])

    def _weighed(self, word: str, guesses: list[_Guess]) -> list[_Guess]:
        """Guesses with their probability in the annotated corpus, if it has the word, else with their share."""
        if self._probabilities is None:
            return guesses
        shares = self._shares(word, guesses)
        if sum(shares) != 0:
            weighed = [guess._replace(score=share) for guess, share in zip(guesses, shares, strict=True)]
            return sorted(weighed, key=lambda guess: guess.score, reverse=True)
        scores = [guess[3] for guess in guesses]
        share = 1.0 / sum(scores)
        return [_Guess(prefix, spelled, form, score * share) for prefix, spelled, form, score in guesses]

    def _shares(self, word: str, guesses: list[_Guess]) -> list[float]:
        if not self._probabilities.has_keys_with_prefix(f"{word}:"):
            return []
        tags = self._dictionary.tags
        return [
            0.0 if guess.form is _UNKNOWN else self._probabilities.prob(word, tags[guess.form.tag]) for guess in guesses
        ]


def _flat(units: list[Any]) -> Iterator[Any]:
    for unit in units:
        yield from unit if isinstance(unit, (list, tuple)) else (unit,)


@cache
def parser(code: str) -> Parser:
    """Make a language's parser, once."""
    return Parser(code)

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

    def normal_form(self, spelled: str) -> str:
        return f"{self.normal_prefix}{spelled[self.stem]}{self.normal_ending}"


class _Guess(NamedTuple):
    """A reading of a word: a prefix, and a form in the dictionary's spelling."""

    prefix: str
    spelled: str
    form: _Form
    score: float

    def normal_form(self) -> str:
        return self.prefix + self.form.normal_form(self.spelled)


_UNKNOWN = _Form(-1, (frozenset({"UNKN"}), -1), True, slice(None), "", "")
_Seen = set[tuple[str, _Same]]
_UNCHANGED = (("", 0, ""),)  # a word whose ending no known one has is its own normal form


@cache
def morph(code: str) -> pymorphy3.MorphAnalyzer:
    """Load the dictionary of a language (`ru`, `uk`), once."""
    return pymorphy3.MorphAnalyzer(lang=code)


class Parser:
    """Parses words of two and more lower-case letters of one language, as `MorphAnalyzer.parse` does."""

    def __init__(self, code: str) -> None:
        self._dictionary = open_dictionary(code)
        self._substitutes: Any = self._dictionary.substitutes
        self._listed_ends = self._dictionary.listed_ends
        self._similar: Any = self._dictionary.words.similar_items
        units = list(_flat(getattr(pymorphy3.lang, code).DEFAULT_UNITS))
        self._known_prefix = next(unit for unit in units if isinstance(unit, KnownPrefixAnalyzer))
        self._unknown_prefix = next(unit for unit in units if isinstance(unit, UnknownPrefixAnalyzer))
        self._known_ending = next(unit for unit in units if isinstance(unit, KnownSuffixAnalyzer))
        self._prefixes: Any = PrefixMatcher(self._known_prefix.known_prefixes)
        self._numbered_prefixes = list(enumerate(self._dictionary.prefixes))[::-1]
        self._paradigm_prefixes = tuple(filter(None, self._dictionary.prefixes))
        self._grammemes = lru_cache(maxsize=None)(self._read_grammemes)
        self._form = lru_cache(maxsize=100_000)(self._read_form)
        self._changes = lru_cache(maxsize=100_000)(self._read_changes)
        self._longest_ending = lru_cache(maxsize=100_000)(self._read_longest_ending)
        self._with_ending = lru_cache(maxsize=50_000)(self._read_ending)

    def normal_forms(self, word: str, least: float) -> tuple[str, ...]:
        """Give the normal forms of the parses of at least a score, else of the first, in their order."""
        ends = self._listed_ends(word, LONGEST_PREFIX, SHORTEST_REST)
        listed = self._listed(word) if ends & 1 or len(word) < SHORTEST_REST else ()
        if listed:
            forms = dict.fromkeys([form.normal_form(spelled) for spelled, form in listed])
            return tuple(forms) if len(forms) == 1 else self._likely_forms(word, _listed_guesses(listed), least)
        known = self._after_known_prefix(word)
        if known:
            return self._likely_forms(word, known, least)
        prefixed = self._after_unknown_prefix(word, ends)
        if prefixed or word.startswith(self._paradigm_prefixes) or self._is_counted(word):
            return self._likely_forms(word, self._with_unknown_beginning(word, prefixed), least)
        if len(word) < self._known_ending.min_word_length:
            return (word,)
        # Nothing but its ending says anything of the word, as of most unknown ones.
        changes = self._changes(word[-self._dictionary.longest_ending :], least)
        return tuple(dict.fromkeys([before + word[: -cut or None] + ending for before, cut, ending in changes]))

    def _read_changes(self, ending: str, least: float) -> tuple[tuple[str, int, str], ...]:
        """How words with an ending are brought to their normal forms.

        Returns:
            For each: what comes before the word, how many letters are cut from its end, and what is written instead.
        """
        guesses = self._ending_alike(ending, 0, set())
        if not guesses:
            return _UNCHANGED
        changes = []
        for guess in self._likely(guesses, least):
            form, size = guess.form, len(ending)
            cut = -(form.stem.stop or 0)
            kept = guess.spelled[: size - cut] if cut < size else ""
            changes.append((form.normal_prefix, max(cut, size), kept + form.normal_ending))
        return tuple(changes)

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
        found = _listed_guesses(self._listed(word)) or self._after_known_prefix(word)
        if not found:
            prefixed = self._after_unknown_prefix(word, self._listed_ends(word, LONGEST_PREFIX, SHORTEST_REST))
            found = self._with_unknown_beginning(word, prefixed)
        return self._weighed(word, found)

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

    def _after_unknown_prefix(self, word: str, ends: int) -> list[_Guess]:
        """Words of the dictionary after a few letters, of which each that is one is a bit."""
        found: list[_Guess] = []
        seen: _Seen = set()
        for end in range(1, ends.bit_length()):
            for spelled, form in self._listed(word[end:]) if ends >> end & 1 else ():
                key = word[:end] + spelled, form.same
                if form.productive and key not in seen:
                    seen.add(key)
                    found.append(_Guess(word[:end], spelled, form, self._unknown_prefix.score_multiplier))
        return found

    def _with_unknown_beginning(self, word: str, prefixed: list[_Guess]) -> list[_Guess]:
        """Add to guesses by a prefix those by the endings of known words, the commonest first; or say that none is."""
        seen: _Seen = {(guess.prefix + guess.spelled, guess.form.same) for guess in prefixed}
        ending: list[_Guess] = []
        if len(word) >= self._known_ending.min_word_length:
            for number, prefix in self._numbered_prefixes:
                if word.startswith(prefix):
                    ending += self._ending_alike(word, number, seen)
            ending.sort(key=lambda guess: guess.score, reverse=True)
        return prefixed + ending or [_Guess("", word, _UNKNOWN, 1.0)]

    def _ending_alike(self, word: str, prefix: int, seen: _Seen) -> list[_Guess]:
        """The readings of the longest ending that known words share, by how many share it."""
        length, entries = self._longest_ending(prefix, word[-self._dictionary.longest_ending :])
        beginning = word[:-length]
        found = [_Guess("", beginning + spelled, form, score) for spelled, form, score in entries]
        if seen:
            found = [guess for guess in found if (guess.spelled, guess.form.same) not in seen]
        seen.update((guess.spelled, guess.form.same) for guess in found)
        return found

    def _read_longest_ending(self, prefix: int, ending: str) -> tuple[int, list[tuple[str, _Form, float]]]:
        known = self._dictionary.known_endings[prefix](ending, len(ending), 1)
        for start in range(known.bit_length()):
            entries = self._with_ending(prefix, ending[start:]) if known >> start & 1 else []
            if entries:
                return len(ending) - start, entries
        return 1, []

    def _read_ending(self, prefix: int, ending: str) -> list[tuple[str, _Form, float]]:
        """The productive forms with an ending, each with its share of the words that have it, the commonest first."""
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
        return sorted(unique.values(), key=lambda entry: entry[2], reverse=True)

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
        share = self._share(guesses)
        counted = self._counted(word, guesses)
        return counted or [_Guess(prefix, spelled, form, score * share) for prefix, spelled, form, score in guesses]

    def _likely_forms(self, word: str, guesses: list[_Guess], least: float) -> tuple[str, ...]:
        counted = self._counted(word, guesses)
        likely = [guess for guess in counted if guess.score >= least] or counted[:1] or self._likely(guesses, least)
        return tuple(dict.fromkeys([guess.normal_form() for guess in likely]))

    def _likely(self, guesses: list[_Guess], least: float) -> list[_Guess]:
        """Guesses of at least a score, which is their share, else the first."""
        share = self._share(guesses)
        return [guess for guess in guesses if guess.score * share >= least] or guesses[:1]

    def _share(self, guesses: list[_Guess]) -> float:
        """What scores are multiplied with, where probabilities are known at all."""
        return 1.0 if self._dictionary.probabilities is None else 1.0 / sum([guess.score for guess in guesses])

    def _counted(self, word: str, guesses: list[_Guess]) -> list[_Guess]:
        """Guesses with their probability in the annotated corpus, the likeliest first, if it has them."""
        counted = self._dictionary.probabilities
        if counted is None or not self._is_counted(word):
            return []
        tags = self._dictionary.tags
        found = [
            guess._replace(score=0.0 if guess.form is _UNKNOWN else counted.prob(word, tags[guess.form.tag]))
            for guess in guesses
        ]
        found.sort(key=lambda guess: guess.score, reverse=True)
        return found if found[0].score else []

    def _is_counted(self, word: str) -> bool:
        """Whether the annotated corpus has the word."""
        counted = self._dictionary.probabilities
        return counted is not None and bool(counted.has_keys_with_prefix(f"{word}:"))


def _listed_guesses(listed: list[tuple[str, _Form]]) -> list[_Guess]:
    return [_Guess("", spelled, form, 1.0) for spelled, form in listed]


def _flat(units: list[Any]) -> Iterator[Any]:
    for unit in units:
        yield from unit if isinstance(unit, (list, tuple)) else (unit,)


@cache
def parser(code: str) -> Parser:
    """Make a language's parser, once."""
    return Parser(code)

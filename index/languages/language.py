"""What a language is to the product: a name, a direction, a stop list and a chain of steps."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple

import regex

from index.analysis import Analyzer, Key, Kind, clean

__all__ = ["Language", "Steps", "casefold", "fold_marks"]

# The English possessive: foreign names bring it into every language (Binance's in an Arabic article).
POSSESSIVE = regex.compile(r"(?<=\w)['\u2018\u2019\u02bc][sS]?$")
EXACT = Kind.EXACT  # looked up in the enumeration once: a chain asks for it with every word
COMBINING = regex.compile(r"\p{Mn}+")


casefold = str.casefold  # lowers the case for comparison


def fold_marks(word: str) -> str:
    """Take accents off.

    >>> fold_marks("élève cœur")
    'eleve coeur'
    """
    if word.isascii():
        return word
    word = word.replace("œ", "oe").replace("æ", "ae")
    return unicodedata.normalize("NFC", COMBINING.sub("", unicodedata.normalize("NFD", word)))


def nothing(_word: str) -> tuple[str, ...]:
    """Give no keys: for a step that a language does not have."""
    return ()


class Steps(NamedTuple):
    """How one language makes keys of a cleaned word in its written case.

    `fold` gives the exact key. The others give keys of their kind, already folded, most likely
    first; a language without dictionary leaves `lemmas` out, and its stem is then the key that
    conflates best.
    """

    fold: Callable[[str], str] = casefold
    variants: Callable[[str], tuple[str, ...]] = nothing
    lemmas: Callable[[str], tuple[str, ...]] = nothing
    stems: Callable[[str], tuple[str, ...]] = nothing
    parts: Callable[[str], tuple[str, ...]] = nothing


@cache
def load_stop_words(code: str, fold: Callable[[str], str]) -> frozenset[str]:
    """Read `stop_words/<code>.txt`: words one or more a line, `#` opens a comment.

    The list is folded as the text it is compared with is (else *daß* never matches *dass*). A
    language without a file has no stop words.
    """
    path = Path(__file__).with_name("stop_words") / f"{code}.txt"
    if not path.is_file():
        return frozenset()
    lines = (line.split("#", 1)[0] for line in path.read_text(encoding="utf-8").splitlines())
    return frozenset(fold(word) for line in lines for word in line.split())


def _unknown(_word: str) -> bool:
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """One language the product analyses.

    `script` is the ISO 15924 code of the script it is written in; `stop_form` is how a word is
    compared with the stop list; `clitics` matches what is cut off a word's start or end; `is_word`
    tells whether a dictionary lists a word as an ordinary one (False for all where there is none).
    """

    code: str
    name: str
    english_name: str
    script: str
    steps: Steps
    stop_form: Callable[[str], str] = casefold
    clitics: "regex.Pattern[str]" = POSSESSIVE
    is_word: Callable[[str], bool] = _unknown
    analyzer: Analyzer = field(init=False, compare=False, repr=False)
    _inflected: tuple[tuple[Kind, Callable[[str], tuple[str, ...]]], ...] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Compose the chain from its steps."""
        steps = ((Kind.LEMMA, self.steps.lemmas), (Kind.STEM, self.steps.stems), (Kind.PART, self.steps.parts))
        there = tuple((kind, step) for kind, step in steps if step is not nothing)
        object.__setattr__(self, "_inflected", there)
        object.__setattr__(self, "analyzer", Analyzer(self._keys, self.clitics))

    @property
    def direction(self) -> str:
        """The `dir` attribute of text in this language."""
        return "rtl" if self.script in {"Arab", "Hebr"} else "ltr"

    @property
    def stop_words(self) -> frozenset[str]:
        """The words a query does without, in their stop form."""
        return load_stop_words(self.code, self.stop_form)

    def is_stop_word(self, word: str) -> bool:
        """Whether the word, as written, is one of those a query does without."""
        return self.stop_form(clean(word)) in self.stop_words

    def conflating_keys(self, word: str) -> tuple[str, ...]:
        """Give the keys that bring a word's forms together best: lemmas, else stem, else exact.

        Empty for a word that is not analysed at all.
        """
        keys = self.analyzer.keys(word)
        for kind in (Kind.LEMMA, Kind.STEM, Kind.EXACT):
            found = tuple(key.text for key in keys if key.kind is kind)
            if found:
                return found
        return ()

    def _keys(self, word: str) -> tuple[Key, ...]:
        # Stop words stay findable as they are written, and unfolded, so that the Arabic preposition على does not
        # answer for the name علي. Conflating *war* with *waren* is of no use to anyone.
        stop_form = self.stop_form(word)
        if stop_form in self.stop_words:
            return (Key(EXACT, stop_form),)
        steps = self.steps
        exact = steps.fold(word)
        if not exact:
            return ()
        keys = {Key(EXACT, exact): None}
        if steps.variants is not nothing:
            for text in steps.variants(word):
                keys[Key(EXACT, text)] = None
        if not word[0].isdigit():  # numbers have no inflection
            for kind, step in self._inflected:
                for text in step(word):
                    if text:
                        keys[Key(kind, text)] = None
        return tuple(keys)

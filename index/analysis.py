r"""From text to tokens, and from a token to the keys it is indexed under.

Words are cut by these rules, in this order:

* a run of letters of one script with its combining marks is a piece, and so is a number; pieces break where the
  script changes (`Binanceلمح` is two words) and between letters and digits (`KZT100`);
* an apostrophe inside a word belongs to it; a language may cut clitics off (`l'Agence`, `Binance's`), which
  narrows the span;
* pieces of one script joined by a hyphen, a dot or nothing at all (`Nur-Sultan`, `Bitcoin.com`, `KZT100`) are one
  compound: each piece is a token at a position of its own, and the whole is a token at the first piece's position
  with the key of the written form and the keys of the joined form (`nursultan`).

Invariants, checked by property tests: `text[token.start:token.end] == token.text`; spans lie inside the text and are
not empty; positions never decrease; analysing NFC text twice gives the same tokens.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from enum import StrEnum
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

import regex

__all__ = [
    "Analyzer",
    "Key",
    "Kind",
    "Token",
    "Word",
    "bare_word",
    "clean",
    "without_compounds",
    "without_pieces",
    "words",
]


class Kind(StrEnum):
    """What a key is to its token."""

    EXACT = "exact"
    LEMMA = "lemma"
    STEM = "stem"
    PART = "part"

    # An enumeration hashes by a method of Python's own; keys are put into dictionaries with every word.
    __hash__ = str.__hash__


class Key(NamedTuple):
    """A form a token is indexed under."""

    kind: Kind
    text: str


class Word(NamedTuple):
    """A span of the text before analysis; `joined` is the form without joiners if it is a compound."""

    start: int
    end: int
    position: int
    joined: str | None


class Token(NamedTuple):
    """A span of the text with its keys; `position` counts words, for phrases and field length."""

    start: int
    end: int
    position: int
    text: str
    keys: tuple[Key, ...]


SOFT_HYPHEN, TATWEEL = "\u00ad", "\u0640"
ACUTE, ARABIC_DECIMAL, ARABIC_THOUSANDS = "\u0301", "\u066b", "\u066c"
# Invisible in print, so invisible in keys: soft hyphen, zero-width (non-)joiners, direction marks, word joiner.
_INVISIBLE = f"{SOFT_HYPHEN}\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
_MARK = rf"[\p{{M}}{TATWEEL}{_INVISIBLE}]"
_APOSTROPHES = "'\u2018\u2019\u02bc\u02b9"


def _letters(script: str) -> str:
    run = rf"(?:{script}{_MARK}*)+"
    return rf"{run}(?:[{_APOSTROPHES}]{run})*"


_NUMBER = rf"\d+(?:[.,{ARABIC_DECIMAL}{ARABIC_THOUSANDS}]\d+)*"
_OTHER = r"[\p{L}--\p{Latin}--\p{Cyrillic}--\p{Arabic}]"
_SCRIPTS = (r"\p{Latin}", r"\p{Cyrillic}", r"\p{Arabic}", _OTHER)
_JOINER = r"[-\u2010\u2011.]"


def _chain(script: str) -> str:
    """Pieces of one script with at least one of letters, so that a number waits for the script that follows it."""
    letters = _letters(script)
    return rf"(?:{_NUMBER}{_JOINER}?)*{letters}(?:{_JOINER}?(?:{letters}|{_NUMBER}))*"


@cache  # compiled when there is a form that is more than a plain word: that takes as long as several searches
def _chains_and_pieces() -> tuple["regex.Pattern[str]", "regex.Pattern[str]"]:
    chains = "|".join([*map(_chain, _SCRIPTS), _NUMBER])
    pieces = "|".join([_NUMBER, *map(_letters, _SCRIPTS)])
    return regex.compile(chains, regex.V1), regex.compile(pieces, regex.V1)


_IGNORED = re.compile(rf"[{_INVISIBLE}{TATWEEL}]")
_APOSTROPHE = re.compile(f"[{_APOSTROPHES}]")
_NUMBER_ONLY = re.compile(_NUMBER)
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
# Most of what stands between spaces is letters of one script with punctuation around them: one word, by the rules above
# too, and clean. Python's own engine tells in half a microsecond.
_PLAIN = (
    r"(?:[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]+"
    r"|[\u0400-\u0481\u048a-\u052f]+"
    r"|[\u0620-\u063f\u0641-\u064a\u0671-\u06d3]+)"
)
_AROUND = r"[!-/:-@\[-`{-~\u00ab\u00bb\u2013\u2014\u2018-\u201f\u2026\u060c\u061b\u061f]*"
_FORM = re.compile(r"\S+")  # what no word goes beyond
_PLAIN_WORD = re.compile(_PLAIN)
_PLAIN_FORM = re.compile(f"{_AROUND}({_PLAIN}){_AROUND}")


def clean(word: str) -> str:
    r"""Drop what print does not show, and write apostrophes, stress marks and numbers in one way.

    >>> clean("мо\u0301жет"), clean("Nar\u00adcotics"), clean("67,000"), clean("9,7"), clean("١٢")
    ('может', 'Narcotics', '67000', '9.7', '12')
    """
    if _PLAIN_WORD.fullmatch(word):
        return word
    word = _APOSTROPHE.sub("'", _IGNORED.sub("", word))
    if _NUMBER_ONLY.fullmatch(word):
        return _clean_number(word)
    # NFC leaves a stress mark on a Cyrillic vowel as a combining acute: print for learners, not spelling.
    return word.replace(ACUTE, "")


def _clean_number(number: str) -> str:
    number = "".join(str(int(c)) if c.isdecimal() else c for c in number)
    number = number.replace(ARABIC_DECIMAL, ".").replace(ARABIC_THOUSANDS, ",")
    if _GROUPED.fullmatch(number):
        return number.replace(",", "").replace(".", "")
    return number.replace(",", ".")


def bare_word(form: str) -> str | None:
    """Give the one word of a form that is letters of one script with punctuation around them, else None.

    The form's tokens are then that word's.

    >>> bare_word("(Reuters)"), bare_word("Nur-Sultan")
    ('Reuters', None)
    """
    plain = _PLAIN_FORM.fullmatch(form)
    return plain[1] if plain else None


def words(text: str, clitics: "regex.Pattern[str] | None" = None) -> Iterator[Word]:
    """Cut text into words by the rules of the module.

    Args:
        text: any text, in NFC.
        clitics: matches the clitic at the start or the end of a word, for languages that have them.

    >>> [("Nur-Sultan, KZT100"[w.start:w.end], w.position, w.joined) for w in words("Nur-Sultan, KZT100")]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('Nur-Sultan', 0, 'NurSultan'), ('Nur', 0, None), ('Sultan', 1, None),
     ('KZT100', 2, 'KZT100'), ('KZT', 2, None), ('100', 3, None)]
    """
    position = 0
    for form in _FORM.finditer(text):
        plain = _PLAIN_FORM.fullmatch(text, *form.span())
        if plain:
            yield Word(*plain.span(1), position, None)
            position += 1
        else:
            for word in _pieced(text, *form.span(), position, clitics):
                yield word
                position = word.position + (word.joined is None)


def _pieced(text: str, start: int, end: int, position: int, clitics: "regex.Pattern[str] | None") -> Iterator[Word]:
    """Cut a form that is more than one plain word."""
    any_chain, any_piece = _chains_and_pieces()
    for chain in any_chain.finditer(text, start, end):
        pieces = [_without_clitics(text, *m.span(), clitics) for m in any_piece.finditer(text, *chain.span())]
        if len(pieces) > 1:
            joined = "".join(text[first:last] for first, last in pieces)
            yield Word(pieces[0][0], pieces[-1][1], position, joined)
        for first, last in pieces:
            yield Word(first, last, position, None)
            position += 1


def _without_clitics(text: str, start: int, end: int, clitics: "regex.Pattern[str] | None") -> tuple[int, int]:
    if clitics is None or not _APOSTROPHE.search(text, start, end):  # no clitic is written without one
        return start, end
    for match in clitics.finditer(text[start:end]):
        if match.start() == 0 and match.end() < end - start:
            return start + match.end(), end
        if match.end() == end - start and match.start() > 0:
            return start, start + match.start()
    return start, end


def without_pieces(tokens: Iterable[Token]) -> Iterator[Token]:
    """Leave the pieces of compounds out: each chain of letters is one token."""
    reached = 0
    for token in tokens:
        if token.start >= reached:
            yield token
        reached = max(reached, token.end)


def without_compounds(tokens: Sequence[Token]) -> list[Token]:
    """Leave compounds out, of which each piece is there too."""
    inside = [after.end <= token.end for token, after in pairwise(tokens)]
    return [token for token, compound in zip(tokens, [*inside, False], strict=True) if not compound]


class Analyzer:
    """The chain of one language, with a bounded cache of the surface forms it has seen."""

    CACHE_SIZE = 100_000

    def __init__(
        self,
        keys: Callable[[str], tuple[Key, ...]],
        clitics: "regex.Pattern[str] | None" = None,
        cache_size: int = CACHE_SIZE,
    ) -> None:
        """Wrap a language's chain.

        Args:
            keys: from a cleaned word, in its written case, to its keys, the exact one first.
            clitics: what `words` cuts off.
            cache_size: how many surface forms to remember.
        """
        self._chain = keys
        self._keys = lru_cache(maxsize=cache_size)(keys) if cache_size else keys
        self._clitics = clitics

    def without_cache(self) -> "Analyzer":
        """Give the same chain for a caller that remembers its forms itself.

        Beside the memory, many remembered keys take time: the garbage collector goes through all of them.
        """
        return Analyzer(self._chain, self._clitics, cache_size=0)

    def keys(self, word: str) -> tuple[Key, ...]:
        """Give the keys of one word as written, without looking for word borders."""
        return self._keys(clean(word))

    def bare_keys(self, word: str) -> tuple[Key, ...]:
        """Give the keys of what `bare_word` gave: there is nothing to clean."""
        return self._keys(word)

    def whole_keys(self, word: str) -> tuple[Key, ...]:
        """Give the keys of one typed word as a whole, clitics cut off: of *Nur-Sultan* those of the compound.

        Empty if there is no letter or digit in it.
        """
        first = next(self.tokens(word), None)
        return first.keys if first else ()

    def tokens(self, text: str, at: Collection[int] | None = None) -> Iterator[Token]:
        """Analyse text: each token with its place and its keys.

        Args:
            text: any text, in NFC.
            at: the positions whose tokens are wanted, if not all are; finding the others costs little.

        Yields:
            Token: in the order of their positions; a compound before its pieces.
        """
        plain = _PLAIN_FORM.fullmatch(text)
        if plain:
            if at is None or 0 in at:
                yield Token(*plain.span(1), 0, plain[1], self._keys(plain[1]))
            return
        last = max(at, default=-1) if at is not None else None
        for start, end, position, joined in words(text, self._clitics):
            if at is not None and position not in at:
                if last is not None and position > last:
                    return
                continue
            surface = text[start:end]
            keys = self.keys(surface) if joined is None else self._compound_keys(surface, joined)
            yield Token(start, end, position, surface, keys)

    def _compound_keys(self, surface: str, joined: str) -> tuple[Key, ...]:
        """The written form as it stands, then what its joined form conflates with."""
        written = self.keys(surface)[0]
        # The pieces are tokens themselves, so the joined form need not be taken apart again.
        joined_keys = (key for key in self.keys(joined) if key.kind is not Kind.PART)
        return tuple(dict.fromkeys((written, *joined_keys)))

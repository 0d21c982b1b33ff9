"""The keys under which the terms of rows are found, and what is found by them."""

from collections.abc import Iterable, Iterator, Mapping
from enum import IntEnum
from itertools import islice, product
from typing import NamedTuple

from index.analysis import Kind
from index.languages import Language
from search.expansion.function_words import says_something
from search.expansion.hyphens import hyphenated_pieces

__all__ = ["MAX_TERM_WORDS", "Entry", "Held", "KeyKind", "best_entries", "term_keys"]

MAX_TERM_WORDS = 5
MOST_READINGS = 6  # of a term whose words have several lemmas each
Held = Iterable[tuple[int, int, int]]  # the terms that have a key: kind, row, rank


class KeyKind(IntEnum):
    """How a term's key was made; what is written alike is a surer sign than what is inflected alike."""

    EXACT = 0
    LEMMA = 1
    STEM = 2


# How sure a look-up is, by the kind of the key in the query and in the row.
_QUALITY: Mapping[tuple[int, int], float] = {
    (KeyKind.EXACT, KeyKind.EXACT): 1.0,
    (KeyKind.EXACT, KeyKind.LEMMA): 0.9,
    (KeyKind.LEMMA, KeyKind.EXACT): 0.95,
    (KeyKind.LEMMA, KeyKind.LEMMA): 0.85,
    (KeyKind.STEM, KeyKind.STEM): 0.55,
}


class Entry(NamedTuple):
    """A row that a term was found in: `rank` is the term's place in its cell, `quality` 0..1 how well it fits."""

    row: int
    rank: int
    quality: float


def term_keys(lang: Language, words: Iterable[str]) -> Iterator[tuple[str, KeyKind]]:
    """Give the keys of a term of one or more words; function words in a longer term do not count, but negations do.

    Words with hyphens are keyed as they are written and as the words they join, so that it does not matter which of
    *anti-money laundering*, *anti-money-laundering* and *anti money laundering* stands where.

    Args:
        lang: the language the term is in.
        words: its words as written.
    """
    spelled = [word for word in words if word]
    content = [word for word in spelled if says_something(word, lang)] or spelled
    yield from _keys_of(lang, content)
    apart = [piece for word in content for piece in _pieces(word, lang)]
    if apart != content:
        yield from _keys_of(lang, apart)


def _pieces(word: str, lang: Language) -> Iterable[str]:
    """Part a word at its hyphens; pieces that are all function words stay, so that *all-out war* is no *war*."""
    pieces = hyphenated_pieces(word)
    return [piece for piece in pieces if says_something(piece, lang)] or pieces or (word,)


def _keys_of(lang: Language, content: list[str]) -> Iterator[tuple[str, KeyKind]]:
    by_kind: dict[KeyKind, list[tuple[str, ...]]] = {kind: [] for kind in KeyKind}
    for word in content:
        found = lang.analyzer.whole_keys(word)
        exact = tuple(key.text for key in found if key.kind is Kind.EXACT)
        by_kind[KeyKind.EXACT].append(exact)
        by_kind[KeyKind.LEMMA].append(tuple(k.text for k in found if k.kind is Kind.LEMMA) or exact)
        by_kind[KeyKind.STEM].append(tuple(k.text for k in found if k.kind is Kind.STEM)[:1])
    for kind, readings in by_kind.items():
        for reading in islice(product(*readings), MOST_READINGS):
            if reading:
                yield " ".join(reading), kind


def best_entries(found: Iterable[tuple[int, Held]]) -> tuple[Entry, ...]:
    """Take each row once, by the surest of its keys.

    Args:
        found: for each key of a term its kind, and the terms of rows that have it.

    Returns:
        The best fitting first.
    """
    best: dict[int, Entry] = {}
    for kind, held in found:
        for row_kind, row, rank in held:
            quality = _QUALITY.get((kind, row_kind), 0.0)
            known = best.get(row)
            if quality and (known is None or (known.quality, -known.rank) < (quality, -rank)):
                best[row] = Entry(row, rank, quality)
    return tuple(sorted(best.values(), key=lambda entry: (-entry.quality, entry.rank, entry.row)))

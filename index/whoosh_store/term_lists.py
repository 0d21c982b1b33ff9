"""Sorted lists of terms as they lie in a file: the bytes of all one behind another, and where each ends."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

from index.compiled import compiled

__all__ = ["TermList", "merge_terms"]

Places = NDArray[np.int64]
COMPILED = compiled("index.whoosh_store._terms")


@dataclass(frozen=True, slots=True)
class TermList:
    """Terms in the order of their bytes; `ends` (u64) begins with a 0."""

    text: NDArray[np.uint8]
    ends: NDArray[np.uint64]

    @classmethod
    def of(cls, terms: Sequence[bytes]) -> "TermList":
        """Put sorted terms one behind another."""
        ends = np.cumsum([0, *map(len, terms)], dtype=np.uint64)
        return cls(np.frombuffer(b"".join(terms), dtype=np.uint8), ends)

    def terms(self) -> list[bytes]:
        """List the terms."""
        text = self.text.tobytes()
        return [text[start:end] for start, end in pairwise(self.ends.tolist())]

    def __len__(self) -> int:
        return len(self.ends) - 1


def merge_terms(lists: Sequence[TermList], living: Sequence[NDArray[np.bool_]]) -> tuple[TermList, list[Places]]:
    """Make one list of several, each term once.

    Args:
        lists: what is merged.
        living: for each list which of its terms count.

    Returns:
        The list; and for each of those given where its terms are in it, -1 for those that do not count.

    Raises:
        ValueError: a list is not what it should be, so a file is damaged.
    """
    return _merged_compiled(lists, living) if COMPILED else _merged(lists, living)


def _merged_compiled(lists: Sequence[TermList], living: Sequence[NDArray[np.bool_]]) -> tuple[TermList, list[Places]]:
    assert COMPILED
    ranks = [np.empty(len(own), dtype=np.int64) for own in lists]
    text = np.empty(sum(len(own.text) for own in lists), dtype=np.uint8)
    ends = np.empty(sum(map(len, lists)) + 1, dtype=np.uint64)
    given = [(own.text, own.ends, flags, places) for own, flags, places in zip(lists, living, ranks, strict=True)]
    count, size = COMPILED.merge(given, text, ends)
    return TermList(text[:size].copy(), ends[: count + 1].copy()), ranks


def _merged(lists: Sequence[TermList], living: Sequence[NDArray[np.bool_]]) -> tuple[TermList, list[NDArray[np.int64]]]:
    kept = [_living(own.terms(), flags) for own, flags in zip(lists, living, strict=True)]
    # Each is in order, so that sorting them together is merging (Peters 2002, "timsort").
    terms = list(dict.fromkeys(sorted(chain.from_iterable(kept))))
    places = {term: place for place, term in enumerate(terms)}
    ranks: list[Places] = []
    for own, flags in zip(kept, living, strict=True):
        found = np.full(len(flags), -1, dtype=np.int64)
        found[flags] = [places[term] for term in own]
        ranks.append(found)
    return TermList.of(terms), ranks


def _living(terms: Iterable[bytes], flags: NDArray[np.bool_]) -> list[bytes]:
    return [term for term, lives in zip(terms, flags.tolist(), strict=True) if lives]

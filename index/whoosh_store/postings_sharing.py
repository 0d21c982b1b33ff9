"""Terms that stand at the same places are given one list of postings: half of them in news, where most words are rare.

The written form, the lemma and the stem of a word that has one form in a segment say the same.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.compiled import compiled

__all__ = ["gathered_runs", "place_runs", "ranges", "shared_lists", "shared_rows"]

Array = NDArray[Any]
COMPILED = compiled("index.whoosh_store._postings")
# Multipliers of a hash; whatever has one hash is compared before it is shared.
_FIRST, _SECOND = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD6E8FEB86659FD93)
_HALF = np.uint64(32)


def ranges(starts: Array, sizes: Array) -> NDArray[np.int64]:
    """Give the numbers from each start on, as many as its size, one range behind another.

    >>> ranges(np.array([5, 0]), np.array([2, 3])).tolist()
    [5, 6, 0, 1, 2]
    """
    sizes = sizes.astype(np.int64)
    before = np.cumsum(sizes) - sizes
    found: NDArray[np.int64] = np.arange(int(sizes.sum())) + np.repeat(starts.astype(np.int64) - before, sizes)
    return found


def gathered_runs(source: Array, starts: Array, sizes: Array) -> Array:
    """Give runs of an array, one behind another.

    >>> gathered_runs(np.array([1, 2, 3, 4, 5, 6]), np.array([4, 0]), np.array([2, 1])).tolist()
    [5, 6, 1]
    """
    if not COMPILED:
        return source[ranges(starts, sizes)]
    sizes = sizes.astype(np.int64)
    ends = np.cumsum(sizes)
    found = np.empty(int(sizes.sum()), dtype=source.dtype)
    COMPILED.copy_runs(source.itemsize, found, ends - sizes, starts.astype(np.int64), sizes, source)
    return found


def place_runs(target: Array, starts: Array, sizes: Array, values: Array) -> None:
    """Put values, which are runs one behind another, at places of an array of the same type."""
    if COMPILED:
        sizes = sizes.astype(np.int64)
        ends = np.cumsum(sizes)
        COMPILED.copy_runs(target.itemsize, target, starts.astype(np.int64), ends - sizes, sizes, values)
    else:
        target[ranges(starts, sizes)] = values


def shared_lists(places: Array, ends: Array) -> tuple[Array, Array]:
    """Find which terms stand at the same places.

    Args:
        places: of each occurrence, term by term (u64).
        ends: for each term where its occurrences end, behind a 0 (u64); each has some.

    Returns:
        For each term the number of its list, and the first term of each list.
    """
    sums = np.empty(len(ends) - 1, dtype=np.uint64)
    if COMPILED:
        COMPILED.digests(places, ends, sums)
    else:
        sums[:] = _digests(places, ends)
    _, first, inverse = np.unique(sums, return_index=True, return_inverse=True)
    alike = first[inverse]
    others = np.flatnonzero(alike != np.arange(len(alike)))
    equal = np.zeros(len(others), dtype=np.bool_)
    if COMPILED:
        COMPILED.are_equal(places, ends, others, alike[others], equal)
    else:
        equal[:] = _are_equal(places, ends, others, alike[others])
    alike[others] = np.where(equal, alike[others], others)
    kept = np.flatnonzero(alike == np.arange(len(alike)))
    return np.searchsorted(kept, alike), kept


def _digests(places: Array, ends: Array) -> Array:
    hashes = places * _FIRST
    hashes ^= hashes >> _HALF
    hashes *= _SECOND
    starts = ends[:-1].astype(np.int64)
    return np.add.reduceat(hashes, starts) + np.diff(ends) if len(starts) else np.zeros(0, np.uint64)


def _are_equal(places: Array, ends: Array, ones: Array, others: Array) -> Array:
    starts, sizes = ends[:-1], np.diff(ends)
    equal: NDArray[np.bool_] = sizes[ones] == sizes[others]
    ones, others = ones[equal], others[equal]
    if ones.size:
        lengths = sizes[ones].astype(np.int64)
        same = places[ranges(starts[ones], lengths)] == places[ranges(starts[others], lengths)]
        equal[equal] = np.logical_and.reduceat(same, np.cumsum(lengths) - lengths)
    return equal


def shared_rows(rows: Array) -> tuple[Array, Array]:
    """Find which rows of a matrix of numbers from -1 are equal.

    Returns:
        For each row the number of its kind, and the first row of each kind; kinds are in the order of these.
    """
    codes = np.zeros(len(rows), dtype=np.int64)
    for column in rows.T:
        step = int(column.max(initial=-1)) + 2
        if int(codes.max(initial=0)) >= 2**62 // step:
            codes = np.unique(codes, return_inverse=True)[1]
        codes = codes * step + column + 1
    _, first, inverse = np.unique(codes, return_index=True, return_inverse=True)
    kept = np.sort(first)
    return np.searchsorted(kept, first[inverse]), kept

"""Sorted lists of terms made one, and looked into, in C; see `index.compiled`."""

import numpy as np
from numpy.typing import NDArray

_List = tuple[memoryview | NDArray[np.uint8], NDArray[np.uint64], NDArray[np.bool_], NDArray[np.int64]]

def merge(lists: list[_List], text: NDArray[np.uint8], ends: NDArray[np.uint64]) -> tuple[int, int]:
    """Merge lists of terms, each term once.

    Args:
        lists: of each its terms one behind another, where each ends (behind a 0), which of them count, and an array
            that is filled with their places among the merged ones, -1 for those that do not count.
        text: is filled with the merged terms.
        ends: is filled with where each of them ends, behind a 0.

    Returns:
        How many there are, and how much of `text` they take.

    Raises:
        ValueError: arrays do not fit one another.
    """

def at_or_after(text: memoryview, ends: memoryview, term: bytes) -> int:
    """Give the number of the first term that is not less than a given one, by halving.

    Args:
        text: sorted terms one behind another.
        ends: where each of them ends, behind a 0 (16, 32 or 64 bits).
        term: the one that is looked for.

    Raises:
        ValueError: arrays do not fit one another.
    """

"""The greatest of many scores, exactly, without sorting all of them."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["greatest"]

_FEW = 2048  # sorted as they are
_STRIDE = 32


def greatest(scores: NDArray[np.float32], count: int) -> NDArray[np.int64]:
    """Give the places of the greatest scores, the greatest first, ties by place.

    The greatest of strided groups, of which at least `count` reach the least score that can be among the best, leave
    few to be looked at: one pass over all scores instead of a partition of them.

    Args:
        scores: of any length.
        count: how many are wanted, at least 1.

    >>> greatest(np.array([1, 3, 2, 3], dtype=np.float32), 3).tolist()
    [1, 3, 2]
    """
    places = None
    if len(scores) > max(_FEW, 2 * _STRIDE * count):
        groups = len(scores) // _STRIDE
        best = scores[: groups * _STRIDE].reshape(_STRIDE, groups).max(axis=0)
        least = np.partition(best, groups - count)[groups - count]
        places = np.flatnonzero(scores >= least)
        scores = scores[places]
    if len(scores) > count:
        least = np.partition(scores, len(scores) - count)[len(scores) - count]
        kept = np.flatnonzero(scores >= least)
        places, scores = kept if places is None else places[kept], scores[kept]
    order: NDArray[np.int64] = np.argsort(-scores, kind="stable")[:count]
    return order if places is None else places[order]

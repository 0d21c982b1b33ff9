"""Phrases found in C; see `index.compiled`."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

def find(
    words: list[list[tuple[NDArray[Any], NDArray[np.uint16], NDArray[Any], float]]],
    slop: int,
    alive: NDArray[np.bool_] | None,
) -> tuple[bytes, bytes, bytes, bytes]:
    """Find the documents that hold a phrase.

    Args:
        words: of each word its terms: documents, counts (see `index.whoosh_store.field_postings`, none with more
            occurrences than they can say), positions, and a weight.
        slop: 0 if the words follow one another, else how much may stand between them.
        alive: which documents were not deleted; None if none was.

    Returns:
        The bytes of four arrays: documents (32 bits), the sums of the weights of their places, the greatest weights
        (32-bit floats), and the length bytes.

    Raises:
        ValueError: a term is not what it should be, so a file is damaged.
    """

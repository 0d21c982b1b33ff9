"""The inner loops of `postings_sorting` and `postings_sharing` in C.

A place is a document in the upper half of 64 bits and a position in the lower. All raise ValueError if arrays do not
fit one another.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

def scatter(
    forms: NDArray[np.uint32],
    text_ends: NDArray[np.uint64],
    widths: NDArray[np.uint32],
    starts: NDArray[np.uint64],
    terms: NDArray[np.uint32],
    offsets: NDArray[np.uint32],
    next_free: NDArray[np.uint64],
    places: NDArray[np.uint64],
    lengths: NDArray[np.int64],
) -> None:
    """Bring what stands where into the order of terms, documents and positions: a counting sort.

    Args:
        forms: numbers of surface forms, in the order they stand in.
        text_ends: where the forms of each document end, behind a 0.
        widths: how many positions each form that is known takes.
        starts: where in `terms` each of these begins, and where the last one ends.
        terms: of what the forms are made of.
        offsets: of each of these from its form's first position.
        next_free: where in `places` each term begins; afterwards, where it ends.
        places: is filled.
        lengths: is filled with how many positions each document has.
    """

def digests(places: NDArray[np.uint64], ends: NDArray[np.uint64], out: NDArray[np.uint64]) -> None:
    """Sum each list of occurrences up in one number: equal lists have equal ones.

    Args:
        places: of each occurrence, list by list.
        ends: of each list, behind a 0.
        out: is filled.
    """

def are_equal(
    places: NDArray[np.uint64],
    ends: NDArray[np.uint64],
    ones: NDArray[np.int64],
    others: NDArray[np.int64],
    out: NDArray[np.bool_],
) -> None:
    """Say of pairs of lists whether they are equal.

    Args:
        places: of each occurrence, list by list.
        ends: of each list, behind a 0.
        ones: numbers of lists.
        others: numbers of lists.
        out: is filled.
    """

def count_postings(
    places: NDArray[np.uint64], ends: NDArray[np.uint64], kept: NDArray[np.int64], out: NDArray[np.int64]
) -> None:
    """Count the documents of lists.

    Args:
        places: of each occurrence, list by list.
        ends: of each list, behind a 0.
        kept: numbers of lists.
        out: is filled.
    """

def gather(
    places: NDArray[np.uint64],
    ends: NDArray[np.uint64],
    kept: NDArray[np.int64],
    out_documents: NDArray[np.uint32],
    out_frequencies: NDArray[np.uint32],
    out_positions: NDArray[np.uint32],
) -> None:
    """Make one posting of the occurrences of a list in a document, list by list.

    Args:
        places: of each occurrence, list by list.
        ends: of each list, behind a 0.
        kept: numbers of lists.
        out_documents: of each posting, is filled.
        out_frequencies: of each posting, is filled.
        out_positions: of each occurrence, is filled.
    """

def copy_runs(
    item_bytes: int,
    target: NDArray[Any],
    to_starts: NDArray[np.int64],
    from_starts: NDArray[np.int64],
    sizes: NDArray[np.int64],
    source: NDArray[Any],
) -> None:
    """Copy runs of items from one array to another.

    Args:
        item_bytes: of an item, which both arrays have.
        target: is written to.
        to_starts: where each run goes.
        from_starts: where it is.
        sizes: how many items it has.
        source: where they come from.
    """

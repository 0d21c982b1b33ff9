"""The inner loops of `postings_sorting` and `postings_sharing` in C.

All raise ValueError if arrays do not fit one another.
"""

import numpy as np
from numpy.typing import NDArray

def scatter(
    forms: NDArray[np.uint32],
    documents: NDArray[np.uint32],
    first: NDArray[np.uint32],
    starts: NDArray[np.uint64],
    terms: NDArray[np.uint32],
    offsets: NDArray[np.uint32],
    next_free: NDArray[np.uint64],
    out_documents: NDArray[np.uint32],
    out_positions: NDArray[np.uint32],
) -> None:
    """Bring what stands where into the order of terms, documents and positions: a counting sort.

    Args:
        forms: numbers of surface forms, in the order they stand in.
        documents: the document of each of them.
        first: the first position of each of them.
        starts: where in `terms` each form that is known begins, and where the last one ends.
        terms: of what the forms are made of.
        offsets: of each of these from its form's first position.
        next_free: where in the outputs each term begins; afterwards, where it ends.
        out_documents: is filled.
        out_positions: is filled.
    """

def digests(
    documents: NDArray[np.uint32], positions: NDArray[np.uint32], ends: NDArray[np.uint64], out: NDArray[np.uint64]
) -> None:
    """Sum each list of occurrences up in one number: equal lists have equal ones.

    Args:
        documents: of each occurrence, list by list.
        positions: of each occurrence.
        ends: of each list, behind a 0.
        out: is filled.
    """

def are_equal(
    documents: NDArray[np.uint32],
    positions: NDArray[np.uint32],
    ends: NDArray[np.uint64],
    ones: NDArray[np.int64],
    others: NDArray[np.int64],
    out: NDArray[np.bool_],
) -> None:
    """Say of pairs of lists whether they are equal.

    Args:
        documents: of each occurrence, list by list.
        positions: of each occurrence.
        ends: of each list, behind a 0.
        ones: numbers of lists.
        others: numbers of lists.
        out: is filled.
    """

def count_postings(
    documents: NDArray[np.uint32], ends: NDArray[np.uint64], kept: NDArray[np.int64], out: NDArray[np.int64]
) -> None:
    """Count the documents of lists.

    Args:
        documents: of each occurrence, list by list.
        ends: of each list, behind a 0.
        kept: numbers of lists.
        out: is filled.
    """

def gather(
    documents: NDArray[np.uint32],
    positions: NDArray[np.uint32],
    ends: NDArray[np.uint64],
    kept: NDArray[np.int64],
    out_documents: NDArray[np.uint32],
    out_frequencies: NDArray[np.uint32],
    out_positions: NDArray[np.uint32],
) -> None:
    """Make one posting of the occurrences of a list in a document, list by list.

    Args:
        documents: of each occurrence, list by list.
        positions: of each occurrence.
        ends: of each list, behind a 0.
        kept: numbers of lists.
        out_documents: of each posting, is filled.
        out_frequencies: of each posting, is filled.
        out_positions: of each occurrence, is filled.
    """

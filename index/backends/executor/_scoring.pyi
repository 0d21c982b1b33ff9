"""Postings scored in C; see `index.compiled`."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.backends.executor.words import Run

def prepare(
    rows: list[list[Run]],
    tables: NDArray[np.float32],
    ranges: NDArray[np.int64],
    idfs: memoryview | NDArray[np.float32],
    required: bytes,
    langs: NDArray[np.unsignedinteger[Any]],
    excluded: NDArray[np.bool_] | None,
    k1: float,
    coverage: float,
    lang_count: int,
) -> Any:
    """Take over from Python's arrays what is asked of a segment: documents that hold a run of any row.

    Args:
        rows: the runs of each; documents are 16 or 32 bits wide, counts 16, worths 32.
        tables: what one occurrence is worth, one table after another (`WorthTables.all`).
        ranges: for each language its first document, the one after its last, and whether `langs` differ in it.
        idfs: for each language a number for each row.
        required: for each row whether it must be held.
        langs: for each document the number of its language, which need not be that of its range.
        excluded: the documents that are left out.
        k1: see `Scoring`.
        coverage: see `Scoring`, not below 0.
        lang_count: how many languages `langs` counts.

    Returns:
        What `score` takes; it keeps the arrays, and can be used by several threads at once.

    Raises:
        ValueError: a run is not what it should be, so a file is damaged.
    """

def score(prepared: Any, limit: int) -> Any:
    """Score the documents.

    Args:
        prepared: what `prepare` gave.
        limit: how many documents are wanted, all if negative.

    Returns:
        With a limit the number of documents, the best of them in their order, and the best of each language that is not
        among these, as pairs of document and score; without one the bytes of two arrays, the documents (64 bits,
        ascending in each language) and their scores (32-bit floats).

    Raises:
        ValueError: a run is not what it should be, so a file is damaged.
    """

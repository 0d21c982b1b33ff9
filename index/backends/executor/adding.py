"""Runs of many concepts added up: a row a concept, a column a document."""

from collections.abc import Sequence
from threading import local
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.backends.executor.snapshot_terms import LENGTH_BITS, WorthTables
from index.backends.executor.words import Run, run_worths

__all__ = ["add_runs"]

Array = NDArray[Any]
# Runs shorter than this on average are put one behind another and worked on at once: a call costs as much as the work
# on so many documents.
_SHORT = 2000


class _Scratch(local):
    """Tables of zeros, kept from query to query by each thread: making them anew would cost more than using them."""

    def __init__(self) -> None:
        self._sums = np.zeros(0, dtype=np.float32)
        self._touched = np.zeros(0, dtype=np.bool_)

    def sums(self, size: int) -> NDArray[np.float32]:
        if len(self._sums) < size:
            self._sums = np.zeros(size, dtype=np.float32)
        return self._sums[:size]

    def touched(self, size: int) -> NDArray[np.bool_]:
        if len(self._touched) < size:
            self._touched = np.zeros(size, dtype=np.bool_)
        return self._touched[:size]


_SCRATCH = _Scratch()


def add_runs(asked: Sequence[Sequence[Run]], documents: int, tables: WorthTables) -> tuple[Array, NDArray[np.float32]]:
    """Add runs up.

    Args:
        asked: the runs of each row; at least one.
        documents: how many documents the segment has.
        tables: what occurrences are worth.

    Returns:
        The documents of all runs, ascending, and for each row what each of them is worth there.
    """
    rows, runs = len(asked), [run for own in asked for run in own]
    row_numbers = [row for row, own in enumerate(asked) for _ in own]
    if len(runs) == 1:
        (run,) = runs
        alone = np.zeros((rows, len(run.documents)), dtype=np.float32)
        alone[row_numbers[0]] = run_worths(run, tables)
        return run.documents.astype(np.int64) + run.first, alone
    lengths = [len(run.documents) for run in runs]
    numbers, worths = _together(runs, lengths, tables) if sum(lengths) < _SHORT * len(runs) else _apart(runs, tables)
    places = np.repeat(row_numbers, lengths)
    if rows * documents > 64 * len(numbers):
        return _added_by_sorting(numbers, worths, places, rows)
    sums, touched = _SCRATCH.sums(rows * documents), _SCRATCH.touched(documents)
    touched[numbers] = True
    found = np.flatnonzero(touched)
    touched[found] = False
    if rows > 1:
        numbers += places * documents
    np.add.at(sums, numbers, worths)
    table = sums.reshape(rows, documents).take(found, axis=1)
    sums[numbers] = 0
    return found, table


def _together(runs: Sequence[Run], lengths: list[int], tables: WorthTables) -> tuple[Array, Array]:
    """Give all runs' documents and worths, worked out at once."""
    numbers = np.concatenate([run.documents for run in runs], dtype=np.int64, casting="safe")
    numbers += np.repeat([run.first for run in runs], lengths)
    if any(run.table < 0 for run in runs):
        return numbers, np.concatenate([run_worths(run, tables) for run in runs])
    counts = np.concatenate([run.values for run in runs])
    worths = tables.all.take(np.repeat([run.table for run in runs], lengths) + (counts & LENGTH_BITS))
    worths *= counts >> 8
    worths *= np.repeat(np.array([run.weight for run in runs], dtype=np.float32), lengths)
    return numbers, worths


def _apart(runs: Sequence[Run], tables: WorthTables) -> tuple[Array, Array]:
    """Give all runs' documents and worths, each worked out by itself."""
    numbers = [run.documents.astype(np.int64) + run.first for run in runs]
    return np.concatenate(numbers), np.concatenate([run_worths(run, tables) for run in runs])


def _added_by_sorting(
    numbers: Array, worths: Array, row_numbers: Array, rows: int
) -> tuple[Array, NDArray[np.float32]]:
    """Add few postings up without a table over all documents."""
    documents, back = np.unique(numbers, return_inverse=True)
    added = np.bincount(back + row_numbers * len(documents), worths, minlength=rows * len(documents))
    return documents, added.astype(np.float32).reshape(rows, -1)

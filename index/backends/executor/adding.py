"""Runs of many concepts added up: a row a concept, a column a document."""

from collections.abc import Sequence
from threading import local
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.backends.executor.snapshot_terms import WorthTables
from index.backends.executor.words import Run

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


def add_runs(runs: Sequence[Run], rows: int, documents: int, tables: WorthTables) -> tuple[Array, NDArray[np.float32]]:
    """Add runs up.

    Args:
        runs: at least one.
        rows: how many rows there are.
        documents: how many documents the segment has.
        tables: what frequencies are worth.

    Returns:
        The documents of all runs, ascending, and for each row what each of them is worth there.
    """
    if len(runs) == 1:
        (run,) = runs
        alone = np.zeros((rows, len(run.documents)), dtype=np.float32)
        alone[run.row] = _worths(run, tables)
        return run.documents.astype(np.int64) + run.first, alone
    lengths = [len(run.documents) for run in runs]
    numbers, worths = _together(runs, lengths, tables) if sum(lengths) < _SHORT * len(runs) else _apart(runs, tables)
    if rows * documents > 64 * len(numbers):
        return _added_by_sorting(runs, lengths, numbers, worths, rows)
    sums, touched = _SCRATCH.sums(rows * documents), _SCRATCH.touched(documents)
    touched[numbers] = True
    found = np.flatnonzero(touched)
    touched[found] = False
    if rows > 1:
        numbers += np.repeat([run.row * documents for run in runs], lengths)
    np.add.at(sums, numbers, worths)
    table = sums.reshape(rows, documents).take(found, axis=1)
    sums[numbers] = 0
    return found, table


def _worths(run: Run, tables: WorthTables) -> Array:
    if run.table < 0:
        return run.values
    worths = tables.all[run.table : run.table + WorthTables.SIZE].take(run.values)
    worths *= np.float32(run.weight)
    return worths


def _together(runs: Sequence[Run], lengths: list[int], tables: WorthTables) -> tuple[Array, Array]:
    """Give all runs' documents and worths, worked out at once."""
    numbers = np.concatenate([run.documents for run in runs], dtype=np.int64, casting="safe")
    numbers += np.repeat([run.first for run in runs], lengths)
    if any(run.table < 0 for run in runs):
        return numbers, np.concatenate([_worths(run, tables) for run in runs])
    places = np.concatenate([run.values for run in runs], dtype=np.int64, casting="safe")
    places += np.repeat([run.table for run in runs], lengths)
    worths = tables.all.take(places)
    worths *= np.repeat(np.array([run.weight for run in runs], dtype=np.float32), lengths)
    return numbers, worths


def _apart(runs: Sequence[Run], tables: WorthTables) -> tuple[Array, Array]:
    """Give all runs' documents and worths, each worked out by itself."""
    numbers = [run.documents.astype(np.int64) + run.first for run in runs]
    return np.concatenate(numbers), np.concatenate([_worths(run, tables) for run in runs])


def _added_by_sorting(
    runs: Sequence[Run], lengths: list[int], numbers: Array, worths: Array, rows: int
) -> tuple[Array, NDArray[np.float32]]:
    """Add few postings up without a table over all documents."""
    documents, back = np.unique(numbers, return_inverse=True)
    if rows > 1:
        back = back + np.repeat([run.row * len(documents) for run in runs], lengths)
    added = np.bincount(back, worths, minlength=rows * len(documents))
    return documents, added.astype(np.float32).reshape(rows, -1)

"""What a request asks of a snapshot."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.backends.executor.words import Run
from index.matching import Occur

__all__ = ["Asked", "AskedClause"]


class AskedClause(NamedTuple):
    """A clause with what stands for it in each segment, and its inverse document frequency in each language.

    `langs` are the languages it has words in.
    """

    occur: Occur
    langs: frozenset[str]
    segments: tuple[list[Run], ...]
    idfs: dict[str, float]


class Asked(NamedTuple):
    """The clauses of a request that score, and for each segment the documents that those which must not be leave out.

    `prepared` is the same for each segment as `compiled_scoring` takes it; empty where that is not there.
    """

    clauses: tuple[AskedClause, ...]
    excluded: tuple[NDArray[np.bool_] | None, ...]
    prepared: Sequence[Any]

    def runs(self, place: int) -> list[list[Run]]:
        """Give the runs of each clause in a segment, by its place among the segments."""
        return [clause.segments[place] for clause in self.clauses]

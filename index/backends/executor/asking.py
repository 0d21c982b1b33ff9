"""A clause of a request as a snapshot can answer it."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from index.backends.executor.words import Run
from index.matching import Occur

__all__ = ["AskedClause", "runs_of"]


class AskedClause(NamedTuple):
    """A clause with what stands for it in each segment, and its inverse document frequency in each language.

    `langs` are the languages it has words in. `prepared` are its runs as `compiled_scoring` takes them, if it is there.
    """

    occur: Occur
    langs: frozenset[str]
    segments: tuple[list[Run], ...]
    prepared: tuple[Any, ...]
    idfs: dict[str, float]


def runs_of(place: int, clauses: Iterable[AskedClause]) -> list[list[Run]]:
    """Give the runs of each clause in a segment, by its place among the segments."""
    return [clause.segments[place] for clause in clauses]

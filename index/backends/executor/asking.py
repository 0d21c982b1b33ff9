"""A clause of a request as a snapshot can answer it."""

from collections.abc import Iterable
from typing import NamedTuple

from index.backends.executor.words import GroupRuns, Run
from index.matching import Occur

__all__ = ["AskedClause", "runs_of"]


class AskedClause(NamedTuple):
    """A clause with what stands for it in each language, and its inverse document frequency there."""

    occur: Occur
    groups: dict[str, GroupRuns]
    idfs: dict[str, float]


def runs_of(place: int, clauses: Iterable[AskedClause]) -> list[Run]:
    """Give the runs of all clauses in a segment, by its place among the segments."""
    return [run for clause in clauses for group in clause.groups.values() for run in group.segments[place]]

"""Ranking over arrays: from a request and a snapshot's segments to the best matches and the counts."""

from index.backends.executor.ranking import rank
from index.backends.executor.snapshot_terms import SnapshotTerms

__all__ = ["SnapshotTerms", "rank"]

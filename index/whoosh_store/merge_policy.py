"""Which segments are merged, so that a search looks into few and an article is rewritten seldom.

Segments of about one size make a tier, each tier `FANOUT` times the one before (the logarithmic method of Bentley and
Saxe 1980, as in Lucene's TieredMergePolicy). A tier that is full becomes one segment of the next. A segment that lost
many of its documents is written anew without them.
"""

from collections.abc import Sequence
from math import log

from index.whoosh_store.table_of_contents import SegmentRecord

__all__ = ["FANOUT", "MOST_DELETED", "one_segment", "segments_to_merge"]

FANOUT = 4
SMALLEST = 64  # documents; all segments up to that are one tier
MOST_DELETED = 0.33  # share of a segment's documents


def segments_to_merge(records: Sequence[SegmentRecord]) -> list[list[SegmentRecord]]:
    """Choose what is to become one segment each.

    Args:
        records: all segments, with their deletions.

    Returns:
        Groups of records; no record is in two.
    """
    tiers: dict[int, list[SegmentRecord]] = {}
    for record in records:
        tiers.setdefault(_tier(record.living), []).append(record)
    groups: list[list[SegmentRecord]] = []
    carried: list[SegmentRecord] = []  # of lower tiers, whose merged segment would be one more of this tier
    for tier in sorted(tiers):
        own = tiers[tier]
        if len(own) + bool(carried) >= FANOUT:
            carried = [*carried, *own]
            continue
        if carried:
            groups.append(carried)
            carried = []
        groups += [[record] for record in own if 1 - record.living / record.documents > MOST_DELETED]
    if carried:
        groups.append(carried)
    return groups


def one_segment(records: Sequence[SegmentRecord]) -> list[list[SegmentRecord]]:
    """Choose what is to become one segment of all: nothing if there is but one, without deleted documents."""
    needed = len(records) > 1 or any(record.living < record.documents for record in records)
    return [list(records)] if needed else []


def _tier(documents: int) -> int:
    return max(0, int(log(max(documents, 1) / SMALLEST, FANOUT)) + 1) if documents > SMALLEST else 0

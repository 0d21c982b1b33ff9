"""Ranking by the loops in C, where they are there: what `ranking` does with NumPy.

Where nothing but the first documents is wanted, they are found at once, without a list of all that match.
"""

from array import array
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.backends.executor.asking import AskedClause
from index.backends.executor.listing import SegmentMatches, in_order, matches_of
from index.backends.executor.snapshot_terms import SnapshotTerms, WorthTables
from index.backends.executor.words import Run
from index.compiled import compiled
from index.matching import ANYTHING, Match, Matches, Occur, Order, Request
from index.whoosh_store.section_file import DamagedFileError
from index.whoosh_store.segment import Segment

__all__ = ["can_rank_at_once", "can_score", "prepared", "rank_at_once", "scored_compiled"]

COMPILED = compiled("index.backends.executor._scoring")
Bools = NDArray[np.bool_]
_ALL = -1


def can_score() -> bool:
    """Whether the loops are there."""
    return COMPILED is not None


def prepared(segments: Sequence[list[Run]]) -> tuple[Any, ...]:
    """Take a clause's runs over, those of each segment; nothing if the loops are not there.

    Raises:
        DamagedFileError: postings are not what was written.
    """
    if COMPILED is None:
        return ()
    try:
        return tuple(COMPILED.prepare(runs) for runs in segments)
    except ValueError as error:
        raise DamagedFileError(str(error)) from error


def can_rank_at_once(request: Request, clauses: Sequence[AskedClause]) -> bool:
    """Whether a request wants the best documents by score alone, of all documents."""
    return (
        can_score()
        and not request.counts
        and request.limit is not None
        and request.order is Order.SCORE
        and (request.filter is ANYTHING or request.filter == ANYTHING)  # seen sooner than compared
        and any(clause.occur is not Occur.MUST_NOT for clause in clauses)
    )


def rank_at_once(
    terms: SnapshotTerms,
    clauses: Sequence[AskedClause],
    excluded: Sequence[Bools | None],
    tables: WorthTables,
    limit: int,
) -> Matches:
    """Give the best documents of all segments.

    Args:
        terms: of the snapshot.
        clauses: of the request.
        excluded: for each segment the documents left out.
        tables: what frequencies are worth.
        limit: how many are wanted.

    Raises:
        DamagedFileError: postings are not what was written.
    """
    scoring = [clause for clause in clauses if clause.occur is not Occur.MUST_NOT]
    total, best, others = 0, list[Match](), list[Match]()
    for place, segment in enumerate(terms.segments):
        found = _score(place, segment, scoring, tables, excluded[place], max(limit, 0))
        if found is not None:
            total += found[0]
            best += matches_of(terms, place, found[1])
            others += matches_of(terms, place, found[2])
    leaders = dict[str, Match]()
    for match in in_order([*best, *others], Order.SCORE) if others or len(terms.segments) > 1 else best:
        leaders.setdefault(match.lang, match)
    if len(terms.segments) > 1:
        best = in_order(best, Order.SCORE)[:limit]
    return Matches(best=tuple(best), total=total, languages={}, sources={}, leaders=tuple(leaders.values()))


def scored_compiled(
    place: int, segment: Segment, clauses: Sequence[AskedClause], tables: WorthTables, excluded: Bools | None
) -> SegmentMatches:
    """Give all documents of a segment that match, with their scores.

    Raises:
        DamagedFileError: postings are not what was written.
    """
    found = _score(place, segment, clauses, tables, excluded, _ALL)
    if found is None:
        return SegmentMatches(np.zeros(0, np.int64), np.zeros(0, np.float32))
    return SegmentMatches(np.frombuffer(found[0], np.int64), np.frombuffer(found[1], np.float32))


def _score(
    place: int,
    segment: Segment,
    clauses: Sequence[AskedClause],
    tables: WorthTables,
    excluded: Bools | None,
    limit: int,
) -> Any:
    if COMPILED is None or not any(clause.segments[place] for clause in clauses):
        return None
    # A language whose documents are all deleted has no statistics, and no document here.
    idfs = array("f", [clause.idfs.get(lang, 0.0) for lang in segment.languages for clause in clauses])
    required = bytes([clause.occur is Occur.MUST for clause in clauses])
    scoring = tables.scoring
    langs = segment.column("lang")
    rows = [clause.prepared[place] for clause in clauses]
    try:
        return COMPILED.score(
            rows, tables.all, segment.language_ranges, idfs, required, langs, excluded,
            scoring.k1, scoring.coverage, len(segment.values("lang")), limit,
        )  # fmt: skip
    except ValueError as error:
        raise DamagedFileError(str(error)) from error

"""Ranking by the loops in C, where they are there: what `ranking` does with NumPy.

Where nothing but the first documents is wanted, they are found at once, without a list of all that match.
"""

from array import array
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.backends.executor.asking import Asked, AskedClause
from index.backends.executor.listing import SegmentMatches, in_order, matches_of
from index.backends.executor.snapshot_terms import SnapshotTerms, WorthTables
from index.compiled import compiled
from index.matching import ANYTHING, Match, Matches, Occur, Order, Request
from index.whoosh_store.section_file import DamagedFileError

__all__ = ["can_rank_at_once", "can_score", "prepared", "rank_at_once", "scored_compiled"]

COMPILED = compiled("index.backends.executor._scoring")
Bools = NDArray[np.bool_]
_ALL = -1


def can_score() -> bool:
    """Whether the loops are there."""
    return COMPILED is not None


def prepared(
    terms: SnapshotTerms,
    clauses: Sequence[AskedClause],
    excluded: Sequence[Bools | None],
    tables: WorthTables,
) -> list[Any]:
    """Take a request over, as each segment is asked.

    Args:
        terms: of the snapshot.
        clauses: of the request, those that score.
        excluded: for each segment the documents left out.
        tables: what occurrences are worth.

    Raises:
        DamagedFileError: postings are not what was written.
    """
    assert COMPILED is not None
    required = bytes([clause.occur is Occur.MUST for clause in clauses])
    scoring, found = tables.scoring, []
    for place, segment in enumerate(terms.segments):
        # A language whose documents are all deleted has no statistics, and no document here.
        idfs = array("f", [clause.idfs.get(lang, 0.0) for lang in segment.languages for clause in clauses])
        runs = [clause.segments[place] for clause in clauses]
        langs, lang_count = segment.column("lang"), len(segment.values("lang"))
        try:
            own = COMPILED.prepare(
                runs, tables.all, segment.language_ranges, idfs, required, langs, excluded[place],
                scoring.k1, scoring.coverage, lang_count,
            )  # fmt: skip
        except ValueError as error:
            raise DamagedFileError(str(error)) from error
        found.append(own)
    return found


def can_rank_at_once(request: Request) -> bool:
    """Whether a request wants the best documents by score alone, of all documents."""
    return (
        not request.counts
        and request.limit is not None
        and request.order is Order.SCORE
        and (request.filter is ANYTHING or request.filter == ANYTHING)  # seen sooner than compared
    )


def rank_at_once(terms: SnapshotTerms, asked: Asked, limit: int) -> Matches:
    """Give the best documents of all segments.

    Args:
        terms: of the snapshot.
        asked: what `prepared` took over.
        limit: how many are wanted.

    Raises:
        DamagedFileError: postings are not what was written.
    """
    total, best, others = 0, list[Match](), list[Match]()
    for place, own in enumerate(asked.prepared):
        count, first, leading = _score(own, max(limit, 0))
        total += count
        best += matches_of(terms, place, first)
        if leading:
            others += matches_of(terms, place, leading)
    leaders = dict[str, Match]()
    for match in in_order([*best, *others], Order.SCORE) if others or len(asked.prepared) > 1 else best:
        if match.lang not in leaders:
            leaders[match.lang] = match
    if len(asked.prepared) > 1:
        best = in_order(best, Order.SCORE)[:limit]
    return Matches(best=tuple(best), total=total, languages={}, sources={}, leaders=tuple(leaders.values()))


def scored_compiled(own: Any) -> SegmentMatches:
    """Give all documents of a segment that match, with their scores; `own` is what `prepared` gave for it.

    Raises:
        DamagedFileError: postings are not what was written.
    """
    documents, scores = _score(own, _ALL)
    return SegmentMatches(np.frombuffer(documents, np.int64), np.frombuffer(scores, np.float32))


def _score(own: Any, limit: int) -> Any:
    assert COMPILED is not None
    try:
        return COMPILED.score(own, limit)
    except ValueError as error:
        raise DamagedFileError(str(error)) from error

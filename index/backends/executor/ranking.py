"""The executor of the embedded backend: the formulas of `in_memory`, over whole arrays.

For each segment the worths of all concepts' words are added up in one table (a row a concept, a column a document);
what was touched is scored at once. Numbers are 32-bit floats: a score is right to about six digits.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.backends.executor.adding import add_runs
from index.backends.executor.answering import answer
from index.backends.executor.asking import Asked, AskedClause
from index.backends.executor.compiled_scoring import (
    can_rank_at_once,
    can_score,
    prepared,
    rank_at_once,
    scored_compiled,
)
from index.backends.executor.listing import SegmentMatches
from index.backends.executor.snapshot_terms import SnapshotTerms, WorthTables
from index.backends.executor.words import Run, group_runs
from index.matching import Clause, Matches, Occur, Request, Scoring
from index.whoosh_store.segment import Segment

__all__ = ["rank"]

RUN_COST = 80  # what is kept of a run, counted in documents
Array = NDArray[Any]
Bools = NDArray[np.bool_]


def rank(terms: SnapshotTerms, request: Request) -> Matches:
    """Answer a request over a snapshot.

    Raises:
        DamagedFileError: postings are not what was written.
    """
    tables = terms.tables(request.scoring)
    asked = _asked(terms, request.clauses, tables)
    if asked.prepared and can_rank_at_once(request):
        return rank_at_once(terms, asked, request.limit or 0)
    found = [_match(place, segment, asked, tables) for place, segment in enumerate(terms.segments)]
    return answer(terms, found, request)


def _asked(terms: SnapshotTerms, clauses: tuple[Clause, ...], tables: WorthTables) -> Asked:
    """Find what stands for a request, or give what was found: readers ask again, for another page or with a filter."""
    known = (clauses, tables)
    found: Asked | None = terms.plans.get(known)
    if found is None:
        found = _find(terms, clauses, tables)
        runs = [run for clause in found.clauses for own in clause.segments for run in own]
        made = sum(len(run.documents) for run in runs if run.table < 0) + RUN_COST * len(runs)
        terms.keep(terms.plans, known, found, made + sum(len(own) for own in found.excluded if own is not None))
    return found


def _find(terms: SnapshotTerms, clauses: Sequence[Clause], tables: WorthTables) -> Asked:
    found = [_found(terms, clause, tables) for clause in clauses]
    scoring = tuple(clause for clause in found if clause.occur is not Occur.MUST_NOT)
    forbidding = [clause for clause in found if clause.occur is Occur.MUST_NOT]
    excluded = tuple(_excluded(place, segment, forbidding) for place, segment in enumerate(terms.segments))
    return Asked(scoring, excluded, prepared(terms, scoring, excluded, tables) if scoring and can_score() else ())


def _found(terms: SnapshotTerms, clause: Clause, tables: WorthTables) -> AskedClause:
    groups = {
        group.lang: group_runs(terms, group, clause.parts, tables)
        for group in clause.groups
        if group.lang in terms.languages
    }
    segments = tuple(
        [run for group in groups.values() for run in group.segments[place]] for place in range(len(terms.segments))
    )
    idfs = terms.greatest_idfs | {lang: group.idf for lang, group in groups.items()}
    return AskedClause(clause.occur, frozenset(groups), segments, idfs)


def _excluded(place: int, segment: Segment, clauses: Sequence[AskedClause]) -> Bools | None:
    """Say of each document whether it holds what must not be; None if nothing must not be."""
    if not clauses:
        return None
    found = np.zeros(segment.documents, dtype=np.bool_)
    for clause in clauses:
        for run in clause.segments[place]:
            found[run.documents.astype(np.int64) + run.first] = True
    return found


def _match(place: int, segment: Segment, asked: Asked, tables: WorthTables) -> SegmentMatches:
    if asked.prepared:
        return scored_compiled(asked.prepared[place])
    excluded = asked.excluded[place]
    if asked.clauses:
        documents, scores = _scored(segment, asked.clauses, asked.runs(place), tables)
    else:
        documents = np.arange(segment.documents) if segment.alive is None else np.flatnonzero(segment.alive)
        scores = np.zeros(len(documents), dtype=np.float32)
    if excluded is not None and documents.size:
        kept = ~excluded[documents]
        documents, scores = documents[kept], scores[kept]
    return SegmentMatches(documents, scores)


def _scored(
    segment: Segment, clauses: Sequence[AskedClause], runs: Sequence[Sequence[Run]], tables: WorthTables
) -> tuple[Array, NDArray[np.float32]]:
    """Score the documents that hold any of the clauses, and all of those they must hold."""
    if not any(runs):
        return np.zeros(0, np.int64), np.zeros(0, np.float32)
    documents, frequencies = add_runs(runs, segment.documents, tables)
    required = [row for row, clause in enumerate(clauses) if clause.occur is Occur.MUST]
    if required:
        kept = np.flatnonzero(np.logical_and.reduce(frequencies[required] > 0))
        documents, frequencies = documents[kept], frequencies[:, kept]
    idfs = _document_idfs(segment, clauses, documents)
    return documents, _scores(frequencies, idfs, tables.scoring)


def _scores(frequencies: NDArray[np.float32], idfs: NDArray[np.float32], scoring: Scoring) -> NDArray[np.float32]:
    """BM25 of each column, times the share of the concepts it holds."""
    k1 = np.float32(scoring.k1)
    scores = frequencies + k1
    np.divide(frequencies, scores, out=scores)
    scores *= idfs
    total: NDArray[np.float32] = scores[0] if len(scores) == 1 else scores.sum(axis=0)
    total *= k1 + np.float32(1)
    if len(frequencies) > 1 and scoring.coverage:
        held = ((frequencies > 0) * idfs).sum(axis=0)
        held /= idfs.sum(axis=0)
        total *= np.sqrt(held) if scoring.coverage == 0.5 else held ** np.float32(scoring.coverage)
    return total


def _document_idfs(segment: Segment, clauses: Sequence[AskedClause], documents: Array) -> NDArray[np.float32]:
    """Give each clause's idf in each document's language; one column if there is one language."""
    asked = {lang for clause in clauses for lang in clause.langs if lang in segment.languages}
    if len(asked) == 1:
        (lang,) = asked
        return np.array([[clause.idfs[lang]] for clause in clauses], dtype=np.float32)
    ends = np.searchsorted(documents, [own.stop for own in segment.languages.values()])
    counts = ends.copy()
    counts[1:] -= ends[:-1]
    # A language whose documents are all deleted has no statistics, and no document here.
    idfs = [[clause.idfs.get(lang, 0.0) for lang in segment.languages] for clause in clauses]
    return np.array(idfs, dtype=np.float32).repeat(counts, axis=1)

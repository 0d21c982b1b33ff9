"""The executor of the embedded backend: the formulas of `in_memory`, over whole arrays.

For each segment the worths of all concepts' words are added up in one table (a row a concept, a column a document);
what was touched is scored at once. Numbers are 32-bit floats: a score is right to about six digits.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.backends.executor.answering import SegmentMatches, answer
from index.backends.executor.snapshot_terms import SnapshotTerms
from index.backends.executor.words import GroupRuns, Run, group_runs, run_worths
from index.matching import Clause, Matches, Occur, Request, Scoring
from index.whoosh_store.segment import Segment

__all__ = ["rank"]

Array = NDArray[Any]
Bools = NDArray[np.bool_]


class _AskedClause(NamedTuple):
    """A clause with what stands for it in each language, and its inverse document frequency there."""

    occur: Occur
    groups: dict[str, GroupRuns]
    idfs: dict[str, float]


def rank(terms: SnapshotTerms, request: Request) -> Matches:
    """Answer a request over a snapshot."""
    clauses = [_asked(terms, clause, request.scoring) for clause in request.clauses]
    found = [_match(terms, place, segment, clauses, request) for place, segment in enumerate(terms.segments)]
    return answer(terms, found, request)


def _asked(terms: SnapshotTerms, clause: Clause, scoring: Scoring) -> _AskedClause:
    groups = {
        group.lang: group_runs(terms, group, clause.parts, scoring)
        for group in clause.groups
        if group.lang in terms.languages
    }
    idfs = {}
    for lang, statistics in terms.languages.items():
        frequency = groups[lang].document_frequency if lang in groups else 0.0
        idfs[lang] = float(np.log(1 + (statistics.documents - frequency + 0.5) / (frequency + 0.5)))
    return _AskedClause(clause.occur, groups, idfs)


def _match(
    terms: SnapshotTerms, place: int, segment: Segment, clauses: Sequence[_AskedClause], request: Request
) -> SegmentMatches:
    scoring = [clause for clause in clauses if clause.occur is not Occur.MUST_NOT]
    excluded = [clause for clause in clauses if clause.occur is Occur.MUST_NOT]
    if scoring:
        documents, scores = _scored(terms, place, segment, scoring, request.scoring)
    else:
        documents = np.arange(segment.documents) if segment.alive is None else np.flatnonzero(segment.alive)
        scores = np.zeros(len(documents), dtype=np.float32)
    for clause in excluded:
        kept = ~_holding(place, segment, clause)[documents]
        documents, scores = documents[kept], scores[kept]
    return SegmentMatches(documents, scores)


def _holding(place: int, segment: Segment, clause: _AskedClause) -> Bools:
    """Say of each document whether it holds a clause."""
    found = np.zeros(segment.documents, dtype=np.bool_)
    for lang, group in clause.groups.items():
        if lang in segment.languages:
            first = segment.languages[lang].start
            for run in group.segments[place]:
                found[run.documents.astype(np.int64) + first] = True
    return found


def _scored(
    terms: SnapshotTerms, place: int, segment: Segment, clauses: Sequence[_AskedClause], scoring: Scoring
) -> tuple[Array, NDArray[np.float32]]:
    """Score the documents that hold any of the clauses, and all of those they must hold."""
    runs = [
        (row, lang, run)
        for row, clause in enumerate(clauses)
        for lang, group in clause.groups.items()
        for run in group.segments[place]
    ]
    if not runs:
        return np.zeros(0, np.int64), np.zeros(0, np.float32)
    documents, frequencies = _added(terms, segment, runs, len(clauses), scoring)
    idfs = _document_idfs(segment, clauses, documents)
    held = frequencies > 0
    for row, clause in enumerate(clauses):
        if clause.occur is Occur.MUST:
            kept = held[row]
            documents, frequencies, idfs, held = documents[kept], frequencies[:, kept], idfs[:, kept], held[:, kept]
    scores = frequencies / (frequencies + np.float32(scoring.k1))
    scores *= idfs
    total = scores.sum(axis=0) * np.float32(scoring.k1 + 1)
    if len(clauses) > 1 and scoring.coverage:
        share = (held * idfs).sum(axis=0) / idfs.sum(axis=0)
        total *= np.sqrt(share) if scoring.coverage == 0.5 else share ** np.float32(scoring.coverage)
    return documents, total


def _added(
    terms: SnapshotTerms, segment: Segment, runs: Sequence[tuple[int, str, Run]], rows: int, scoring: Scoring
) -> tuple[Array, NDArray[np.float32]]:
    """Add the runs of each row up: the documents touched, and a row of sums for each clause."""
    numbers, places, worths = [], [], []
    for row, lang, run in runs:
        own = run.documents.astype(np.int64)
        own += segment.languages[lang].start
        numbers.append(own)
        places.append(own + row * segment.documents if row else own)
        worths.append(run_worths(terms, scoring, run, lang))
    if len(runs) == 1:
        sums = np.zeros((rows, len(numbers[0])), dtype=np.float32)
        sums[runs[0][0]] = worths[0]
        return numbers[0], sums
    total = sum(map(len, numbers))
    if total * 8 < segment.documents:
        documents, back = np.unique(np.concatenate(numbers), return_inverse=True)
        row_starts = np.repeat([row * len(documents) for row, _, _ in runs], [len(own) for own in numbers])
        added = np.bincount(back + row_starts, np.concatenate(worths), minlength=rows * len(documents))
        return documents, added.astype(np.float32).reshape(rows, -1)
    table = np.zeros(rows * segment.documents, dtype=np.float32)
    for at, worth in zip(places, worths, strict=True):
        table[at] += worth
    touched = np.zeros(segment.documents, dtype=np.bool_)
    for own in numbers:
        touched[own] = True
    documents = np.flatnonzero(touched)
    return documents, table.reshape(rows, -1)[:, documents]


def _document_idfs(segment: Segment, clauses: Sequence[_AskedClause], documents: Array) -> NDArray[np.float32]:
    """Give each clause's inverse document frequency in each document's language."""
    counts = [int(np.diff(np.searchsorted(documents, (own.start, own.stop)))[0]) for own in segment.languages.values()]
    # A language whose documents are all deleted has no statistics, and no document here.
    idfs = [[clause.idfs.get(lang, 0.0) for lang in segment.languages] for clause in clauses]
    return np.repeat(np.array(idfs, dtype=np.float32), counts, axis=1)

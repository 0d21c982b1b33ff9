"""The executor of the embedded backend: the formulas of `in_memory`, over arrays.

Each concept becomes one row of numbers (document, part, position, weight) for all that stands for it. Sorted once,
equal places are merged with their best weight, and sums over places are sums over runs.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.matching import (
    Clause,
    Filter,
    Match,
    Matches,
    Occur,
    Part,
    Phrase,
    Prefix,
    Request,
    Scoring,
    TermGroup,
    WeightedTerm,
)
from index.whoosh_store.postings import Columns, PostingReader

__all__ = ["rank"]

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
MOST_PREFIX_KEYS = 1000  # a prefix that matches more takes the first ones in alphabetical order


class _Places(NamedTuple):
    """Where something stands in one part: documents and positions ascending, one weight each."""

    documents: NDArray[np.int64]
    positions: NDArray[np.int64]
    weights: Floats


_NOWHERE = _Places(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0))


class _Held(NamedTuple):
    """A clause over all documents: its score, whether it is held, and its idf in each document's language."""

    scores: Floats
    holds: Bools
    idfs: Floats


def rank(postings: PostingReader, request: Request) -> Matches:
    """Answer a request over a snapshot's postings."""
    columns = postings.columns
    scoring = [c for c in request.clauses if c.occur is not Occur.MUST_NOT]
    held = {id(clause): _hold(postings, clause, request.scoring) for clause in request.clauses}
    matching = columns.alive.copy()
    if scoring:
        matching &= np.logical_or.reduce([held[id(clause)].holds for clause in scoring])
    for clause in request.clauses:
        if clause.occur is Occur.MUST:
            matching &= held[id(clause)].holds
        elif clause.occur is Occur.MUST_NOT:
            matching &= ~held[id(clause)].holds
    scores = np.zeros(len(columns.alive))
    if scoring:
        parts = [held[id(clause)] for clause in scoring]
        asked = np.sum([part.idfs for part in parts], axis=0)
        kept = np.sum([np.where(part.holds, part.idfs, 0.0) for part in parts], axis=0)
        total = np.sum([part.scores for part in parts], axis=0)
        share = np.divide(kept, asked, out=np.zeros_like(kept), where=asked > 0)
        scores = total * share**request.scoring.coverage
    return _answer(columns, matching, scores, request)


def _hold(postings: PostingReader, clause: Clause, scoring: Scoring) -> _Held:
    columns = postings.columns
    size = len(columns.alive)
    scores, holds, idfs = np.zeros(size), np.zeros(size, np.bool_), np.zeros(size)
    groups = {group.lang: group for group in clause.groups}
    for lang in set(columns.chains[columns.alive]):
        own = columns.alive & (columns.chains == lang)
        count = int(own.sum())
        df = 0.0
        tf = np.zeros(size)
        if lang in groups:
            best = np.zeros(size)
            for part in clause.parts:
                places = _group_places(postings, groups[lang], part)
                np.maximum.at(best, places.documents, places.weights)
                sums = np.bincount(places.documents, places.weights, minlength=size)
                lengths = columns.lengths[part]
                average = lengths[own].sum() / count
                boost = scoring.title_boost if part is Part.TITLE else 1.0
                norm = 1 - scoring.b + scoring.b * lengths / average if average else np.ones(size)
                tf += boost * sums / norm
            df = float(best.sum())
            holds |= best > 0
        idf = float(np.log(1 + (count - df + 0.5) / (df + 0.5)))
        idfs[own] = idf
        scores += idf * tf * (scoring.k1 + 1) / (tf + scoring.k1)
    return _Held(scores, holds, idfs)


def _group_places(postings: PostingReader, group: TermGroup, part: Part) -> _Places:
    return _merge(_member_places(postings, member, group.lang, part) for member in group.members)


def _merge(found: Iterable[_Places]) -> _Places:
    """Put places together; of those at one position the best weight stays."""
    rows = [places for places in found if places.documents.size]
    if not rows:
        return _NOWHERE
    documents, positions, weights = (np.concatenate(column) for column in zip(*rows, strict=True))
    order = np.lexsort((positions, documents))
    documents, positions, weights = documents[order], positions[order], weights[order]
    new = np.ones(documents.size, np.bool_)
    new[1:] = (documents[1:] != documents[:-1]) | (positions[1:] != positions[:-1])
    starts = np.flatnonzero(new)
    return _Places(documents[starts], positions[starts], np.maximum.reduceat(weights, starts))


def _member_places(postings: PostingReader, member: WeightedTerm | Prefix | Phrase, lang: str, part: Part) -> _Places:
    if isinstance(member, WeightedTerm):
        found = postings.postings(lang, part, member.key)
        return _Places(found.documents, found.positions, np.full(found.documents.size, member.weight))
    if isinstance(member, Prefix):
        keys = [key for key, _ in zip(postings.keys(lang, part, member.text), range(MOST_PREFIX_KEYS), strict=False)]
        return _group_places(postings, TermGroup(lang, tuple(WeightedTerm(k, member.weight) for k in keys)), part)
    return _phrase_places(postings, member, lang, part)


def _phrase_places(postings: PostingReader, phrase: Phrase, lang: str, part: Part) -> _Places:
    words = [_group_places(postings, TermGroup(lang, word), part) for word in phrase.words]
    shared = set(words[0].documents.tolist())
    for word in words[1:]:
        shared &= set(word.documents.tolist())
    by_document: dict[int, list[dict[int, float]]] = defaultdict(lambda: [{} for _ in words])
    for number, word in enumerate(words):
        for document, position, weight in zip(*(column.tolist() for column in word), strict=True):
            if document in shared:
                by_document[document][number][position] = weight
    rows = [
        (document, position, phrase.weight * weight)
        for document in sorted(by_document)
        for position, weight in _phrase_starts(by_document[document], phrase.slop)
    ]
    if not rows:
        return _NOWHERE
    documents, positions, weights = zip(*rows, strict=True)
    return _Places(np.array(documents, np.int64), np.array(positions, np.int64), np.array(weights, np.float64))


def _phrase_starts(words: list[dict[int, float]], slop: int) -> Iterable[tuple[int, float]]:
    if slop == 0:
        for start in sorted(words[0]):
            weights = [word.get(start + offset, 0.0) for offset, word in enumerate(words)]
            if all(weights):
                yield start, min(weights)
        return
    # A window slides over the places of all words; each word keeps the places inside it.
    window = len(words) + slop
    places = sorted(
        (position, number, weight) for number, word in enumerate(words) for position, weight in word.items()
    )
    for start, _ in groupby(places, key=lambda place: place[0]):
        best = [0.0] * len(words)
        for position, number, weight in places:
            if start <= position < start + window:
                best[number] = max(best[number], weight)
        if all(best):
            yield start, min(best)


def _answer(columns: Columns, matching: Bools, scores: Floats, request: Request) -> Matches:
    wanted = request.filter
    dated = matching & _in_dates(columns, wanted)
    in_language = np.isin(columns.langs, list(wanted.languages)) if wanted.languages else np.True_
    in_source = np.isin(columns.sources, list(wanted.sources)) if wanted.sources else np.True_
    passing = np.flatnonzero(dated & in_language & in_source)
    order = passing[np.lexsort((passing, -scores[passing]))][: request.limit]
    return Matches(
        best=tuple(Match(int(n), columns.langs[n], float(scores[n]), columns.published[n]) for n in order),
        total=int(passing.size),
        languages=Counter(columns.langs[dated & in_source].tolist()),
        sources=Counter(source for source in columns.sources[dated & in_language] if source),
    )


def _in_dates(columns: Columns, wanted: Filter) -> Bools:
    if not wanted.since and not wanted.until:
        return np.ones(len(columns.alive), np.bool_)
    last = wanted.until or "9999"
    return np.array([day != "" and wanted.since <= day[:10] <= last for day in columns.published], np.bool_)

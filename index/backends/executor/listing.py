"""The first of the matches of all segments, and the first of each language."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.backends.executor.snapshot_terms import SnapshotTerms
from index.backends.executor.top_k import greatest
from index.languages import UNKNOWN_CODE
from index.matching import Match, Order

__all__ = ["SegmentMatches", "first_matches", "in_order", "leading_matches", "matches_of"]

Array = NDArray[Any]


class SegmentMatches(NamedTuple):
    """A segment's documents that match, ascending, with their scores."""

    documents: Array
    scores: NDArray[np.float32]


def first_matches(
    terms: SnapshotTerms, found: Sequence[SegmentMatches], order: Order, limit: int | None
) -> tuple[Match, ...]:
    """Give the first matches of all segments."""
    listed: list[Match] = []
    for index, matches in enumerate(found):
        if len(matches.documents):
            listed += _matches(terms, index, matches, _first_places(terms, index, matches, order, limit))
    return tuple(in_order(listed, order)[:limit])


def _first_places(
    terms: SnapshotTerms, index: int, matches: SegmentMatches, order: Order, limit: int | None
) -> Array | None:
    """Give the places of a segment's first matches; None for all."""
    if limit is None or limit >= len(matches.documents):
        return None
    if limit <= 0:
        return np.zeros(0, np.int64)
    if order is Order.DATE:
        # Places in the sorted list of dates are in the order of the dates.
        return greatest(terms.segments[index].column("published")[matches.documents].astype(np.float64), limit)
    return greatest(matches.scores, limit)


def _matches(terms: SnapshotTerms, index: int, matches: SegmentMatches, places: Array | None) -> list[Match]:
    segment, first = terms.segments[index], terms.first_numbers[index]
    documents = matches.documents if places is None else matches.documents[places]
    scores = matches.scores if places is None else matches.scores[places]
    langs, dates = segment.values("lang"), segment.values("published")
    lang_numbers = segment.column("lang")[documents].tolist()
    date_numbers = segment.column("published")[documents].tolist()
    return [
        Match(first + number, langs[lang], score, dates[date])
        for number, lang, score, date in zip(
            documents.tolist(), lang_numbers, scores.tolist(), date_numbers, strict=True
        )
    ]


def matches_of(terms: SnapshotTerms, index: int, scored: Sequence[tuple[int, float]]) -> list[Match]:
    """Give a few matches of a segment: documents with their scores."""
    segment, first = terms.segments[index], terms.first_numbers[index]
    langs, dates = segment.values("lang"), segment.values("published")
    lang_numbers, date_numbers = segment.column("lang").data, segment.column("published").data
    made = tuple.__new__  # what `Match` does, but for looking at the arguments' names
    return [
        made(Match, (first + document, langs[lang_numbers[document]], score, dates[date_numbers[document]]))
        for document, score in scored
    ]


def in_order(matches: list[Match], order: Order) -> list[Match]:
    """Sort matches, ties by number."""
    matches.sort(key=lambda match: match.number)
    by_date = order is Order.DATE
    return sorted(matches, key=lambda match: match.published if by_date else match.score, reverse=True)


def leading_matches(
    terms: SnapshotTerms, found: Sequence[SegmentMatches], order: Order, best: Sequence[Match]
) -> tuple[Match, ...]:
    """Give the first match of each language.

    Args:
        terms: of the snapshot.
        found: the matches of each segment.
        order: what comes first.
        best: the first matches of all; the first of a language is among them, if any of the language is.
    """
    leaders = {match.lang: match for match in reversed(best)}
    others: dict[str, list[Match]] = {}
    for index, matches in enumerate(found):
        segment = terms.segments[index]
        missing = [lang for lang in segment.languages if lang == UNKNOWN_CODE or lang not in leaders]
        if not missing or not len(matches.documents):
            continue
        for lang in missing:
            own = segment.languages[lang]
            start, end = np.searchsorted(matches.documents, (own.start, own.stop)).tolist()
            for match in _leaders_between(terms, index, matches, (start, end), order):
                if match.lang not in leaders:
                    others.setdefault(match.lang, []).append(match)
    leaders |= {lang: in_order(listed, order)[0] for lang, listed in others.items()}
    return tuple(in_order(list(leaders.values()), order))


def _leaders_between(
    terms: SnapshotTerms, index: int, matches: SegmentMatches, borders: tuple[int, int], order: Order
) -> list[Match]:
    """Give the first match of each language among neighbours: of one, or of several that have no chain of their own."""
    start, end = borders
    segment = terms.segments[index]
    langs = segment.column("lang")[matches.documents[start:end]]
    found: list[Match] = []
    for lang in np.flatnonzero(np.bincount(langs)).tolist():
        among = np.flatnonzero(langs == lang) + start
        own = matches.documents[among]
        keys = matches.scores[among] if order is Order.SCORE else segment.column("published")[own]
        found += _matches(terms, index, matches, among[[np.argmax(keys)]])
    return found

"""From the matches of each segment to the answer: filters, counts, the first ones."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.backends.executor.listing import SegmentMatches, first_matches, leading_matches
from index.backends.executor.snapshot_terms import SnapshotTerms
from index.matching import ANYTHING, Filter, Matches, Request
from index.whoosh_store.segment import Segment, id_hashes

__all__ = ["answer"]

Array = NDArray[Any]
Bools = NDArray[np.bool_]
_DAY = len("2021-06-07")


class _Counts(NamedTuple):
    """Matches by language, by source and by month."""

    languages: Counter[str]
    sources: Counter[str]
    months: Counter[str]


class _Passing(NamedTuple):
    """Which of a segment's matches pass each filter; None if all do."""

    languages: Bools | None
    sources: Bools | None
    dates: Bools | None
    ids: Bools | None

    def together(self, *, languages: bool = True, sources: bool = True, dates: bool = True) -> Bools | None:
        asked = [
            self.ids,
            self.languages if languages else None,
            self.sources if sources else None,
            self.dates if dates else None,
        ]
        found = [passing for passing in asked if passing is not None]
        return np.logical_and.reduce(found) if found else None


def answer(terms: SnapshotTerms, found: Sequence[SegmentMatches], request: Request) -> Matches:
    """Filter, count, and take the first."""
    kept, counts = list(found), _Counts(Counter(), Counter(), Counter())
    if request.counts or request.filter != ANYTHING:
        kept = [
            _kept(segment, matches, request, counts) for segment, matches in zip(terms.segments, found, strict=True)
        ]
    best = first_matches(terms, kept, request.order, request.limit)
    return Matches(
        best=best,
        total=sum(len(matches.documents) for matches in kept),
        languages=counts.languages,
        sources=counts.sources,
        months=counts.months,
        leaders=leading_matches(terms, kept, request.order, best),
    )


def _kept(segment: Segment, matches: SegmentMatches, request: Request, counts: _Counts) -> SegmentMatches:
    """Give the matches that pass all filters, and count those that pass all but one."""
    passing = _passing(segment, matches.documents, request.filter)
    if request.counts:
        counts.languages.update(_counted(segment, "lang", _chosen(matches, passing.together(languages=False))))
        counts.sources.update(_counted(segment, "source", _chosen(matches, passing.together(sources=False))))
        del counts.sources[""]
        counts.months.update(_counted_months(segment, _chosen(matches, passing.together(dates=False))))
    own = passing.together()
    return matches if own is None else SegmentMatches(matches.documents[own], matches.scores[own])


def _chosen(matches: SegmentMatches, passing: Bools | None) -> Array:
    return matches.documents if passing is None else matches.documents[passing]


def _passing(segment: Segment, documents: Array, wanted: Filter) -> _Passing:
    return _Passing(
        _valued(segment, "lang", documents, wanted.languages),
        _valued(segment, "source", documents, wanted.sources),
        _dated(segment, documents, wanted),
        _named(segment, documents, wanted),
    )


def _valued(segment: Segment, name: str, documents: Array, wanted: frozenset[str]) -> Bools | None:
    if not wanted:
        return None
    fits = np.array([value in wanted for value in segment.values(name)], dtype=np.bool_)
    found: Bools = fits[segment.column(name)[documents]]
    return found


def _dated(segment: Segment, documents: Array, wanted: Filter) -> Bools | None:
    if not wanted.since and not wanted.until:
        return None
    days = segment.values("published")  # in their order, those of no date first
    first = bisect_left(days, max(wanted.since, "0"))
    end = bisect_right(days, wanted.until, key=lambda day: day[:_DAY]) if wanted.until else len(days)
    numbers = segment.column("published")[documents]
    found: Bools = (numbers >= first) & (numbers < end)
    return found


def _named(segment: Segment, documents: Array, wanted: Filter) -> Bools | None:
    if not wanted.ids:
        return None
    identifiers = sorted(wanted.ids)
    return np.isin(documents, segment.find_ids(identifiers, id_hashes(identifiers)))


def _counted(segment: Segment, name: str, documents: Array) -> Counter[str]:
    counts = np.bincount(segment.column(name)[documents], minlength=1)
    values = segment.values(name)
    return Counter({values[place]: int(counts[place]) for place in np.flatnonzero(counts).tolist()})


def _counted_months(segment: Segment, documents: Array) -> Counter[str]:
    months, of_days = segment.months
    counts = np.bincount(of_days[segment.column("published")[documents]], minlength=1)
    return Counter({months[place]: int(counts[place]) for place in np.flatnonzero(counts).tolist() if months[place]})

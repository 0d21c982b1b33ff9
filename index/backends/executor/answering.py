"""From the matches of each segment to the answer: filters, counts, the first ones."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.backends.executor.snapshot_terms import SnapshotTerms
from index.backends.executor.top_k import greatest
from index.languages import UNKNOWN_CODE
from index.matching import Filter, Match, Matches, Order, Request
from index.whoosh_store.segment import Segment, id_hashes

__all__ = ["SegmentMatches", "answer"]

Array = NDArray[Any]
Bools = NDArray[np.bool_]
_MONTH = len("2021-06")


class SegmentMatches(NamedTuple):
    """A segment's documents that match, ascending, with their scores."""

    documents: Array
    scores: NDArray[np.float32]


class _Passing(NamedTuple):
    """Which of a segment's matches pass each filter; None if all do."""

    languages: Bools | None
    sources: Bools | None
    others: Bools | None  # date and ids

    def together(self, *, languages: bool = True, sources: bool = True) -> Bools | None:
        asked = [self.others, self.languages if languages else None, self.sources if sources else None]
        found = [passing for passing in asked if passing is not None]
        return np.logical_and.reduce(found) if found else None


def answer(terms: SnapshotTerms, found: Sequence[SegmentMatches], request: Request) -> Matches:
    """Filter, count, and take the first."""
    languages: Counter[str] = Counter()
    sources: Counter[str] = Counter()
    months: Counter[str] = Counter()
    kept: list[SegmentMatches] = []
    for segment, matches in zip(terms.segments, found, strict=True):
        passing = _passing(segment, matches.documents, request.filter)
        own = passing.together()
        kept.append(matches if own is None else SegmentMatches(matches.documents[own], matches.scores[own]))
        if request.counts:
            languages += _counted(segment, "lang", _chosen(matches, passing.together(languages=False)))
            sources += _counted(segment, "source", _chosen(matches, passing.together(sources=False)))
            months += _counted_months(segment, matches, request.filter)
    del sources[""]
    best = _first(terms, kept, request.order, request.limit)
    return Matches(
        best=best,
        total=sum(len(matches.documents) for matches in kept),
        languages=languages,
        sources=sources,
        months=months,
        leaders=_leaders(terms, kept, request.order, best),
    )


def _chosen(matches: SegmentMatches, passing: Bools | None) -> Array:
    return matches.documents if passing is None else matches.documents[passing]


def _passing(segment: Segment, documents: Array, wanted: Filter) -> _Passing:
    others = [
        found for found in (_dated(segment, documents, wanted), _named(segment, documents, wanted)) if found is not None
    ]
    return _Passing(
        _valued(segment, "lang", documents, wanted.languages),
        _valued(segment, "source", documents, wanted.sources),
        np.logical_and.reduce(others) if others else None,
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
    last = wanted.until or "9999"
    fits = [day != "" and wanted.since <= day[:10] <= last for day in segment.values("published")]
    found: Bools = np.array(fits, dtype=np.bool_)[segment.column("published")[documents]]
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


def _counted_months(segment: Segment, matches: SegmentMatches, wanted: Filter) -> Counter[str]:
    undated = Filter(languages=wanted.languages, sources=wanted.sources, ids=wanted.ids)
    passing = _passing(segment, matches.documents, undated).together()
    months: Counter[str] = Counter()
    for day, count in _counted(segment, "published", _chosen(matches, passing)).items():
        if day:
            months[day[:_MONTH]] += count
    return months


class _Listed(NamedTuple):
    """A match that may be among the first: what it is ordered by, its number, and where it is."""

    key: float | str
    number: int
    segment: int
    place: int


def _first(terms: SnapshotTerms, found: Sequence[SegmentMatches], order: Order, limit: int | None) -> tuple[Match, ...]:
    """Give the first matches of all segments."""
    listed: list[_Listed] = []
    for index, matches in enumerate(found):
        places = _best_places(terms.segments[index], matches, order, limit)
        listed += _listed(terms, index, matches, places, order)
    return tuple(_match(terms, found, one) for one in _ordered(listed)[:limit])


def _best_places(segment: Segment, matches: SegmentMatches, order: Order, limit: int | None) -> Array:
    if limit is None or limit >= len(matches.documents):
        return np.arange(len(matches.documents))
    if limit <= 0:
        return np.zeros(0, np.int64)
    if order is Order.DATE:
        # Places in the sorted list of dates are in the order of the dates.
        return greatest(segment.column("published")[matches.documents].astype(np.float64), limit)
    return greatest(matches.scores, limit)


def _listed(terms: SnapshotTerms, index: int, matches: SegmentMatches, places: Array, order: Order) -> list[_Listed]:
    documents = matches.documents[places]
    keys: Sequence[float | str] = matches.scores[places].tolist()
    if order is Order.DATE:
        dates = terms.segments[index].values("published")
        keys = [dates[date] for date in terms.segments[index].column("published")[documents].tolist()]
    numbers = (documents + terms.firsts[index]).tolist()
    return [
        _Listed(key, number, index, place) for key, number, place in zip(keys, numbers, places.tolist(), strict=True)
    ]


def _ordered(listed: list[_Listed]) -> list[_Listed]:
    listed.sort(key=lambda one: one.number)
    return sorted(listed, key=lambda one: one.key, reverse=True)


def _match(terms: SnapshotTerms, found: Sequence[SegmentMatches], one: _Listed) -> Match:
    segment = terms.segments[one.segment]
    document = int(found[one.segment].documents[one.place])
    score = float(found[one.segment].scores[one.place])
    return Match(one.number, segment.value("lang", document), score, segment.value("published", document))


def _leaders(
    terms: SnapshotTerms, found: Sequence[SegmentMatches], order: Order, best: Sequence[Match]
) -> tuple[Match, ...]:
    """Give the first match of each language: it is the first one among the best, if any of the language is there."""
    leaders = {match.lang: match for match in reversed(best)}
    others: dict[str, list[_Listed]] = {}
    for index, matches in enumerate(found):
        segment = terms.segments[index]
        ends = np.searchsorted(matches.documents, [own.stop for own in segment.languages.values()]).tolist()
        for chain, start, end in zip(segment.languages, [0, *ends], ends, strict=False):
            if start == end or (chain in leaders and chain != UNKNOWN_CODE):
                continue
            langs = segment.column("lang")[matches.documents[start:end]]
            for number in np.unique(langs).tolist():
                lang = segment.values("lang")[number]
                if lang not in leaders:
                    among = np.flatnonzero(langs == number) + start
                    keys = matches.scores if order is Order.SCORE else segment.column("published")[matches.documents]
                    place = among[[np.argmax(keys[among])]]
                    others.setdefault(lang, []).extend(_listed(terms, index, matches, place, order))
    leaders |= {lang: _match(terms, found, _ordered(listed)[0]) for lang, listed in others.items()}
    by_number = sorted(leaders.values(), key=lambda match: match.number)
    by_date = order is Order.DATE
    return tuple(sorted(by_number, key=lambda match: match.published if by_date else match.score, reverse=True))

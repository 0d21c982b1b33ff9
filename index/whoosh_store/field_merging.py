"""One field of several segments made one field."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.whoosh_store.field_postings import FieldPostings
from index.whoosh_store.postings_sharing import gathered_runs, place_runs, ranges, shared_rows
from index.whoosh_store.postings_sorting import narrow
from index.whoosh_store.section_file import SectionWriter
from index.whoosh_store.segment_builder import write_terms
from index.whoosh_store.term_lists import TermList, merge_terms

__all__ = ["FieldSource", "merge_field"]

Array = NDArray[Any]
AT_ONCE = 4_000_000  # postings or positions moved in one go, which bounds the memory


class FieldSource(NamedTuple):
    """A field of one segment: its postings, its documents' new numbers by the old ones, and which of them live."""

    postings: FieldPostings
    numbers: Array
    alive: NDArray[np.bool_] | None


class _Moved(NamedTuple):
    """A source with the lists of it that are kept: their numbers among the new lists, and how much of each is kept."""

    source: FieldSource
    ranks: Array  # ascending
    lists: Array  # a list of the source may be part of several new ones
    posting_counts: Array
    position_counts: Array


def merge_field(writer: SectionWriter, name: str, sources: Sequence[FieldSource], documents: int) -> None:
    """Write a field's sections.

    Args:
        writer: of the new segment.
        name: the field's.
        sources: in the order of their documents' new numbers.
        documents: how many the language has in the new segment.
    """
    terms, lists, moved = _ranked(sources)
    if not len(terms):
        return
    count = int(lists.max()) + 1
    posting_ends = _ends(count, [(m.ranks, m.posting_counts) for m in moved])
    position_ends = _ends(count, [(m.ranks, m.position_counts) for m in moved])
    write_terms(writer, name, terms)
    writer.add(f"{name}/lists", narrow(lists))
    kind = narrow(np.zeros(0, np.int64), documents).dtype
    writer.add_all(f"{name}/documents", kind, _stretches(moved, posting_ends, _documents, kind))
    counts = np.dtype(np.uint16)
    writer.add_all(f"{name}/counts", counts, _stretches(moved, posting_ends, _counts, counts))
    writer.add(f"{name}/posting_ends", narrow(posting_ends))
    kind = np.result_type(*(m.source.postings.positions.dtype for m in moved))
    writer.add_all(f"{name}/positions", kind, _stretches(moved, position_ends, _positions, kind))
    writer.add(f"{name}/position_ends", narrow(position_ends))
    many = [found for place, m in enumerate(moved) for found in _many(m, moved[:place], posting_ends)]
    numbers, occurrences = np.array(sorted(many), dtype=np.int64).reshape(-1, 2).T
    writer.add(f"{name}/many", narrow(numbers))
    writer.add(f"{name}/many_counts", occurrences.astype(np.uint32))


def _ranked(sources: Sequence[FieldSource]) -> tuple[TermList, Array, list[_Moved]]:
    """Put the terms of all sources in one order, and their lists; what only deleted documents have is left out.

    Terms that share a list in every source, or are not in it, share one in the new field.
    """
    counted = [_living_counts(source) for source in sources]
    living = [postings[source.postings.lists] > 0 for source, (postings, _) in zip(sources, counted, strict=True)]
    terms, places = merge_terms([source.postings.term_list() for source in sources], living)
    rows = np.full((len(terms), len(sources)), -1, dtype=np.int64)
    for column, (source, own, flags) in enumerate(zip(sources, places, living, strict=True)):
        rows[own[flags], column] = source.postings.lists[flags]
    lists, first = shared_rows(rows)
    moved = []
    for source, column, (postings, positions) in zip(sources, rows[first].T, counted, strict=True):
        ranks = np.flatnonzero(column >= 0)
        own_lists = column[ranks]
        moved.append(_Moved(source, ranks, own_lists, postings[own_lists], positions[own_lists]))
    return terms, lists, moved


def _living_counts(source: FieldSource) -> tuple[Array, Array]:
    """How many postings and positions of each list are kept."""
    postings = source.postings
    posting_ends, position_ends = postings.posting_ends.astype(np.int64), postings.position_ends.astype(np.int64)
    if source.alive is None:
        return np.diff(posting_ends), np.diff(position_ends)
    count = len(posting_ends) - 1
    counts, occurrences = np.zeros(count, np.int64), np.zeros(count, np.int64)
    for first, end in _cut(posting_ends):
        place = slice(int(posting_ends[first]), int(posting_ends[end]))
        living = source.alive[postings.documents[place]]
        starts = posting_ends[first : end + 1] - place.start
        counts[first:end] = np.diff(np.append(0, np.cumsum(living))[starts])
        occurrences[first:end] = np.diff(np.append(0, np.cumsum(postings.frequencies(place) * living))[starts])
    return counts, occurrences


def _ends(lists: int, parts: list[tuple[Array, Array]]) -> Array:
    sizes = np.zeros(lists + 1, np.int64)
    for ranks, counts in parts:
        np.add.at(sizes, ranks + 1, counts)
    return np.cumsum(sizes)


def _cut(ends: Array) -> Iterator[tuple[int, int]]:
    """Cut lists into stretches of about `AT_ONCE` places; a list is never cut."""
    first, last = 0, len(ends) - 1
    while first < last:
        end = int(np.searchsorted(ends, ends[first] + AT_ONCE, side="right")) - 1
        end = min(last, max(end, first + 1))
        yield first, end
        first = end


Values = Callable[[FieldSource, Array], tuple[Array, NDArray[np.bool_] | None]]


def _stretches(moved: Sequence[_Moved], ends: Array, values: Values, kind: "np.dtype[Any]") -> Iterator[Array]:
    """Give an array of the new field, a stretch of lists at a time.

    Args:
        moved: the sources.
        ends: where each list ends in the new array.
        values: gives a source's values for some of its lists, and which are kept.
        kind: the array's type.
    """
    for first, end in _cut(ends):
        stretch = np.empty(int(ends[end] - ends[first]), dtype=kind)
        next_free = ends[first:end] - ends[first]
        for m in moved:
            own = slice(*np.searchsorted(m.ranks, (first, end)).tolist())
            found, living = values(m.source, m.lists[own])
            counts = (m.position_counts if values is _positions else m.posting_counts)[own]
            ranks = m.ranks[own] - first
            kept = found if living is None else found[living]
            place_runs(stretch, next_free[ranks], counts, kept.astype(kind, copy=False))
            next_free[ranks] += counts
            m.source.postings.file.release()
        yield stretch


def _runs(ends: Array, lists: Array) -> tuple[Array, Array]:
    """Where lists begin and how long they are."""
    starts = ends[lists]
    return starts, ends[lists + 1] - starts


def _documents(source: FieldSource, lists: Array) -> tuple[Array, NDArray[np.bool_] | None]:
    documents = gathered_runs(source.postings.documents, *_runs(source.postings.posting_ends, lists))
    return source.numbers[documents], None if source.alive is None else source.alive[documents]


def _counts(source: FieldSource, lists: Array) -> tuple[Array, NDArray[np.bool_] | None]:
    runs = _runs(source.postings.posting_ends, lists)
    counts = gathered_runs(source.postings.counts, *runs)
    return counts, None if source.alive is None else source.alive[gathered_runs(source.postings.documents, *runs)]


def _positions(source: FieldSource, lists: Array) -> tuple[Array, NDArray[np.bool_] | None]:
    living = None
    if source.alive is not None:
        numbers = ranges(*_runs(source.postings.posting_ends, lists))
        alive = source.alive[source.postings.documents[numbers]]
        living = np.repeat(alive, source.postings.frequencies_of(numbers))
    return gathered_runs(source.postings.positions, *_runs(source.postings.position_ends, lists)), living


def _many(moved: _Moved, before: Sequence[_Moved], ends: Array) -> Iterator[tuple[int, int]]:
    """Give the new numbers of a source's postings with very many occurrences, and how many they have."""
    postings, alive = moved.source.postings, moved.source.alive
    posting_ends = postings.posting_ends.astype(np.int64)
    for number, occurrences in zip(*(column.tolist() for column in postings.many), strict=True):
        if alive is not None and not alive[postings.documents[number]]:
            continue
        own_list = int(np.searchsorted(posting_ends, number, side="right")) - 1
        own = slice(int(posting_ends[own_list]), number)
        earlier = number - own.start if alive is None else int(alive[postings.documents[own]].sum())
        for rank in moved.ranks[moved.lists == own_list].tolist():
            others = sum(int(other.posting_counts[other.ranks == rank].sum()) for other in before)
            yield int(ends[rank]) + others + earlier, occurrences

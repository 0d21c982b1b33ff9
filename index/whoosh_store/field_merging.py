"""One field of several segments made one field."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.whoosh_store.field_postings import FieldPostings
from index.whoosh_store.postings_sorting import narrow
from index.whoosh_store.section_file import SectionWriter
from index.whoosh_store.segment_builder import write_terms

__all__ = ["FieldSource", "merge_field"]

Array = NDArray[Any]
AT_ONCE = 4_000_000  # postings or positions moved in one go, which bounds the memory


class FieldSource(NamedTuple):
    """A field of one segment: its postings, its documents' new numbers by the old ones, and which of them live."""

    postings: FieldPostings
    numbers: Array
    alive: NDArray[np.bool_] | None


class _Moved(NamedTuple):
    """A source with the places of its terms among all terms, and how much of each is kept."""

    source: FieldSource
    ranks: Array  # ascending
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
    terms, moved = _ranked(sources)
    if not terms:
        return
    posting_ends = _ends(len(terms), [(m.ranks, m.posting_counts) for m in moved])
    position_ends = _ends(len(terms), [(m.ranks, m.position_counts) for m in moved])
    write_terms(writer, name, terms)
    kind = narrow(np.zeros(0, np.int64), documents).dtype
    writer.add_all(f"{name}/documents", kind, _stretches(moved, posting_ends, _documents, kind))
    counts = np.dtype(np.uint16)
    writer.add_all(f"{name}/counts", counts, _stretches(moved, posting_ends, _counts, counts))
    writer.add(f"{name}/posting_ends", narrow(posting_ends))
    kind = np.result_type(*(m.source.postings.positions.dtype for m in moved))
    writer.add_all(f"{name}/positions", kind, _stretches(moved, position_ends, _positions, kind))
    writer.add(f"{name}/position_ends", narrow(position_ends))
    many = [_many(m, place, moved, posting_ends) for place, m in enumerate(moved)]
    numbers, occurrences = (np.concatenate(column) for column in zip(*many, strict=True))
    order = np.argsort(numbers)
    writer.add(f"{name}/many", narrow(numbers[order]))
    writer.add(f"{name}/many_counts", occurrences[order].astype(np.uint32))


def _ranked(sources: Sequence[FieldSource]) -> tuple[list[bytes], list[_Moved]]:
    """Put the terms of all sources in one order; those that only deleted documents have are left out."""
    counted = [(source, *_living_counts(source)) for source in sources]
    lists = [source.postings.terms() for source in sources]
    kept = [
        [term for term, count in zip(own, counts.tolist(), strict=True) if count]
        for own, (_, counts, _) in zip(lists, counted, strict=True)
    ]
    terms = sorted(set().union(*kept))
    places = {term: place for place, term in enumerate(terms)}
    moved = [
        _Moved(source, np.fromiter((places.get(term, -1) for term in own), np.int64, len(own)), postings, positions)
        for own, (source, postings, positions) in zip(lists, counted, strict=True)
    ]
    return terms, [_filled(m) for m in moved]


def _filled(moved: _Moved) -> _Moved:
    """Give a term that is left out the rank of the one before it, so that ranks ascend; it takes no place."""
    ranks = np.maximum.accumulate(moved.ranks) if moved.ranks.size else moved.ranks
    return moved._replace(ranks=np.maximum(ranks, 0))


def _living_counts(source: FieldSource) -> tuple[Array, Array]:
    """How many postings and positions of each term are kept."""
    postings = source.postings
    posting_ends, position_ends = postings.posting_ends.astype(np.int64), postings.position_ends.astype(np.int64)
    if source.alive is None:
        return np.diff(posting_ends), np.diff(position_ends)
    counts, occurrences = np.zeros(len(postings), np.int64), np.zeros(len(postings), np.int64)
    for first, end in _cut(posting_ends):
        place = slice(int(posting_ends[first]), int(posting_ends[end]))
        living = source.alive[postings.documents[place]]
        starts = posting_ends[first : end + 1] - place.start
        counts[first:end] = np.diff(np.append(0, np.cumsum(living))[starts])
        occurrences[first:end] = np.diff(np.append(0, np.cumsum(postings.frequencies(place) * living))[starts])
    return counts, occurrences


def _ends(terms: int, parts: list[tuple[Array, Array]]) -> Array:
    sizes = np.zeros(terms + 1, np.int64)
    for ranks, counts in parts:
        np.add.at(sizes, ranks + 1, counts)
    return np.cumsum(sizes)


def _cut(ends: Array) -> Iterator[tuple[int, int]]:
    """Cut terms into stretches of about `AT_ONCE` places; a term is never cut."""
    first, last = 0, len(ends) - 1
    while first < last:
        end = int(np.searchsorted(ends, ends[first] + AT_ONCE, side="right")) - 1
        end = min(last, max(end, first + 1))
        yield first, end
        first = end


Values = Callable[[FieldSource, slice, slice], tuple[Array, NDArray[np.bool_] | None]]


def _stretches(moved: Sequence[_Moved], ends: Array, values: Values, kind: "np.dtype[Any]") -> Iterator[Array]:
    """Give an array of the new field, a stretch of terms at a time.

    Args:
        moved: the sources.
        ends: where each term ends in the new array.
        values: gives a source's values for a stretch of its postings and of its positions, and which are kept.
        kind: the array's type.
    """
    for first, end in _cut(ends):
        stretch = np.empty(int(ends[end] - ends[first]), dtype=kind)
        next_free = ends[first:end] - ends[first]
        for m in moved:
            own = slice(*np.searchsorted(m.ranks, (first, end)).tolist())
            postings = m.source.postings
            posting_place = slice(int(postings.posting_ends[own.start]), int(postings.posting_ends[own.stop]))
            position_place = slice(int(postings.position_ends[own.start]), int(postings.position_ends[own.stop]))
            found, living = values(m.source, posting_place, position_place)
            counts = (m.position_counts if values is _positions else m.posting_counts)[own]
            ranks = m.ranks[own] - first
            starts = np.cumsum(counts) - counts
            places = np.repeat(next_free[ranks] - starts, counts) + np.arange(int(counts.sum()))
            stretch[places] = found if living is None else found[living]
            np.add.at(next_free, ranks, counts)
        yield stretch


def _documents(source: FieldSource, postings: slice, _positions: slice) -> tuple[Array, NDArray[np.bool_] | None]:
    documents = source.postings.documents[postings]
    return source.numbers[documents], None if source.alive is None else source.alive[documents]


def _counts(source: FieldSource, postings: slice, _positions: slice) -> tuple[Array, NDArray[np.bool_] | None]:
    living = None if source.alive is None else source.alive[source.postings.documents[postings]]
    return source.postings.counts[postings], living


def _positions(source: FieldSource, postings: slice, positions: slice) -> tuple[Array, NDArray[np.bool_] | None]:
    living = None
    if source.alive is not None:
        alive = source.alive[source.postings.documents[postings]]
        living = np.repeat(alive, source.postings.frequencies(postings))
    return source.postings.positions[positions], living


def _many(moved: _Moved, place: int, all_moved: Sequence[_Moved], ends: Array) -> tuple[Array, Array]:
    """Give the new numbers of a source's postings with very many occurrences, and how many they have."""
    postings, alive = moved.source.postings, moved.source.alive
    numbers, occurrences = postings.many
    numbers = numbers.astype(np.int64)
    if not numbers.size:
        return numbers, occurrences
    posting_ends = postings.posting_ends.astype(np.int64)
    terms = np.searchsorted(posting_ends, numbers, side="right") - 1
    before = np.zeros(len(numbers), np.int64)
    for index, (number, term) in enumerate(zip(numbers.tolist(), terms.tolist(), strict=True)):
        own = slice(int(posting_ends[term]), number)
        before[index] = number - own.start if alive is None else int(alive[postings.documents[own]].sum())
        for earlier in all_moved[:place]:
            at = np.flatnonzero((earlier.ranks == moved.ranks[term]) & (earlier.posting_counts > 0))
            before[index] += int(earlier.posting_counts[at].sum())
    found = ends[moved.ranks[terms]] + before
    living = slice(None) if alive is None else alive[postings.documents[numbers]]
    return found[living], occurrences[living]

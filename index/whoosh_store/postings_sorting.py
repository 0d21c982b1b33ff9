"""From the surface forms of a field's documents to its postings.

In C a counting sort does it, as the number of each term's occurrences is known before; NumPy sorts integers instead.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.schema import LENGTHS
from index.whoosh_store.field_postings import MANY
from index.whoosh_store.postings_sharing import COMPILED, ranges, shared_lists
from index.whoosh_store.surface_forms import FormArrays, SurfaceForms
from index.whoosh_store.term_lists import TermList

__all__ = ["PostingArrays", "length_bytes", "narrow", "packed_counts", "sorted_postings"]

Array = NDArray[Any]
_LENGTHS = np.array(LENGTHS)


@dataclass(frozen=True, slots=True, kw_only=True)
class PostingArrays:
    """A field's postings before they are written; see `field_postings` for what each array is."""

    terms: TermList
    lists: Array
    documents: Array
    frequencies: Array
    posting_ends: Array
    positions: Array
    position_ends: Array


def sorted_postings(forms: Array, text_ends: Array, known: SurfaceForms) -> tuple[PostingArrays, NDArray[np.int64]]:
    """Sort what stands where by term, document and position.

    Args:
        forms: numbers of surface forms, in the order they stand in (u32).
        text_ends: where the forms of each document end, behind a 0 (u64).
        known: what the forms are made of.

    Returns:
        The postings, and for each document its length in positions.
    """
    arrays = known.arrays()
    used, ranked, term_ends = _ranked(forms, arrays, known.order())
    places, lengths = (_scattered if COMPILED else _sorted)(forms, text_ends, ranked, term_ends)
    return _grouped(places, term_ends, known.term_list(used)), lengths


def _ranked(forms: Array, arrays: FormArrays, order: Array) -> tuple[Array, FormArrays, Array]:
    """Put the terms that occur in order.

    Returns:
        Their numbers; the forms made of their ranks in this order, and of whatever number where a form does not occur;
        and where the occurrences of each end, behind a 0.
    """
    sizes = (arrays.starts[1:] - arrays.starts[:-1]).astype(np.int64)
    uses = np.repeat(np.bincount(forms, minlength=len(sizes)), sizes)
    counts = np.bincount(arrays.terms, uses, minlength=len(order)).astype(np.int64)
    used = order[counts[order] > 0]
    ranks = np.zeros(len(order), dtype=np.uint32)
    ranks[used] = np.arange(len(used), dtype=np.uint32)
    term_ends = np.append(0, np.cumsum(counts[used])).astype(np.uint64)
    return used, arrays._replace(terms=ranks[arrays.terms]), term_ends


def _scattered(
    forms: Array, text_ends: Array, arrays: FormArrays, term_ends: Array
) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Give the place of each occurrence, by term, document and position: the document above the position, of 32 bits.

    The second is the length of each document.
    """
    places, lengths = np.empty(int(term_ends[-1]), np.uint64), np.empty(len(text_ends) - 1, np.int64)
    assert COMPILED
    COMPILED.scatter(forms, text_ends, *arrays, term_ends[:-1].copy(), places, lengths)
    return places, lengths


def _sorted(
    forms: Array, text_ends: Array, arrays: FormArrays, term_ends: Array
) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Do the same with a sort of integers."""
    documents = np.repeat(np.arange(len(text_ends) - 1, dtype=np.uint64), np.diff(text_ends).astype(np.int64))
    widths = arrays.widths[forms]
    lengths = np.bincount(documents.astype(np.int64), widths, minlength=len(text_ends) - 1).astype(np.int64)
    before = (
        np.cumsum(widths, dtype=np.int64)
        - widths
        - np.repeat(np.cumsum(lengths) - lengths, np.diff(text_ends).astype(np.int64))
    )
    first_places = documents << np.uint64(32) | before.astype(np.uint64)
    del documents, widths, before
    starts = arrays.starts[forms].astype(np.int64)
    counts = arrays.starts[forms.astype(np.int64) + 1].astype(np.int64) - starts
    # One entry for each term of each form: `parts` says where in `arrays` it is.
    parts = ranges(starts, counts)
    # The entries come by document and position; packed behind the term, their number keeps that order.
    packed = arrays.terms[parts].astype(np.uint64) << np.uint64(32)
    packed |= np.arange(len(parts), dtype=np.uint64)
    packed.sort()
    order = packed.astype(np.uint32)
    del packed
    places = np.repeat(first_places, counts)
    places += arrays.offsets[parts]
    return places[order], lengths


def _grouped(places: Array, term_ends: Array, used: TermList) -> PostingArrays:
    """Make one posting of the occurrences of a list in a document."""
    lists, kept = shared_lists(places, term_ends)
    sizes = (term_ends[1:] - term_ends[:-1]).astype(np.int64)[kept]
    if COMPILED:
        counts = np.empty(len(kept), dtype=np.int64)
        COMPILED.count_postings(places, term_ends, kept, counts)
        documents, frequencies = np.empty((2, int(counts.sum())), dtype=np.uint32)
        positions = np.empty(int(sizes.sum()), dtype=np.uint32)
        COMPILED.gather(places, term_ends, kept, documents, frequencies, positions)
    else:
        own = places[ranges(term_ends[kept], sizes)]
        documents, positions = (own >> np.uint64(32)).astype(np.uint32), own.astype(np.uint32)
        first = np.ones(len(own), dtype=np.bool_)
        first[1:] = documents[1:] != documents[:-1]
        list_starts = np.cumsum(sizes) - sizes
        first[list_starts] = True
        starts = np.flatnonzero(first)
        frequencies = np.diff(np.append(starts, len(own)))
        documents = documents[starts]
        counts = np.add.reduceat(first, list_starts, dtype=np.int64)
    return PostingArrays(
        terms=used,
        lists=lists,
        documents=documents,
        frequencies=frequencies,
        posting_ends=np.append(0, np.cumsum(counts)),
        positions=positions,
        position_ends=np.append(0, np.cumsum(sizes)),
    )


def length_bytes(lengths: Array) -> NDArray[np.uint8]:
    """Give the byte each length is kept as."""
    return (np.searchsorted(_LENGTHS, lengths, side="right") - 1).astype(np.uint8)


def packed_counts(frequencies: Array, lengths: NDArray[np.uint8]) -> NDArray[np.uint16]:
    """Put frequency and length byte of each posting into one number."""
    return (np.minimum(frequencies, MANY).astype(np.uint16) << np.uint16(8)) | lengths


def narrow(numbers: Array, greatest: int | None = None) -> Array:
    """Take the smallest of u16, u32 and u64 that holds all numbers.

    Args:
        numbers: integers from 0.
        greatest: the greatest there may be, if it is not to be looked for.
    """
    most = int(numbers.max(initial=0)) if greatest is None else greatest
    kind = np.uint16 if most < 1 << 16 else np.uint32 if most < 1 << 32 else np.uint64
    return numbers.astype(kind, copy=False)

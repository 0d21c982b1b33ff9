"""From the surface forms of a field's documents to its postings: one sort of integers."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.schema import LENGTHS
from index.whoosh_store.field_postings import MANY
from index.whoosh_store.postings_sharing import shared_lists
from index.whoosh_store.surface_forms import FormArrays

__all__ = ["PostingArrays", "length_bytes", "narrow", "packed_counts", "sorted_postings"]

Array = NDArray[Any]
_LENGTHS = np.array(LENGTHS)


@dataclass(frozen=True, slots=True, kw_only=True)
class PostingArrays:
    """A field's postings before they are written; see `field_postings` for what each array is."""

    terms: list[bytes]
    lists: Array
    documents: Array
    frequencies: Array
    posting_ends: Array
    positions: Array
    position_ends: Array


def sorted_postings(
    forms: Array, documents: Array, arrays: FormArrays, terms: list[str]
) -> tuple[PostingArrays, NDArray[np.int64]]:
    """Sort what stands where by term, document and position.

    Args:
        forms: numbers of surface forms, in the order they stand in.
        documents: the document of each of them, ascending.
        arrays: what the forms are made of.
        terms: the terms by number.

    Returns:
        The postings, and for each document up to the last one that has forms its length in positions.
    """
    widths = arrays.widths[forms].astype(np.int64)
    ends = np.cumsum(widths)
    lengths = np.bincount(documents, widths).astype(np.int64)
    before = (np.cumsum(lengths) - lengths)[documents]
    first_positions = (ends - widths - before).astype(np.uint32)
    starts = arrays.starts[forms].astype(np.int64)
    counts = arrays.starts[forms.astype(np.int64) + 1].astype(np.int64) - starts
    # One entry for each term of each form: `places` says where in `arrays` it is.
    offsets = np.cumsum(counts) - counts
    places = np.arange(int(counts.sum())) + np.repeat(starts - offsets, counts)
    entry_terms = arrays.terms[places]
    ranks, used = _ranks(entry_terms, terms)
    # The entries come by document and position; packed behind the term, their place keeps that order.
    packed = (ranks[entry_terms].astype(np.uint64) << np.uint64(32)) | np.arange(len(places), dtype=np.uint64)
    del entry_terms
    packed.sort()
    order = (packed & np.uint64(0xFFFFFFFF)).astype(np.int64)
    sorted_terms = (packed >> np.uint64(32)).astype(np.uint32)
    del packed
    positions = (np.repeat(first_positions, counts) + arrays.offsets[places])[order]
    sorted_documents = np.repeat(documents, counts)[order]
    return _grouped(sorted_terms, sorted_documents, positions, used), lengths


def _ranks(entries: Array, terms: list[str]) -> tuple[Array, list[bytes]]:
    """Number the terms that occur in the order of their bytes."""
    seen = np.zeros(len(terms), dtype=np.bool_)
    seen[entries] = True
    numbers = np.flatnonzero(seen).tolist()
    encoded = sorted((terms[number].encode("utf-8", "surrogatepass"), number) for number in numbers)
    ranks = np.zeros(len(terms), dtype=np.uint32)
    ranks[[number for _, number in encoded]] = np.arange(len(encoded), dtype=np.uint32)
    return ranks, [term for term, _ in encoded]


def _grouped(terms: Array, documents: Array, positions: Array, used: list[bytes]) -> PostingArrays:
    """Make one posting of the entries of a list in a document."""
    lists, kept = shared_lists(documents, positions, np.searchsorted(terms, np.arange(len(used) + 1)))
    first_of_list = np.zeros(len(used), dtype=np.bool_)
    first_of_list[kept] = True
    own = first_of_list[terms]
    terms, documents, positions = lists[terms[own]], documents[own], positions[own]
    first = np.ones(len(terms), dtype=np.bool_)
    first[1:] = (terms[1:] != terms[:-1]) | (documents[1:] != documents[:-1])
    starts = np.flatnonzero(first)
    numbers = np.arange(len(kept) + 1)
    return PostingArrays(
        terms=used,
        lists=lists,
        documents=documents[starts],
        frequencies=np.diff(np.append(starts, len(terms))),
        posting_ends=np.searchsorted(terms[starts], numbers),
        positions=positions,
        position_ends=np.searchsorted(terms, numbers),
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

"""One field of one segment: its terms in order, and where each of them stands.

Terms that stand at the same places, as the keys of a rare word do, have one list of postings between them. Sections of
a field, `n` terms, `l` lists, `p` postings (a term in a document), `o` occurrences (a posting at a position):

    FIELD/terms          bytes of all terms, sorted, one behind another     FIELD/term_ends      n + 1 places in it
    FIELD/lists          n numbers of lists
    FIELD/documents      p document numbers, ascending within a list, counted from the language's first document
    FIELD/counts         p times: how often (at most 255) << 8 | length of the field, see `schema.LENGTHS`
    FIELD/posting_ends   l + 1 places in both
    FIELD/positions      o positions, in the order of the postings          FIELD/position_ends  l + 1 places in it
    FIELD/many           numbers of the postings with 255 occurrences or more
    FIELD/many_counts    how many those have

Places begin with 0; numbers take the smallest of u16, u32 and u64 that holds them all.
"""

import itertools
from bisect import bisect_right
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.whoosh_store.section_file import SectionFile
from index.whoosh_store.term_lists import COMPILED, TermList

__all__ = ["MANY", "FieldPostings", "Occurrences"]

MANY = 255  # occurrences in one document from which they are counted apart
_SAMPLED = 64  # terms from one to the next that is kept in memory
_ASKED_OFTEN = 200  # look-ups after which a sample of the terms is worth its making

Array = NDArray[Any]


class Occurrences(NamedTuple):
    """Where a term stands: its postings' documents, how often in each, and all positions one behind another."""

    documents: Array
    frequencies: NDArray[np.int64]
    positions: Array


class FieldPostings:
    """A field's terms and postings, as views of a mapped file."""

    def __init__(self, file: SectionFile, name: str) -> None:
        """Find the sections.

        Args:
            file: a segment's file.
            name: the field's.
        """
        self.file, self._name = file, name
        self._terms = file.bytes(f"{name}/terms")
        self._term_ends = file[f"{name}/term_ends"].data
        self._lists = file[f"{name}/lists"].data
        self._posting_ends = file[f"{name}/posting_ends"].data
        self.documents = file[f"{name}/documents"]
        self.counts = file[f"{name}/counts"]
        self._asked = 0

    def __len__(self) -> int:
        return len(self._term_ends) - 1

    def term(self, number: int) -> bytes:
        """Give a term by its number."""
        return bytes(self._terms[self._term_ends[number] : self._term_ends[number + 1]])

    def terms(self, first: int = 0, end: int | None = None) -> list[bytes]:
        """Give terms in their order."""
        ends = self._term_ends[first : (len(self) if end is None else end) + 1].tolist()
        blob = bytes(self._terms[ends[0] : ends[-1]])
        return [blob[a - ends[0] : b - ends[0]] for a, b in itertools.pairwise(ends)]

    def term_list(self) -> TermList:
        """Give all terms as they lie in the file."""
        return TermList(np.asarray(self._terms, dtype=np.uint8), np.asarray(self._term_ends).astype(np.uint64))

    def at_or_after(self, term: bytes) -> int:
        """Give the number of the first term that is not less than a given one."""
        if COMPILED:
            found: int = COMPILED.at_or_after(self._terms, self._term_ends, term)
            return found
        low, high = 0, len(self)
        self._asked += 1
        if self._asked > _ASKED_OFTEN:
            low = max(0, bisect_right(self._sample, term) - 1) * _SAMPLED
            high = min(len(self), low + _SAMPLED + 1)
        blob, ends = self._terms, self._term_ends
        while low < high:
            middle = (low + high) // 2
            if bytes(blob[ends[middle] : ends[middle + 1]]) < term:
                low = middle + 1
            else:
                high = middle
        return low

    @cached_property
    def _sample(self) -> list[bytes]:
        return [self.term(number) for number in range(0, len(self), _SAMPLED)]

    def find(self, term: bytes) -> int:
        """Give the number of a term, -1 if there is none."""
        number = self.at_or_after(term)
        return number if number < len(self) and self.term(number) == term else -1

    def with_prefix(self, prefix: bytes) -> range:
        """Give the numbers of the terms that begin like this."""
        after = prefix.rstrip(b"\xff")
        after = after[:-1] + bytes([after[-1] + 1]) if after else b""
        return range(self.at_or_after(prefix), self.at_or_after(after) if after else len(self))

    def postings(self, number: int) -> slice:
        """Give the place of a term's postings in `documents` and `counts`."""
        own = self._lists[number]
        return slice(self._posting_ends[own], self._posting_ends[own + 1])

    def document_frequency(self, number: int) -> int:
        """Count a term's postings, those of deleted documents too."""
        own = self._lists[number]
        return int(self._posting_ends[own + 1] - self._posting_ends[own])

    def frequencies(self, place: slice) -> NDArray[np.int64]:
        """Give how often each posting's term stands in its document."""
        found = (self.counts[place] >> 8).astype(np.int64)
        many, occurrences = self.many
        if many.size:
            first, end = np.searchsorted(many, (place.start, place.stop))
            found[many[first:end].astype(np.int64) - place.start] = occurrences[first:end]
        return found

    def frequencies_of(self, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
        """Give how often the terms of postings, given by their numbers, stand in their documents."""
        found = (self.counts[numbers] >> 8).astype(np.int64)
        many, occurrences = self.many
        if many.size:
            at = np.minimum(np.searchsorted(many, numbers), len(many) - 1)
            there = many[at] == numbers
            found[there] = occurrences[at[there]]
        return found

    def has_many(self, place: slice) -> bool:
        """Whether any of the postings has more occurrences than its count can say."""
        many, _ = self.many
        return bool(many.size) and bool(np.diff(np.searchsorted(many, (place.start, place.stop)))[0])

    def occurrences(self, number: int) -> Occurrences:
        """Give where a term stands."""
        place = self.postings(number)
        positions = self.positions[self._position_place(number)]
        return Occurrences(self.documents[place], self.frequencies(place), positions)

    def places(self, number: int) -> tuple[Array, NDArray[np.uint16], Array]:
        """Give a term's documents, counts and positions as they lie in the file."""
        place = self.postings(number)
        return self.documents[place], self.counts[place], self.positions[self._position_place(number)]

    def _position_place(self, number: int) -> slice:
        own = self._lists[number]
        return slice(int(self.position_ends[own]), int(self.position_ends[own + 1]))

    def positions_in(self, number: int, document: int) -> list[int]:
        """Give where a term stands in one document."""
        place = self.postings(number)
        documents = self.documents[place]
        at = int(np.searchsorted(documents, document))
        if at == len(documents) or documents[at] != document:
            return []
        frequencies = self.frequencies(slice(place.start, place.start + at + 1))
        end = self._position_place(number).start + int(frequencies.sum())
        found: list[int] = self.positions[end - int(frequencies[-1]) : end].tolist()
        return found

    @cached_property
    def positions(self) -> Array:
        """All positions."""
        return self.file[f"{self._name}/positions"]

    @cached_property
    def position_ends(self) -> Array:
        """Where each list's positions end."""
        return self.file[f"{self._name}/position_ends"]

    @cached_property
    def many(self) -> tuple[Array, Array]:
        """The numbers of the postings with very many occurrences, and how many they have."""
        return self.file[f"{self._name}/many"], self.file[f"{self._name}/many_counts"]

    @property
    def blob(self) -> memoryview:
        """The bytes of all terms."""
        return self._terms

    @property
    def term_ends(self) -> Array:
        """Where each term ends in the bytes of all."""
        return np.asarray(self._term_ends)

    @property
    def lists(self) -> Array:
        """The list of each term."""
        return np.asarray(self._lists)

    @property
    def posting_ends(self) -> Array:
        """Where each list's postings end."""
        return np.asarray(self._posting_ends)

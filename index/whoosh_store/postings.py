"""A snapshot's postings and columns as NumPy arrays, read through Whoosh once and kept."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from whoosh.reading import IndexReader, TermNotFound

from index.matching import Part
from index.schema import analysis_language, field_name

__all__ = ["Columns", "PostingReader", "Postings"]

Ints = NDArray[np.int64]


class Postings(NamedTuple):
    """Every occurrence of a key in a field: document numbers (ascending) and positions, of equal length."""

    documents: Ints
    positions: Ints


class Columns(NamedTuple):
    """What is known of each document without its text, by number; deleted ones have `alive` False."""

    alive: NDArray[np.bool_]
    langs: NDArray[np.object_]
    chains: NDArray[np.object_]
    sources: NDArray[np.object_]
    published: NDArray[np.object_]
    lengths: dict[Part, Ints]


EMPTY = Postings(np.empty(0, np.int64), np.empty(0, np.int64))
KEPT_POSTINGS = 20_000


class PostingReader:
    """Reads one Whoosh reader; safe to share, as Whoosh's matchers are made anew for each call."""

    def __init__(self, reader: IndexReader) -> None:
        self._reader = reader
        self.postings = lru_cache(maxsize=KEPT_POSTINGS)(self._read_postings)
        self.columns = self._read_columns()

    def _read_postings(self, lang: str, part: Part, key: str) -> Postings:
        """Read where a key stands in a part of the articles of a language."""
        try:
            matcher = self._reader.postings(field_name(part, lang), key)
        except TermNotFound:
            return EMPTY
        documents: list[int] = []
        positions: list[int] = []
        while matcher.is_active():
            found = matcher.value_as("positions")
            documents += [matcher.id()] * len(found)
            positions += found
            matcher.next()
        return Postings(np.array(documents, np.int64), np.array(positions, np.int64))

    def keys(self, lang: str, part: Part, prefix: str = "") -> Iterator[str]:
        """List the keys of a field that begin with a prefix, in order."""
        field = field_name(part, lang)
        for term in self._reader.expand_prefix(field, prefix):
            yield term.decode("utf-8")

    def _read_columns(self) -> Columns:
        reader = self._reader
        count = reader.doc_count_all()
        if count == 0:
            nothing = np.empty(0, dtype=object)
            lengths = {part: np.empty(0, np.int64) for part in Part}
            return Columns(np.empty(0, np.bool_), nothing, nothing, nothing, nothing, lengths)
        alive = np.array([not reader.is_deleted(number) for number in range(count)], dtype=np.bool_)

        def texts(name: str) -> NDArray[np.object_]:
            column = reader.column_reader(name)
            return np.array([column[number].decode("utf-8") for number in range(count)], dtype=object)

        def numbers(part: Part) -> Ints:
            column = reader.column_reader(f"{part}_length")
            return np.array([column[number] for number in range(count)], dtype=np.int64)

        langs = texts("lang")
        chains = np.array([analysis_language(lang) for lang in langs], dtype=object)
        return Columns(
            alive, langs, chains, texts("source"), texts("published"), {part: numbers(part) for part in Part}
        )

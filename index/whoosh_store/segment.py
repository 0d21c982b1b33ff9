"""One segment, opened: articles that were written together, in the order of their languages.

The documents of a language are neighbours, so a field's postings count from the language's first document: numbers
stay small, and what is worked out for a language lies together in memory. Sections beside those of the fields
(`field_postings`), for `n` documents:

    documents/ids        bytes of all ids, one behind another               documents/id_ends       n + 1 places
    documents/articles   each article (`stored_articles`), in Zstandard       documents/article_ends  n + 1 places
    documents/hashes     n hashes of ids, sorted                            documents/hash_numbers  whose they are
    documents/contents   n hashes of what the articles say
    columns/NAME         a number each: of `lang`, `source`, `published` a place in the sorted list of values, of
                         `title_length`, `body_length` the number of positions
    columns/NAME_values  the values one behind another                      columns/NAME_ends       places in them

The file's description gives `documents` and `languages`, a list of `[code, first, end]`.
"""

import hashlib
import itertools
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
import zstandard
from numpy.typing import NDArray

from index.documents import Document
from index.languages import UNKNOWN_CODE
from index.matching import Part
from index.schema import field_name
from index.whoosh_store.field_postings import FieldPostings
from index.whoosh_store.section_file import SectionFile
from index.whoosh_store.stored_articles import COLUMNS, read_article

__all__ = ["Segment", "id_hash", "id_hashes", "public_id_range"]

_PUBLIC_ID_BITS, _HASH_BITS = 50, 64
_BASE32 = "abcdefghijklmnopqrstuvwxyz234567"


def id_hash(identifier: str) -> int:
    """Give the first 64 bits of the hash whose first 50 make the public id."""
    digest = hashlib.blake2b(identifier.encode("utf-8", "surrogatepass"), digest_size=10).digest()
    return int.from_bytes(digest[:8], "big")


def id_hashes(identifiers: Sequence[str]) -> NDArray[np.uint64]:
    """Give the hashes of many ids."""
    return np.fromiter(map(id_hash, identifiers), dtype=np.uint64, count=len(identifiers))


def public_id_range(public: str) -> tuple[int, int] | None:
    """Give the least and the greatest hash that begins with a public id; None if it is none."""
    if len(public) * 5 != _PUBLIC_ID_BITS or not set(public) <= set(_BASE32):
        return None
    number = 0
    for letter in public:
        number = number << 5 | _BASE32.index(letter)
    rest = _HASH_BITS - _PUBLIC_ID_BITS
    return number << rest, (number + 1 << rest) - 1


class Segment:
    """A segment's file as arrays; safe to share between threads."""

    def __init__(self, name: str, data: memoryview, deleted: NDArray[np.bool_] | None = None) -> None:
        """Open a segment.

        Args:
            name: the segment's.
            data: the whole file.
            deleted: for each document whether it was deleted; None if none was.

        Raises:
            DamagedFileError: the file is not what was written.
        """
        self.name, self.file = name, SectionFile(data)
        self.documents: int = self.file.description["documents"]
        self.languages: dict[str, range] = {
            code: range(first, end) for code, first, end in self.file.description["languages"]
        }
        self.alive = None if deleted is None else ~deleted
        self._fields: dict[tuple[Part, str], FieldPostings | None] = {}
        self._columns: dict[str, NDArray[Any]] = {}

    @cached_property
    def language_ranges(self) -> NDArray[np.int64]:
        """For each language its first document, the one after its last, and whether the column differs in it."""
        ranges = [(own.start, own.stop, lang == UNKNOWN_CODE) for lang, own in self.languages.items()]
        return np.array(ranges, dtype=np.int64).reshape(-1, 3)

    def field(self, part: Part, lang: str) -> FieldPostings | None:
        """Give the postings of a part in a language; None if no document has any."""
        try:
            return self._fields[part, lang]
        except KeyError:
            name = field_name(part, lang)
            found = FieldPostings(self.file, name) if f"{name}/terms" in self.file else None
            self._fields[part, lang] = found
            return found

    def column(self, name: str) -> NDArray[Any]:
        """Give a column's numbers."""
        try:
            return self._columns[name]
        except KeyError:
            found = self._columns[name] = self.file[f"columns/{name}"]
            return found

    def values(self, name: str) -> list[str]:
        """Give a column's sorted values."""
        return self._values[name]

    @cached_property
    def _values(self) -> dict[str, list[str]]:
        return {name: self._texts(f"columns/{name}_values", f"columns/{name}_ends") for name in COLUMNS}

    @cached_property
    def months(self) -> tuple[list[str], NDArray[np.int64]]:
        """The months of all dates (`2021-06`) in their order, and for each date which of them it is in."""
        of_days = [day[:7] for day in self.values("published")]
        months = sorted(set(of_days))
        places = {month: place for place, month in enumerate(months)}
        return months, np.fromiter((places[month] for month in of_days), np.int64, len(of_days))

    def _texts(self, blob: str, ends: str) -> list[str]:
        content, places = bytes(self.file.bytes(blob)), self.file[ends].tolist()
        return [content[a:b].decode("utf-8", "surrogatepass") for a, b in itertools.pairwise(places)]

    def value(self, name: str, number: int) -> str:
        """Give a document's value of a column."""
        return self.values(name)[int(self.column(name)[number])]

    def id(self, number: int) -> str:
        """Give a document's id without fetching the article."""
        ends = self._id_ends
        return bytes(self._ids[ends[number] : ends[number + 1]]).decode("utf-8", "surrogatepass")

    @cached_property
    def _ids(self) -> memoryview:
        return self.file.bytes("documents/ids")

    @cached_property
    def _id_ends(self) -> memoryview:
        return self.file["documents/id_ends"].data

    @cached_property
    def _articles(self) -> tuple[memoryview, memoryview]:
        return self.file.bytes("documents/articles"), self.file["documents/article_ends"].data

    def article(self, number: int) -> bytes:
        """Give an article as it lies in the file, compressed."""
        blob, ends = self._articles
        return bytes(blob[ends[number] : ends[number + 1]])

    def document(self, number: int) -> Document:
        """Fetch an article."""
        stored = read_article(zstandard.decompress(self.article(number)))
        stored.update((name, self.value(name, number)) for name in COLUMNS)
        return Document(**stored)

    def content_hash(self, number: int) -> int:
        """Give the hash of what an article says."""
        return int(self.file["documents/contents"][number])

    def is_alive(self, number: int) -> bool:
        """Whether a document was not deleted."""
        return self.alive is None or bool(self.alive[number])

    def find_ids(self, identifiers: Sequence[str], hashes: NDArray[np.uint64]) -> list[int]:
        """Give the numbers of the living documents that have one of many ids.

        Args:
            identifiers: ids.
            hashes: of the same ids, see `id_hashes`.
        """
        kept = self.file["documents/hashes"]
        numbers = self.file["documents/hash_numbers"]
        first, end = np.searchsorted(kept, hashes, side="left"), np.searchsorted(kept, hashes, side="right")
        found = []
        for place in np.flatnonzero(end > first).tolist():
            for number in numbers[first[place] : end[place]].tolist():
                if self.is_alive(number) and self.id(number) == identifiers[place]:
                    found.append(number)
        return found

    def find_public_id(self, public: str) -> int | None:
        """Give the number of the living document with a public id."""
        wanted = public_id_range(public)
        if wanted is None:
            return None
        kept = self.file["documents/hashes"]
        first = int(np.searchsorted(kept, np.uint64(wanted[0]), side="left"))
        end = int(np.searchsorted(kept, np.uint64(wanted[1]), side="right"))
        numbers = self.file["documents/hash_numbers"][first:end].tolist()
        return next((number for number in numbers if self.is_alive(number)), None)

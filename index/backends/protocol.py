"""The seam: what an engine must do to stand under the search."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import NamedTuple, Protocol

from index.documents import Added, Document
from index.matching import Matches, Part, Request, Statistics

__all__ = ["Backend", "Snapshot", "WriteOptions", "Writer"]


class Snapshot(Protocol):
    """The index as it was at one commit; it never changes and may be shared by threads."""

    @property
    def generation(self) -> str:
        """Name the commit: another one after every change."""

    def search(self, request: Request) -> Matches:
        """Find and rank; see `matching` for what is asked and `backends.in_memory` for what it means."""

    def documents(self, numbers: Sequence[int]) -> tuple[Document, ...]:
        """Fetch articles by their numbers in this snapshot, in the order asked."""

    def ids(self, numbers: Sequence[int]) -> tuple[str, ...]:
        """Fetch the ids of articles alone."""

    def positions(self, number: int, part: Part, keys: Collection[str]) -> frozenset[int]:
        """Say at which positions of a part of an article any of some keys stands."""

    def document(self, identifier: str) -> Document | None:
        """Fetch an article by its id or its public id."""

    def holds(self, lang: str, key: str) -> bool:
        """Whether any article of a language has a key; cheap, asked for every alternative."""

    def document_frequency(self, lang: str, key: str) -> int:
        """Count the articles of a language that hold a key in title or body."""

    def vocabulary(self, lang: str) -> Iterator[str]:
        """List the keys of a language, each once, in no particular order."""

    def languages(self) -> tuple[str, ...]:
        """List the languages that have articles, by the chain that analysed them."""

    def statistics(self) -> Statistics:
        """Say what the index holds."""


class WriteOptions(NamedTuple):
    """How to write: `memory` in bytes, about; how many `processes`; how many seconds to `wait` for another writer."""

    memory: int = 512 << 20
    processes: int = 1
    wait: float = 0.0


class Writer(Protocol):
    """Changes an index; nothing of it is seen before `commit`, and what is not committed is given up."""

    def add(self, documents: Sequence[Document]) -> Added:
        """Add articles, replacing those with the same ids."""

    def delete(self, identifiers: Sequence[str]) -> int:
        """Delete articles by id; give how many there were."""

    def commit(self) -> object:
        """Make all changes the index, at once."""


class Backend(Protocol):
    """An index that can be read and written."""

    def snapshot(self) -> Snapshot:
        """Open the last commit, or give the open one if nothing changed."""

    def writer(self, options: WriteOptions = ...) -> AbstractContextManager[Writer]:
        """Begin to write; there is one writer at a time."""

    def write(self, documents: Iterable[Document]) -> int:
        """Add articles in one commit, replacing those with the same ids; give how many were replaced."""

    def delete(self, identifiers: Sequence[str]) -> int:
        """Delete articles by id or public id in one commit; give how many there were."""

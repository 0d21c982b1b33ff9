"""The default backend: a Whoosh index in a folder, ranked over arrays."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from whoosh.index import FileIndex, LockError
from whoosh.reading import IndexReader
from whoosh.writing import IndexWriter

from index.backends.ranking_arrays import rank
from index.documents import Document, public_id
from index.errors import IndexLockedError, IndexStoreError
from index.languages import language
from index.matching import Matches, Part, Request, Statistics
from index.schema import analysis_language, field_name
from index.whoosh_store.fields import field_length
from index.whoosh_store.folder import create_folder, folder_bytes, open_folder
from index.whoosh_store.postings import PostingReader

__all__ = ["EmbeddedBackend", "EmbeddedSnapshot"]

WRITER_MEGABYTES = 256


class EmbeddedBackend:
    """An index in a folder; any number of readers beside one writer."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        """Open the folder.

        Args:
            path: the index's folder.
            create: make an empty index where there is none.

        Raises:
            IndexMissingError: there is none, and `create` is not set.
            IndexStoreError: it cannot be opened, or is of another version.
        """
        self.path = path
        self._index: FileIndex = create_folder(path) if create else open_folder(path)
        self._snapshot: EmbeddedSnapshot | None = None
        self._lock = Lock()

    def snapshot(self) -> "EmbeddedSnapshot":
        """Open a new snapshot when another commit is there; the old one stays valid for its users.

        Raises:
            IndexStoreError: the folder is gone or damaged.
        """
        with self._lock:
            try:
                generation = str(self._index.latest_generation())
                if self._snapshot is None or self._snapshot.generation != generation:
                    # Searcher.refresh() of whoosh3 serves deleted articles, so a reader is opened anew.
                    self._snapshot = EmbeddedSnapshot(open_folder(self.path).reader(), generation, self.path)
            except OSError as error:
                raise IndexStoreError(f"cannot read the index in {self.path}: {error}") from error
            return self._snapshot

    def write(self, documents: Iterable[Document]) -> int:
        """Add or replace articles in one commit.

        Raises:
            IndexLockedError: another process is writing.
            IndexStoreError: the folder cannot be written; the last commit stays.
        """
        # Whoosh would keep both of two articles with one id in one commit: the later one counts.
        latest = {document.id: document for document in documents}
        writer = self._writer()
        try:
            replaced = 0
            if not self._index.is_empty():
                replaced = sum(writer.delete_by_term("id", id_) for id_ in latest)
            for document in latest.values():
                writer.add_document(**_fields(document))
            writer.commit()
        except OSError as error:
            writer.cancel()
            raise IndexStoreError(f"cannot write the index in {self.path}: {error.strerror or error}") from error
        except BaseException:
            writer.cancel()
            raise
        return int(replaced)

    def delete(self, identifiers: Sequence[str]) -> int:
        """Delete articles by id or public id in one commit; give how many there were."""
        snapshot = self.snapshot()
        found = {d.id for d in map(snapshot.document, identifiers) if d}
        if not found:
            return 0
        writer = self._writer()
        deleted = sum(writer.delete_by_term("id", id_) for id_ in found)
        writer.commit()
        return int(deleted)

    def _writer(self) -> IndexWriter:
        try:
            return self._index.writer(limitmb=WRITER_MEGABYTES)
        except LockError as error:
            raise IndexLockedError(
                f"another process is writing the index in {self.path}: wait until it is done, then try again"
            ) from error
        except OSError as error:
            raise IndexStoreError(f"cannot write the index in {self.path}: {error.strerror or error}") from error


def _fields(document: Document) -> dict[str, Any]:
    """The article as Whoosh's fields; each text is analysed once, for its keys and its length."""
    lang = analysis_language(document.lang)
    analyzer = language(lang).analyzer
    tokens = {
        Part.TITLE: tuple(analyzer.tokens(document.title)),
        Part.BODY: tuple(analyzer.tokens(document.text)),
    }
    fields: dict[str, Any] = {field_name(part, lang): found for part, found in tokens.items()}
    fields |= {f"{part}_length": field_length(found) for part, found in tokens.items()}
    fields |= {name: getattr(document, name).encode() for name in ("lang", "source", "published")}
    fields |= {name: getattr(document, name) for name in ("id", "title", "text", "url", "lang_confidence")}
    return fields | {"public_id": public_id(document.id)}


class EmbeddedSnapshot:
    """One commit, opened for reading."""

    def __init__(self, reader: IndexReader, generation: str, path: Path) -> None:
        self._reader, self._path = reader, path
        self._postings = PostingReader(reader)
        self.generation = generation

    def search(self, request: Request) -> Matches:
        """Rank over arrays."""
        return rank(self._postings, request)

    def documents(self, numbers: Sequence[int]) -> tuple[Document, ...]:
        """Read stored articles."""
        return tuple(self._stored(number) for number in numbers)

    def _stored(self, number: int) -> Document:
        columns = self._postings.columns
        stored = self._reader.stored_fields(number)
        return Document(
            lang=columns.langs[number],
            source=columns.sources[number],
            published=columns.published[number],
            **{name: stored[name] for name in ("id", "title", "text", "url", "lang_confidence")},
        )

    def document(self, identifier: str) -> Document | None:
        """Look the article up by its id, else by its public id."""
        for field in ("id", "public_id"):
            if (field, identifier.encode()) in self._reader:
                matcher = self._reader.postings(field, identifier)
                if matcher.is_active():
                    return self._stored(matcher.id())
        return None

    def holds(self, lang: str, key: str) -> bool:
        """Look the key up in the dictionary; one that only deleted articles had may still be there."""
        return any((field_name(part, lang), key.encode()) in self._reader for part in Part)

    def document_frequency(self, lang: str, key: str) -> int:
        """Count articles over both parts."""
        found = [self._postings.postings(lang, part, key).documents for part in Part]
        return int(np.unique(np.concatenate(found)).size)

    def vocabulary(self, lang: str) -> Iterator[str]:
        """List the keys of both parts."""
        return iter({key for part in Part for key in self._postings.keys(lang, part)})

    def languages(self) -> tuple[str, ...]:
        """Give the chains in use."""
        columns = self._postings.columns
        return tuple(sorted(set(columns.chains[columns.alive])))

    def statistics(self) -> Statistics:
        """Count articles, terms and bytes, once a snapshot."""
        return self._statistics

    @cached_property
    def _statistics(self) -> Statistics:
        columns = self._postings.columns
        days = sorted(day for day in columns.published[columns.alive] if day)
        return Statistics(
            documents=int(columns.alive.sum()),
            languages=Counter(columns.langs[columns.alive].tolist()),
            sources=Counter(source for source in columns.sources[columns.alive] if source),
            terms=sum(len(set(self.vocabulary(lang))) for lang in self.languages()),
            bytes=folder_bytes(self._path),
            earliest=days[0] if days else "",
            latest=days[-1] if days else "",
        )

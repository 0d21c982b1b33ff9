"""The one writer of an index: takes articles, marks what is replaced, commits."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from secrets import token_hex
from typing import Self

import numpy as np
from numpy.typing import NDArray

from index.documents import Added, Document
from index.whoosh_store.builder_pool import BuilderPool, BuiltSegment, LocalBuilder
from index.whoosh_store.commits import clean_up, commit
from index.whoosh_store.merge_policy import one_segment, segments_to_merge
from index.whoosh_store.merging import merge_segments
from index.whoosh_store.segment import Segment, id_hashes
from index.whoosh_store.storage import Storage
from index.whoosh_store.stored_articles import content_hash
from index.whoosh_store.table_of_contents import SegmentRecord, TableOfContents, latest_generation, read_table
from index.whoosh_store.writer_lock import WriterLock

__all__ = ["IndexWriter"]


class IndexWriter:
    """Changes an index; nothing of it is seen before `commit`.

    It is used as a context: leaving it gives up what is not committed, and the lock.
    """

    def __init__(self, storage: Storage, lock: WriterLock, builder: LocalBuilder | BuilderPool) -> None:
        """Read the last commit.

        Args:
            storage: the index's folder.
            lock: the writer's lock, held; it is released when the context is left.
            builder: makes segments of articles.

        Raises:
            DamagedFileError: the table of contents is damaged.
            OSError: the folder cannot be read.
        """
        self._storage, self._lock, self._builder = storage, lock, builder
        self._table = read_table(storage, latest_generation(storage))
        # A writer that was killed may have put this commit in place without syncing the folder: until that is done,
        # the commit before, whose files go now, may be the one that is on the disk.
        storage.sync_folder()
        clean_up(storage, self._table)
        self._failed = False
        self._records = list(self._table.segments)
        self._deleted: dict[str, NDArray[np.bool_]] = {}
        self._opened: dict[str, Segment] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._builder.close()
        with suppress(OSError):
            clean_up(self._storage, self._table)
        self._lock.release()

    def add(self, documents: Sequence[Document]) -> Added:
        """Add articles; one with an id that is there replaces it, and is left alone if it says the same.

        Raises:
            OSError: a segment cannot be written; the last commit stands, and this writer can only be left.
        """
        with self._whole():
            return self._add(documents)

    def _add(self, documents: Sequence[Document]) -> Added:
        latest = {document.id: document for document in documents}
        same = self._unchanged(latest)
        changed = [document for document in latest.values() if document.id not in same]
        replaced = self._delete([document.id for document in changed])
        self._take(self._builder.add(changed))
        return Added(replaced + len(documents) - len(latest), len(same))

    def delete(self, identifiers: Sequence[str]) -> int:
        """Delete articles by id; give how many there were."""
        with self._whole():
            return self._delete(identifiers)

    @contextmanager
    def _whole(self) -> Iterator[None]:
        """See that nothing follows a change that was cut off: it would commit half of it."""
        if self._failed:
            raise OSError("writing failed before: begin again")
        self._failed = True
        yield
        self._failed = False

    def _delete(self, identifiers: Sequence[str]) -> int:
        hashes = id_hashes(identifiers)
        count = self._builder.drop(identifiers)
        if count is None:  # some are being built elsewhere: have them where they can be found
            self._take(self._builder.flush())
            count = 0
        for record in self._records:
            deleted = self._deletions(record)
            found = self._open(record).find_ids(identifiers, hashes)
            fresh = [number for number in found if not deleted[number]]
            deleted[fresh] = True
            count += len(fresh)
        return count

    def _take(self, built: Sequence[BuiltSegment]) -> None:
        for record, dropped in built:
            self._records.append(record)
            self._deleted[record.segid] = dropped

    def _unchanged(self, latest: dict[str, Document]) -> set[str]:
        """Find the ids whose articles are in a commit or a flushed segment as they are."""
        identifiers = list(latest)
        hashes = id_hashes(identifiers)
        same: set[str] = set()
        for record in self._records:
            segment = self._open(record)
            deleted = self._deletions(record)
            for number in segment.find_ids(identifiers, hashes):
                identifier = segment.id(number)
                if not deleted[number] and segment.content_hash(number) == content_hash(latest[identifier]):
                    same.add(identifier)
        return same

    def _deletions(self, record: SegmentRecord) -> NDArray[np.bool_]:
        if record.segid not in self._deleted:
            known = record.deletions()
            self._deleted[record.segid] = np.zeros(record.documents, np.bool_) if known is None else known
        return self._deleted[record.segid]

    def _open(self, record: SegmentRecord) -> Segment:
        if record.segid not in self._opened:
            self._opened[record.segid] = Segment(record.name, self._storage.map(record.file_name))
        return self._opened[record.segid]

    def commit(self, *, merge_all: bool = False) -> TableOfContents:
        """Make all changes the index, at once and durably.

        Args:
            merge_all: make one segment of all, and not only of those the policy names.

        Raises:
            OSError: the last commit stands, and this writer can only be left.
        """
        with self._whole():
            return self._commit(merge_all)

    def _commit(self, merge_all: bool) -> TableOfContents:
        self._take(self._builder.flush())
        records = [record.with_deletions(self._deletions(record)) for record in self._records]
        records = [record for record in records if record.living]
        for group in one_segment(records) if merge_all else segments_to_merge(records):
            records = self._merged(records, group)
        self._table = commit(self._storage, self._table.generation + 1, records)
        self._records = records
        self._deleted.clear()
        # A file stays on the disk for as long as it is mapped, whether it has a name or not.
        self._opened = {record.segid: self._opened[record.segid] for record in records if record.segid in self._opened}
        with suppress(OSError):  # the commit stands
            clean_up(self._storage, self._table)
        return self._table

    def _merged(self, records: list[SegmentRecord], group: Sequence[SegmentRecord]) -> list[SegmentRecord]:
        """Put a segment in the place of several."""
        sources = [Segment(record.name, self._storage.map(record.file_name), record.deletions()) for record in group]
        segid = token_hex(8)
        documents = sum(record.living for record in group)
        with self._storage.create(SegmentRecord(segid=segid, documents=documents, checksum=0).file_name) as file:
            checksum = merge_segments(sources, file)
            self._storage.sync(file)
        merged = SegmentRecord(segid=segid, documents=documents, checksum=checksum)
        first = records.index(group[0])
        return [record for record in (*records[:first], merged, *records[first:]) if record not in group]

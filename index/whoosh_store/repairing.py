"""Making a damaged index whole again, without deleting anything unsaid.

Whatever is damaged is first linked or copied into a folder `damaged-DATE` in the index. Articles that can still be
read from it are indexed again. Then all is put in place as one commit, so that a crash meanwhile costs nothing.
"""

import os
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from index.documents import Document
from index.errors import IndexStoreError
from index.whoosh_store.builder_pool import BuiltSegment, LocalBuilder
from index.whoosh_store.checking import CheckReport, check_folder, require_index
from index.whoosh_store.commits import clean_up, commit
from index.whoosh_store.folder import VERSION_FILE, write_version
from index.whoosh_store.salvage import salvage
from index.whoosh_store.section_file import DamagedFileError
from index.whoosh_store.segment import Segment
from index.whoosh_store.segment_check import ReadSegment, read_segment
from index.whoosh_store.storage import FolderStorage
from index.whoosh_store.table_of_contents import (
    INDEX_NAME,
    SEGMENT_SUFFIX,
    SegmentRecord,
    TableOfContents,
    generations,
    latest_generation,
    read_table,
)
from index.whoosh_store.writer_lock import WriterLock

__all__ = ["RepairReport", "repair_folder"]

MEMORY = 256 << 20  # bytes of articles indexed again before they are written


@dataclass(slots=True, kw_only=True)
class RepairReport:
    """What a repair did, in sentences, and what it could not save.

    `rebuilt` is how many articles were indexed again; `unproven` the ids of those among them whose language, source or
    date was lost or guessed; `lost` the ids of those that are gone, and `nameless` how many more are.
    """

    actions: list[str] = field(default_factory=list)
    rebuilt: int = 0
    unproven: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    nameless: int = 0


def repair_folder(path: Path, wait: float = 0.0) -> RepairReport:
    """Make an index whole.

    Args:
        path: its folder.
        wait: how many seconds to wait for a writer.

    Raises:
        IndexMissingError: there is no index.
        IndexStoreError: it is of another version.
        IndexLockedError: a process is writing it.
        OSError: the folder cannot be written; the last commit is as it was.
    """
    require_index(path)
    lock = WriterLock(path, wait)
    try:
        return _Repair(path).run()
    finally:
        lock.release()


class _Repair:
    def __init__(self, path: Path) -> None:
        self._path, self._storage = path, FolderStorage(path)
        self._aside = path / f"damaged-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}"
        self._report = RepairReport()

    def run(self) -> RepairReport:
        found = check_folder(self._path)
        self._set_aside({finding.file for finding in found.findings})
        if any(finding.file == VERSION_FILE for finding in found.findings):
            write_version(self._storage)
            self._say(f"wrote {VERSION_FILE} again, for the version of this program")
        if any(finding.file != VERSION_FILE for finding in found.findings):
            self._commit(found)
        elif found.leftovers:
            self._remove_leftovers(found)
        return self._report

    def _say(self, action: str) -> None:
        self._report.actions.append(action)

    def _set_aside(self, names: set[str]) -> None:
        for name in sorted(name for name in names if (self._path / name).exists()):
            self._aside.mkdir(exist_ok=True)
            try:
                os.link(self._path / name, self._aside / name)
            except OSError:
                shutil.copyfile(self._path / name, self._aside / name)
            self._say(f"kept the damaged {name} in {self._aside.name}")
        if self._aside.exists():
            FolderStorage(self._aside).sync_folder()

    def _remove_leftovers(self, found: CheckReport) -> None:
        before = set(self._storage.names())
        clean_up(self._storage, read_table(self._storage, found.generation))
        self._say_removed(before)

    def _say_removed(self, before: set[str]) -> None:
        for name in sorted(before - set(self._storage.names())):
            kept = f"; it is kept in {self._aside.name}" if (self._aside / name).exists() else ""
            self._say(f"removed {name}, which is not needed any more{kept}")

    def _commit(self, found: CheckReport) -> None:
        records: list[SegmentRecord] = []
        segments, certain = self._segments(found.generation)
        if not certain:
            self._say("the table of contents is lost: took all segments that are there; deleted articles may be back")
        builder = LocalBuilder(self._storage, MEMORY)
        for read in segments:
            records += [read.record] if not read.damage else _records(self._rebuilt(builder, read))
        if not certain:
            records = self._newest_only(records)
        before = set(self._storage.names())
        generation = max(latest_generation(self._storage), found.generation, 0) + 1
        table = commit(self._storage, generation, [record for record in records if record.living])
        clean_up(self._storage, table)
        self._say_removed(before)

    def _segments(self, generation: int) -> tuple[list[ReadSegment], bool]:
        """Read the segments of the last commit; without its table all there are, and then it is not certain."""
        table = self._last_whole_table()
        records = list(table.segments) if table else []
        certain = table is not None and table.generation == generation
        if not certain:
            known = {record.file_name for record in records}
            records += [record for record in self._stray_records() if record.file_name not in known]
        return [read_segment(self._storage, record) for record in records], certain

    def _last_whole_table(self) -> TableOfContents | None:
        for generation in reversed(generations(self._storage)):
            try:
                return read_table(self._storage, generation)
            except (DamagedFileError, IndexStoreError):
                continue
        return None

    def _stray_records(self) -> list[SegmentRecord]:
        """Make up the records of all segment files, the oldest first."""
        prefix = f"{INDEX_NAME}_"
        files = [self._path / name for name in self._storage.names() if name.startswith(prefix)]
        files = sorted((file for file in files if file.suffix == SEGMENT_SUFFIX), key=lambda file: file.stat().st_mtime)
        found = []
        for file in files:
            segid = file.stem.removeprefix(prefix)
            try:
                segment = Segment(file.stem, self._storage.map(file.name))
                record = SegmentRecord(segid=segid, documents=segment.documents, checksum=segment.file.checksum)
            except (DamagedFileError, KeyError, TypeError, ValueError):
                self._set_aside({file.name})
                record = SegmentRecord(segid=segid, documents=0, checksum=0)
            found.append(record)
        return found

    def _rebuilt(self, builder: LocalBuilder, read: ReadSegment) -> Iterable[BuiltSegment]:
        """Index a segment's articles again."""
        self._set_aside({read.record.file_name} - _names_in(self._aside))
        saved = salvage(self._storage, read)
        report = self._report
        report.rebuilt += len(saved.documents)
        report.unproven += saved.unproven
        report.lost += saved.lost
        report.nameless += saved.nameless
        self._say(f"indexed {len(saved.documents):,} articles of {read.record.file_name} again")
        if saved.revived:
            self._say(f"deleted articles of {read.record.file_name} may be back: it is not known which they were")
        latest: dict[str, Document] = {document.id: document for document in saved.documents}
        yield from builder.add(tuple(latest.values()))
        yield from builder.flush()

    def _newest_only(self, records: Sequence[SegmentRecord]) -> list[SegmentRecord]:
        """Delete the articles that a later segment has as well."""
        seen: set[str] = set()
        found = []
        for record in reversed(records):
            segment = Segment(record.name, self._storage.map(record.file_name), record.deletions())
            fresh = {segment.id(number): number for number in range(segment.documents) if segment.is_alive(number)}
            gone = np.ones(segment.documents, dtype=np.bool_)
            gone[[number for identifier, number in fresh.items() if identifier not in seen]] = False
            seen.update(fresh)
            found.append(record.with_deletions(gone))
        return found[::-1]


def _names_in(folder: Path) -> set[str]:
    return {entry.name for entry in folder.iterdir()} if folder.exists() else set()


def _records(built: Iterable[BuiltSegment]) -> list[SegmentRecord]:
    return [segment.record for segment in built]

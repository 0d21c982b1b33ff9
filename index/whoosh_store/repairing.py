"""Making a damaged index whole: what can still be read is indexed again, what cannot is named and put aside."""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

from index.documents import Document
from index.whoosh_store.builder_pool import LocalBuilder
from index.whoosh_store.checking import CheckReport, check_index, readable_articles
from index.whoosh_store.commits import commit
from index.whoosh_store.folder import VERSION_FILE, write_version
from index.whoosh_store.section_file import DamagedFileError
from index.whoosh_store.segment import Segment
from index.whoosh_store.storage import FolderStorage
from index.whoosh_store.table_of_contents import (
    INDEX_NAME,
    SEGMENT_SUFFIX,
    SegmentRecord,
    latest_generation,
    read_table,
    table_name,
)
from index.whoosh_store.writer import IndexWriter
from index.whoosh_store.writer_lock import WriterLock

__all__ = ["DAMAGED_FOLDER", "RepairReport", "repair_index"]

DAMAGED_FOLDER = "damaged"  # inside the index's own
MEMORY = 256 << 20
AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairReport:
    """What was done: articles indexed again, and what could not be saved.

    `lost` are the ids of articles that are gone, as far as they can be told; `lost_count` counts all that are gone.
    `warnings` say what else is not as it was; `kept` are the damaged files that were put aside.
    """

    recovered: int
    lost: tuple[str, ...]
    lost_count: int
    warnings: tuple[str, ...]
    kept: tuple[str, ...]


def repair_index(path: Path, wait: float = 0.0) -> RepairReport:
    """Make the index in a folder whole.

    Damaged files are moved to a folder of their own and never deleted.

    Raises:
        IndexLockedError: another process is writing.
        IndexStoreError: there is no index, or the folder cannot be read.
        OSError: it cannot be written.
    """
    storage = FolderStorage(path)
    lock = WriterLock(path, wait)
    try:
        report = check_index(path)
        kept = _put_aside(path, report)
        warnings = list(_warnings(report))
        if any(finding.file == VERSION_FILE for finding in report.findings):
            write_version(storage)
        if report.segments == 0 and _table_is_damaged(report):
            warnings.append(_rebuild_table(storage, report.generation))
            report = check_index(path)
            kept = tuple(dict.fromkeys((*kept, *_put_aside(path, report))))
        return _recovered(storage, lock, report, warnings, kept)
    finally:
        lock.release()


def _table_is_damaged(report: CheckReport) -> bool:
    return any(finding.file == table_name(max(report.generation, 0)) for finding in report.findings)


def _warnings(report: CheckReport) -> Iterator[str]:
    for finding in report.findings:
        yield f"{finding.file}: {finding.reason}; touches {finding.touched}"


def _put_aside(path: Path, report: CheckReport) -> tuple[str, ...]:
    """Keep the damaged files under another name: links where the file system has them, else copies."""
    kept = []
    for name in dict.fromkeys(finding.file for finding in report.findings):
        if (path / name).exists():
            folder = path / DAMAGED_FOLDER
            folder.mkdir(exist_ok=True)
            target = folder / name
            target.unlink(missing_ok=True)
            if name == VERSION_FILE or name.endswith(".toc"):
                shutil.copyfile(path / name, target)
            else:
                try:
                    os.link(path / name, target)
                except OSError:
                    shutil.copyfile(path / name, target)
            kept.append(f"{DAMAGED_FOLDER}/{name}")
    return tuple(kept)


def _rebuild_table(storage: FolderStorage, generation: int) -> str:
    """Make a table of all segments there are, the oldest first; what was deleted went with the old one."""
    records: list[SegmentRecord] = []
    by_age = sorted(
        (name for name in storage.names() if name.startswith(f"{INDEX_NAME}_") and name.endswith(SEGMENT_SUFFIX)),
        key=lambda name: (storage.path / name).stat().st_mtime_ns,
    )
    for name in by_age:
        segid = name.removeprefix(f"{INDEX_NAME}_").removesuffix(SEGMENT_SUFFIX)
        with suppress(DamagedFileError):
            segment = Segment(name, storage.map(name))
            records.append(SegmentRecord(segid=segid, documents=segment.documents, checksum=segment.file.checksum))
    commit(storage, generation + 1, _latest_of_each(storage, records))
    if generation >= 0:
        storage.remove(table_name(generation))
        storage.sync_folder()
    return "the table of contents was made anew: articles that were deleted or changed before may be back as they were"


def _latest_of_each(storage: FolderStorage, records: Sequence[SegmentRecord]) -> list[SegmentRecord]:
    """Delete what a later segment has under the same id."""
    seen: set[str] = set()
    kept = []
    for record in reversed(records):
        segment = Segment(record.name, storage.map(record.file_name))
        with suppress(ValueError, IndexError, KeyError):
            ids = [segment.id(number) for number in range(segment.documents)]
            deleted = np.array([id_ in seen for id_ in ids], dtype=np.bool_)
            seen.update(ids)
            record = record.with_deletions(deleted)
        kept.append(record)
    return kept[::-1]


def _recovered(
    storage: FolderStorage, lock: WriterLock, report: CheckReport, warnings: list[str], kept: tuple[str, ...]
) -> RepairReport:
    """Index again what is readable of the damaged segments, and leave those out."""
    damaged = {finding.segment for finding in report.findings if finding.segment}
    table = read_table(storage, latest_generation(storage))
    hurt = [record for record in table.segments if record.segid in damaged]
    recovered = 0
    lost = [id_ for finding in report.findings for id_ in finding.articles]
    with IndexWriter(storage, lock, LocalBuilder(storage, MEMORY)) as writer:
        writer.leave_out(damaged)
        for record in hurt:
            articles = _articles(storage, record)
            while batch := list(islice(articles, AT_ONCE)):
                writer.add(batch)
                recovered += len(batch)
        if hurt:
            writer.commit()
    living = sum(record.living for record in hurt)
    return RepairReport(
        recovered=recovered,
        lost=tuple(dict.fromkeys(lost)),
        lost_count=living - recovered,
        warnings=tuple(warnings),
        kept=kept,
    )


def _articles(storage: FolderStorage, record: SegmentRecord) -> Iterator[Document]:
    with suppress(OSError, DamagedFileError):
        yield from readable_articles(Segment(record.name, storage.map(record.file_name), record.deletions()))

"""Backups: one commit of an index copied elsewhere, and put back.

The files of a commit never change, so a copy on the same disk is a second name for them (a hard link), made in no
time; anywhere else they are copied and synced. Putting a backup in the place of an index is one more commit there:
readers take it up at their next query, and a crash leaves either the one or the other.
"""

import os
import shutil
from pathlib import Path
from secrets import token_hex

from index.errors import IndexStoreError
from index.whoosh_store.checking import CheckReport, check_folder
from index.whoosh_store.commits import clean_up, commit
from index.whoosh_store.folder import create_folder, open_folder, version_bytes, write_version
from index.whoosh_store.segment_check import read_segment
from index.whoosh_store.storage import FolderStorage
from index.whoosh_store.table_of_contents import (
    SegmentRecord,
    TableOfContents,
    latest_generation,
    read_table,
    with_latest_commit,
)
from index.whoosh_store.writer_lock import WriterLock

__all__ = ["backup_folder", "restore_folder"]

_PIECE = 1 << 24


def backup_folder(source: Path, target: Path, *, linked: bool = True) -> CheckReport:
    """Copy the last commit of an index that may be written meanwhile.

    Args:
        source: the index's folder.
        target: a new or empty folder.
        linked: let both share files where one disk holds them; otherwise every byte is copied.

    Returns:
        What a check of the backup found: nothing, if the index is whole.

    Raises:
        IndexStoreError: there is no index, or the folder is not empty.
        DamagedFileError: the table of contents cannot be read, or a file that it names is missing.
        OSError: it cannot be written.
    """
    storage = open_folder(source)
    backup = create_folder(target)
    lock = WriterLock(target)
    try:
        if read_table(backup, latest_generation(backup)).segments:
            raise IndexStoreError(f"{target} holds an index: name a new or an empty folder for the backup")
        table = _copied_commit(storage, backup, linked=linked)
        clean_up(backup, commit(backup, max(table.generation, 1), table.segments))
    finally:
        lock.release()
    return check_folder(target)


def restore_folder(source: Path, target: Path, *, replace: bool = False, linked: bool = True) -> CheckReport:
    """Make an index what a backup holds.

    Args:
        source: the backup.
        target: the index's folder; a new one, or that of an index without articles, unless `replace`.
        replace: put the backup in the place of the articles that are there.
        linked: let both share files where one disk holds them.

    Returns:
        What a check of the index found.

    Raises:
        IndexStoreError: the backup is damaged, there is an index and `replace` is not set, or a process writes it.
        OSError: it cannot be written; the index is what it was.
    """
    found = check_folder(source)
    if not found.clean:
        raise IndexStoreError(f"the backup in {source} is damaged ({found.findings[0].what}): run 'search check' on it")
    storage = FolderStorage(target)
    if not replace:
        _refuse_articles(target)
    elif not target.is_dir() or latest_generation(storage) < 0:
        create_folder(target)
    lock = WriterLock(target)
    try:
        table = _copied_commit(FolderStorage(source), storage, linked=linked)
        last = latest_generation(storage)
        clean_up(storage, commit(storage, max(table.generation, last + 1), table.segments))
        if _version(storage) != version_bytes():
            write_version(storage)
    finally:
        lock.release()
    return check_folder(target)


def _version(storage: FolderStorage) -> bytes:
    from index.whoosh_store.folder import VERSION_FILE

    try:
        return storage.read(VERSION_FILE)
    except FileNotFoundError:
        return b""


def _refuse_articles(target: Path) -> None:
    storage = create_folder(target)
    if read_table(storage, latest_generation(storage)).segments:
        raise IndexStoreError(f"{target} holds an index: say --replace to put the backup in its place")


def _copied_commit(source: FolderStorage, target: FolderStorage, *, linked: bool) -> TableOfContents:
    """Copy the segments of the last commit; the table is the caller's to write."""

    def copied(table: TableOfContents) -> TableOfContents:
        for record in table.segments:
            _copy(source.path / record.file_name, target, record, linked=linked)
        return table

    return with_latest_commit(source, copied)


def _copy(file: Path, target: FolderStorage, record: SegmentRecord, *, linked: bool) -> None:
    """Copy a segment under a name of its own first: a file of the same name is replaced at once, if it is damaged."""
    names = target.names()
    if record.file_name in names and not read_segment(target, record).damage:
        return
    temporary = SegmentRecord(segid=token_hex(8), documents=0, checksum=0).file_name
    if not (linked and _link(file, target.path / temporary)):
        with file.open("rb") as given, target.create(temporary) as taken:
            shutil.copyfileobj(given, taken, _PIECE)
            target.sync(taken)
    target.rename(temporary, record.file_name)


def _link(file: Path, name: Path) -> bool:
    """Give a file a second name; False where the disk cannot."""
    try:
        os.link(file, name)
    except FileNotFoundError:
        raise
    except OSError:
        return False
    return True

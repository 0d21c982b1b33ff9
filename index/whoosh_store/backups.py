"""Copies of an index at one commit, taken while a writer goes on, and put back."""

import os
import shutil
from pathlib import Path
from secrets import token_hex

from index.errors import IndexStoreError
from index.whoosh_store.checking import check_index
from index.whoosh_store.folder import VERSION_FILE, open_folder
from index.whoosh_store.section_file import DamagedFileError
from index.whoosh_store.storage import FolderStorage
from index.whoosh_store.table_of_contents import latest_generation, read_table, table_name
from index.whoosh_store.writer_lock import WriterLock

__all__ = ["back_up", "restore"]

TRIES = 10  # a writer may remove files of the commit that is being copied


def back_up(path: Path, destination: Path) -> int:
    """Copy an index, as it is at its last commit, into a new folder, and check the copy.

    Args:
        path: the index's folder.
        destination: a folder that is empty or not there.

    Returns:
        How many articles the copy holds.

    Raises:
        IndexStoreError: there is no index, it is damaged, or the destination cannot be written or holds other things.
    """
    storage = open_folder(path)
    if destination.exists() and any(destination.iterdir()):
        raise IndexStoreError(f"{destination} is not empty: name an empty or a new folder")
    try:
        _copied(storage, destination)
    except OSError as error:
        raise IndexStoreError(f"cannot copy the index to {destination}: {error.strerror or error}") from error
    return _checked(destination)


def restore(source: Path, path: Path, *, replace: bool = False, wait: float = 0.0) -> int:
    """Put a backup in the place of an index, or where there is none.

    Args:
        source: the backup's folder; it stays as it is.
        path: the index's folder.
        replace: whether an index that is there may go; it is kept beside it until the backup is in place.
        wait: how many seconds to wait for a writer of it.

    Returns:
        How many articles the index now holds.

    Raises:
        IndexStoreError: the backup is damaged, or an index is in the way.
        IndexLockedError: another process is writing the index.
    """
    _checked(source)
    there = path.exists() and any(path.iterdir())
    if there and not replace:
        raise IndexStoreError(f"{path} is not empty: say --replace to put the backup in its place")
    if there and not (path / VERSION_FILE).exists():
        raise IndexStoreError(f"{path} holds other things than an index: name another folder")
    fresh = path.with_name(f"{path.name}.restoring-{token_hex(4)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _copied(FolderStorage(source), fresh)
        count = _checked(fresh)
        _put_in_place(fresh, path, wait)
    except OSError as error:
        shutil.rmtree(fresh, ignore_errors=True)
        raise IndexStoreError(f"cannot restore the index to {path}: {error.strerror or error}") from error
    return count


def _put_in_place(fresh: Path, path: Path, wait: float) -> None:
    if not path.exists():
        fresh.rename(path)
    else:
        lock = WriterLock(path, wait)
        before = path.with_name(f"{path.name}.before-{token_hex(4)}")
        try:
            path.rename(before)
            fresh.rename(path)
        finally:
            lock.release()
        shutil.rmtree(before, ignore_errors=True)
    FolderStorage(path.parent).sync_folder()


def _copied(storage: FolderStorage, destination: Path) -> None:
    """Copy the files of the last commit, the table of contents last."""
    for tried in range(TRIES):
        generation = latest_generation(storage)
        try:
            table = read_table(storage, generation)
            shutil.rmtree(destination, ignore_errors=True)
            destination.mkdir(parents=True)
            for name in (*(record.file_name for record in table.segments), VERSION_FILE, table_name(generation)):
                _copy(storage.path / name, destination / name)
            FolderStorage(destination).sync_folder()
            return
        except DamagedFileError as error:
            raise IndexStoreError(f"{storage.path / table_name(generation)}: {error}; run 'search repair'") from error
        except FileNotFoundError:
            if tried + 1 == TRIES or latest_generation(storage) == generation:
                raise


def _copy(source: Path, target: Path) -> None:
    with source.open("rb") as data, target.open("xb") as copy:
        shutil.copyfileobj(data, copy, 1 << 20)
        copy.flush()
        os.fsync(copy.fileno())


def _checked(path: Path) -> int:
    report = check_index(path)
    if report.findings:
        first = report.findings[0]
        raise IndexStoreError(
            f"the copy in {path} is damaged ({first.file}: {first.reason}): 'search check' on both says where"
        )
    return report.articles

"""Looking after an index in a folder: check, repair, backup, restore.

These work on the folder and not on an opened index, as they are wanted when it cannot be opened. The in-memory engine
has nothing to look after.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import IndexStoreError
from index.whoosh_store.checking import CheckReport, Finding, check_folder
from index.whoosh_store.section_file import DamagedFileError

if TYPE_CHECKING:
    from index.whoosh_store.repairing import RepairReport

__all__ = ["CheckReport", "Finding", "backup", "check", "repair", "restore"]


def check(path: Path) -> CheckReport:
    """Read every file of an index and tell what is not as it was written.

    Raises:
        IndexStoreError: there is no index, it is of another version, or it cannot be read.
    """
    with _explained(f"check the index in {path}"):
        return check_folder(path)


def repair(path: Path, *, wait: float = 0.0) -> "RepairReport":
    """Make an index whole; `wait` so many seconds for a writer.

    Raises:
        IndexStoreError: there is no index, it is of another version, is being written, or cannot be written.
    """
    from index.whoosh_store.repairing import repair_folder

    with _explained(f"repair the index in {path}"):
        return repair_folder(path, wait)


def backup(path: Path, target: Path, *, linked: bool = True) -> CheckReport:
    """Copy the last commit of an index into a new or empty folder, and check the copy.

    Raises:
        IndexStoreError: there is no index, the folder is not empty, or it cannot be written.
    """
    from index.whoosh_store.copying import backup_folder

    with _explained(f"back the index in {path} up"):
        return backup_folder(path, target, linked=linked)


def restore(source: Path, path: Path, *, replace: bool = False, linked: bool = True) -> CheckReport:
    """Make an index what a backup holds, and check it.

    Raises:
        IndexStoreError: the backup is damaged, there is an index and `replace` is not set, or it cannot be written.
    """
    from index.whoosh_store.copying import restore_folder

    with _explained(f"restore {source} into {path}"):
        return restore_folder(source, path, replace=replace, linked=linked)


@contextmanager
def _explained(doing: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise IndexStoreError(f"cannot {doing}: {error.strerror or error}") from error
    except DamagedFileError as error:
        raise IndexStoreError(f"cannot {doing}: it is damaged ({error}); run 'search check'") from error

"""The folder an index lies in: made, recognised, opened, measured."""

import json
import re
import zlib
from contextlib import suppress
from pathlib import Path

from index.errors import IndexMissingError, IndexStoreError
from index.schema import ANALYSIS_VERSION
from index.whoosh_store.storage import FolderStorage, Storage
from index.whoosh_store.table_of_contents import INDEX_NAME, LOCK_NAME, latest_generation

__all__ = [
    "STORE_VERSION",
    "VERSION_FILE",
    "check_version",
    "create_folder",
    "folder_bytes",
    "open_folder",
    "write_version",
]

VERSION_FILE = "dragoman.json"
# What making an index may have left when it was cut off: nothing that holds an article.
_LEFT_BEHIND = re.compile(rf"^(?:_{INDEX_NAME}_0\.toc(?:\.\w+)?|{re.escape(VERSION_FILE)}\.new|{LOCK_NAME})$")
WAIT = 10.0  # seconds for another process that is making the same index
STORE_VERSION = 4  # raise it whenever files have another form


def create_folder(path: Path) -> FolderStorage:
    """Open the index in a folder, making an empty one if there is none.

    Raises:
        IndexStoreError: the folder cannot be written, holds other things, or an index of another version.
    """
    if (path / VERSION_FILE).exists():
        return open_folder(path)
    from index.whoosh_store.writer_lock import WriterLock

    try:
        path.mkdir(parents=True, exist_ok=True)
        if not all(_LEFT_BEHIND.match(entry.name) for entry in path.iterdir()):
            return _open_unless_foreign(path)
        lock = WriterLock(path, WAIT)
        try:  # another process may have made it meanwhile
            if not (path / VERSION_FILE).exists():
                make_index(FolderStorage(path))
                with suppress(PermissionError):  # the folder above may be one that is not ours to read
                    FolderStorage(path.parent).sync_folder()
        finally:
            lock.release()
    except OSError as error:
        raise IndexStoreError(f"cannot make an index in {path}: {error.strerror or error}") from error
    return open_folder(path)


def _open_unless_foreign(path: Path) -> FolderStorage:
    """Open an index that was made meanwhile, or say what is wrong with one that lost its version file."""
    try:
        return open_folder(path)
    except IndexMissingError:
        raise IndexStoreError(f"{path} is not empty and holds no index: name an empty or a new folder") from None


def make_index(storage: Storage) -> None:
    """Make an empty index in a folder that holds nothing but what a crash left when one was made.

    Raises:
        OSError: it cannot be written.
    """
    from index.whoosh_store.commits import commit

    for name in storage.names():  # a crash while it was made
        if name != LOCK_NAME:
            storage.remove(name)
    commit(storage, 0, ())
    write_version(storage)  # last, so that a folder with this file always holds a whole index


def write_version(storage: Storage) -> None:
    """Put the version file in place, or in the place of one that is damaged.

    Raises:
        OSError: it cannot be written.
    """
    temporary = f"{VERSION_FILE}.new"
    if temporary in storage.names():
        storage.remove(temporary)
    with storage.create(temporary) as file:
        file.write(version_bytes())
        storage.sync(file)
    storage.rename(temporary, VERSION_FILE)
    storage.sync_folder()


def version_bytes() -> bytes:
    """Give the version file of an index made by this program."""
    version = {
        "analysis": ANALYSIS_VERSION,
        "store": STORE_VERSION,
        "checksum": _version_checksum(ANALYSIS_VERSION, STORE_VERSION),
    }
    return json.dumps(version).encode() + b"\n"


def open_folder(path: Path) -> FolderStorage:
    """Open an index that is there.

    Raises:
        IndexMissingError: there is none.
        IndexStoreError: it is damaged, or was made by another version.
    """
    storage = FolderStorage(path)
    try:
        check_version(storage, path)
        generation = latest_generation(storage)
    except FileNotFoundError:
        if _has_commits(storage):
            raise IndexStoreError(
                f"the index in {path} has lost its file {VERSION_FILE}: 'search repair' writes it again"
            ) from None
        raise IndexMissingError(f"no index in {path}: make one with 'search index PATH…'") from None
    except (OSError, ValueError) as error:
        raise IndexStoreError(f"cannot read {path / VERSION_FILE}: {error}") from error
    if generation < 0:
        raise IndexStoreError(
            f"the index in {path} has lost its table of contents: restore it from a backup or run 'search repair'"
        )
    return storage


def _has_commits(storage: Storage) -> bool:
    """Whether there is more than what making an index may have left behind."""
    try:
        return latest_generation(storage) > 0
    except OSError:
        return False


def check_version(storage: Storage, path: Path) -> None:
    """See whether this program can read an index.

    Raises:
        IndexStoreError: another version made it.
        OSError, ValueError: its version file cannot be read.
    """
    data = storage.read(VERSION_FILE)
    if data == version_bytes():
        return
    found = _whole_version(data)
    if found is None or found == (ANALYSIS_VERSION, STORE_VERSION):
        raise ValueError("it is damaged; 'search repair' writes it again")
    raise IndexStoreError(
        f"the index in {path} was made by another version of the program: "
        f"delete the folder and run 'search index PATH…' again"
    )


def _whole_version(data: bytes) -> tuple[object, object] | None:
    """Read the versions of analysis and store; None if what is there was not written so.

    Files of versions before the second have no checksum.
    """
    try:
        version = json.loads(data)
        analysis, store = version["analysis"], version["store"]
        whole = version.get("checksum", None if store in {0, 1} else 0)
        if whole is not None and whole != _version_checksum(analysis, store):
            return None
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return analysis, store


def _version_checksum(analysis: object, store: object) -> int:
    return zlib.crc32(json.dumps({"analysis": analysis, "store": store}).encode())


def folder_bytes(path: Path) -> int:
    """Add up the sizes of the files of an index."""
    return sum(entry.stat().st_size for entry in path.iterdir() if entry.is_file())

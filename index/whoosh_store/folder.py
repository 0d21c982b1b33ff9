"""The folder an index lies in: made, recognised, opened, measured."""

import json
import re
import zlib
from pathlib import Path

from index.errors import IndexMissingError, IndexStoreError
from index.schema import ANALYSIS_VERSION
from index.whoosh_store.storage import FolderStorage, Storage
from index.whoosh_store.table_of_contents import INDEX_NAME, LOCK_NAME, latest_generation

__all__ = ["STORE_VERSION", "VERSION_FILE", "check_version", "create_folder", "folder_bytes", "open_folder"]

VERSION_FILE = "dragoman.json"
# What making an index may have left when it was cut off: nothing that holds an article.
_LEFT_BEHIND = re.compile(rf"^(?:_{INDEX_NAME}_0\.toc(?:\.\w+)?|{re.escape(VERSION_FILE)}\.new|{LOCK_NAME})$")
STORE_VERSION = 2  # raise it whenever files have another form


def create_folder(path: Path) -> FolderStorage:
    """Open the index in a folder, making an empty one if there is none.

    Raises:
        IndexStoreError: the folder cannot be written, holds other things, or an index of another version.
    """
    if (path / VERSION_FILE).exists():
        return open_folder(path)
    try:
        path.mkdir(parents=True, exist_ok=True)
        storage = FolderStorage(path)
        if not all(_LEFT_BEHIND.match(entry.name) for entry in path.iterdir()):
            raise IndexStoreError(f"{path} is not empty and holds no index: name an empty or a new folder")
        make_index(storage)
    except OSError as error:
        raise IndexStoreError(f"cannot make an index in {path}: {error.strerror or error}") from error
    return storage


def make_index(storage: Storage) -> None:
    """Make an empty index in an empty folder.

    Raises:
        OSError: it cannot be written.
    """
    from index.whoosh_store.commits import commit

    for name in storage.names():  # a crash while it was made
        storage.remove(name)
    commit(storage, 0, ())
    # Last, so that a folder with this file always holds a whole index.
    temporary = f"{VERSION_FILE}.new"
    with storage.create(temporary) as file:
        file.write(version_bytes())
        storage.sync(file)
    storage.rename(temporary, VERSION_FILE)
    storage.sync_folder()


def version_bytes() -> bytes:
    """Give the version file of an index made by this program."""
    version = {"analysis": ANALYSIS_VERSION, "store": STORE_VERSION}
    checksum = zlib.crc32(json.dumps(version).encode())
    return json.dumps(version | {"checksum": checksum}).encode() + b"\n"


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
        raise IndexMissingError(f"no index in {path}: make one with 'search index PATH…'") from None
    except (OSError, ValueError) as error:
        raise IndexStoreError(f"cannot read {path / VERSION_FILE}: {error}") from error
    if generation < 0:
        raise IndexStoreError(f"the index in {path} has lost its table of contents: restore it from a backup")
    return storage


def check_version(storage: Storage, path: Path) -> None:
    """See whether this program can read an index.

    Raises:
        IndexStoreError: another version made it.
        OSError, ValueError: its version file cannot be read.
    """
    data = storage.read(VERSION_FILE)
    version = json.loads(data)
    if version.get("analysis") != ANALYSIS_VERSION or version.get("store") != STORE_VERSION:
        raise IndexStoreError(
            f"the index in {path} was made by another version of the program: "
            f"delete the folder and run 'search index PATH…' again"
        )
    if data != version_bytes():
        raise ValueError("it is damaged; 'search repair' writes it again")


def folder_bytes(path: Path) -> int:
    """Add up the sizes of the files of an index."""
    return sum(entry.stat().st_size for entry in path.iterdir() if entry.is_file())

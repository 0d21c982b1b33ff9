"""The folder an index lies in: made, recognised, opened, measured."""

import json
from pathlib import Path

from whoosh import index as whoosh_index
from whoosh.index import EmptyIndexError, FileIndex

from index.errors import IndexMissingError, IndexStoreError
from index.schema import ANALYSIS_VERSION
from index.whoosh_store.fields import index_schema

__all__ = ["create_folder", "folder_bytes", "open_folder"]

VERSION_FILE = "dragoman.json"
STORE_VERSION = 1


def create_folder(path: Path) -> FileIndex:
    """Open the index in a folder, making an empty one if there is none.

    Raises:
        IndexStoreError: the folder cannot be written, holds other things, or an index of another version.
    """
    if (path / VERSION_FILE).exists():
        return open_folder(path)
    try:
        path.mkdir(parents=True, exist_ok=True)
        if any(path.iterdir()):
            raise IndexStoreError(f"{path} is not empty and holds no index: name an empty or a new folder")
        made = whoosh_index.create_in(str(path), index_schema())
        # Last, so that a folder with this file always holds a whole index.
        version = {"analysis": ANALYSIS_VERSION, "store": STORE_VERSION}
        (path / VERSION_FILE).write_text(json.dumps(version) + "\n", encoding="utf-8")
    except OSError as error:
        raise IndexStoreError(f"cannot make an index in {path}: {error.strerror or error}") from error
    return made


def open_folder(path: Path) -> FileIndex:
    """Open an index that is there.

    Raises:
        IndexMissingError: there is none.
        IndexStoreError: it is damaged, or was made by another version.
    """
    try:
        version = json.loads((path / VERSION_FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise IndexMissingError(f"no index in {path}: make one with 'search index PATH…'") from None
    except (OSError, ValueError) as error:
        raise IndexStoreError(f"cannot read {path / VERSION_FILE}: {error}") from error
    if version != {"analysis": ANALYSIS_VERSION, "store": STORE_VERSION}:
        raise IndexStoreError(
            f"the index in {path} was made by another version of the program: "
            f"delete the folder and run 'search index PATH…' again"
        )
    try:
        return whoosh_index.open_dir(str(path))
    except (EmptyIndexError, OSError) as error:
        raise IndexStoreError(f"cannot open the index in {path}: {error}") from error


def folder_bytes(path: Path) -> int:
    """Add up the sizes of the files of an index."""
    return sum(entry.stat().st_size for entry in path.iterdir() if entry.is_file())

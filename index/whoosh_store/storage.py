"""The few things a store asks of a folder, so that tests can break each of them.

Everything that is written goes through here, in the order that makes it durable: write and sync each file, sync the
folder, put the table of contents in place by a rename, sync the folder again.
"""

import mmap
import os
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO, Protocol

__all__ = ["FolderStorage", "Storage"]


class Storage(Protocol):
    """A flat folder of files; names have no slashes. All methods raise `OSError`."""

    def names(self) -> Sequence[str]:
        """List the files."""

    def create(self, name: str) -> BinaryIO:
        """Make a new file for writing; an existing one is an error."""

    def sync(self, file: BinaryIO) -> None:
        """Bring what was written to a file to the disk."""

    def sync_folder(self) -> None:
        """Bring names made, changed or removed to the disk."""

    def rename(self, name: str, new: str) -> None:
        """Give a file another name, at once and whole; a file of that name is replaced."""

    def remove(self, name: str) -> None:
        """Remove a file; who has it mapped keeps it until done."""

    def read(self, name: str) -> bytes:
        """Read a small file."""

    def map(self, name: str) -> memoryview:
        """Map a file for reading."""


class FolderStorage:
    """A real folder."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def names(self) -> Sequence[str]:
        """List the files, sorted."""
        return sorted(entry.name for entry in os.scandir(self.path) if entry.is_file())

    def create(self, name: str) -> BinaryIO:
        """Make a new file."""
        return (self.path / name).open("xb", buffering=1 << 20)

    def sync(self, file: BinaryIO) -> None:
        """Flush Python's buffer, then the system's."""
        file.flush()
        os.fsync(file.fileno())

    def sync_folder(self) -> None:
        """Sync the folder itself, where the system can."""
        if os.name != "posix":
            return
        descriptor = os.open(self.path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def rename(self, name: str, new: str) -> None:
        """Rename within the folder."""
        (self.path / name).replace(self.path / new)

    def remove(self, name: str) -> None:
        """Unlink."""
        (self.path / name).unlink()

    def read(self, name: str) -> bytes:
        """Read it whole."""
        return (self.path / name).read_bytes()

    def map(self, name: str) -> memoryview:
        """Map it; an empty file, which cannot be mapped, gives an empty view."""
        with (self.path / name).open("rb") as file:
            if os.fstat(file.fileno()).st_size == 0:
                return memoryview(b"")
            return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))

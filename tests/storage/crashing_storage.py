"""A disk that loses power: it keeps in memory all that is asked of it, and lays out what could be left at any moment.

In the manner of Lucene's MockDirectoryWrapper. What was synced is there; of what was not, each file and each change of
a name is kept or not by itself, as POSIX allows: a file may be empty, cut off, zeroed, damaged, or whole.
"""

import io
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

__all__ = ["CrashingStorage", "FailingStorage", "Operation"]


class Operation(NamedTuple):
    """What was asked: `file` is a number no other file has, `name` and `new` are names in the folder."""

    kind: str
    file: int = 0
    name: str = ""
    new: str = ""
    data: bytes = b""


class _RecordedFile(io.RawIOBase):
    """A file that is only written; each write is an operation of its own."""

    def __init__(self, number: int, record: Callable[[Operation], None]) -> None:
        super().__init__()
        self.number, self._record = number, record

    def writable(self) -> bool:
        return True

    def write(self, data) -> int:
        content = bytes(data)
        self._record(Operation("write", self.number, data=content))
        return len(content)


class CrashingStorage:
    """A `Storage` in memory that remembers every operation; `marks` are places between them that tests name."""

    def __init__(self) -> None:
        self.operations: list[Operation] = []
        self.marks: list[tuple[int, object]] = []
        self._contents: dict[int, bytearray] = {}
        self._names: dict[str, int] = {}

    def mark(self, what: object) -> None:
        """Say what was reached after the operations so far."""
        self.marks.append((len(self.operations), what))

    def _record(self, operation: Operation) -> None:
        self.operations.append(operation)
        if operation.kind == "write":
            self._contents[operation.file] += operation.data

    def names(self) -> Sequence[str]:
        return sorted(self._names)

    def create(self, name: str) -> BinaryIO:
        if name in self._names:
            raise FileExistsError(name)
        number = len(self._contents)
        self._contents[number] = bytearray()
        self._names[name] = number
        self._record(Operation("create", number, name))
        return _RecordedFile(number, self._record)

    def sync(self, file: BinaryIO) -> None:
        self._record(Operation("sync", file.number))

    def sync_folder(self) -> None:
        self._record(Operation("sync_folder"))

    def rename(self, name: str, new: str) -> None:
        self._names[new] = self._names.pop(name)
        self._record(Operation("rename", self._names[new], name, new))

    def remove(self, name: str) -> None:
        self._record(Operation("remove", self._names.pop(name), name))

    def read(self, name: str) -> bytes:
        if name not in self._names:
            raise FileNotFoundError(name)
        return bytes(self._contents[self._names[name]])

    def map(self, name: str) -> memoryview:
        return memoryview(self.read(name))

    def lay_out(self, crash: int, rng: random.Random, folder: Path) -> None:
        """Write a folder as the disk may have it when the power fails after so many operations."""
        folder.mkdir(parents=True)
        written: dict[int, bytearray] = {}
        synced: dict[int, int] = {}
        names: dict[str, int] = {}
        changes: list[Operation] = []
        for operation in self.operations[:crash]:
            if operation.kind == "write":
                written[operation.file] += operation.data
            elif operation.kind == "sync":
                synced[operation.file] = len(written[operation.file])
            elif operation.kind == "sync_folder":
                _change(names, changes)
                changes = []
            else:
                if operation.kind == "create":
                    written[operation.file], synced[operation.file] = bytearray(), 0
                changes.append(operation)
        _change(names, _kept(changes, rng))
        for name, number in names.items():
            (folder / name).write_bytes(_left(bytes(written[number]), synced[number], rng))


def _change(names: dict[str, int], changes: Sequence[Operation]) -> None:
    for change in changes:
        if change.kind == "create":
            names[change.name] = change.file
        elif change.kind == "remove":
            names.pop(change.name, None)
        else:
            names.pop(change.name, None)
            names[change.new] = change.file


def _kept(changes: Sequence[Operation], rng: random.Random) -> list[Operation]:
    """Choose the changes of names that reached the disk: the first few, as with a journal, or any."""
    if rng.random() < 0.5:
        return list(changes[: rng.randint(0, len(changes))])
    return [change for change in changes if rng.random() < 0.5]


def _left(data: bytes, synced: int, rng: random.Random) -> bytes:
    """Choose what is left of what was written and not synced."""
    safe, rest = data[:synced], data[synced:]
    if not rest:
        return safe
    flipped = bytearray(rest)
    flipped[rng.randrange(len(rest))] ^= 1 << rng.randrange(8)
    zeroed = rng.randrange(len(rest))
    choices = (b"", rest, rest[: rng.randrange(len(rest))], bytes(len(rest)), bytes(flipped))
    return safe + rng.choice((*choices, rest[:zeroed] + bytes(len(rest) - zeroed)))


class FailingStorage:
    """Hands everything on to another storage, until an operation that fails, and all of its kind after it if asked."""

    def __init__(self, storage, error: int, at: int, *, lasting: bool = False) -> None:
        self._storage, self._error, self._at, self._lasting = storage, error, at, lasting
        self.count = 0

    def _step(self) -> None:
        self.count += 1
        if self.count == self._at or (self._lasting and self.count > self._at):
            raise OSError(self._error, f"operation {self.count} fails")

    def __getattr__(self, name: str):
        method = getattr(self._storage, name)

        def tried(*arguments):
            self._step()
            result = method(*arguments)
            return _FailingFile(result, self._step) if name == "create" else result

        return tried

    def sync(self, file) -> None:
        self._step()
        self._storage.sync(file.file)


class _FailingFile:
    """A file whose writes may fail."""

    def __init__(self, file: BinaryIO, step: Callable[[], None]) -> None:
        self.file, self._step = file, step

    def __enter__(self):
        return self

    def __exit__(self, *_error: object) -> None:
        self.file.close()

    def write(self, data) -> int:
        self._step()
        return self.file.write(data)

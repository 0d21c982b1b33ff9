"""A folder in memory that can crash: after any operation it is laid out as a disk might have it.

In the manner of Lucene's MockDirectoryWrapper. What was synced stays. What was written to a file since may be there, in
part, zeroed, damaged, or not at all; names made, changed or removed since the folder was synced may be as before or as
after, each by itself; a rename is one or the other.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field


@dataclass
class Inode:
    """A file's content: what is in it, and what of it is on the disk for sure."""

    content: bytearray = field(default_factory=bytearray)
    durable: bytes = b""


class MemoryFile:
    """A file being written."""

    def __init__(self, storage: "CrashingStorage", inode: Inode) -> None:
        self.storage, self.inode = storage, inode

    def write(self, data: bytes) -> int:
        self.storage.happened("write")
        self.inode.content += data
        return len(data)

    def __enter__(self) -> "MemoryFile":
        return self

    def __exit__(self, *_error: object) -> None:
        pass


class CrashingStorage:
    """A storage in memory; `fail_at` counts operations down to one that fails, or after which everything stops."""

    def __init__(self, files: dict[str, bytes] | None = None) -> None:
        self.files = {name: Inode(bytearray(data), data) for name, data in (files or {}).items()}
        self.durable_names = dict(self.files)
        self.pending: list[tuple[str, Callable[[dict[str, Inode]], None]]] = []
        self.operations = 0
        self.before_operation: Callable[[int], None] = lambda _number: None

    def happened(self, _what: str) -> None:
        self.operations += 1
        self.before_operation(self.operations)

    def names(self) -> Sequence[str]:
        return sorted(self.files)

    def create(self, name: str) -> MemoryFile:
        self.happened("create")
        if name in self.files:
            raise FileExistsError(name)
        inode = Inode()
        self.change(lambda names: names.__setitem__(name, inode))
        return MemoryFile(self, inode)

    def change(self, apply: Callable[[dict[str, Inode]], None]) -> None:
        apply(self.files)
        self.pending.append(("change", apply))

    def sync(self, file: MemoryFile) -> None:
        self.happened("sync")
        file.inode.durable = bytes(file.inode.content)

    def sync_folder(self) -> None:
        self.happened("sync folder")
        self.durable_names = dict(self.files)
        self.pending.clear()

    def rename(self, name: str, new: str) -> None:
        self.happened("rename")
        inode = self.files[name]

        def apply(names: dict[str, Inode]) -> None:
            names[new] = inode
            names.pop(name, None)

        self.change(apply)

    def remove(self, name: str) -> None:
        self.happened("remove")
        if name not in self.files:
            raise FileNotFoundError(name)
        self.change(lambda names: names.pop(name, None) and None)

    def read(self, name: str) -> bytes:
        if name not in self.files:
            raise FileNotFoundError(name)
        return bytes(self.files[name].content)

    def map(self, name: str) -> memoryview:
        return memoryview(self.read(name))

    def crashed(self, rng: random.Random) -> dict[str, bytes]:
        """Give the files as a disk might have them if the power went now."""
        names = dict(self.durable_names)
        for _, apply in self.pending:
            if rng.random() < 0.5:
                apply(names)
        return {name: _after_crash(inode, rng) for name, inode in names.items()}


def _after_crash(inode: Inode, rng: random.Random) -> bytes:
    """What is left of a file: all that was synced, and of the rest anything."""
    content, durable = bytes(inode.content), inode.durable
    if content == durable:
        return content
    unsure = len(content) - len(durable)
    match rng.choice(("drop", "truncate", "zero", "flip", "keep")):
        case "drop":
            return durable
        case "truncate":
            return content[: len(durable) + rng.randrange(unsure)]
        case "zero":
            return durable + bytes(unsure)
        case "flip":
            damaged = bytearray(content)
            damaged[len(durable) + rng.randrange(unsure)] ^= 1 << rng.randrange(8)
            return bytes(damaged)
    return content

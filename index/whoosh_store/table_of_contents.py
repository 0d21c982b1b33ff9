"""The table of contents: which segments make up the index at a commit.

It has the form Whoosh gives it, so that Whoosh opens the index, and behind it a checksum, which Whoosh does not read:

    varints 4, 8, 4 (sizes of C types) | i32 -12345 | i32 -111 (the form's version) | three varints: Whoosh's release
    schema: varint length and bytes of a pickle, for Whoosh alone | i32 generation | i32 0 | segments: a pickle
    magic (8 bytes) | CRC-32 of all before (u32, little-endian)

Whoosh unpickles what it finds there, and a crafted pickle runs code. This opener reads the checksum first, never looks
at the schema, and lets the segments' pickle name one class alone; whoever calls `whoosh.index.open_dir` on a stranger's
index is on their own.
"""

import io
import pickle
import re
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from index.errors import IndexStoreError
from index.whoosh_store.section_file import DamagedFileError
from index.whoosh_store.storage import Storage

__all__ = [
    "INDEX_NAME",
    "LOCK_NAME",
    "SEGMENT_SUFFIX",
    "SegmentRecord",
    "TableOfContents",
    "generations",
    "latest_generation",
    "read_table",
    "table_name",
    "with_latest_commit",
]

INDEX_NAME = "MAIN"  # Whoosh's own default, so that open_dir finds it
SEGMENT_SUFFIX = ".dgm"
LOCK_NAME = f"{INDEX_NAME}_WRITELOCK"  # the file that Whoosh's writer locks
SEGMENT_CLASS = ("index.whoosh_store.codec", "DragomanSegment")
MAGIC = b"DRGMTOC1"
_TRAILER = struct.Struct("<8sI")
_NUMBER = struct.Struct("!i")
_BYTE_ORDER, _VERSION = -12345, -111
TRIES = 10  # while a writer makes newer commits and removes the files of older ones
_NAME = re.compile(rf"^_{INDEX_NAME}_([0-9]+)\.toc$")

Result = TypeVar("Result")


@dataclass(frozen=True, kw_only=True)
class SegmentRecord:
    """A segment as the table has it.

    `deleted` is a zlib-compressed bitmap, a bit for each document and the first document in the highest bit of the
    first byte, empty if none is deleted; `checksum` is that of the segment file's table of sections.
    """

    segid: str
    documents: int
    checksum: int
    deleted: bytes = b""

    @property
    def name(self) -> str:
        """The segment's name, as Whoosh makes it up."""
        return f"{INDEX_NAME}_{self.segid}"

    @property
    def file_name(self) -> str:
        """The name of its file."""
        return f"{self.name}{SEGMENT_SUFFIX}"

    @cached_property
    def living(self) -> int:
        """How many documents are not deleted."""
        deleted = self.deletions()
        return self.documents if deleted is None else int(self.documents - deleted.sum())

    def deletions(self) -> NDArray[np.bool_] | None:
        """Give for each document whether it is deleted; None if none is."""
        if not self.deleted:
            return None
        bits = np.frombuffer(zlib.decompress(self.deleted), dtype=np.uint8)
        return np.unpackbits(bits, count=self.documents).astype(np.bool_)

    def with_deletions(self, deleted: NDArray[np.bool_] | None) -> "SegmentRecord":
        """Give the record with other documents deleted."""
        packed = b"" if deleted is None or not deleted.any() else zlib.compress(np.packbits(deleted).tobytes())
        return SegmentRecord(segid=self.segid, documents=self.documents, checksum=self.checksum, deleted=packed)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableOfContents:
    """A commit: its number and its segments, the oldest first."""

    generation: int
    segments: tuple[SegmentRecord, ...]


class _PickledRecord:
    """What the pickle's one class becomes on reading: a holder of its state."""

    state: dict[str, Any]

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.state = state


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> type:
        if (module, name) != SEGMENT_CLASS:
            raise pickle.UnpicklingError(f"it names {module}.{name}, which no index of this program does")
        return _PickledRecord


def table_name(generation: int) -> str:
    """Name the file of a commit."""
    return f"_{INDEX_NAME}_{generation}.toc"


def generations(storage: Storage) -> list[int]:
    """List the commits that have a table, in their order."""
    return sorted(int(found[1]) for name in storage.names() if (found := _NAME.match(name)))


def latest_generation(storage: Storage) -> int:
    """Give the number of the last commit, -1 if there is none."""
    return max(generations(storage), default=-1)


def read_table(storage: Storage, generation: int) -> TableOfContents:
    """Read a commit's table.

    Raises:
        DamagedFileError: it is not what was written.
        IndexStoreError: it is whole, but was written by Whoosh itself or by another version of this program.
        OSError: it cannot be read.
    """
    data = storage.read(table_name(generation))
    body, trailer = data[: -_TRAILER.size], data[-_TRAILER.size :]
    if len(data) <= _TRAILER.size or trailer[:8] != MAGIC:
        raise DamagedFileError("it has no checksum: it is damaged, or another program wrote it")
    if _TRAILER.unpack(trailer)[1] != zlib.crc32(body):
        raise DamagedFileError("its checksum is wrong")
    stream = io.BytesIO(body)
    for _ in range(3):
        _read_varint(stream)
    order, version = (_NUMBER.unpack(stream.read(4))[0] for _ in range(2))
    if (order, version) != (_BYTE_ORDER, _VERSION):
        raise IndexStoreError(f"{table_name(generation)} has a form this version cannot read: index the articles again")
    for _ in range(3):
        _read_varint(stream)
    stream.seek(_read_varint(stream), io.SEEK_CUR)  # the schema, which only Whoosh needs
    stream.read(8)
    try:
        records = _Unpickler(stream).load()
        segments = tuple(_record(found.state) for found in records)
    except (pickle.UnpicklingError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise IndexStoreError(f"{table_name(generation)} is not from this program: {error}") from error
    return TableOfContents(generation=generation, segments=segments)


def with_latest_commit(storage: Storage, read: Callable[[TableOfContents], Result]) -> Result:
    """Read the last commit, or the newer one if a writer replaces it and removes its files meanwhile.

    Args:
        storage: the index's folder.
        read: reads what the table names; called again with the newer table.

    Raises:
        DamagedFileError: the table, or a file it names, is missing and no newer commit is there.
        FileNotFoundError: `TRIES` commits were replaced, each while it was read.
        IndexStoreError: see `read_table`.
        OSError: it cannot be read.
    """
    for tried in range(TRIES):
        generation = latest_generation(storage)
        try:
            return read(read_table(storage, generation))
        except FileNotFoundError as error:
            if latest_generation(storage) == generation:
                raise DamagedFileError(f"{error.filename} is missing") from error
            if tried + 1 == TRIES:
                raise
    raise AssertionError("the loop returns or raises")


def _record(state: dict[str, Any]) -> SegmentRecord:
    return SegmentRecord(
        segid=state["segid"], documents=state["documents"], checksum=state["checksum"], deleted=state["deleted"]
    )


def table_bytes(generation: int, segments: list[Any], schema: bytes, release: tuple[int, ...]) -> bytes:
    """Give a table's file.

    Args:
        generation: the commit's number.
        segments: Whoosh's segment objects.
        schema: Whoosh's schema, pickled.
        release: Whoosh's, three numbers.
    """
    body = bytes((4, 8, 4)) + _NUMBER.pack(_BYTE_ORDER) + _NUMBER.pack(_VERSION) + bytes(release[:3])
    body += _varint(len(schema)) + schema + _NUMBER.pack(generation) + _NUMBER.pack(0) + pickle.dumps(segments, 4)
    return body + _TRAILER.pack(MAGIC, zlib.crc32(body))


def _varint(number: int) -> bytes:
    found = bytearray()
    while number > 0x7F:
        found.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes((*found, number))


def _read_varint(stream: io.BytesIO) -> int:
    number = shift = 0
    while True:
        byte = stream.read(1)
        if not byte:
            raise DamagedFileError("it ends too early")
        number |= (byte[0] & 0x7F) << shift
        shift += 7
        if byte[0] < 0x80:
            return number

"""A file of named arrays, each at a place where it can be used without copying, each with a checksum.

    magic (8 bytes) | sections, each at a multiple of 64 bytes, zeros between | table (JSON) | footer (20 bytes)

The footer is the length of the table (u64), its CRC-32 (u32) and the magic again, all little-endian. The table says
of each section where it begins, what its elements are, how many there are, and their CRC-32; besides it may carry a
description. Nothing in the file is ever executed or unpickled.
"""

import json
import mmap
import struct
import zlib
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["DamagedFileError", "SectionFile", "SectionWriter"]

Array = NDArray[Any]

MAGIC = b"DRGMAN01"
ALIGNMENT = 64  # bytes, a cache line
FOOTER = struct.Struct("<QI8s")
ELEMENTS = frozenset({"|u1", "<u2", "<u4", "<u8", "<f4"})
AT_ONCE = 1 << 24  # bytes checked or written in one go


class DamagedFileError(Exception):
    """A file is not what was written; `section` is the part of it that is not, if it is known."""

    def __init__(self, reason: str, section: str = "") -> None:
        self.section = section
        super().__init__(f"{section}: {reason}" if section else reason)


class _Section(NamedTuple):
    start: int
    elements: str
    length: int
    checksum: int

    @property
    def end(self) -> int:
        return self.start + self.length * np.dtype(self.elements).itemsize


class SectionWriter:
    """Writes sections one after another; a section may come in pieces."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._place = file.write(MAGIC)
        self._sections: dict[str, _Section] = {}

    def add(self, name: str, *pieces: Array) -> None:
        """Write a section of one or more arrays of one type, one behind another.

        Args:
            name: what it is found by.
            pieces: one-dimensional, of an unsigned or a float32 type.
        """
        self.add_all(name, pieces[0].dtype, iter(pieces))

    def add_all(self, name: str, dtype: "np.dtype[Any]", pieces: Iterator[Array]) -> None:
        """Write a section whose pieces are made while it is written."""
        elements = dtype.newbyteorder("<").str
        if elements not in ELEMENTS:
            raise ValueError(f"a section cannot hold elements of type {dtype}")
        padding = -self._place % ALIGNMENT
        start = self._place + padding
        self._write(b"\0" * padding)
        count = checksum = 0
        for piece in pieces:
            data = np.ascontiguousarray(piece, dtype=elements).view(np.uint8).data
            checksum = zlib.crc32(data, checksum)
            count += piece.size
            self._write(data)
        self._sections[name] = _Section(start, elements, count, checksum)

    def _write(self, data: "bytes | memoryview") -> None:
        self._place += self._file.write(data)

    def finish(self, description: Mapping[str, Any]) -> int:
        """Write the table and the footer.

        Args:
            description: whatever JSON can hold.

        Returns:
            The table's checksum, which stands for the whole file.
        """
        sections = {name: [s.start, s.elements, s.length, s.checksum] for name, s in self._sections.items()}
        table = json.dumps({"description": description, "sections": sections}, ensure_ascii=False).encode()
        checksum = zlib.crc32(table)
        self._write(table + FOOTER.pack(len(table), checksum, MAGIC))
        return checksum


class SectionFile:
    """A mapped file of sections; arrays are views of the mapping and read-only."""

    def __init__(self, data: memoryview) -> None:
        """Read the table; sections are not read before they are asked for.

        Args:
            data: the whole file.

        Raises:
            DamagedFileError: it is cut off, of another kind, or its table is damaged.
        """
        self._data = data
        if len(data) < len(MAGIC) + FOOTER.size or data[: len(MAGIC)] != MAGIC:
            raise DamagedFileError("not a file of this program, or of a version it does not know")
        length, self.checksum, magic = FOOTER.unpack(data[-FOOTER.size :])
        self._table_start = len(data) - FOOTER.size - length
        if magic != MAGIC or self._table_start < len(MAGIC):
            raise DamagedFileError("the end of the file is damaged or missing")
        table = bytes(data[self._table_start : -FOOTER.size])
        if zlib.crc32(table) != self.checksum:
            raise DamagedFileError("the table of sections is damaged")
        try:
            content = json.loads(table)
            self.description: Mapping[str, Any] = content["description"]
            self._sections = {name: _Section(*values) for name, values in content["sections"].items()}
        except (ValueError, KeyError, TypeError, AttributeError) as error:  # whole, but not written by this program
            raise DamagedFileError(f"the table of sections is none of this program: {error!r}") from error

    def __contains__(self, name: str) -> bool:
        return name in self._sections

    def __getitem__(self, name: str) -> Array:
        """Give a section's array."""
        section = self._sections[name]
        return np.frombuffer(self._data, dtype=section.elements, count=section.length, offset=section.start)

    def bytes(self, name: str) -> memoryview:
        """Give a section of bytes."""
        section = self._sections[name]
        return self._data[section.start : section.end]

    def size(self, name: str) -> int:
        """Give the number of bytes of a section."""
        return self._sections[name].end - self._sections[name].start

    def names(self) -> tuple[str, ...]:
        """List the sections, in the order they lie in."""
        return tuple(self._sections)

    def release(self) -> None:
        """Give the memory of what was read back to the system, which has it from the file again when it is needed.

        Reading a file from end to end would otherwise take as much memory as it is long.
        """
        mapped = self._data.obj
        if isinstance(mapped, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
            mapped.madvise(mmap.MADV_DONTNEED)

    def damage(self) -> Iterator[DamagedFileError]:
        """Read everything and tell what is not as it was written: sections, and the zeros between them."""
        reached = len(MAGIC)
        for name, section in self._sections.items():
            if any(self._data[reached : section.start]):
                yield DamagedFileError("the padding before it is damaged", name)
            checksum = 0
            for start in range(section.start, section.end, AT_ONCE):
                checksum = zlib.crc32(self._data[start : min(section.end, start + AT_ONCE)], checksum)
            if checksum != section.checksum:
                yield DamagedFileError("its checksum is wrong", name)
            reached = section.end
        if reached != self._table_start:
            yield DamagedFileError("there is something between the sections and their table")

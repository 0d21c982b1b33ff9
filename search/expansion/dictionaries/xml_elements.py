"""XML read element by element, with line numbers, in memory that does not grow with the file."""

import gzip
import lzma
import zlib
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from index.errors import LexiconError
from search.expansion.dictionaries.entries import opened

__all__ = ["XML_LANG", "ReadElement", "elements", "local_name", "root_name"]

XML_LANG = "http://www.w3.org/XML/1998/namespace lang"  # as expat joins namespace and name
CHUNK = 1 << 16


class ReadElement(NamedTuple):
    """A whole element, the line it begins in, and the attributes of the elements around it, the outermost first."""

    element: Element
    line: int
    around: tuple[dict[str, str], ...]


def local_name(tag: str) -> str:
    """Give a name without its namespace.

    >>> local_name("http://www.tei-c.org/ns/1.0 entry")
    'entry'
    """
    return tag.rpartition(" ")[2]


def elements(path: Path, wanted: frozenset[str]) -> Iterator[ReadElement]:
    """Read the elements of some names, those inside one another as parts of the outer one.

    Args:
        path: the file, perhaps compressed.
        wanted: local names.

    Raises:
        LexiconError: the file is no well-formed XML, or declares entities (which could make it grow without bounds).
    """
    collector = _Collector(path, wanted)
    parser = collector.parser
    try:
        with opened(path) as stream:
            while chunk := stream.read(CHUNK):
                parser.Parse(chunk, False)
                while collector.found:
                    yield collector.found.popleft()
            parser.Parse(b"", True)
    except expat.ExpatError as error:
        reason = expat.errors.messages.get(error.code, "malformed")
        raise LexiconError(path, error.lineno, f"not well-formed XML: {reason}") from error
    except (EOFError, gzip.BadGzipFile, lzma.LZMAError, zlib.error) as error:
        raise LexiconError(path, parser.CurrentLineNumber, f"cannot be unpacked: {error}") from error
    yield from collector.found


def root_name(start: bytes) -> str:
    """Give the local name of the outermost element of a file, from its first bytes; empty if it is no XML."""
    names: list[str] = []
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = lambda name, _attributes: names.append(name)
    with suppress(expat.ExpatError):  # what stands before the fault is enough, or it is no XML
        parser.Parse(start, False)
    return local_name(names[0]) if names else ""


class _Collector:
    """Builds the wanted elements as the parser goes by."""

    def __init__(self, path: Path, wanted: frozenset[str]) -> None:
        self.found: deque[ReadElement] = deque()
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.EntityDeclHandler = self._refuse
        self._path, self._wanted = path, wanted
        self._around: list[dict[str, str]] = []
        self._builder: TreeBuilder | None = None
        self._depth = self._line = 0

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self._builder is None and local_name(name) in self._wanted:
            self._builder, self._depth, self._line = TreeBuilder(), 0, self.parser.CurrentLineNumber
        if self._builder is None:
            self._around.append(attributes)
        else:
            self._builder.start(name, attributes)
            self._depth += 1

    def _end(self, name: str) -> None:
        if self._builder is None:
            self._around.pop()
            return
        self._builder.end(name)
        self._depth -= 1
        if not self._depth:
            self.found.append(ReadElement(self._builder.close(), self._line, tuple(self._around)))
            self._builder = None

    def _text(self, text: str) -> None:
        if self._builder is not None:
            self._builder.data(text)

    def _refuse(self, name: str, *_declaration: object) -> None:
        raise LexiconError(self._path, self.parser.CurrentLineNumber, f"declares the entity {name!r}, which is refused")

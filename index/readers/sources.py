"""From what the user names (files, folders, standard input) to articles with their ids."""

import io
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from index.documents import Document, public_id
from index.errors import DocumentError
from index.readers.json_lines import read_json_lines
from index.readers.plain_text import read_plain_text

__all__ = ["READERS", "ReadItem", "Unread", "read_sources"]

STDIN = "-"

# One reader a suffix: from a file and the id its article would have to articles and problems.
READERS = {
    ".txt": read_plain_text,
    ".text": read_plain_text,
    ".md": read_plain_text,
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
}


class Unread(NamedTuple):
    """A file in a folder that no reader is for; nothing is wrong with it."""

    path: Path


ReadItem = Document | DocumentError | Unread


def read_sources(paths: Iterable[str], stdin: BinaryIO | None = None) -> Iterator[ReadItem]:
    """Read everything the user named, one article after the other.

    Args:
        paths: files, folders (all files below them, hidden ones left out) or `-` for standard input.
        stdin: what `-` stands for.

    Yields:
        Document, or a DocumentError for what cannot be read (the rest still comes), or Unread.
    """
    for name in paths:
        if name == STDIN:
            yield from _read_stream(stdin or io.BytesIO())
            continue
        path = Path(name)
        if path.is_dir():
            yield from _read_folder(path)
        elif path.is_file():
            yield from _read_file(path, path.stem)
        else:
            yield DocumentError(path, "no such file or folder")


def _read_folder(folder: Path) -> Iterator[ReadItem]:
    files = sorted(path for path in folder.rglob("*") if path.is_file() and not _hidden(path.relative_to(folder)))
    stems = Counter(_stem(path, folder) for path in files if path.suffix.lower() in READERS)
    for path in files:
        if path.suffix.lower() not in READERS:
            yield Unread(path)
            continue
        stem = _stem(path, folder)
        # story.txt beside story.md: both keep their endings, so that neither replaces the other.
        yield from _read_file(path, stem if stems[stem] == 1 else path.relative_to(folder).as_posix())


def _stem(path: Path, folder: Path) -> str:
    return path.relative_to(folder).with_suffix("").as_posix()


def _hidden(relative: Path) -> bool:
    return any(part.startswith(".") for part in relative.parts)


def _read_file(path: Path, identifier: str) -> Iterator[Document | DocumentError]:
    reader = READERS.get(path.suffix.lower() or ".txt")
    if reader is None:
        yield DocumentError(path, f"no reader for {path.suffix} files: there are {', '.join(READERS)}")
        return
    try:
        with path.open("rb") as stream:
            yield from reader(stream, str(path), identifier)
    except OSError as error:
        yield DocumentError(path, f"cannot be read: {error.strerror or error}")


def _read_stream(stream: BinaryIO) -> Iterator[Document | DocumentError]:
    """Standard input is JSON lines if it opens with a brace, else one plain article."""
    content = stream.read()
    lines = content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
    reader = read_json_lines if lines else read_plain_text
    yield from reader(io.BytesIO(content), "standard input", f"stdin-{public_id(content.decode('utf-8', 'replace'))}")

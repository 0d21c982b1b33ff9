"""Reading a whole index and telling what is not as it was written, and which articles that touches.

The version file has one right content; a table of contents carries a checksum over all of it; a segment's file
carries one of each section and of its table, whose own is in the table of contents. So a bit that changed anywhere is
either found here or lies in a file that belongs to no commit.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.errors import IndexMissingError, IndexStoreError
from index.matching import Part
from index.schema import field_name
from index.whoosh_store.folder import VERSION_FILE, check_version
from index.whoosh_store.section_file import DamagedFileError
from index.whoosh_store.segment import Segment
from index.whoosh_store.segment_check import ReadSegment, is_unharmed, known_ids, read_segment
from index.whoosh_store.storage import FolderStorage, Storage
from index.whoosh_store.table_of_contents import (
    INDEX_NAME,
    LOCK_NAME,
    SEGMENT_SUFFIX,
    TRIES,
    TableOfContents,
    generations,
    latest_generation,
    read_table,
    table_name,
)

__all__ = ["CheckReport", "Finding", "check_folder", "leftover_files", "require_index", "table_files"]

_OWN_FILE = re.compile(rf"^(?:_{INDEX_NAME}_[0-9]+\.toc(?:\.\w+)?|{INDEX_NAME}_\w+{re.escape(SEGMENT_SUFFIX)})$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong.

    `articles` are the ids of those it touches, as far as they can still be read; `touched` is how many there are, None
    if that is not known; `what` says what is wrong, in words.
    """

    file: str
    what: str
    section: str = ""
    articles: tuple[str, ...] = ()
    touched: int | None = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """What a check found.

    `findings` is the damage; `leftovers` are files of no commit, which a cut-off run leaves, or a writer at work has
    not committed yet; `checked` is how many files and `articles` how many living articles were read.
    """

    generation: int
    findings: tuple[Finding, ...]
    leftovers: tuple[str, ...]
    checked: int
    articles: int

    @property
    def clean(self) -> bool:
        """Whether nothing is damaged."""
        return not self.findings


def check_folder(path: Path) -> CheckReport:
    """Read every file of an index.

    A commit that a writer replaces meanwhile is given up for the newer one.

    Raises:
        IndexMissingError: there is no index.
        IndexStoreError: it is of another version, or the folder cannot be read.
    """
    storage = FolderStorage(path)
    require_index(path)
    version = _version_findings(storage, path)
    for _ in range(TRIES):
        generation = latest_generation(storage)
        report = _check_commit(storage, generation, version)
        if latest_generation(storage) == generation:
            return report
    raise IndexStoreError(f"the index in {path} changes faster than it can be read: check a backup of it")


def require_index(path: Path) -> None:
    """See that a folder holds an index, or what is left of one.

    Raises:
        IndexMissingError: it does not.
    """
    try:
        names = FolderStorage(path).names()
    except (FileNotFoundError, NotADirectoryError):
        names = ()
    if VERSION_FILE not in names and not any(map(_OWN_FILE.match, names)):
        raise IndexMissingError(f"no index in {path}: make one with 'search index PATH…'")


def _version_findings(storage: Storage, path: Path) -> tuple[Finding, ...]:
    try:
        check_version(storage, path)
    except FileNotFoundError:
        return (Finding(file=VERSION_FILE, what="it is missing"),)
    except ValueError:
        return (Finding(file=VERSION_FILE, what="it is not what was written"),)
    return ()


def _check_commit(storage: Storage, generation: int, version: tuple[Finding, ...]) -> CheckReport:
    if generation < 0:
        lost = Finding(file=table_name(0), what="there is no table of contents", touched=None)
        return CheckReport(
            generation=generation,
            findings=(*version, lost),
            leftovers=leftover_files(storage, None),
            checked=1,
            articles=0,
        )
    tables = {number: _read(storage, number) for number in generations(storage)}
    findings = [*version]
    findings += [table for table in tables.values() if isinstance(table, Finding)]
    last = tables.get(generation)
    if not isinstance(last, TableOfContents):
        last = None
    read = [read_segment(storage, record) for record in last.segments] if last else []
    for segment in read:
        findings += segment_findings(segment)
    return CheckReport(
        generation=generation,
        findings=tuple(findings),
        leftovers=leftover_files(storage, last),
        checked=1 + len(tables) + len(read),
        articles=sum(segment.record.living for segment in read),
    )


def _read(storage: Storage, generation: int) -> TableOfContents | Finding | None:
    """Read a table, or say what is wrong with it; None if a writer has removed it meanwhile."""
    name = table_name(generation)
    try:
        return read_table(storage, generation)
    except FileNotFoundError:
        return None
    except (DamagedFileError, IndexStoreError, OSError) as error:
        last = generation == latest_generation(storage)
        return Finding(file=name, what=str(error), touched=None if last else 0)


def table_files(table: TableOfContents) -> set[str]:
    """Name the files a commit consists of, without the version file."""
    return {record.file_name for record in table.segments} | {table_name(table.generation)}


def leftover_files(storage: Storage, table: TableOfContents | None) -> tuple[str, ...]:
    """Name the files that belong to no commit; without a table none can be told."""
    if table is None:
        return ()
    needed = table_files(table) | {VERSION_FILE, LOCK_NAME}
    return tuple(name for name in storage.names() if name not in needed)


def segment_findings(read: ReadSegment) -> Iterator[Finding]:
    """Say of each damage of a segment which living articles it touches."""
    if read.opened is None:
        for error in read.damage:
            yield Finding(file=read.record.file_name, what=str(error), touched=read.record.living)
        return
    damaged = frozenset(error.section for error in read.damage)
    for error in read.damage:
        numbers = _touched(read.opened, error.section)
        yield Finding(
            file=read.record.file_name,
            section=error.section,
            what=str(error),
            articles=known_ids(read.opened, numbers, damaged),
            touched=len(numbers),
        )


def _touched(segment: Segment, section: str) -> Sequence[int]:
    """Give the living documents a section is about: those of its language for a field, else all."""
    numbers: Iterable[int] = range(segment.documents)
    field, _, kind = section.partition("/")
    for lang, own in segment.languages.items():
        if field in {field_name(part, lang) for part in Part}:
            numbers = own
    if (field, kind) == ("documents", "articles"):
        numbers = [number for number in numbers if not is_unharmed(segment, number)] or numbers
    return [number for number in numbers if segment.is_alive(number)]

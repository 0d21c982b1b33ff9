"""Is the index what was written? Every file is read whole and held against its checksums."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from zlib import error as ZlibError  # noqa: N812

import zstandard

from index.documents import Document
from index.errors import IndexMissingError, IndexStoreError
from index.whoosh_store.folder import VERSION_FILE, version_bytes
from index.whoosh_store.section_file import DamagedFileError
from index.whoosh_store.segment import Segment, content_hash
from index.whoosh_store.storage import FolderStorage, Storage
from index.whoosh_store.table_of_contents import (
    LOCK_NAME,
    SegmentRecord,
    TableOfContents,
    generations,
    read_table,
    table_name,
)

__all__ = ["CheckReport", "Finding", "check_index", "readable_articles"]

_ARTICLE_SECTIONS = frozenset({"documents/articles", "documents/article_ends"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that is not as it was written.

    `touched` says in words which articles it concerns; `articles` are the ids of those whose text is lost, where they
    can still be told; `segment` is the segment's id if it is in one.
    """

    file: str
    reason: str
    touched: str = ""
    articles: tuple[str, ...] = ()
    segment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """What a check found; `left_over` are files of runs that were cut off, which do no harm."""

    generation: int
    segments: int
    articles: int
    findings: tuple[Finding, ...]
    left_over: tuple[str, ...]


def check_index(path: Path, storage: Storage | None = None) -> CheckReport:
    """Check the index in a folder.

    Args:
        path: the folder.
        storage: how its files are read, if not from there.

    Raises:
        IndexMissingError: there is none.
        IndexStoreError: another version made it, or the folder cannot be read.
    """
    storage = storage or FolderStorage(path)
    try:
        names = set(storage.names())
        known = generations(storage)
        if not known and VERSION_FILE not in names:
            raise IndexMissingError(f"no index in {path}: make one with 'search index PATH…'")
        findings = [*_version_findings(storage, path, names), *_old_table_findings(storage, known[:-1])]
        table = _last_table(storage, known, findings)
        for record in table.segments if table else ():
            findings += _segment_findings(storage, record)
    except FileNotFoundError:
        raise IndexMissingError(f"no index in {path}: make one with 'search index PATH…'") from None
    except OSError as error:
        raise IndexStoreError(f"cannot read the index in {path}: {error.strerror or error}") from error
    needed = {VERSION_FILE, LOCK_NAME, *map(table_name, known)}
    needed |= {record.file_name for record in table.segments} if table else names
    return CheckReport(
        generation=known[-1] if known else -1,
        segments=len(table.segments) if table else 0,
        articles=sum(record.living for record in table.segments) if table else 0,
        findings=tuple(findings),
        left_over=tuple(sorted(names - needed)),
    )


def _version_findings(storage: Storage, path: Path, names: set[str]) -> Iterator[Finding]:
    if VERSION_FILE not in names:
        yield Finding(file=VERSION_FILE, reason="it is missing", touched="no article; the index cannot be opened")
        return
    data = storage.read(VERSION_FILE)
    if data == version_bytes():
        return
    with suppress(ValueError, AttributeError):
        version = json.loads(data)
        if version_bytes(version.get("analysis"), version.get("store")) == data:
            raise IndexStoreError(f"the index in {path} was made by another version of the program: index anew")
    yield Finding(file=VERSION_FILE, reason="it is damaged", touched="no article; the index cannot be opened")


def _old_table_findings(storage: Storage, known: list[int]) -> Iterator[Finding]:
    for generation in known:
        try:
            read_table(storage, generation)
        except (DamagedFileError, IndexStoreError) as error:
            yield Finding(file=table_name(generation), reason=str(error), touched="no article: a newer commit is there")


def _last_table(storage: Storage, known: list[int], findings: list[Finding]) -> TableOfContents | None:
    if not known:
        findings.append(Finding(file=table_name(0), reason="there is no table of contents", touched="all articles"))
        return None
    try:
        return read_table(storage, known[-1])
    except (DamagedFileError, IndexStoreError) as error:
        findings.append(Finding(file=table_name(known[-1]), reason=str(error), touched="all articles"))
        return None


def _segment_findings(storage: Storage, record: SegmentRecord) -> Iterator[Finding]:
    everything = f"all {record.living:,} articles in it"
    try:
        segment = Segment(record.name, storage.map(record.file_name), record.deletions())
    except FileNotFoundError:
        yield Finding(file=record.file_name, reason="it is missing", touched=everything, segment=record.segid)
        return
    except (DamagedFileError, ZlibError) as error:
        yield Finding(file=record.file_name, reason=str(error), touched=everything, segment=record.segid)
        return
    if segment.file.checksum != record.checksum or segment.documents != record.documents:
        reason = "it is whole, but not the one the table of contents names"
        yield Finding(file=record.file_name, reason=reason, touched=everything, segment=record.segid)
    for damage in segment.file.damage():
        yield _section_finding(record, segment, damage)


def _section_finding(record: SegmentRecord, segment: Segment, damage: DamagedFileError) -> Finding:
    section = damage.section
    lost: tuple[str, ...] = ()
    field = section.partition("/")[0]
    if section in _ARTICLE_SECTIONS:
        readable = {document.id for document in readable_articles(segment)}
        lost = tuple(id_ for id_ in _ids(segment) if id_ not in readable)
        touched = f"the text of {len(lost):,} articles" if lost else "no article that is not deleted"
    elif field in {"documents", "columns"}:
        touched = f"what is known of the {record.living:,} articles in it"
    else:
        lang = field.partition("_")[2]
        touched = f"the search in {len(segment.languages.get(lang, ())):,} articles in {lang}"
    return Finding(file=record.file_name, reason=str(damage), touched=touched, articles=lost, segment=record.segid)


def _ids(segment: Segment) -> Iterator[str]:
    for number in range(segment.documents):
        if segment.is_alive(number):
            with suppress(ValueError, IndexError):
                yield segment.id(number)


def readable_articles(segment: Segment) -> Iterator[Document]:
    """Give the living articles of a segment, damaged or not, that are still what they were, by the hash of each."""
    for number in range(segment.documents):
        if segment.is_alive(number):
            # Whatever reading damaged bytes may raise means the same: this article is lost.
            with suppress(ValueError, IndexError, KeyError, TypeError, zstandard.ZstdError, MemoryError):
                document = segment.document(number)
                if segment.content_hash(number) == content_hash(document):
                    yield document

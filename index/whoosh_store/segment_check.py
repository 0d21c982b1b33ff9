"""Reading one segment whole: which of its sections are not as they were written, and what they say of one another."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from index.whoosh_store.section_file import DamagedFileError, SectionFile
from index.whoosh_store.segment import Segment, id_hashes
from index.whoosh_store.storage import Storage
from index.whoosh_store.stored_articles import COLUMNS, content_hash
from index.whoosh_store.table_of_contents import SegmentRecord

__all__ = ["ReadSegment", "is_unharmed", "known_ids", "read_segment"]

_PARALLEL = ("documents", "counts")  # sections of a field that have an element a posting


class ReadSegment(NamedTuple):
    """A segment of a commit as it was found: `opened` is None where not even its table can be read."""

    record: SegmentRecord
    opened: Segment | None
    damage: tuple[DamagedFileError, ...]


def read_segment(storage: Storage, record: SegmentRecord) -> ReadSegment:
    """Open a segment of a commit and read all of it."""
    try:
        segment = Segment(record.name, storage.map(record.file_name), record.deletions())
    except FileNotFoundError:
        return ReadSegment(record, None, (DamagedFileError("the file is missing"),))
    except (DamagedFileError, OSError) as error:
        found = error if isinstance(error, DamagedFileError) else DamagedFileError(error.strerror or str(error))
        return ReadSegment(record, None, (found,))
    except (KeyError, TypeError, ValueError) as error:  # a table that is whole, and yet none of this program
        return ReadSegment(record, None, (DamagedFileError(f"its table says what it cannot: {error!r}"),))
    return ReadSegment(record, segment, tuple(_damage(record, segment)))


def _damage(record: SegmentRecord, segment: Segment) -> Iterator[DamagedFileError]:
    if segment.file.checksum != record.checksum:
        yield DamagedFileError("it is another file than the one that was committed")
    if segment.documents != record.documents:
        yield DamagedFileError("it has another number of articles than was committed")
    damaged = tuple(segment.file.damage())
    yield from damaged
    if not damaged:
        yield from _contradictions(segment)


def _contradictions(segment: Segment) -> Iterator[DamagedFileError]:
    """Tell where sections that are whole do not belong to one another: a fault of the program that wrote them."""
    file, count = segment.file, segment.documents
    for ends, content in (("documents/id_ends", "documents/ids"), ("documents/article_ends", "documents/articles")):
        places = file[ends]
        if len(places) != count + 1 or int(places[-1]) != file.size(content):
            yield DamagedFileError("it does not fit what it is of", ends)
    lengths = ("documents/hashes", "documents/hash_numbers", "documents/contents", *(f"columns/{c}" for c in COLUMNS))
    for name in lengths:
        if len(file[name]) != count:
            yield DamagedFileError("it has another length than the segment", name)
    for name in file.names():
        field, _, kind = name.partition("/")
        if kind == "posting_ends" and len({int(file[name][-1]), *(len(file[f"{field}/{k}"]) for k in _PARALLEL)}) != 1:
            yield DamagedFileError("it does not fit the postings", name)
        if kind == "lists" and not _fit(file, field):
            yield DamagedFileError("they do not fit the terms and postings", name)
    identifiers = [segment.id(number) for number in range(count)]
    numbers = file["documents/hash_numbers"]
    if not np.array_equal(id_hashes(identifiers)[numbers], file["documents/hashes"]):
        yield DamagedFileError("they are not those of the ids", "documents/hashes")


def _fit(file: SectionFile, field: str) -> bool:
    """Whether each term has a list, and each list postings."""
    lists, ends = file[f"{field}/lists"], file[f"{field}/posting_ends"]
    return len(lists) == len(file[f"{field}/term_ends"]) - 1 and int(lists.max(initial=0)) < len(ends) - 1


def is_unharmed(segment: Segment, number: int) -> bool:
    """Whether an article comes out as it went in."""
    try:
        return content_hash(segment.document(number)) == segment.content_hash(number)
    except Exception:  # damaged bytes may be anything to whoever decodes them
        return False


def known_ids(segment: Segment, numbers: Sequence[int], damaged: frozenset[str]) -> tuple[str, ...]:
    """Give the ids of documents as far as they can be trusted.

    Args:
        segment: what has them.
        numbers: of the documents.
        damaged: the sections that are not whole; "" stands for the file.
    """
    if damaged & {"documents/ids", "documents/id_ends"}:
        return ()
    return tuple(segment.id(number) for number in numbers)

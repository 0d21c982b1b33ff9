"""The store as Whoosh sees it: a codec, so that `whoosh.index.open_dir` and its searchers work on our segments.

Whoosh finds the classes here by the names the table of contents gives. It can read all of a segment and change nothing:
segments are written by `writer`, whose lock Whoosh's own writer has to wait for.
"""

from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

from whoosh.codec.base import Codec, PerDocumentReader, TermsReader
from whoosh.codec.base import Segment as WhooshSegment
from whoosh.columns import ColumnReader
from whoosh.filedb.filestore import FileStorage

from index.documents import Document
from index.schema import kept_length
from index.whoosh_store.segment import Segment
from index.whoosh_store.storage import FolderStorage
from index.whoosh_store.stored_articles import COLUMNS
from index.whoosh_store.table_of_contents import SegmentRecord
from index.whoosh_store.terms_reader import SegmentTerms

__all__ = ["DragomanCodec", "DragomanSegment"]

_READ_ONLY = "an index of Dragoman is written with 'search index', not by Whoosh"


class DragomanSegment(WhooshSegment):
    """A segment's record in the table of contents; what is pickled is the record."""

    def __init__(self, record: SegmentRecord) -> None:
        self.__setstate__(_state(record))

    def __getstate__(self) -> dict[str, Any]:
        return _state(self.record)

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.record = SegmentRecord(**state)
        self.indexname, _, self.segid = self.record.name.rpartition("_")
        self.compound = False

    def codec(self) -> "DragomanCodec":
        """Give the codec that reads it."""
        return DragomanCodec()

    def doc_count_all(self) -> int:
        """Count all documents."""
        return self.record.documents

    def deleted_count(self) -> int:
        """Count the deleted ones."""
        return self.record.documents - self.record.living

    def deleted_docs(self) -> Iterator[int]:
        """List the deleted ones."""
        deleted = self.record.deletions()
        return iter(() if deleted is None else deleted.nonzero()[0].tolist())

    def is_deleted(self, docnum: int) -> bool:
        """Whether a document is deleted."""
        deleted = self.record.deletions()
        return deleted is not None and bool(deleted[docnum])

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        """Refuse: a writer of ours deletes."""
        raise NotImplementedError(_READ_ONLY)

    def set_doc_count(self, doccount: int) -> None:
        """Refuse: a segment never grows."""
        raise NotImplementedError(_READ_ONLY)

    def should_assemble(self) -> bool:
        """A segment is one file already."""
        return False


def _state(record: SegmentRecord) -> dict[str, Any]:
    return {name: getattr(record, name) for name in ("segid", "documents", "checksum", "deleted")}


class DragomanCodec(Codec):
    """Gives Whoosh its readers over a segment's file."""

    def terms_reader(self, storage: FileStorage, segment: DragomanSegment) -> TermsReader:
        """Give the dictionary and the postings."""
        return SegmentTerms(_opened(storage, segment))

    def per_document_reader(self, storage: FileStorage, segment: DragomanSegment) -> PerDocumentReader:
        """Give what is kept of each document."""
        return SegmentDocuments(_opened(storage, segment))

    def new_segment(self, storage: FileStorage, indexname: str) -> WhooshSegment:
        """Refuse."""
        raise NotImplementedError(_READ_ONLY)

    def per_document_writer(self, storage: FileStorage, segment: WhooshSegment) -> Any:
        """Refuse."""
        raise NotImplementedError(_READ_ONLY)

    def field_writer(self, storage: FileStorage, segment: WhooshSegment) -> Any:
        """Refuse."""
        raise NotImplementedError(_READ_ONLY)

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> Any:
        """Refuse."""
        raise NotImplementedError(_READ_ONLY)

    def postings_reader(self, dbfile: Any, terminfo: Any, format_: Any, term: Any = None, scorer: Any = None) -> Any:
        """Refuse: postings are read through the terms."""
        raise NotImplementedError(_READ_ONLY)


def _opened(storage: FileStorage, segment: DragomanSegment) -> Segment:
    record = segment.record
    return Segment(record.name, FolderStorage(Path(storage.folder)).map(record.file_name), record.deletions())


class SegmentDocuments(PerDocumentReader):
    """Stored fields, columns, lengths and deletions of a segment."""

    def __init__(self, segment: Segment) -> None:
        self.segment = segment

    def doc_count(self) -> int:
        """Count the living documents."""
        alive = self.segment.alive
        return self.segment.documents if alive is None else int(alive.sum())

    def doc_count_all(self) -> int:
        """Count all documents."""
        return self.segment.documents

    def has_deletions(self) -> bool:
        """Whether any document is deleted."""
        return self.segment.alive is not None

    def is_deleted(self, docnum: int) -> bool:
        """Whether a document is deleted."""
        return not self.segment.is_alive(docnum)

    def deleted_docs(self) -> Iterator[int]:
        """List the deleted documents."""
        alive = self.segment.alive
        return iter(() if alive is None else (~alive).nonzero()[0].tolist())

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        """Fetch an article's stored fields."""
        return _fields(self.segment.document(docnum))

    def supports_columns(self) -> bool:
        """Columns are there."""
        return True

    def has_column(self, fieldname: str) -> bool:
        """Whether there is a column of a name."""
        return fieldname in COLUMNS

    def list_columns(self) -> tuple[str, ...]:
        """List the columns."""
        return COLUMNS

    def column_reader(self, fieldname: str, _column: object) -> ColumnReader:
        """Give a column."""
        return _TextColumn(self.segment, fieldname)

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """Give the length that scores are worked out with."""
        return self.doc_field_length_reader(fieldname, default)(docnum)

    def doc_field_length_reader(self, fieldname: str, default: int = 0) -> Callable[[int], int]:
        """Give what tells the lengths of a field."""
        part, own = _own_documents(self.segment, fieldname)
        lengths = self.segment.column(f"{part}_length")
        return lambda docnum: kept_length(int(lengths[docnum])) if docnum in own else default

    def field_length(self, fieldname: str) -> int:
        """Add up a field's lengths."""
        part, own = _own_documents(self.segment, fieldname)
        return int(self.segment.column(f"{part}_length")[own.start : own.stop].sum())

    def min_field_length(self, fieldname: str) -> int:
        """Give the least length."""
        part, own = _own_documents(self.segment, fieldname)
        return int(self.segment.column(f"{part}_length")[own.start : own.stop].min(initial=0))

    def max_field_length(self, fieldname: str) -> int:
        """Give the greatest length."""
        part, own = _own_documents(self.segment, fieldname)
        return int(self.segment.column(f"{part}_length")[own.start : own.stop].max(initial=0))


def _own_documents(segment: Segment, fieldname: str) -> tuple[str, range]:
    part, _, lang = fieldname.partition("_")
    return part, segment.languages.get(lang, range(0))


def _fields(document: Document) -> dict[str, Any]:
    return {field.name: getattr(document, field.name) for field in fields(document) if field.name not in COLUMNS}


class _TextColumn(ColumnReader):
    """A column of texts, as Whoosh wants it: bytes by document number."""

    def __init__(self, segment: Segment, name: str) -> None:
        self._segment, self._name, self._doccount = segment, name, segment.documents

    def __getitem__(self, docnum: int) -> bytes:
        return self._segment.value(self._name, docnum).encode("utf-8", "surrogatepass")

"""A segment's dictionary as Whoosh reads it."""

from bisect import bisect_left
from collections.abc import Iterator
from typing import Any

from whoosh.codec.base import FieldCursor, TermsReader
from whoosh.formats import Format
from whoosh.reading import TermInfo, TermNotFound

from index.matching import Part
from index.schema import LENGTHS, field_name
from index.whoosh_store.field_postings import FieldPostings
from index.whoosh_store.posting_matcher import PostingMatcher
from index.whoosh_store.segment import Segment, id_hashes

__all__ = ["ID_FIELD", "SegmentTerms"]

ID_FIELD = "id"


class SegmentTerms(TermsReader):
    """Terms of all fields; those of `id` are the documents' ids, which are kept by hash and not as postings."""

    def __init__(self, segment: Segment) -> None:
        self.segment = segment
        names = {field_name(part, lang): (part, lang) for part in Part for lang in segment.languages}
        self._fields = {
            name: (postings, segment.languages[lang].start)
            for name, (part, lang) in sorted(names.items())
            if (postings := segment.field(part, lang)) is not None
        }

    def _field(self, fieldname: str) -> tuple[FieldPostings, int]:
        try:
            return self._fields[fieldname]
        except KeyError:
            raise TermNotFound(f"no term in the field {fieldname}") from None

    def _document(self, identifier: bytes) -> int | None:
        text = identifier.decode("utf-8", "surrogatepass")
        return next(iter(self.segment.find_ids([text], id_hashes([text]))), None)

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        fieldname, text = term
        if fieldname == ID_FIELD:
            return self._document(text) is not None
        return fieldname in self._fields and self._fields[fieldname][0].find(text) >= 0

    def indexed_field_names(self) -> list[str]:
        """List the fields that have terms."""
        return [*self._fields, ID_FIELD]

    def cursor(self, fieldname: str, fieldobj: Any) -> FieldCursor:
        """Walk over the terms of a field."""
        return _Cursor(self, fieldname, fieldobj)

    def field_terms(self, fieldname: str) -> list[bytes]:
        """List a field's terms in their order."""
        if fieldname == ID_FIELD:
            living = (number for number in range(self.segment.documents) if self.segment.is_alive(number))
            return sorted(self.segment.id(number).encode("utf-8", "surrogatepass") for number in living)
        return self._fields[fieldname][0].terms() if fieldname in self._fields else []

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """List all terms with their fields."""
        for fieldname in sorted(self.indexed_field_names()):
            for text in self.field_terms(fieldname):
                yield fieldname, text

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """List the terms from a place on."""
        return ((name, text) for name, text in self.terms() if (name, text) >= (fieldname, prefix))

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """List all terms with what is known of them."""
        return (((name, text), self.term_info(name, text)) for name, text in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """List the terms from a place on, with what is known of them."""
        return (((name, text), self.term_info(name, text)) for name, text in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """Give a term's statistics.

        Raises:
            TermNotFound: there is no such term.
        """
        if fieldname == ID_FIELD:
            number = self._document(text)
            if number is None:
                raise TermNotFound(f"no document with the id {text!r}")
            return TermInfo(1.0, 1, 1, 1, 1.0, number, number)
        postings, first = self._field(fieldname)
        number = postings.find(text)
        if number < 0:
            raise TermNotFound(f"no term {text!r} in the field {fieldname}")
        place = postings.postings(number)
        frequencies, lengths = postings.frequencies(place), postings.counts[place] & 0xFF
        documents = postings.documents[place]
        return TermInfo(
            float(frequencies.sum()), len(documents), LENGTHS[int(lengths.min())], LENGTHS[int(lengths.max())],
            float(frequencies.max()), first + int(documents[0]), first + int(documents[-1]),
        )  # fmt: skip

    def frequency(self, fieldname: str, text: bytes) -> float:
        """Count a term's occurrences."""
        return float(self.term_info(fieldname, text).weight()) if (fieldname, text) in self else 0.0

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """Count a term's documents."""
        return int(self.term_info(fieldname, text).doc_frequency()) if (fieldname, text) in self else 0

    def matcher(self, fieldname: str, text: bytes, format_: Format, scorer: Any = None) -> PostingMatcher:
        """Give what walks over a term's postings.

        Raises:
            TermNotFound: there is no such term.
        """
        term = (fieldname, text)
        if fieldname == ID_FIELD:
            identified = self._document(text)
            if identified is None:
                raise TermNotFound(f"no document with the id {text!r}")
            return PostingMatcher(term, [identified], [1], [[]], format_, scorer)
        postings, first = self._field(fieldname)
        number = postings.find(text)
        if number < 0:
            raise TermNotFound(f"no term {text!r} in the field {fieldname}")
        found = postings.occurrences(number)
        documents = (found.documents.astype("int64") + first).tolist()
        return PostingMatcher.over(term, documents, found.frequencies.tolist(), found.positions, format_, scorer)


class _Cursor(FieldCursor):
    def __init__(self, terms: SegmentTerms, fieldname: str, fieldobj: Any) -> None:
        self._terms, self._name, self._field = terms.field_terms(fieldname), fieldname, fieldobj
        self._reader, self._place = terms, 0

    def first(self) -> str | None:
        """Go to the first term."""
        self._place = 0
        return self.text()

    def find(self, string: str | bytes) -> str | None:
        """Go to the first term that is not less than this one."""
        wanted = string if isinstance(string, bytes) else self._field.to_bytes(string)
        self._place = bisect_left(self._terms, wanted)
        return self.text()

    def next(self) -> str | None:
        """Go to the next term."""
        self._place += 1
        return self.text()

    def text(self) -> str | None:
        """Give the term, None at the end."""
        return self._field.from_bytes(self._terms[self._place]) if self.is_valid() else None

    def term_info(self) -> TermInfo | None:
        """Give the term's statistics."""
        return self._reader.term_info(self._name, self._terms[self._place]) if self.is_valid() else None

    def is_valid(self) -> bool:
        """Whether there is a term here."""
        return self._place < len(self._terms)

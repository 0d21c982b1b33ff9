"""Articles gathered in memory, and written as one segment."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

import numpy as np
import zstandard
from numpy.typing import NDArray

from index.documents import Document
from index.garbage import without_collector
from index.languages import language
from index.matching import Part
from index.schema import analysis_language, field_name
from index.whoosh_store.field_postings import MANY
from index.whoosh_store.postings_sharing import COMPILED
from index.whoosh_store.postings_sorting import PostingArrays, length_bytes, narrow, packed_counts, sorted_postings
from index.whoosh_store.section_file import SectionWriter
from index.whoosh_store.segment import id_hashes
from index.whoosh_store.stored_articles import COLUMNS, content_hash, stored_article
from index.whoosh_store.surface_forms import SurfaceForms
from index.whoosh_store.term_lists import TermList
from index.whoosh_store.text_table import COMPILED as TEXTS_COMPILED

__all__ = ["FormCache", "SegmentBuilder", "write_columns", "write_ids", "write_postings"]

Array = NDArray[Any]
ENTRY_BYTES = 18 if COMPILED else 42  # what sorting takes for an entry, at its height (measured)
ENTRIES_A_FORM = 3  # at most, about: written form, lemma, stem, sometimes more
FORM_BYTES = 220 if TEXTS_COMPILED else 440  # about: the form's text, its number, its terms (measured)
ARTICLE_BYTES = 600  # about: what Python keeps of an article beside its text
COMPRESSION = 1


class FormCache:
    """The surface forms of all languages; if there are too many, those that are seldom used are forgotten."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._languages: dict[str, SurfaceForms] = {}

    @classmethod
    def of_memory(cls, memory: int) -> "FormCache":
        """Keep as many as fit into so many bytes."""
        return cls(memory // FORM_BYTES)

    def of(self, lang: str) -> SurfaceForms:
        """Give a language's forms."""
        if lang not in self._languages:
            self._languages[lang] = SurfaceForms(language(lang))
        return self._languages[lang]

    @property
    def is_full(self) -> bool:
        """Whether there are more than fit."""
        return sum(map(len, self._languages.values())) > self._most

    def trim(self, uses: Mapping[str, Array]) -> None:
        """Forget most; called between segments, as numbers change with it.

        News repeats its words, but half of its forms stand once: without them the cache has room again, and what is
        common need not be analysed anew.

        Args:
            uses: for each language of the segment how often each form was used in it.
        """
        often = 2
        while sum(int((own >= often).sum()) for own in uses.values()) > self._most // 2:
            often *= 2
        for lang in [*self._languages]:
            if lang in uses:
                self._languages[lang].keep(uses[lang] >= often)
            else:
                del self._languages[lang]


@dataclass(slots=True)
class _Texts:
    """One part of the articles of a language: the forms of all, and where each article's end."""

    forms: "array[int]" = field(default_factory=lambda: array("I"))
    ends: "array[int]" = field(default_factory=lambda: array("Q", [0]))

    def add(self, numbers: "array[int]") -> None:
        self.forms.extend(numbers)
        self.ends.append(len(self.forms))


@dataclass(slots=True)
class _Articles:
    """The articles of a language but for their texts, column by column: fewer objects than one for each article."""

    ids: list[str] = field(default_factory=list)
    columns: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in COLUMNS})
    stored: list[bytes] = field(default_factory=list)
    contents: "array[int]" = field(default_factory=lambda: array("Q"))

    def add(self, document: Document, stored: bytes, content: int) -> None:
        self.ids.append(document.id)
        for name, values in self.columns.items():
            values.append(getattr(document, name))
        self.stored.append(stored)
        self.contents.append(content)


class SegmentBuilder:
    """Takes articles and writes them as a segment; `bytes` is about how much memory writing it will take."""

    def __init__(self, cache: FormCache) -> None:
        self._cache = cache
        self._articles: defaultdict[str, _Articles] = defaultdict(_Articles)
        self._places: dict[str, tuple[str, int]] = {}  # by id: language, place among its documents
        self._dropped: list[tuple[str, int]] = []
        self._texts: dict[tuple[Part, str], _Texts] = {}
        self._compress = zstandard.ZstdCompressor(level=COMPRESSION).compress
        self._stored = 0
        self._forms: dict[tuple[Part, str], int] = {}
        self.count = 0

    @property
    def bytes(self) -> int:
        """The memory that is taken, and that sorting the greatest field will take."""
        gathered = 4 * sum(self._forms.values()) + self._stored + ARTICLE_BYTES * self.count
        return gathered + ENTRY_BYTES * ENTRIES_A_FORM * max(self._forms.values(), default=0)

    def add(self, documents: Iterable[Document]) -> None:
        """Take articles."""
        languages: defaultdict[str, list[Document]] = defaultdict(list)
        for document in documents:
            languages[analysis_language(document.lang)].append(document)
        with without_collector():
            for lang, own in languages.items():
                self._add_texts(Part.TITLE, lang, [document.title for document in own])
                self._add_texts(Part.BODY, lang, [document.text for document in own])
                for document in own:
                    self._store(document, lang)

    def _add_texts(self, part: Part, lang: str, texts: list[str]) -> None:
        gathered = self._texts.setdefault((part, lang), _Texts())
        for numbers in self._cache.of(lang).numbers(texts):
            gathered.add(numbers)
            self._forms[part, lang] = self._forms.get((part, lang), 0) + len(numbers)

    def _store(self, document: Document, lang: str) -> None:
        stored = stored_article(document)
        compressed = self._compress(stored)
        own = self._articles[lang]
        self._places[document.id] = (lang, len(own.ids))
        own.add(document, compressed, content_hash(document, stored))
        self._stored += len(compressed)
        self.count += 1

    def drop(self, identifiers: Iterable[str]) -> int:
        """Give articles up that were taken, by id; give how many there were."""
        found = [self._places.pop(id_) for id_ in identifiers if id_ in self._places]
        self._dropped += found
        return len(found)

    def dropped(self) -> NDArray[np.bool_]:
        """Say for each document of the segment whether it was given up."""
        firsts, first = {}, 0
        for lang in sorted(self._articles):
            firsts[lang] = first
            first += len(self._articles[lang].ids)
        found = np.zeros(self.count, dtype=np.bool_)
        found[[firsts[lang] + place for lang, place in self._dropped]] = True
        return found

    def write(self, file: BinaryIO) -> int:
        """Write the segment.

        Returns:
            The checksum that stands for the file.
        """
        writer = SectionWriter(file)
        languages: list[tuple[str, int, int]] = []
        lengths = {part: np.zeros(self.count, dtype=np.int64) for part in Part}
        articles = [self._articles[lang] for lang in sorted(self._articles)]
        first = 0
        for lang, own in sorted(self._articles.items()):
            languages.append((lang, first, first + len(own.ids)))
            for part in Part:
                found = self._write_field(writer, part, lang)
                lengths[part][first : first + len(found)] = found
            first += len(own.ids)
        write_ids(writer, [identifier for own in articles for identifier in own.ids])
        stored = [article for own in articles for article in own.stored]
        writer.add("documents/articles", np.frombuffer(b"".join(stored), dtype=np.uint8))
        writer.add("documents/article_ends", narrow(np.cumsum([0, *map(len, stored)])))
        contents = [np.array(own.contents, dtype=np.uint64) for own in articles]
        writer.add("documents/contents", np.concatenate(contents or [np.zeros(0, np.uint64)]))
        write_columns(writer, {name: [value for own in articles for value in own.columns[name]] for name in COLUMNS})
        for part, column in lengths.items():
            writer.add(f"columns/{part}_length", narrow(column))
        return writer.finish({"documents": self.count, "languages": languages})

    def uses(self) -> dict[str, Array]:
        """Count for each language how often each form is used."""
        found: dict[str, Array] = {}
        for (_, lang), texts in self._texts.items():
            counts = np.bincount(np.frombuffer(texts.forms, dtype=np.uint32), minlength=self._cache.of(lang).count)
            found[lang] = found.get(lang, 0) + counts
        return found

    def _write_field(self, writer: SectionWriter, part: Part, lang: str) -> NDArray[np.int64]:
        texts, forms = self._texts[part, lang], self._cache.of(lang)
        if not texts.forms:
            return np.zeros(0, dtype=np.int64)
        numbers, ends = np.frombuffer(texts.forms, dtype=np.uint32), np.frombuffer(texts.ends, dtype=np.uint64)
        postings, lengths = sorted_postings(numbers, ends, forms)
        if len(postings.terms):
            write_postings(writer, field_name(part, lang), postings, length_bytes(lengths), len(lengths))
        return lengths


def write_postings(
    writer: SectionWriter, name: str, postings: PostingArrays, lengths: NDArray[np.uint8], documents: int
) -> None:
    """Write a field's sections.

    Args:
        writer: of the segment.
        name: the field's.
        postings: what is written.
        lengths: the length byte of each document of the language.
        documents: how many the language has.
    """
    write_terms(writer, name, postings.terms)
    many = np.flatnonzero(postings.frequencies >= MANY)
    sections: dict[str, Any] = {
        "lists": narrow(postings.lists),
        "documents": narrow(postings.documents, documents),
        "counts": packed_counts(postings.frequencies, lengths[postings.documents]),
        "posting_ends": narrow(postings.posting_ends),
        "positions": narrow(postings.positions),
        "position_ends": narrow(postings.position_ends),
        "many": narrow(many),
        "many_counts": postings.frequencies[many].astype(np.uint32),
    }
    for section, numbers in sections.items():
        writer.add(f"{name}/{section}", numbers)


def write_terms(writer: SectionWriter, name: str, terms: TermList) -> None:
    """Write sorted terms."""
    writer.add(f"{name}/terms", terms.text)
    writer.add(f"{name}/term_ends", narrow(terms.ends))


def write_ids(writer: SectionWriter, identifiers: list[str]) -> None:
    """Write the ids in the documents' order, and their hashes in order."""
    encoded = [identifier.encode("utf-8", "surrogatepass") for identifier in identifiers]
    writer.add("documents/ids", np.frombuffer(b"".join(encoded), dtype=np.uint8))
    writer.add("documents/id_ends", narrow(np.cumsum([0, *map(len, encoded)])))
    hashes = id_hashes(identifiers)
    order = np.argsort(hashes, kind="stable")
    writer.add("documents/hashes", hashes[order])
    writer.add("documents/hash_numbers", narrow(order))


def write_columns(writer: SectionWriter, columns: dict[str, list[str]]) -> None:
    """Write columns of texts as places in the sorted list of their values."""
    for name, texts in columns.items():
        values = sorted(set(texts))
        places = {value: place for place, value in enumerate(values)}
        writer.add(f"columns/{name}", narrow(np.fromiter((places[text] for text in texts), np.int64, len(texts))))
        write_values(writer, name, values)


def write_values(writer: SectionWriter, name: str, values: Iterable[str]) -> None:
    """Write a column's values."""
    encoded = [value.encode("utf-8", "surrogatepass") for value in values]
    writer.add(f"columns/{name}_values", np.frombuffer(b"".join(encoded), dtype=np.uint8))
    writer.add(f"columns/{name}_ends", narrow(np.cumsum([0, *map(len, encoded)])))

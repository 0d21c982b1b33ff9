"""What a snapshot's segments hold of each language and key, looked up once and kept while the snapshot lives."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from math import log
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.matching import Part, Scoring
from index.schema import LENGTHS
from index.whoosh_store.field_postings import FieldPostings
from index.whoosh_store.segment import Segment

__all__ = ["LENGTH_BITS", "LanguageStatistics", "SnapshotTerms", "TermPlaces", "TermView", "WorthTables", "idf"]

KEPT_TERMS = 200_000
KEPT_PLANS = 20_000
KEPT_DOCUMENTS = 10_000_000  # of merged words, eight bytes each or less
_LENGTHS = np.array(LENGTHS, dtype=np.float64)
LENGTH_BITS = 0xFF  # the bits of a count that say the length; those above say the frequency


class LanguageStatistics(NamedTuple):
    """The living documents of a language: how many, and the average length of each part."""

    documents: int
    average_lengths: dict[Part, float]


class TermView(NamedTuple):
    """A term's postings in a segment as they lie in the file, and the number of its language's first document."""

    first: int
    documents: NDArray[Any]
    counts: NDArray[np.uint16]


class TermPlaces(NamedTuple):
    """A key in a part: its number in each segment, -1 where it is not, and in how many living documents it is.

    `views` are its postings in each segment where they can be used as they lie there: where no document was deleted
    and no count is too great; None elsewhere.
    """

    numbers: tuple[int, ...]
    views: tuple[TermView | None, ...]
    document_frequency: int


class SnapshotTerms:
    """The dictionaries of a snapshot's segments; safe to share between threads, as what is kept never changes."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self.segments = tuple(segments)
        self.firsts = np.cumsum([0, *(segment.documents for segment in segments)])
        self.first_numbers: list[int] = self.firsts.tolist()
        self._terms: dict[tuple[Part, str, str], TermPlaces] = {}
        self._tables: dict[Scoring, WorthTables] = {}
        self._last_tables: WorthTables | None = None
        self.plans: dict[Any, Any] = {}
        self.merged_words: dict[Any, Any] = {}
        self._kept_documents = 0

    @cached_property
    def languages(self) -> dict[str, LanguageStatistics]:
        """Count each language that has living documents."""
        found = {}
        for lang in sorted({lang for segment in self.segments for lang in segment.languages}):
            documents = 0
            lengths = dict.fromkeys(Part, 0)
            for segment in self.segments:
                own = segment.languages.get(lang)
                if own is None:
                    continue
                living = slice(None) if segment.alive is None else segment.alive[own.start : own.stop]
                documents += len(own) if segment.alive is None else int(segment.alive[own.start : own.stop].sum())
                for part in Part:
                    column = segment.column(f"{part}_length")[own.start : own.stop]
                    lengths[part] += int(column[living].sum(dtype=np.int64))
            if documents:
                averages = {part: length / documents for part, length in lengths.items()}
                found[lang] = LanguageStatistics(documents, averages)
        return found

    @cached_property
    def greatest_idfs(self) -> dict[str, float]:
        """The inverse document frequency of what no document of a language holds."""
        return {lang: idf(statistics.documents, 0.0) for lang, statistics in self.languages.items()}

    def term(self, part: Part, lang: str, key: str) -> TermPlaces:
        """Look a key up in all segments."""
        try:
            return self._terms[part, lang, key]
        except KeyError:
            if len(self._terms) > KEPT_TERMS:
                self._terms.clear()
            found = self._terms[part, lang, key] = self._look_up(part, lang, key.encode("utf-8", "surrogatepass"))
            return found

    def _look_up(self, part: Part, lang: str, key: bytes) -> TermPlaces:
        numbers: list[int] = []
        views: list[TermView | None] = []
        frequency = 0
        for segment in self.segments:
            field = segment.field(part, lang)
            number = -1 if field is None else field.find(key)
            view = None
            if field is not None and number >= 0:
                frequency += living_frequency(segment, field, lang, number)
                postings = field.postings(number)
                if segment.alive is None and not field.has_many(postings):
                    first = segment.languages[lang].start
                    view = TermView(first, field.documents[postings], field.counts[postings])
            numbers.append(number)
            views.append(view)
        return TermPlaces(tuple(numbers), tuple(views), frequency)

    def keep(self, kept: dict[Any, Any], known: Any, found: Any, documents: int) -> None:
        """Keep what `words` worked out, a plan or a word's merged keys; all are forgotten when they are too many.

        Args:
            kept: `plans` or `merged_words`.
            known: its key.
            found: what is kept.
            documents: how many documents it holds arrays of.
        """
        self._kept_documents += documents
        if self._kept_documents > KEPT_DOCUMENTS or len(self.plans) > KEPT_PLANS:
            self.plans, self.merged_words, self._kept_documents = {}, {}, documents
            return
        kept[known] = found

    def tables(self, scoring: Scoring) -> "WorthTables":
        """Give what frequencies are worth under a scoring."""
        last = self._last_tables
        if last is not None and last.scoring is scoring:  # as nearly always, and sooner told than what it is made of
            return last
        found = self._tables.get(scoring)
        if found is None:
            found = self._tables[scoring] = WorthTables(self.languages, scoring)
        if found.scoring is scoring:
            self._last_tables = found
        return found


def idf(documents: int, frequency: float) -> float:
    """Give the inverse document frequency of BM25, as Lucene has it: never below nothing."""
    return log(1 + (documents - frequency + 0.5) / (frequency + 0.5))


class WorthTables:
    """What one occurrence is worth in a part of each length byte: a table for each part of a language.

    boost / (1 - b + b · length / average length)
    """

    SIZE = 1 << 8

    def __init__(self, languages: Mapping[str, LanguageStatistics], scoring: Scoring) -> None:
        self.scoring = scoring
        self.starts: dict[tuple[Part, str], int] = {}
        tables: list[NDArray[np.float32]] = []
        for lang, statistics in languages.items():
            for part in Part:
                average = statistics.average_lengths[part]
                norms = 1 - scoring.b + scoring.b * _LENGTHS / average if average else np.ones(256)
                boost = scoring.title_boost if part is Part.TITLE else 1.0
                self.starts[part, lang] = len(tables) * self.SIZE
                tables.append((boost / norms).astype(np.float32))
        self.all = np.concatenate(tables) if tables else np.zeros(0, np.float32)

    def once(self, table: int, counts: NDArray[Any]) -> NDArray[np.float32]:
        """Give what one occurrence is worth in each document of a table's part and language, by its `counts`."""
        return self.all[table : table + self.SIZE].take(counts & LENGTH_BITS)


def living_frequency(segment: Segment, field: FieldPostings, lang: str, number: int) -> int:
    """Count the living documents of a term in a segment."""
    if segment.alive is None:
        return field.document_frequency(number)
    return int(np.count_nonzero(living(segment, lang)[field.documents[field.postings(number)]]))


def living(segment: Segment, lang: str) -> NDArray[np.bool_]:
    """Say of each document of a language in a segment that has deletions whether it lives."""
    assert segment.alive is not None
    own = segment.languages[lang]
    return segment.alive[own.start : own.stop]

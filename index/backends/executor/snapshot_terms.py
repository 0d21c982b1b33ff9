"""What a snapshot's segments hold of each language and key, looked up once and kept while the snapshot lives."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.matching import Part, Scoring
from index.schema import LENGTHS
from index.whoosh_store.field_postings import FieldPostings
from index.whoosh_store.segment import Segment

__all__ = ["LanguageStatistics", "SnapshotTerms", "TermPlaces"]

KEPT_TERMS = 200_000
KEPT_DOCUMENTS = 10_000_000  # of merged words, eight bytes each or less
_LENGTHS = np.array(LENGTHS, dtype=np.float64)
_FREQUENCIES = np.arange(256, dtype=np.float64)[:, None]


@dataclass(frozen=True, slots=True)
class LanguageStatistics:
    """The living documents of a language: how many, and the average length of each part."""

    documents: int
    average_lengths: dict[Part, float]


@dataclass(frozen=True, slots=True)
class TermPlaces:
    """A key in a part: its number in each segment, -1 where it is not, and in how many living documents it is."""

    numbers: tuple[int, ...]
    document_frequency: int


class SnapshotTerms:
    """The dictionaries of a snapshot's segments; safe to share between threads, as what is kept never changes."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self.segments = tuple(segments)
        self.firsts = np.cumsum([0, *(segment.documents for segment in segments)])
        self._terms: dict[tuple[Part, str, str], TermPlaces] = {}
        self._weights: dict[tuple[Scoring, Part, str], NDArray[np.float32]] = {}
        self.merged_words: dict[Any, Any] = {}
        self._merged_documents = 0

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
        numbers = []
        frequency = 0
        for segment in self.segments:
            field = segment.field(part, lang)
            number = -1 if field is None else field.find(key)
            if field is not None and number >= 0:
                frequency += living_frequency(segment, field, lang, number)
            numbers.append(number)
        return TermPlaces(tuple(numbers), frequency)

    def keep_merged(self, known: Any, run: Any) -> None:
        """Keep a word's merged keys, see `words`; all are forgotten when they have grown too many."""
        self._merged_documents += len(run.documents)
        if self._merged_documents > KEPT_DOCUMENTS:
            self.merged_words, self._merged_documents = {}, len(run.documents)
        self.merged_words[known] = run

    def weights(self, scoring: Scoring, part: Part, lang: str) -> NDArray[np.float32]:
        """Give what each pair of frequency and length (`counts` of a field) is worth: 65,536 numbers.

        boost · frequency / (1 - b + b · length / average length)
        """
        key = (scoring, part, lang)
        if key not in self._weights:
            average = self.languages[lang].average_lengths[part]
            norms = 1 - scoring.b + scoring.b * _LENGTHS / average if average else np.ones(256)
            boost = scoring.title_boost if part is Part.TITLE else 1.0
            self._weights[key] = (boost * _FREQUENCIES / norms).astype(np.float32).ravel()
        return self._weights[key]


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

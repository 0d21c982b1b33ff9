"""Our scores for Whoosh's own searchers: BM25 with the statistics of each field's language."""

from math import log
from typing import Any

from whoosh.scoring import BaseScorer, WeightingModel

from index.matching import Part, Scoring

__all__ = ["LanguageBM25"]


class LanguageBM25(WeightingModel):
    """Scores a term of a text field as the product's own search does; stock BM25F counts articles of all languages."""

    def __init__(self, scoring: Scoring | None = None) -> None:
        self._scoring = scoring or Scoring()

    def scorer(self, searcher: Any, fieldname: str, text: str, qf: int = 1) -> BaseScorer:
        """Give a scorer for a term.

        Args:
            searcher: Whoosh's.
            fieldname: a field of the index, `body_ru`.
            text: the term.
            qf: how often it stands in the query.
        """
        part, _, lang = fieldname.partition("_")
        count = length = frequency = 0
        for reader, _ in searcher.get_parent().reader().leaf_readers():
            segment, own = reader._perdoc.segment, reader._perdoc.segment.languages.get(lang, range(0))
            living = slice(None) if segment.alive is None else segment.alive[own.start : own.stop]
            lengths = segment.column(f"{part}_length")[own.start : own.stop][living]
            count, length = count + len(lengths), length + int(lengths.sum())
            frequency += (
                sum(1 for _ in reader.postings(fieldname, text).all_ids()) if (fieldname, text) in reader else 0
            )
        idf = log(1 + (count - frequency + 0.5) / (frequency + 0.5))
        boost = self._scoring.title_boost if part == Part.TITLE else 1.0
        return _Scorer(searcher, fieldname, idf * qf, length / count if count else 0.0, boost, self._scoring)


class _Scorer(BaseScorer):
    def __init__(
        self, searcher: Any, fieldname: str, idf: float, average: float, boost: float, scoring: Scoring
    ) -> None:
        self._lengths = searcher.reader()._perdoc.doc_field_length_reader(fieldname)
        self._idf, self._average, self._boost, self._scoring = idf, average, boost, scoring

    def score(self, matcher: Any) -> float:
        """Score the posting a matcher stands at."""
        k1, b = self._scoring.k1, self._scoring.b
        norm = 1 - b + b * self._lengths(matcher.id()) / self._average if self._average else 1.0
        frequency = self._boost * matcher.weight() / norm
        return float(self._idf * frequency * (k1 + 1) / (frequency + k1))

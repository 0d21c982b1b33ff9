"""Alternatives from rows: the authored lexicon and CLDR."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple, Protocol

from search.expansion.row_keys import Entry
from search.expansion.rows import ConceptRow

__all__ = ["EVERY_SENSE", "Candidate", "Rows", "row_candidates"]

SYNONYM_STEP_QUERY = 0.15  # what each place down a cell costs, where the query's word stands
SYNONYM_STEP_TARGET = 0.1  # and where the alternative stands
ROUND_TRIP = 0.3  # exponent; measured: .6 is no better
OWN_LANGUAGE = 0.6  # a synonym in the query's own language is another word all the same
EVERY_SENSE: Mapping[int, float] = MappingProxyType({})


class Rows(Protocol):
    """Tables of knowledge, all of them or some."""

    def find(self, lang: str, words: tuple[str, ...]) -> tuple[Entry, ...]:
        """Find the rows that hold a term, the best fitting first."""

    def row(self, number: int) -> ConceptRow:
        """Give a whole row."""


class Candidate(NamedTuple):
    """A text that may stand for a concept in a language, before the index was asked.

    `usual` is false for a translation unless a row has the query's word as it is typed, and the translation as the
    first, so the most usual, of its cell.
    """

    lang: str
    text: str
    source: str
    confidence: float
    usual: bool = True


def row_candidates(
    words: Sequence[str],
    weights: Mapping[str, float],
    targets: Iterable[str],
    rows: Rows,
    senses: Mapping[int, float] = EVERY_SENSE,
) -> Iterator[Candidate]:
    """Translate a term by the rows it stands in.

    Args:
        words: the term's words as typed.
        weights: languages the term may be in, with their weights.
        targets: languages wanted.
        rows: the compiled tables.
        senses: what is left of the confidence of rows that are another sense than the one meant, by number.

    Yields:
        Candidates; confidence falls with the places of both terms in their cells, and with how much else the
        translation means.
    """
    wanted = tuple(targets)
    found = {lang: rows.find(lang, tuple(words)) for lang in weights}
    asked = frozenset(entry.row for entries in found.values() for entry in entries)
    for lang, weight in weights.items():
        for entry in found[lang]:
            for candidate in _from_row(entry, lang, weight * senses.get(entry.row, 1.0), wanted, rows):
                if candidate.lang == lang:
                    yield candidate
                else:
                    faith = _round_trip(candidate, asked, rows) ** ROUND_TRIP
                    yield candidate._replace(confidence=candidate.confidence * faith)


def _from_row(entry: Entry, lang: str, weight: float, targets: tuple[str, ...], rows: Rows) -> Iterator[Candidate]:
    row = rows.row(entry.row)
    sureness = weight * _sureness(entry)
    for target in targets:
        for rank, text in enumerate(row.terms.get(target, ())):
            if target == lang and rank == entry.rank:
                continue  # the query's own word: not a synonym of itself
            confidence = sureness / (1 + SYNONYM_STEP_TARGET * rank)
            if target == lang:
                yield Candidate(target, text, row.source, confidence * OWN_LANGUAGE)
            else:
                usual = rank == 0 and entry.quality == 1.0
                yield Candidate(target, text, row.source, confidence, usual)


def _sureness(entry: Entry) -> float:
    return entry.quality / (1 + SYNONYM_STEP_QUERY * entry.rank)


def _round_trip(candidate: Candidate, asked: frozenset[int], rows: Rows) -> float:
    """How likely the way back leads to the query's term again: a word that means much else says it less surely.

    Args:
        candidate: a translation.
        asked: the rows the query's term stands in.
        rows: the compiled tables.

    Returns:
        The share of those rows among all that the translation stands in, by how surely it does; 0..1.
    """
    ways = rows.find(candidate.lang, tuple(candidate.text.split()))
    every = sum(map(_sureness, ways))
    return sum(_sureness(entry) for entry in ways if entry.row in asked) / every if every else 1.0

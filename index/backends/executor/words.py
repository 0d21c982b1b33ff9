"""A concept's members in the segments: documents with what they are worth there."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.backends.executor.phrases import phrase_documents
from index.backends.executor.snapshot_terms import SnapshotTerms, TermPlaces, WorthTables, idf, living
from index.backends.executor.term_patterns import expanded_keys
from index.matching import Fuzzy, Part, Phrase, Prefix, TermGroup, WeightedTerm, Wildcard, Word

__all__ = ["GroupRuns", "Run", "group_runs", "run_worths"]

Array = NDArray[Any]


class Run(NamedTuple):
    """Documents of one language, each once, with what they are worth to a concept.

    `documents` count from `first`. Of a term as it lies in the file, `values` are its counts
    (a frequency and, in the lower byte, a length), each of which is worth `weight` times the frequency times what the
    table of worths that begins at `table` says of the length. Where `table` is negative, `values` are the worths.
    """

    first: int
    documents: Array
    values: Array
    table: int
    weight: float


def run_worths(run: Run, tables: WorthTables) -> Array:
    """Give what a run is worth in each of its documents."""
    if run.table < 0:
        return run.values
    worths = tables.once(run.table, run.values)
    worths *= run.values >> 8
    worths *= np.float32(run.weight)
    return worths


class GroupRuns(NamedTuple):
    """A concept in a language: its runs in each segment, and its inverse document frequency in all of them.

    The document frequency is the sum over words of the weighted frequency of each word's commonest key in a part, at
    most the number of the language's documents: known from the dictionaries alone.
    """

    segments: tuple[list[Run], ...]
    idf: float


def group_runs(terms: SnapshotTerms, group: TermGroup, parts: Sequence[Part], tables: WorthTables) -> GroupRuns:
    """Find what stands for a concept in a language.

    Args:
        terms: of the snapshot.
        group: the concept's members.
        parts: where they may stand.
        tables: what frequencies are worth.
    """
    finder = _RunFinder(terms, group.lang, tables)
    for member in group.members:
        if isinstance(member, WeightedTerm):
            finder.add_key(member, parts)
        elif isinstance(member, Phrase):
            finder.add_phrase(member, parts)
        else:
            for words in _words(terms, member, group.lang, parts):
                finder.add_word(words)
    documents = terms.languages[group.lang].documents
    return GroupRuns(finder.runs, idf(documents, min(finder.frequency, float(documents))))


Keys = tuple[WeightedTerm, ...]


def _words(
    terms: SnapshotTerms, member: Word | Prefix | Wildcard | Fuzzy, lang: str, parts: Sequence[Part]
) -> Iterator[Sequence[tuple[Part, Keys]]]:
    """Give the words of a member: for each, its keys in each part."""
    if isinstance(member, Word):
        yield [(part, member.keys) for part in parts]
    else:
        found = {part: expanded_keys(terms, part, lang, member) for part in parts}
        for key in sorted(set().union(*found.values())):
            yield [(part, (WeightedTerm(key, member.weight),)) for part, keys in found.items() if key in keys]


class _RunFinder:
    """Gathers the runs of a concept in a language, segment by segment."""

    def __init__(self, terms: SnapshotTerms, lang: str, tables: WorthTables) -> None:
        self.runs: tuple[list[Run], ...] = tuple([] for _ in terms.segments)
        self.frequency = 0.0
        self._terms, self._lang, self._tables = terms, lang, tables

    def add_key(self, term: WeightedTerm, parts: Sequence[Part]) -> None:
        """Add a word that has one key."""
        greatest = 0
        for part in parts:
            places = self._terms.term(part, self._lang, term.key)
            if places.document_frequency:
                self._add_term(part, places, term.weight)
                greatest = max(greatest, places.document_frequency)
        self.frequency += term.weight * greatest

    def add_word(self, word: Sequence[tuple[Part, Keys]]) -> None:
        """Add a word by its keys in each part."""
        greatest = 0.0
        for part, keys in word:
            found = [(self._terms.term(part, self._lang, term.key), term.weight) for term in keys]
            frequency = max((weight * places.document_frequency for places, weight in found), default=0.0)
            if len(found) == 1 and frequency:
                self._add_term(part, *found[0])
            elif len(found) > 1:
                for place, own in enumerate(self.runs):
                    held = [(places.numbers[place], weight) for places, weight in found if places.numbers[place] >= 0]
                    if held:
                        own.append(self._merged_run(place, part, tuple(held)))
            greatest = max(greatest, frequency)
        self.frequency += greatest

    def _add_term(self, part: Part, places: TermPlaces, weight: float) -> None:
        table = self._tables.starts[part, self._lang]
        for place, view in enumerate(places.views):
            if view is not None:
                first, documents, counts = view
                self.runs[place].append(Run(first, documents, counts, table, weight))
            elif places.numbers[place] >= 0:
                self.runs[place].append(self._term_run(place, part, places.numbers[place], weight))

    def _term_run(self, place: int, part: Part, number: int, weight: float) -> Run:
        """Give a term's run where its postings cannot be used as they lie in the file."""
        segment = self._terms.segments[place]
        field = segment.field(part, self._lang)
        assert field is not None
        postings = field.postings(number)
        documents, values = field.documents[postings], field.counts[postings]
        table = self._tables.starts[part, self._lang]
        if field.has_many(postings):
            # Counts cannot say so much: a frequency is worth that many times the worth of one.
            once = self._tables.once(table, values)
            values, table = once * field.frequencies(postings).astype(np.float32) * np.float32(weight), -1
        if segment.alive is not None:
            kept = living(segment, self._lang)[documents]
            documents, values = documents[kept], values[kept]
        return Run(segment.languages[self._lang].start, documents, values, table, weight)

    def _merged_run(self, place: int, part: Part, keys: tuple[tuple[int, float], ...]) -> Run:
        """Merge the keys of a word: the best one counts in each document."""
        known = (place, part, self._lang, keys, self._tables)
        found: Run | None = self._terms.merged_words.get(known)
        if found is None:
            runs = [self._term_run(place, part, number, weight) for number, weight in keys]
            documents = np.concatenate([run.documents for run in runs])
            worths = np.concatenate([run_worths(run, self._tables) for run in runs])
            order = np.argsort(documents, kind="stable")
            documents, worths = documents[order], worths[order]
            first = np.ones(len(documents), dtype=np.bool_)
            np.not_equal(documents[1:], documents[:-1], out=first[1:])
            starts = np.flatnonzero(first)
            best = np.maximum.reduceat(worths, starts) if starts.size else worths
            found = Run(runs[0].first, documents[starts], best, -1, 1.0)
            self._terms.keep(self._terms.merged_words, known, found, len(found.documents))
        return found

    def add_phrase(self, phrase: Phrase, parts: Sequence[Part]) -> None:
        """Add a phrase."""
        greatest = 0.0
        for part in parts:
            frequency = 0.0
            for place, own in enumerate(self.runs):
                found = phrase_documents(self._terms, place, part, self._lang, phrase)
                if found is not None:
                    worths = self._tables.once(self._tables.starts[part, self._lang], found.lengths) * found.sums
                    first = self._terms.segments[place].languages[self._lang].start
                    own.append(Run(first, found.documents, worths, -1, 1.0))
                    frequency += float(found.best.sum())
            greatest = max(greatest, frequency)
        self.frequency += greatest

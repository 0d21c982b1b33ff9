"""A concept's members in one segment: documents with what they are worth there."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.backends.executor.phrases import phrase_documents
from index.backends.executor.snapshot_terms import SnapshotTerms, living
from index.backends.executor.term_patterns import expanded_keys
from index.matching import Member, Part, Phrase, Scoring, TermGroup, WeightedTerm, Word

__all__ = ["GroupRuns", "Run", "group_runs", "run_worths"]

Array = NDArray[Any]
_ONCE = np.uint16(1 << 8)  # a frequency of one, beside which a length byte goes


class Run(NamedTuple):
    """Documents, each once and counted from the language's first one, with `weight` times their `values`.

    `values` are places in `SnapshotTerms.weights` of `part` where `counted` is true, and worths otherwise.
    """

    documents: Array
    values: Array
    part: Part
    weight: float
    counted: bool


class GroupRuns(NamedTuple):
    """A concept in a language: its runs in each segment, and its document frequency in all of them.

    The document frequency is the sum over words of the weighted frequency of each word's commonest key in a part, at
    most the number of the language's documents: known from the dictionaries alone.
    """

    segments: tuple[tuple[Run, ...], ...]
    document_frequency: float


def group_runs(terms: SnapshotTerms, group: TermGroup, parts: Sequence[Part], scoring: Scoring) -> GroupRuns:
    """Find what stands for a concept in a language.

    Args:
        terms: of the snapshot.
        group: the concept's members.
        parts: where they may stand.
        scoring: what frequencies are worth.
    """
    runs: list[list[Run]] = [[] for _ in terms.segments]
    frequency = 0.0
    for member in group.members:
        for words in _words(terms, member, group.lang, parts):
            frequency += max(
                (term.weight * terms.term(part, group.lang, term.key).document_frequency
                 for part in parts for term in words.get(part, ())), default=0.0,
            )  # fmt: skip
            for part, keys in words.items():
                _add_word(terms, group.lang, part, keys, scoring, runs)
        if isinstance(member, Phrase):
            frequency += _add_phrase(terms, group.lang, parts, member, scoring, runs)
    most = terms.languages[group.lang].documents
    return GroupRuns(tuple(map(tuple, runs)), min(frequency, float(most)))


def _words(
    terms: SnapshotTerms, member: Member, lang: str, parts: Sequence[Part]
) -> Iterator[dict[Part, tuple[WeightedTerm, ...]]]:
    """Give the words of a member: for each, its keys in each part."""
    if isinstance(member, WeightedTerm):
        yield dict.fromkeys(parts, (member,))
    elif isinstance(member, Word):
        yield dict.fromkeys(parts, member.keys)
    elif not isinstance(member, Phrase):
        found = {part: expanded_keys(terms, part, lang, member) for part in parts}
        for key in sorted(set().union(*found.values())):
            yield {part: (WeightedTerm(key, member.weight),) for part, keys in found.items() if key in keys}


def _add_word(
    terms: SnapshotTerms, lang: str, part: Part, keys: tuple[WeightedTerm, ...], scoring: Scoring, runs: list[list[Run]]
) -> None:
    places = [(terms.term(part, lang, term.key).numbers, term.weight) for term in keys]
    for place, own in enumerate(runs):
        found = [(numbers[place], weight) for numbers, weight in places if numbers[place] >= 0]
        if len(found) == 1:
            own.append(_term_run(terms, place, part, lang, found[0], scoring))
        elif found:
            own.append(_merged_run(terms, place, part, lang, tuple(found), scoring))


def _term_run(terms: SnapshotTerms, place: int, part: Part, lang: str, key: tuple[int, float], scoring: Scoring) -> Run:
    segment = terms.segments[place]
    field = segment.field(part, lang)
    assert field is not None
    number, weight = key
    postings = field.postings(number)
    documents, counts = field.documents[postings], field.counts[postings]
    if field.has_many(postings):
        return _many_run(terms, place, part, lang, key, scoring)
    if segment.alive is not None:
        kept = living(segment, lang)[documents]
        documents, counts = documents[kept], counts[kept]
    return Run(documents, counts, part, weight, counted=True)


def run_worths(terms: SnapshotTerms, scoring: Scoring, run: Run, lang: str) -> Array:
    """Give what a run's documents are worth."""
    if not run.counted:
        return run.values * np.float32(run.weight)
    worth = terms.weights(scoring, run.part, lang).take(run.values)
    worth *= np.float32(run.weight)
    return worth


def _merged_run(
    terms: SnapshotTerms, place: int, part: Part, lang: str, keys: tuple[tuple[int, float], ...], scoring: Scoring
) -> Run:
    """Merge the keys of a word: the best one counts in each document."""
    known = (place, part, lang, keys, scoring)
    if known not in terms.merged_words:
        runs = [_term_run(terms, place, part, lang, key, scoring) for key in keys]
        documents = np.concatenate([run.documents for run in runs])
        worths = np.concatenate([run_worths(terms, scoring, run, lang) for run in runs])
        order = np.argsort(documents, kind="stable")
        documents, worths = documents[order], worths[order]
        first = np.ones(len(documents), dtype=np.bool_)
        first[1:] = documents[1:] != documents[:-1]
        starts = np.flatnonzero(first)
        best = np.maximum.reduceat(worths, starts) if starts.size else worths
        terms.keep_merged(known, Run(documents[starts], best, part, 1.0, counted=False))
    found: Run = terms.merged_words[known]
    return found


def _many_run(terms: SnapshotTerms, place: int, part: Part, lang: str, key: tuple[int, float], scoring: Scoring) -> Run:
    """Count what the packed counts cannot say: a frequency is worth that many times the worth of one."""
    segment = terms.segments[place]
    field = segment.field(part, lang)
    assert field is not None
    number, weight = key
    postings = field.postings(number)
    documents, counts, frequencies = field.documents[postings], field.counts[postings], field.frequencies(postings)
    if segment.alive is not None:
        kept = living(segment, lang)[documents]
        documents, counts, frequencies = documents[kept], counts[kept], frequencies[kept]
    once = terms.weights(scoring, part, lang).take(_ONCE | (counts & 0xFF))
    return Run(documents, once * frequencies.astype(np.float32), part, weight, counted=False)


def _add_phrase(
    terms: SnapshotTerms, lang: str, parts: Sequence[Part], phrase: Phrase, scoring: Scoring, runs: list[list[Run]]
) -> float:
    """Add a phrase's runs, and give its document frequency."""
    frequencies = [0.0]
    for part in parts:
        frequency = 0.0
        for place, own in enumerate(runs):
            found = phrase_documents(terms, place, part, lang, phrase)
            if found is not None:
                worths = terms.weights(scoring, part, lang).take(_ONCE | found.lengths) * found.sums
                own.append(Run(found.documents, worths, part, 1.0, counted=False))
                frequency += float(found.best.sum())
        frequencies.append(frequency)
    return max(frequencies)

"""Where the words of a phrase stand near one another."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.backends.executor.snapshot_terms import SnapshotTerms, living
from index.compiled import compiled
from index.matching import Part, Phrase, WeightedTerm
from index.whoosh_store.field_postings import FieldPostings
from index.whoosh_store.section_file import DamagedFileError

__all__ = ["PhraseDocuments", "phrase_documents"]

Array = NDArray[Any]
COMPILED = compiled("index.backends.executor._phrases")
_POSITION_BITS = np.uint64(32)


class PhraseDocuments(NamedTuple):
    """Documents that hold a phrase: the weights of its places added up, the best of them, and the length bytes."""

    documents: Array
    sums: NDArray[np.float32]
    best: NDArray[np.float32]
    lengths: Array


class _Places(NamedTuple):
    """Document and position of each place in one number, ascending, with a weight each."""

    places: NDArray[np.uint64]
    weights: NDArray[np.float32]


def phrase_documents(terms: SnapshotTerms, place: int, part: Part, lang: str, phrase: Phrase) -> PhraseDocuments | None:
    """Find a phrase in a segment.

    Args:
        terms: of the snapshot.
        place: the segment's.
        part: the part looked at.
        lang: the language.
        phrase: at least one word.

    Returns:
        None if no living document holds it.

    Raises:
        DamagedFileError: postings are not what was written.
    """
    segment = terms.segments[place]
    field = segment.field(part, lang)
    if field is None:
        return None
    words = [_held(terms, place, part, lang, word) for word in phrase.words]
    if not all(words):
        return None
    if COMPILED and not any(field.has_many(field.postings(number)) for word in words for number, _ in word):
        return _found_compiled(field, words, phrase, None if segment.alive is None else living(segment, lang))
    shared, lengths = _shared(field, words)
    if segment.alive is not None:
        kept = living(segment, lang)[shared]
        shared, lengths = shared[kept], lengths[kept]
    if not shared.size:
        return None
    placed = [_word_places(field, word, shared) for word in words]
    starts, weights = _in_order(placed) if phrase.slop == 0 else _in_window(placed, len(words) + phrase.slop)
    if not starts.size:
        return None
    documents = (starts >> _POSITION_BITS).astype(np.int64)  # places in `shared`
    sums = np.bincount(documents, weights, minlength=len(shared)).astype(np.float32)
    best = np.zeros(len(shared), dtype=np.float32)
    np.maximum.at(best, documents, weights)
    found = np.flatnonzero(sums)
    weight = np.float32(phrase.weight)
    return PhraseDocuments(shared[found], sums[found] * weight, best[found] * weight, lengths[found])


def _found_compiled(
    field: FieldPostings, words: list[list[tuple[int, float]]], phrase: Phrase, alive: NDArray[np.bool_] | None
) -> PhraseDocuments | None:
    asked = [[(*field.places(number), weight) for number, weight in word] for word in words]
    try:
        found = COMPILED.find(asked, phrase.slop, alive) if COMPILED else (b"",) * 4
    except ValueError as error:
        raise DamagedFileError(str(error)) from error
    if not found[0]:
        return None
    weight = np.float32(phrase.weight)
    sums, best = (np.frombuffer(values, np.float32) * weight for values in found[1:3])
    return PhraseDocuments(np.frombuffer(found[0], np.uint32), sums, best, np.frombuffer(found[3], np.uint8))


def _held(
    terms: SnapshotTerms, place: int, part: Part, lang: str, word: Sequence[WeightedTerm]
) -> list[tuple[int, float]]:
    numbers = ((terms.term(part, lang, term.key).numbers[place], term.weight) for term in word)
    return [(number, weight) for number, weight in numbers if number >= 0]


def _shared(field: FieldPostings, words: list[list[tuple[int, float]]]) -> tuple[Array, Array]:
    """Give the documents that hold all words, with their length bytes; the rarest word is looked at first."""
    sizes = [sum(field.document_frequency(number) for number, _ in word) for word in words]
    order = np.argsort(sizes).tolist()
    documents, lengths = _documents(field, words[order[0]])
    for place in order[1:]:
        kept = np.zeros(len(documents), dtype=np.bool_)
        for number, _ in words[place]:
            kept |= _within(field.documents[field.postings(number)], documents)
        documents, lengths = documents[kept], lengths[kept]
    return documents, lengths


def _documents(field: FieldPostings, word: list[tuple[int, float]]) -> tuple[Array, Array]:
    found = [field.postings(number) for number, _ in word]
    documents = np.concatenate([field.documents[place] for place in found])
    lengths = np.concatenate([field.counts[place] for place in found]) & 0xFF
    if len(found) == 1:
        return documents, lengths
    once, places = np.unique(documents, return_index=True)
    return once, lengths[places]


def _within(ascending: Array, wanted: Array) -> NDArray[np.bool_]:
    """Say of each wanted number whether it is among others."""
    places = np.searchsorted(ascending, wanted)
    places[places == len(ascending)] = 0
    found: NDArray[np.bool_] = ascending[places] == wanted
    return found


def _word_places(field: FieldPostings, word: list[tuple[int, float]], shared: Array) -> _Places:
    """Give where a word stands in the shared documents, the best weight at each place."""
    places, weights = [], []
    for number, weight in word:
        found = _term_places(field, number, shared)
        places.append(found)
        weights.append(np.full(len(found), weight, dtype=np.float32))
    if len(places) == 1:
        return _Places(places[0], weights[0])
    together, worth = np.concatenate(places), np.concatenate(weights)
    order = np.argsort(together, kind="stable")
    together, worth = together[order], worth[order]
    first = np.ones(len(together), dtype=np.bool_)
    first[1:] = together[1:] != together[:-1]
    starts = np.flatnonzero(first)
    return _Places(together[starts], np.maximum.reduceat(worth, starts) if starts.size else worth)


def _term_places(field: FieldPostings, number: int, shared: Array) -> NDArray[np.uint64]:
    """Give a term's places; the document in front is counted among the shared ones."""
    found = field.occurrences(number)
    at = np.searchsorted(found.documents, shared)
    at[at == len(found.documents)] = 0
    held = np.flatnonzero(found.documents[at] == shared)
    at = at[held]
    ends = np.cumsum(found.frequencies)
    counts = found.frequencies[at]
    starts = ends[at] - counts
    before = np.cumsum(counts) - counts
    places = np.arange(int(counts.sum())) + np.repeat(starts - before, counts)
    documents = np.repeat(held.astype(np.uint64), counts)
    together: NDArray[np.uint64] = (documents << _POSITION_BITS) | found.positions[places].astype(np.uint64)
    return together


def _in_order(words: list[_Places]) -> tuple[NDArray[np.uint64], NDArray[np.float32]]:
    """Find where the words follow one another; a place counts with its least weight."""
    starts, weights = words[0]
    for offset, (places, worth) in enumerate(words[1:], start=1):
        wanted = starts + np.uint64(offset)
        at = np.searchsorted(places, wanted)
        at[at == len(places)] = 0
        kept = np.flatnonzero(places[at] == wanted) if len(places) else np.zeros(0, np.int64)
        starts, weights = starts[kept], np.minimum(weights[kept], worth[at[kept]])
    return starts, weights


def _in_window(words: list[_Places], window: int) -> tuple[NDArray[np.uint64], NDArray[np.float32]]:
    """Find the places of any word after which all words stand within a window; each counts with its best place."""
    starts = np.unique(np.concatenate([places for places, _ in words]))
    weights = np.full(len(starts), np.inf, dtype=np.float32)
    for places, worth in words:
        first, end = np.searchsorted(places, starts), np.searchsorted(places, starts + np.uint64(window))
        best = np.zeros(len(starts), dtype=np.float32)
        for step in range(int((end - first).max(initial=0))):
            at = np.minimum(first + step, len(places) - 1)
            best = np.where(first + step < end, np.maximum(best, worth[at]), best)
        weights = np.minimum(weights, best)
    held = np.flatnonzero(weights > 0)
    return starts[held], weights[held]

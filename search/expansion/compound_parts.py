"""Compounds that no table knows, translated part by part."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from index.analysis import Kind
from index.languages import Language, language
from index.matching import Phrase, WeightedTerm
from search.expansion.members import Member, members
from search.expansion.row_alternatives import Candidate, Rows, row_candidates

__all__ = ["compound_candidates", "greatest_parts"]

PART_BY_PART = 0.7  # confidence of a compound translated part by part
PART_ALONE = 0.3  # confidence of one part for the whole: a jellyfish for a comb jelly
PART_SLOP = 2  # between the translated parts: an article, a preposition


def compound_candidates(
    word: str, weights: Mapping[str, float], targets: Iterable[str], rows: Rows
) -> Iterator[tuple[Candidate, tuple[Member, ...]]]:
    """Translate a compound part by part: Kryptobörse is Krypto + Börse, crypto exchange.

    Args:
        word: one word as typed.
        weights: languages it may be in, with their weights.
        targets: languages wanted.
        rows: the compiled tables.

    Yields:
        In each other language the phrase of all the parts, if the tables have them all, and each part they have alone
        for less; with what it is searched as.
    """
    wanted = tuple(targets)
    for lang, weight in weights.items():
        parts = greatest_parts(word, language(lang))
        if len(parts) < 2:
            continue
        translated = [list(row_candidates((part,), {lang: weight}, wanted, rows)) for part in parts]
        for target in wanted:
            lists = [[c for c in candidates if c.lang == target] for candidates in translated]
            if target != lang and all(lists):
                yield _part_phrase(lists, PART_BY_PART * weight)
            if target != lang:
                yield from map(_part_alone, chain.from_iterable(lists))


def greatest_parts(word: str, lang: Language) -> tuple[str, ...]:
    """Give the parts of a compound without the parts of its parts; none of an Arabic word with proclitics."""
    if lang.script == "Arab":
        return ()
    parts = [key.text for key in lang.analyzer.whole_keys(word) if key.kind is Kind.PART]
    return tuple(part for part in parts if not any(part != other and part in other for other in parts))


def _part_phrase(lists: list[list[Candidate]], confidence: float) -> tuple[Candidate, tuple[Member, ...]]:
    target = lists[0][0].lang
    words = tuple(
        tuple(m for c in candidates for m in members(c.text, language(target), 1.0) if isinstance(m, WeightedTerm))
        for candidates in lists
    )
    text = " ".join(candidates[0].text for candidates in lists)
    candidate = Candidate(target, text, lists[0][0].source, confidence)
    return candidate, (Phrase(words, confidence, PART_SLOP),) if all(words) else ()


def _part_alone(candidate: Candidate) -> tuple[Candidate, tuple[Member, ...]]:
    confidence = candidate.confidence * PART_ALONE
    return candidate._replace(confidence=confidence), members(candidate.text, language(candidate.lang), confidence)

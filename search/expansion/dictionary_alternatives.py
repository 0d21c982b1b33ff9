"""Alternatives from the user's dictionaries: many, of unknown quality, and so believed less than authored rows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from search.expansion.row_alternatives import Candidate, row_candidates
from search.expansion.row_store import RowStore

__all__ = ["DICTIONARY_TRUST", "dictionary_candidates"]

DICTIONARY_TRUST = 0.4  # a dictionary lists all that a word can mean somewhere, the rare beside the usual


def dictionary_candidates(
    words: Sequence[str], weights: Mapping[str, float], targets: Iterable[str], dictionaries: Iterable[RowStore]
) -> Iterator[Candidate]:
    """Translate a term by each dictionary.

    Args:
        words: the term's words as typed.
        weights: languages the term may be in, with their weights.
        targets: languages wanted.
        dictionaries: the compiled dictionaries.
    """
    wanted = tuple(targets)
    trusted = {lang: weight * DICTIONARY_TRUST for lang, weight in weights.items()}
    for dictionary in dictionaries:
        best: dict[tuple[str, str], Candidate] = {}
        for candidate in row_candidates(words, trusted, wanted, dictionary):
            key = candidate.lang, candidate.text
            # A dictionary repeats itself over its entries: that is one vote.
            if key not in best or best[key].confidence < candidate.confidence:
                best[key] = candidate
        yield from best.values()

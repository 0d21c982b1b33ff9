"""The keys a prefix, a wildcard or a fuzzy word stands for, in the dictionaries of a snapshot."""

import itertools
import re
from collections.abc import Iterator

import numpy as np

from index.backends.executor.snapshot_terms import SnapshotTerms
from index.backends.patterns import MOST_EDITS, stands_for
from index.matching import Fuzzy, Part, Prefix, Wildcard
from index.whoosh_store.field_postings import FieldPostings

__all__ = ["MOST_KEYS", "expanded_keys"]

MOST_KEYS = 1000  # what stands for more takes the first ones in alphabetical order


def expanded_keys(terms: SnapshotTerms, part: Part, lang: str, member: Prefix | Wildcard | Fuzzy) -> tuple[str, ...]:
    """Give the keys a member stands for in a part of a language, in order; stems, which are no words, are left out."""
    found: set[str] = set()
    for segment in terms.segments:
        field = segment.field(part, lang)
        if field is not None:
            found.update(key for key in _candidates(field, member) if stands_for(member, key))
    return tuple(sorted(found)[:MOST_KEYS])


def _candidates(field: FieldPostings, member: Prefix | Wildcard | Fuzzy) -> Iterator[str]:
    """Give keys among which are all that the member stands for."""
    if isinstance(member, Prefix):
        numbers = field.with_prefix(_bytes(member.text))
        # Stems are few between two words: twice as many are enough to have all the words that are taken.
        found = field.terms(numbers.start, min(numbers.stop, numbers.start + 2 * MOST_KEYS))
    elif isinstance(member, Wildcard):
        beginning = re.split(r"[*?]", member.pattern, maxsplit=1)[0]
        numbers = field.with_prefix(_bytes(beginning)) if beginning else range(len(field))
        longest = max(re.split(r"[*?]", member.pattern), key=len)
        found = _holding(field, numbers, [longest] if longest and longest != beginning else [])
    else:
        found = _holding(field, range(len(field)), _pieces(member))
    return (term.decode("utf-8", "surrogatepass") for term in found)


def _pieces(member: Fuzzy) -> list[str]:
    """Cut a word into one piece more than it may have edits: one of them is in every word that is near enough."""
    count = min(member.distance, MOST_EDITS) + 1
    if len(member.text) < count:
        return []
    borders = [len(member.text) * n // count for n in range(count + 1)]
    return [member.text[a:b] for a, b in itertools.pairwise(borders)]


def _holding(field: FieldPostings, numbers: range, pieces: list[str]) -> list[bytes]:
    """Give the terms that hold one of some pieces, found in the bytes of all terms at once; all if there is none."""
    if not pieces or not len(numbers):
        return field.terms(numbers.start, numbers.stop)
    ends = field.term_ends
    first = int(ends[numbers.start])
    pattern = re.compile(b"|".join(re.escape(_bytes(piece)) for piece in pieces))
    places = [found.start() + first for found in pattern.finditer(field.blob[first : int(ends[numbers.stop])])]
    terms = np.unique(np.searchsorted(ends, np.array(places, dtype=np.int64), side="right") - 1)
    return [field.term(number) for number in terms.tolist()]


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")

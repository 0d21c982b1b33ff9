"""Which keys a prefix, a wildcard or a fuzzy word stands for."""

import re
from functools import lru_cache

from index.matching import Fuzzy, Prefix, Wildcard
from index.schema import STEM_MARK

__all__ = ["MOST_EDITS", "stands_for"]

MOST_EDITS = 2
_STAR, _ONE = "*", "?"


def stands_for(member: Prefix | Wildcard | Fuzzy, key: str) -> bool:
    """Whether a member stands for a key; never for a stem, which is no word.

    >>> stands_for(Wildcard("fl*d"), "flood"), stands_for(Fuzzy("flod", 1), "flood"), stands_for(Prefix("~f"), "~flood")
    (True, True, False)
    """
    if key.startswith(STEM_MARK):
        return False
    if isinstance(member, Prefix):
        return key.startswith(member.text)
    if isinstance(member, Wildcard):
        return _pattern(member.pattern).fullmatch(key) is not None
    from rapidfuzz.distance import Levenshtein  # a hundredth of a second, which few queries need

    most = min(member.distance, MOST_EDITS)
    return Levenshtein.distance(member.text, key, score_cutoff=most) <= most


@lru_cache(maxsize=100)
def _pattern(wildcard: str) -> re.Pattern[str]:
    parts = (".*" if c == _STAR else "." if c == _ONE else re.escape(c) for c in wildcard)
    return re.compile("".join(parts), re.DOTALL)

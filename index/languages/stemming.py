"""Snowball stemmers by language code (https://snowballstem.org, Porter 1980 and others)."""

from collections.abc import Callable
from functools import cache

import snowballstemmer

__all__ = ["snowball"]


@cache
def _stemmer(algorithm: str) -> Callable[[str], str]:
    stemmer = snowballstemmer.stemmer(algorithm)  # PyStemmer's C code where that is installed
    if hasattr(stemmer, "maxCacheSize"):
        stemmer.maxCacheSize = 0  # the analyzer's own cache already holds each form once
    return stemmer.stemWord  # type: ignore[no-any-return]


def snowball(algorithm: str, word: str) -> str:
    """Stem one lower-case word.

    >>> snowball("english", "sanctions")
    'sanction'
    """
    return str(_stemmer(algorithm)(word))

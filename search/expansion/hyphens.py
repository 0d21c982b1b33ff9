"""Words that are written with hyphens by some and with spaces by others: *anti-money-laundering*."""

import re

__all__ = ["hyphenated_pieces"]

_HYPHEN = re.compile("[-\u2010\u2011]")
LEAST_PIECE = 2  # letters; *e-mail* is one word


def hyphenated_pieces(word: str) -> tuple[str, ...]:
    """Give the words that hyphens join in a word; none if there are no two, or they are not all of letters."""
    pieces = tuple(_HYPHEN.split(word))
    return pieces if len(pieces) > 1 and all(len(p) >= LEAST_PIECE and p.isalpha() for p in pieces) else ()

"""What an index holds: its fields, its version, and how a key becomes a term.

One field per language and part (`title_de`, `body_de`): document frequency and length stay those of
the language, and *die*, *Gift*, *fort* of two languages never meet. Exact
forms, lemmas and parts are words and share the field's namespace: a query's *krieg* then finds the
lemma of *Krieges*. A stem is no word (*financ*), so it is marked: what lists words (prefixes, names,
suggestions) never meets it.
"""

from bisect import bisect_right
from collections.abc import Iterable

from index.analysis import Key, Kind
from index.languages import LANGUAGES, UNKNOWN_CODE
from index.matching import Part

__all__ = [
    "ANALYSIS_VERSION",
    "LENGTHS",
    "MAX_KEY_LENGTH",
    "STEM_MARK",
    "analysis_language",
    "field_name",
    "kept_length",
    "term_of",
    "terms_of",
]

ANALYSIS_VERSION = 4  # raise it whenever a chain gives other keys: an old index then asks to be made anew
STEM_MARK = "~"  # no key begins with it, as keys are letters and digits
_STEM = Kind.STEM
MAX_KEY_LENGTH = 100  # code points; longer "words" are encoded data, not language


def _lengths() -> tuple[int, ...]:
    lengths = [0]
    while len(lengths) < 256:
        lengths.append(lengths[-1] + max(1, lengths[-1] // 16))
    return tuple(lengths)


# A field's length is kept in one byte beside each posting, as the place of the greatest of these that is not above
# it: exact up to 32, then within a sixteenth.
LENGTHS = _lengths()


def kept_length(length: int) -> int:
    """Give the length that scores are worked out with.

    >>> kept_length(30), kept_length(1000)
    (30, 967)
    """
    return LENGTHS[bisect_right(LENGTHS, length) - 1]


def term_of(key: Key) -> str:
    """Give the term a key is indexed as.

    >>> term_of(Key(Kind.LEMMA, "finance")), term_of(Key(Kind.STEM, "financ"))
    ('finance', '~financ')
    """
    return terms_of((key,))[0]


def terms_of(keys: Iterable[Key]) -> tuple[str, ...]:
    """Give the terms of a token, each once: a lemma may be the word as it is written.

    >>> terms_of([Key(Kind.EXACT, "bank"), Key(Kind.LEMMA, "bank"), Key(Kind.STEM, "bank")])
    ('bank', '~bank')
    """
    texts = [STEM_MARK + text[:MAX_KEY_LENGTH] if kind is _STEM else text[:MAX_KEY_LENGTH] for kind, text in keys]
    return tuple(dict.fromkeys(texts))


def analysis_language(lang: str) -> str:
    """Give the language whose chain analyses an article: its own, or `und` where we have none."""
    return lang if lang in LANGUAGES else UNKNOWN_CODE


def field_name(part: Part, lang: str) -> str:
    """Name the field of a part in a language.

    >>> field_name(Part.TITLE, "de")
    'title_de'
    """
    return f"{part}_{lang}"

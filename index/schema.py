"""What an index holds: its fields, its version, and how a key becomes a term.

One field per language and part (`title_de`, `body_de`): document frequency and length stay those of
the language, and *die*, *Gift*, *fort* of two languages never meet. Exact
forms, lemmas and parts are words and share the field's namespace: a query's *krieg* then finds the
lemma of *Krieges*. A stem is no word (*financ*), so it is marked: what lists words (prefixes, names,
suggestions) never meets it.
"""

from index.analysis import Key, Kind
from index.languages import LANGUAGES, UNKNOWN_CODE
from index.matching import Part

__all__ = ["ANALYSIS_VERSION", "MAX_KEY_LENGTH", "STEM_MARK", "analysis_language", "field_name", "term_of"]

ANALYSIS_VERSION = 4  # raise it whenever a chain gives other keys: an old index then asks to be made anew
STEM_MARK = "~"  # no key begins with it, as keys are letters and digits
MAX_KEY_LENGTH = 100  # code points; longer "words" are encoded data, not language


def term_of(key: Key) -> str:
    """Give the term a key is indexed as.

    >>> term_of(Key(Kind.LEMMA, "finance")), term_of(Key(Kind.STEM, "financ"))
    ('finance', '~financ')
    """
    mark = STEM_MARK if key.kind is Kind.STEM else ""
    return mark + key.text[:MAX_KEY_LENGTH]


def analysis_language(lang: str) -> str:
    """Give the language whose chain analyses an article: its own, or `und` where we have none."""
    return lang if lang in LANGUAGES else UNKNOWN_CODE


def field_name(part: Part, lang: str) -> str:
    """Name the field of a part in a language.

    >>> field_name(Part.TITLE, "de")
    'title_de'
    """
    return f"{part}_{lang}"

"""Which words of a term count: function words do not, but for those that turn it into its opposite."""

from collections.abc import Mapping
from types import MappingProxyType

from index.languages import Language

__all__ = ["NEGATIONS", "says_something"]

# غير متوقع is unexpected, متوقع alone is expected.
NEGATIONS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "ar": frozenset({"غير", "لا", "بلا", "بدون", "دون"}),
        "de": frozenset({"nicht", "ohne", "kein", "keine"}),
        "en": frozenset({"not", "without", "no"}),
        "fr": frozenset({"non", "sans", "pas"}),
        "ru": frozenset({"не", "без"}),
    }
)


def says_something(word: str, lang: Language) -> bool:
    """Whether a word of a term is more than a function word.

    >>> from index.languages import language
    >>> [word for word in "not the end of it".split() if says_something(word, language("en"))]
    ['not', 'end']
    """
    return word.casefold() in NEGATIONS.get(lang.code, ()) or not lang.is_stop_word(word)

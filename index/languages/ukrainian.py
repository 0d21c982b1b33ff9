"""Ukrainian: the dictionary's likely parses; Snowball has no stemmer for it."""

from index.languages.language import Steps
from index.languages.russian import parses, pymorphy_language

__all__ = ["UKRAINIAN"]


def fold(word: str) -> str:
    """Lower case, with the 1990 letter ґ as г, which many still write for it.

    >>> fold("Ґрунт")
    'грунт'
    """
    return word.lower().replace("ґ", "г")


def lemmas(word: str) -> tuple[str, ...]:
    """Look the word up as it is written."""
    return tuple(dict.fromkeys(fold(lemma) for lemma in parses(word.lower(), "uk")))


UKRAINIAN = pymorphy_language("uk", "українська", "Ukrainian", Steps(fold=fold, lemmas=lemmas))

"""Lemmas of words that no table lists, by simplemma's rules over our tables."""

from collections.abc import Mapping

from simplemma import Lemmatizer
from simplemma.strategies import (
    DefaultStrategy,
    DictionaryLookupStrategy,
    PrefixDecompositionStrategy,
    RulesStrategy,
    ToLowercaseFallbackStrategy,
)
from simplemma.strategies.dictionaries import DictionaryFactory

from index.languages.lemma_tables import lemma_table

__all__ = ["guess", "whole"]


class _TrieFactory(DictionaryFactory):
    """What simplemma asks for tables: ours."""

    def get_dictionary(self, lang: str) -> Mapping[str, str]:
        return lemma_table(lang)


_LEMMATIZER = Lemmatizer(
    cache_max_size=1,  # the analyzer keeps whole key sets already
    lemmatization_strategy=DefaultStrategy(dictionary_factory=_TrieFactory()),
)
_RULES = RulesStrategy()
_PREFIXES = PrefixDecompositionStrategy(dictionary_lookup=DictionaryLookupStrategy(_TrieFactory()))
_FALLBACK = ToLowercaseFallbackStrategy()


def whole(word: str, lang: str) -> str:
    """Give what simplemma gives for any word, with all its strategies."""
    return str(_LEMMATIZER.lemmatize(word, lang=lang)) or word


def guess(word: str, lang: str) -> str:
    """Give the lemma of a word of letters alone that no table lists, by the strategies that can have an answer."""
    return str(_RULES.get_lemma(word, lang) or _PREFIXES.get_lemma(word, lang) or _FALLBACK.get_lemma(word, lang))

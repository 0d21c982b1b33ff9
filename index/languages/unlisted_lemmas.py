"""Lemmas of words that no table lists, by simplemma's rules over our tables."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

from index.languages.lemma_tables import lemma_table, listed_lemma

__all__ = ["guess", "whole"]

# Of the three languages of `guess`, those that simplemma has something for.
_WITH_RULES, _WITH_PREFIXES = frozenset({"de", "en"}), frozenset({"de"})


def guess(word: str, lang: str) -> str:
    """Give the lemma of a word of letters alone that no table lists, by the strategies that can have an answer.

    Args:
        word: as written, in German, English or French.
        lang: the language's code.
    """
    rule = _rule(lang)
    return (rule(word) if rule else None) or _after_prefix(word, lang) or word


def _after_prefix(word: str, lang: str) -> str | None:
    """A word that is listed but for a prefix which it keeps: *mitgenommen*."""
    prefixes = _prefixes(lang)
    found = prefixes.match(word) if prefixes else None
    if not found or found[1] == word:
        return None
    rest = listed_lemma(word[len(found[1]) :], lang)
    return found[1] + rest.lower() if rest else None


@cache
def _rule(lang: str) -> Callable[[str], str | None] | None:
    return getattr(_strategy("defaultrules", lang), f"apply_{lang}") if lang in _WITH_RULES else None


@cache
def _prefixes(lang: str) -> re.Pattern[str] | None:
    known = _strategy("defaultprefixes").DEFAULT_KNOWN_PREFIXES if lang in _WITH_PREFIXES else {}
    found: re.Pattern[str] | None = known.get(lang)
    return found


def _strategy(*names: str) -> ModuleType:
    """Load a module of simplemma's strategies by itself.

    Imported by its name it would import all of simplemma, which makes the rules of 21 languages: a twentieth of a
    second, which a first search can do without.
    """
    package = find_spec("simplemma")
    assert package is not None
    assert package.origin is not None
    path = Path(package.origin).with_name("strategies").joinpath(*names).with_suffix(".py")
    spec = spec_from_file_location(f"_simplemma_{'_'.join(names)}", path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except (ImportError, FileNotFoundError):  # another version has it elsewhere, or needs more of itself
        return import_module(".".join(("simplemma.strategies", *names)))
    return module


def whole(word: str, lang: str) -> str:
    """Give what simplemma gives for any word, with all its strategies."""
    return str(_lemmatizer().lemmatize(word, lang=lang)) or word


@cache
def _lemmatizer() -> Any:
    from simplemma import Lemmatizer
    from simplemma.strategies import DefaultStrategy
    from simplemma.strategies.dictionaries import DictionaryFactory

    class TrieFactory(DictionaryFactory):
        """What simplemma asks for tables: ours."""

        def get_dictionary(self, lang: str) -> Mapping[str, str]:
            return lemma_table(lang)

    return Lemmatizer(
        cache_max_size=1,  # the analyzer keeps whole key sets already
        lemmatization_strategy=DefaultStrategy(dictionary_factory=TrieFactory()),
    )

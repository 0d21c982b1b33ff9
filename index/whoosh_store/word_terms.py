"""The terms a word is indexed under: those of its keys, put together in C where that could be compiled."""

from collections.abc import Callable

from index.compiled import compiled
from index.languages import Language
from index.languages.language import nothing
from index.schema import MAX_KEY_LENGTH, STEM_MARK, terms_of

__all__ = ["word_terms"]

COMPILED = compiled("index.whoosh_store._word_terms")


def word_terms(language: Language) -> Callable[[str, list[str]], None]:
    """Give a function that adds to a list the terms of a word of a language, each once.

    The word is one that `bare_word` gave.
    """
    if COMPILED:
        steps = {name: None if step is nothing else step for name, step in language.steps._asdict().items()}
        made: Callable[[str, list[str]], None] = COMPILED.WordTerms(
            stop_form=language.stop_form,
            stop_words=language.stop_words,
            **steps,
            stem_mark=STEM_MARK,
            longest=MAX_KEY_LENGTH,
        ).add
        return made
    keys = language.analyzer.without_cache().bare_keys

    def add(word: str, terms: list[str]) -> None:
        terms += terms_of(keys(word))

    return add

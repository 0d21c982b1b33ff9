"""The terms of words in C; see `index.compiled` and `word_terms`, which says what it does."""

from collections.abc import Callable

_Step = Callable[[str], tuple[str, ...]] | None

class WordTerms:
    def __new__(
        cls,
        stop_form: Callable[[str], str],
        stop_words: frozenset[str],
        fold: Callable[[str], str],
        variants: _Step,
        lemmas: _Step,
        stems: _Step,
        parts: _Step,
        stem_mark: str,
        longest: int,
    ) -> WordTerms: ...
    def add(self, word: str, terms: list[str], /) -> None: ...

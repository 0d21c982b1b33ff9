"""The query's own word, in the languages the query may be in and as it stands in all others."""

from collections.abc import Iterable, Iterator, Mapping

from index.languages import LANGUAGES, language
from search.concepts import Source
from search.expansion.row_alternatives import Candidate
from search.expansion.row_store import RowStore

__all__ = ["same_word_candidates"]

FALSE_FRIEND = 0.2  # German *Gift* is not English *gift*
OTHER_SCRIPT = 0.9  # a Latin word inside Russian text is that word


def same_word_candidates(
    word: str, weights: Mapping[str, float], targets: Iterable[str], rows: RowStore
) -> Iterator[tuple[Candidate, bool]]:
    """Give the word in every language, and whether it may be inflected there.

    A word crosses into another language as it stands only if it is a number, or unknown to the dictionaries and
    lexicons of both: then it is a name.

    Args:
        word: one word as typed.
        weights: languages the query may be in, with their weights.
        targets: languages wanted.
        rows: the compiled tables.
    """
    number = not any(char.isalpha() for char in word)
    ordinary_at_home = any(_is_ordinary(word, lang, rows) for lang in weights)
    for lang in targets:
        if lang in weights:
            yield Candidate(lang, word, Source.SAME_WORD, weights[lang]), True
        elif number:
            yield Candidate(lang, word, Source.SAME_WORD, 1.0), False
        elif all(LANGUAGES[lang].script != LANGUAGES[own].script for own in weights):
            yield Candidate(lang, word, Source.SAME_WORD, OTHER_SCRIPT), False
        else:
            crosses = not ordinary_at_home and not _is_ordinary(word, lang, rows)
            yield Candidate(lang, word, Source.SAME_WORD, 1.0 if crosses else FALSE_FRIEND), False


def _is_ordinary(word: str, lang: str, rows: RowStore) -> bool:
    spoken = language(lang)
    if spoken.is_stop_word(word) or spoken.is_word(word):
        return True
    return any(entry.quality > 0.8 for entry in rows.find(lang, (word,)))

"""The user's own words, which beat every other source, and pairs that are forbidden; see `own_lexicon_file`."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from index.errors import LexiconError
from index.languages import language
from search.expansion.row_compiling import compile_rows
from search.expansion.row_keys import Entry, KeyKind, term_keys
from search.expansion.row_store import RowStore
from search.expansion.rows import ConceptRow

__all__ = ["NOTHING_FORBIDDEN", "ForbiddenPairs", "OwnLexicon", "OwnRows", "read_own_lexicon"]


class OwnLexicon(NamedTuple):
    """What the file says: rows, and pairs of terms."""

    rows: tuple[ConceptRow, ...] = ()
    forbidden: tuple[tuple[str, str], ...] = ()


def read_own_lexicon(path: Path) -> OwnLexicon:
    """Read the user's file; one that is not there says nothing.

    Raises:
        LexiconError: a line is malformed, or the file cannot be read.
    """
    try:
        path.stat()
        from search.expansion.own_lexicon_file import read_rows_and_pairs  # most have no such file

        return OwnLexicon(*read_rows_and_pairs(path))
    except FileNotFoundError:
        return OwnLexicon()
    except OSError as error:
        raise LexiconError(path, 0, error.strerror or str(error)) from error


class OwnRows(RowStore):
    """The user's rows in front of the compiled ones, looked up as one table."""

    def __init__(self, own: Sequence[ConceptRow], others: RowStore) -> None:
        connection = sqlite3.connect(":memory:", check_same_thread=False)
        compile_rows(connection, own)
        super().__init__(connection)
        self._others = others
        self.find = lru_cache(maxsize=50_000)(self._find_in_both)
        self.row = lru_cache(maxsize=50_000)(self._row_of_either)
        self.longer_keys = lru_cache(maxsize=50_000)(self._longer_keys_in_both)
        self.members = others.members

    def _find_in_both(self, lang: str, words: tuple[str, ...]) -> tuple[Entry, ...]:
        # The user's rows are numbered downwards from -1, so that no number means two rows.
        own = (Entry(-1 - entry.row, entry.rank, entry.quality) for entry in self._find(lang, words))
        return (*own, *self._others.find(lang, words))

    def _longer_keys_in_both(self, lang: str, word: str) -> Mapping[str, frozenset[str]]:
        own, others = self._longer_keys(lang, word), self._others.longer_keys(lang, word)
        nothing: frozenset[str] = frozenset()
        return {second: own.get(second, nothing) | others.get(second, nothing) for second in {*own, *others}}

    def _row_of_either(self, number: int) -> ConceptRow:
        return self._row(-1 - number) if number < 0 else self._others.row(number)


class ForbiddenPairs:
    """Tells which terms must not stand for one another; safe to share between threads."""

    def __init__(self, pairs: Sequence[tuple[str, str]] = ()) -> None:
        self._pairs = tuple(pairs)
        self._sides = lru_cache(maxsize=64)(self._sides_in)

    def partners(self, text: str, languages: Sequence[str]) -> frozenset[tuple[int, int]]:
        """Give what must not stand for a term, as marks that `forbids` compares.

        Args:
            text: what was typed.
            languages: the languages it may be in.
        """
        if not self._pairs:
            return frozenset()
        return frozenset((pair, 1 - side) for lang in languages for pair, side in self._marks(text, lang))

    def forbids(self, partners: frozenset[tuple[int, int]], text: str, lang: str) -> bool:
        """Whether a term in a language is one of those partners."""
        return bool(partners) and not partners.isdisjoint(self._marks(text, lang))

    def _marks(self, text: str, lang: str) -> Iterator[tuple[int, int]]:
        sides = self._sides(lang)
        for key in _keys(text, lang):
            yield from sides.get(key, ())

    def _sides_in(self, lang: str) -> Mapping[str, tuple[tuple[int, int], ...]]:
        """From the keys that the terms of the pairs would have in a language to (pair, side)."""
        sides: dict[str, tuple[tuple[int, int], ...]] = {}
        for number, pair in enumerate(self._pairs):
            for side, term in enumerate(pair):
                for key in _keys(term, lang):
                    sides[key] = (*sides.get(key, ()), (number, side))
        return sides


NOTHING_FORBIDDEN = ForbiddenPairs()


def _keys(text: str, lang: str) -> frozenset[str]:
    # Not by stems: what only shares a stem may be another word.
    return frozenset(key for key, kind in term_keys(language(lang), text.split()) if kind is not KeyKind.STEM)

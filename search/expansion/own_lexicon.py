"""The user's own words: a file of rows that beat every other source, and of pairs that are forbidden.

The file has the form of the authored ones, with fewer languages allowed: the first line names two or more of them
(`en	de`), each further line is one concept, synonyms separated by `;`. Cells may be empty as long as two terms are
left. `#` opens a comment; directly above a row it is the row's note. A line

    !	mining	добыча

forbids a pair: neither term is searched as the other any more, whichever of them the query has, in any inflected form.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from index.errors import LexiconError
from index.languages import language
from search.concepts import Source
from search.expansion.dictionaries.entries import known_language, lines_of
from search.expansion.row_compiling import compile_rows
from search.expansion.row_keys import Entry, KeyKind, term_keys
from search.expansion.row_store import RowStore
from search.expansion.rows import ConceptRow

__all__ = ["NOTHING_FORBIDDEN", "ForbiddenPairs", "OwnLexicon", "OwnRows", "read_own_lexicon"]

FORBIDS = "!"


@dataclass(frozen=True, slots=True)
class OwnLexicon:
    """What the file says: rows, and pairs of terms."""

    rows: tuple[ConceptRow, ...] = ()
    forbidden: tuple[tuple[str, str], ...] = ()


def read_own_lexicon(path: Path) -> OwnLexicon:
    """Read the user's file; one that is not there says nothing.

    Raises:
        LexiconError: a line is malformed, or the file cannot be read.
    """
    try:
        return _read(path)
    except FileNotFoundError:
        return OwnLexicon()
    except OSError as error:
        raise LexiconError(path, 0, error.strerror or str(error)) from error


def _read(path: Path) -> OwnLexicon:
    rows: list[ConceptRow] = []
    forbidden: list[tuple[str, str]] = []
    columns: tuple[str, ...] = ()
    note = ""
    for number, line in lines_of(path):
        if line.startswith("#"):
            note = line.lstrip("# ").strip()
            continue
        if line.split("\t")[0].strip() == FORBIDS:
            forbidden.append(_pair(path, number, line))
        elif line.strip() and not columns:
            columns = _columns(path, number, line)
        elif line.strip():
            rows.append(_row(path, number, line, columns, note))
        note = ""
    return OwnLexicon(tuple(rows), tuple(forbidden))


def _columns(path: Path, number: int, line: str) -> tuple[str, ...]:
    codes = tuple(known_language(cell) for cell in line.split("\t"))
    if len(codes) < 2 or not all(codes) or len(set(codes)) < len(codes):
        reason = f"{line!r} should name two languages or more, separated by tabs, such as 'en<TAB>de'"
        raise LexiconError(path, number, reason)
    return codes


def _pair(path: Path, number: int, line: str) -> tuple[str, str]:
    terms = [" ".join(cell.split()) for cell in line.split("\t")[1:]]
    if len(terms) != 2 or not all(terms):
        raise LexiconError(path, number, "to forbid a pair, write '!<TAB>term<TAB>term'")
    return terms[0], terms[1]


def _row(path: Path, number: int, line: str, columns: tuple[str, ...], note: str) -> ConceptRow:
    cells = line.split("\t")
    if len(cells) != len(columns):
        raise LexiconError(path, number, f"{len(cells)} cells instead of {len(columns)} ({', '.join(columns)})")
    terms = {
        lang: tuple(" ".join(term.split()) for term in cell.split(";"))
        for lang, cell in zip(columns, cells, strict=True)
    }
    terms = {lang: found for lang, found in terms.items() if found != ("",)}
    if not all(term for found in terms.values() for term in found):
        raise LexiconError(path, number, "an empty synonym")
    if sum(map(len, terms.values())) < 2:
        raise LexiconError(path, number, "there are no two terms in it")
    return ConceptRow(source=Source.OWN_LEXICON, reference=f"{path.name}:{number}", terms=terms, note=note)


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

"""Concept rows compiled into one read-only SQLite file, found by the keys of their terms.

Analysing every term of every row takes seconds, so it is done once for each state of the tables, and the file is kept
in the user's cache folder under a name that carries a digest of what it was made from.
"""

import hashlib
import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from enum import IntEnum
from functools import lru_cache
from importlib.metadata import version
from itertools import islice, product
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from index.analysis import Kind
from index.languages import Language, language
from index.languages.lemma_tables import cache_folder
from index.schema import ANALYSIS_VERSION
from search.expansion.authored_rows import lexicon_files, read_lexicon
from search.expansion.cldr_rows import cldr_rows
from search.expansion.hyphens import hyphenated_pieces
from search.expansion.rows import ConceptRow

__all__ = [
    "MAX_TERM_WORDS",
    "ROW_TABLES",
    "Entry",
    "KeyKind",
    "RowStore",
    "compile_rows",
    "open_row_store",
    "row_store_is_ready",
    "term_keys",
]

STORE_VERSION = 2
MAX_TERM_WORDS = 5
MOST_READINGS = 6  # of a term whose words have several lemmas each


class KeyKind(IntEnum):
    """How a term's key was made; what is written alike is a surer sign than what is inflected alike."""

    EXACT = 0
    LEMMA = 1
    STEM = 2


# How sure a look-up is, by the kind of the key in the query and in the row.
_QUALITY = {
    (KeyKind.EXACT, KeyKind.EXACT): 1.0,
    (KeyKind.EXACT, KeyKind.LEMMA): 0.9,
    (KeyKind.LEMMA, KeyKind.EXACT): 0.95,
    (KeyKind.LEMMA, KeyKind.LEMMA): 0.85,
    (KeyKind.STEM, KeyKind.STEM): 0.55,
}


class Entry(NamedTuple):
    """A row that a term was found in: `rank` is the term's place in its cell, `quality` 0..1 how well it fits."""

    row: int
    rank: int
    quality: float


ROW_TABLES = """
CREATE TABLE row (id INTEGER PRIMARY KEY, source TEXT, reference TEXT, note TEXT);
CREATE TABLE term (row INTEGER, lang TEXT, rank INTEGER, text TEXT, PRIMARY KEY (row, lang, rank)) WITHOUT ROWID;
CREATE TABLE key (lang TEXT, key TEXT, kind INTEGER, row INTEGER, rank INTEGER,
                  PRIMARY KEY (lang, key, kind, row, rank)) WITHOUT ROWID;
"""


def term_keys(lang: Language, words: Iterable[str]) -> Iterator[tuple[str, KeyKind]]:
    """Give the keys of a term of one or more words; function words inside a longer term do not count.

    Words with hyphens are keyed as they are written and as the words they join, so that it does not matter which of
    *anti-money laundering*, *anti-money-laundering* and *anti money laundering* stands where.

    Args:
        lang: the language the term is in.
        words: its words as written.
    """
    spelled = [word for word in words if word]
    yield from _keys_as_spelled(lang, spelled)
    apart = [piece for word in spelled for piece in hyphenated_pieces(word) or (word,)]
    if apart != spelled:
        yield from _keys_as_spelled(lang, apart)


def _keys_as_spelled(lang: Language, spelled: list[str]) -> Iterator[tuple[str, KeyKind]]:
    content = [word for word in spelled if not lang.is_stop_word(word)] or spelled
    by_kind: dict[KeyKind, list[tuple[str, ...]]] = {kind: [] for kind in KeyKind}
    for word in content:
        found = lang.analyzer.whole_keys(word)
        exact = tuple(key.text for key in found if key.kind is Kind.EXACT)
        by_kind[KeyKind.EXACT].append(exact)
        by_kind[KeyKind.LEMMA].append(tuple(k.text for k in found if k.kind is Kind.LEMMA) or exact)
        by_kind[KeyKind.STEM].append(tuple(k.text for k in found if k.kind is Kind.STEM)[:1])
    for kind, readings in by_kind.items():
        for reading in islice(product(*readings), MOST_READINGS):
            if reading:
                yield " ".join(reading), kind


class RowStore:
    """Looks rows up; safe to share between threads."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection, self._lock = connection, Lock()
        self.find = lru_cache(maxsize=50_000)(self._find)
        self.row = lru_cache(maxsize=50_000)(self._row)
        self.begins_term = lru_cache(maxsize=50_000)(self._begins_term)

    def _find(self, lang: str, words: tuple[str, ...]) -> tuple[Entry, ...]:
        """Find the rows that hold a term, the best fitting first.

        Args:
            lang: the language the term is in.
            words: its words as written, one or more.
        """
        best: dict[int, Entry] = {}
        for key, kind in term_keys(language(lang), words):
            for row_kind, row, rank in self._ask(
                "SELECT kind, row, rank FROM key WHERE lang = ? AND key = ?", lang, key
            ):
                quality = _QUALITY.get((kind, KeyKind(row_kind)), 0.0)
                known = best.get(row)
                if quality and (known is None or (known.quality, -known.rank) < (quality, -rank)):
                    best[row] = Entry(row, rank, quality)
        return tuple(sorted(best.values(), key=lambda entry: (-entry.quality, entry.rank, entry.row)))

    def _begins_term(self, lang: str, word: str) -> bool:
        """Whether a term of several words may begin with a word: most do not, and are found sooner."""
        return any(
            self._ask("SELECT 1 FROM key WHERE lang = ? AND key > ? AND key < ? LIMIT 1", lang, f"{key} ", f"{key}!")
            for key, _ in term_keys(language(lang), (word,))
        )

    def _row(self, number: int) -> ConceptRow:
        """Give a whole row."""
        (source, reference, note), *_ = self._ask("SELECT source, reference, note FROM row WHERE id = ?", number)
        terms: dict[str, list[str]] = {}
        for lang, text in self._ask("SELECT lang, text FROM term WHERE row = ? ORDER BY lang, rank", number):
            terms.setdefault(lang, []).append(text)
        cells = {lang: tuple(found) for lang, found in terms.items()}
        return ConceptRow(source=source, reference=reference, terms=cells, note=note)

    def _ask(self, question: str, *values: str | int) -> list[tuple]:  # type: ignore[type-arg]
        with self._lock:
            return self._connection.execute(question, values).fetchall()


def open_row_store() -> RowStore:
    """Open the compiled tables, compiling them first if they changed (some ten seconds, once).

    Raises:
        LexiconError: an authored file is malformed.
    """
    path = _store_path()
    if not path.exists():
        try:
            _compile_to(path)
        except OSError:
            # No place to keep it: compile for this process alone.
            connection = sqlite3.connect(":memory:", check_same_thread=False)
            compile_rows(connection, _all_rows())
            return RowStore(connection)
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    return RowStore(sqlite3.connect(uri, uri=True, check_same_thread=False))


def row_store_is_ready() -> bool:
    """Whether the tables are compiled as they are now, so that opening them takes no time."""
    return _store_path().exists()


def _store_path() -> Path:
    return cache_folder().parent / f"rows-{_digest()}.sqlite"


def _digest() -> str:
    """Sum up all that the compiled file depends on."""
    digest = hashlib.blake2b(digest_size=8)
    parts = (STORE_VERSION, ANALYSIS_VERSION, *(version(name) for name in ("babel", "simplemma", "pymorphy3")))
    digest.update(repr(parts).encode())
    for file in lexicon_files():
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()


def _all_rows() -> Iterator[ConceptRow]:
    for file in lexicon_files():
        yield from read_lexicon(file)
    yield from cldr_rows()


def _compile_to(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, scratch = tempfile.mkstemp(dir=path.parent, suffix=".new")
    os.close(handle)
    try:
        with closing(sqlite3.connect(scratch)) as connection:
            compile_rows(connection, _all_rows())
        Path(scratch).replace(path)
    except BaseException:
        Path(scratch).unlink(missing_ok=True)
        raise


def compile_rows(connection: sqlite3.Connection, rows: Iterable[ConceptRow]) -> None:
    """Make the tables of a `RowStore` in an empty database."""
    connection.executescript(ROW_TABLES)
    for number, row in enumerate(rows):
        connection.execute("INSERT INTO row VALUES (?, ?, ?, ?)", (number, row.source, row.reference, row.note))
        for lang, terms in row.terms.items():
            _compile_terms(connection, number, lang, terms)
    connection.commit()


def _compile_terms(connection: sqlite3.Connection, row: int, lang: str, terms: tuple[str, ...]) -> None:
    spoken = language(lang)
    for rank, text in enumerate(terms):
        connection.execute("INSERT INTO term VALUES (?, ?, ?, ?)", (row, lang, rank, text))
        words = text.split()
        if len(words) <= MAX_TERM_WORDS:
            keys = {(lang, key, int(kind), row, rank) for key, kind in term_keys(spoken, words)}
            connection.executemany("INSERT OR IGNORE INTO key VALUES (?, ?, ?, ?, ?)", keys)

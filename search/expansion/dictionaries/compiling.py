"""A dictionary compiled into one SQLite file with the tables of a `RowStore`, found by the keys of its terms."""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from itertools import islice
from pathlib import Path

from index.errors import LexiconError
from index.languages import language
from search.concepts import Source
from search.expansion.dictionaries import DICTIONARY_VERSION
from search.expansion.dictionaries.entries import DictionaryEntry
from search.expansion.row_compiling import ROW_TABLES
from search.expansion.row_keys import MAX_TERM_WORDS, KeyKind, term_keys

__all__ = ["compile_dictionary"]

BATCH = 2000  # entries between two writes

_LOOSE_KEYS = "CREATE TEMP TABLE loose (lang TEXT, key TEXT, kind INTEGER, row INTEGER, rank INTEGER)"
_ABOUT = "CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID"


def compile_dictionary(path: Path, name: str, entries: Iterable[DictionaryEntry], about: Mapping[str, str]) -> int:
    """Compile entries and put the file in its place, whole or not at all.

    Args:
        path: where the file goes; one that is there is replaced.
        name: the dictionary's name.
        entries: what is in it.
        about: what is to be known of it later.

    Returns:
        The number of entries.

    Raises:
        LexiconError: an entry cannot be read, or there is none.
        OSError: the file cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_name(f"{path.stem}.{os.getpid()}.new")
    scratch.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(scratch, isolation_level=None)) as connection:
            count = _compile(connection, f"{Source.DICTIONARY}:{name}", entries, about)
        _sync(scratch)
        scratch.replace(path)
        _sync(path.parent)
    except sqlite3.OperationalError as error:  # no right to write here, or the disk is full
        raise OSError(f"cannot write {path}: {error}") from error
    finally:
        scratch.unlink(missing_ok=True)
    return count


def _compile(
    connection: sqlite3.Connection, source: str, entries: Iterable[DictionaryEntry], about: Mapping[str, str]
) -> int:
    # Nobody sees the file before it is whole, so nothing in it needs to be undone.
    connection.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; {ROW_TABLES}; {_ABOUT}; {_LOOSE_KEYS};")
    numbered = enumerate(entries)
    count = terms = 0
    languages: set[str] = set()
    while batch := list(islice(numbered, BATCH)):
        connection.execute("BEGIN")
        for number, entry in batch:
            connection.execute("INSERT INTO row VALUES (?, ?, ?, ?)", (number, source, entry.place, entry.note))
            for lang, texts in entry.terms.items():
                languages.add(lang)
                terms += len(texts)
                cells = ((number, lang, rank, text) for rank, text in enumerate(texts))
                connection.executemany("INSERT INTO term VALUES (?, ?, ?, ?)", cells)
                connection.executemany("INSERT INTO loose VALUES (?, ?, ?, ?, ?)", _keys(number, lang, texts))
        connection.execute("COMMIT")
        count += len(batch)
    if not count:
        raise LexiconError(about.get("files", source), 0, "there is no entry in it that can be used")
    # Sorted first: a tree filled in order is written once, and denser.
    connection.execute("INSERT OR IGNORE INTO key SELECT * FROM loose ORDER BY lang, key, kind, row, rank")
    facts = {**about, "languages": " ".join(sorted(languages)), "entries": str(count), "terms": str(terms)}
    connection.executemany("INSERT INTO about VALUES (?, ?)", facts.items())
    connection.execute(f"PRAGMA user_version={DICTIONARY_VERSION}")
    return count


def _keys(row: int, lang: str, texts: tuple[str, ...]) -> Iterator[tuple[str, str, int, int, int]]:
    """Give the keys that a look-up can make use of.

    Stems are left out: a match by stem alone in a dictionary is less sure than what is searched at all. A lemma that is
    the word itself is found by its exact key.
    """
    spoken = language(lang)
    for rank, text in enumerate(texts):
        words = text.split()
        if len(words) > MAX_TERM_WORDS:
            continue
        exact: set[str] = set()
        for key, kind in term_keys(spoken, words):
            if kind is KeyKind.EXACT:
                exact.add(key)
            elif kind is KeyKind.STEM or key in exact:
                continue
            yield lang, key, int(kind), row, rank


def _sync(path: Path) -> None:
    """Bring a file or folder to the disk; a system that cannot open folders orders renames by itself."""
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except PermissionError:
        return
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

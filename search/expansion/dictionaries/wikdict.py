"""WikDict's bilingual SQLite files (`en-de.sqlite3`), made from Wiktionary.

Their table `simple_translation` has a headword in `written_rep` and its translations in `trans_list`, separated by
` | `, the best first; the languages stand in the file's name.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from index.errors import LexiconError
from search.expansion.dictionaries.entries import DictionaryEntry, DictionaryFiles, clean_terms, pair_of

__all__ = ["is_wikdict", "read_wikdict"]

SQLITE_MAGIC = b"SQLite format 3\0"
TABLES = ("simple_translation", "translation")  # the first that is there; the other has a row a sense


def is_wikdict(_path: Path, start: bytes) -> bool:
    """Whether a file is a SQLite database."""
    return start.startswith(SQLITE_MAGIC)


def read_wikdict(files: DictionaryFiles) -> Iterator[DictionaryEntry]:
    """Read the translations of WikDict files.

    Raises:
        LexiconError: a file is damaged, is of another kind, or does not say its languages.
    """
    for path in files.paths:
        source, target = pair_of(path, files.pair)
        # The user's file is not written to, not even a journal.
        uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        try:
            with closing(sqlite3.connect(uri, uri=True)) as connection:
                table = _table(path, connection)
                rows = connection.execute(f"SELECT rowid, written_rep, trans_list FROM {table}")
                for number, headword, translations in rows:
                    terms = {
                        source: clean_terms([str(headword or "")]),
                        target: clean_terms(str(translations or "").split(" | ")),
                    }
                    if all(terms.values()):
                        yield DictionaryEntry(place=f"{path.name}:{table} {number}", terms=terms)
        except sqlite3.Error as error:
            raise LexiconError(path, 0, f"cannot be read: {error}") from error


def _table(path: Path, connection: sqlite3.Connection) -> str:
    names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    for table in TABLES:
        if table in names:
            return table
    raise LexiconError(path, 0, f"a SQLite file without the table {TABLES[0]!r}: it is not from WikDict")

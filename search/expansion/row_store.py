"""Concept rows compiled into one read-only SQLite file, found by the keys of their terms.

Analysing every term of every row takes seconds, so it is done once for each state of the tables, and the file is kept
in the user's cache folder under a name that carries a digest of what it was made from. What a term finds as it stands
in the tables is kept too: a query asks for each of its translations whether the way back leads to the query's word, and
analysing them all would take longer than all the rest.
"""

import hashlib
import os
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import closing
from functools import lru_cache
from pathlib import Path
from threading import Lock

from index.cache_files import installed_version, mark_used, remove_unused
from index.garbage import without_collector
from index.languages import language
from index.languages.lemma_tables import cache_folder
from index.schema import ANALYSIS_VERSION
from search.expansion.authored_rows import lexicon_files, read_lexicon
from search.expansion.function_words import NEGATIONS
from search.expansion.lexicon_digest import lexicon_digest
from search.expansion.members import KIND_WEIGHTS, LOOSE, PHRASE_SLOP, Member, members
from search.expansion.row_compiling import compile_rows, known_entries, known_members
from search.expansion.row_keys import Entry, best_entries, term_keys
from search.expansion.rows import ConceptRow

__all__ = ["RowStore", "open_row_store", "row_store_is_ready"]

STORE_VERSION = 6


class RowStore:
    """Looks rows up; safe to share between threads."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection, self._lock = connection, Lock()
        self.find = lru_cache(maxsize=50_000)(self._find)
        self.row = lru_cache(maxsize=50_000)(self._row)
        self.members = lru_cache(maxsize=50_000)(self._members)
        self.longer_keys = lru_cache(maxsize=50_000)(self._longer_keys)

    def _find(self, lang: str, words: tuple[str, ...]) -> tuple[Entry, ...]:
        """Find the rows that hold a term, the best fitting first.

        Args:
            lang: the language the term is in.
            words: its words as written, one or more.
        """
        for (entries,) in self._ask("SELECT entries FROM known WHERE lang = ? AND term = ?", lang, " ".join(words)):
            return known_entries(entries)
        keys = list(term_keys(language(lang), words))
        wanted = tuple(dict.fromkeys(key for key, _ in keys))
        held: defaultdict[str, list[tuple[int, int, int]]] = defaultdict(list)
        marks = ",".join("?" * len(wanted))
        question = f"SELECT key, kind, row, rank FROM key WHERE lang = ? AND key IN ({marks})"
        for key, kind, row, rank in self._ask(question, lang, *wanted):
            held[key].append((kind, row, rank))
        return best_entries((kind, held[key]) for key, kind in keys)

    def _members(self, lang: str, text: str) -> tuple[Member, ...]:
        """Give what the index is asked for a term, at a weight of 1; for one of the tables without analysing it."""
        for (kept,) in self._ask("SELECT members FROM known WHERE lang = ? AND term = ?", lang, text):
            return known_members(kept)
        return members(text, language(lang), 1.0)

    def _longer_keys(self, lang: str, word: str) -> Mapping[str, frozenset[str]]:
        """Give the keys of terms of several words that begin with a word, by their second words."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        question = "SELECT DISTINCT key FROM key WHERE lang = ? AND key > ? AND key < ?"
        for begin in dict.fromkeys(key for key, _ in term_keys(language(lang), (word,))):
            for (key,) in self._ask(question, lang, f"{begin} ", f"{begin}!"):
                found[key[len(begin) + 1 :].partition(" ")[0]].add(key)
        return {second: frozenset(keys) for second, keys in found.items()}

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
    if path.exists():
        mark_used(path)
    else:
        try:
            _compile_to(path)
            remove_unused(path.parent.glob("rows-*.sqlite"))
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
    parts = (
        STORE_VERSION,
        ANALYSIS_VERSION,
        *(installed_version(name) for name in ("babel", "simplemma", "pymorphy3")),
    )
    digest.update(repr(parts).encode())
    digest.update(repr((KIND_WEIGHTS, LOOSE, sorted(map(sorted, NEGATIONS.values())), PHRASE_SLOP)).encode())
    digest.update(lexicon_digest().encode())
    return digest.hexdigest()


def _all_rows() -> Iterator[ConceptRow]:
    from search.expansion.cldr_rows import cldr_rows  # babel is of no use where the rows are compiled

    for file in lexicon_files():
        yield from read_lexicon(file)
    yield from cldr_rows()


def _compile_to(path: Path) -> None:
    import tempfile  # which who only reads does without

    path.parent.mkdir(parents=True, exist_ok=True)
    handle, scratch = tempfile.mkstemp(dir=path.parent, suffix=".new")
    os.close(handle)
    try:
        with closing(sqlite3.connect(scratch)) as connection, without_collector():
            compile_rows(connection, _all_rows())
        Path(scratch).replace(path)
    except BaseException:
        Path(scratch).unlink(missing_ok=True)
        raise

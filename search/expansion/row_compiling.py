"""Concept rows made into the tables of a `RowStore`."""

import json
import sqlite3
import struct
from collections import defaultdict
from collections.abc import Iterable, Mapping

from index.languages import Language, language
from index.matching import Phrase, WeightedTerm
from search.expansion.members import Member, members
from search.expansion.row_keys import MAX_TERM_WORDS, Entry, Held, best_entries, term_keys
from search.expansion.rows import ConceptRow

__all__ = ["ROW_TABLES", "compile_rows", "known_entries", "known_members"]

ROW_TABLES = """
CREATE TABLE row (id INTEGER PRIMARY KEY, source TEXT, reference TEXT, note TEXT);
CREATE TABLE term (row INTEGER, lang TEXT, rank INTEGER, text TEXT, PRIMARY KEY (row, lang, rank)) WITHOUT ROWID;
CREATE TABLE key (lang TEXT, key TEXT, kind INTEGER, row INTEGER, rank INTEGER,
                  PRIMARY KEY (lang, key, kind, row, rank)) WITHOUT ROWID;
CREATE TABLE known (lang TEXT, term TEXT, entries BLOB, members TEXT, PRIMARY KEY (lang, term)) WITHOUT ROWID;
"""
_ENTRY = struct.Struct("<IHd")  # of an `Entry` as it is kept


def known_entries(kept: bytes) -> tuple[Entry, ...]:
    """Read what a term of the tables finds (`known.entries`)."""
    return tuple(Entry._make(found) for found in _ENTRY.iter_unpack(kept))


def known_members(kept: str) -> tuple[Member, ...]:
    """Read what the index is asked for a term of the tables (`known.members`), at a weight of 1."""
    return tuple(
        Phrase(tuple(tuple(WeightedTerm(*term) for term in word) for word in found[0]), found[1], found[2])
        if isinstance(found[0], list)
        else WeightedTerm(*found)
        for found in json.loads(kept)
    )


def compile_rows(connection: sqlite3.Connection, rows: Iterable[ConceptRow]) -> None:
    """Make the tables of a `RowStore` in an empty database."""
    connection.executescript(ROW_TABLES)
    compiler = _Compiler(connection)
    for number, row in enumerate(rows):
        compiler.add(number, row)
    compiler.finish()
    connection.commit()


class _Compiler:
    """Fills the tables; keys are gathered first, as what a term finds depends on all of them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        # Of each language: its terms' keys, and by key the kinds, rows and ranks that have it, each as one number.
        self._keys: dict[str, dict[str, tuple[tuple[str, int], ...]]] = {}
        self._held: dict[str, defaultdict[str, set[int]]] = {}

    def add(self, number: int, row: ConceptRow) -> None:
        """Add a row."""
        values = (number, row.source, row.reference, row.note)
        self._connection.execute("INSERT INTO row VALUES (?, ?, ?, ?)", values)
        for lang, terms in row.terms.items():
            cells = ((number, lang, rank, text) for rank, text in enumerate(terms))
            self._connection.executemany("INSERT INTO term VALUES (?, ?, ?, ?)", cells)
            spoken = language(lang)
            keys, held = self._keys.setdefault(lang, {}), self._held.setdefault(lang, defaultdict(set))
            for rank, text in enumerate(terms):
                words = text.split()
                if len(words) > MAX_TERM_WORDS:
                    continue
                term = " ".join(words)
                if term not in keys:
                    keys[term] = tuple({(key, int(kind)): None for key, kind in term_keys(spoken, words)})
                for key, kind in keys[term]:
                    held[key].add(_packed(kind, number, rank))

    def finish(self) -> None:
        """Write what was gathered, in the order of the tables: a tree filled in order is written once, and denser."""
        for lang, gathered in sorted(self._held.items()):
            held = {key: [_unpacked(packed) for packed in sorted(gathered[key])] for key in sorted(gathered)}
            rows = ((lang, key, *found) for key, every in held.items() for found in every)
            self._connection.executemany("INSERT INTO key VALUES (?, ?, ?, ?, ?)", rows)
            spoken = language(lang)
            known = (
                (lang, term, _kept_entries(keys, held), _kept_members(term, spoken))
                for term, keys in sorted(self._keys[lang].items())
            )
            self._connection.executemany("INSERT INTO known VALUES (?, ?, ?, ?)", known)


def _packed(kind: int, row: int, rank: int) -> int:
    return kind << 48 | row << 16 | rank


def _unpacked(packed: int) -> tuple[int, int, int]:
    return packed >> 48, packed >> 16 & 0xFFFFFFFF, packed & 0xFFFF


def _kept_entries(keys: Iterable[tuple[str, int]], held: Mapping[str, Held]) -> bytes:
    return b"".join(_ENTRY.pack(*entry) for entry in best_entries((kind, held[key]) for key, kind in keys))


def _kept_members(term: str, lang: Language) -> str:
    """Write a term's members: of a word its key and weight, of a phrase its words' and its own weight and slop."""
    kept: list[object] = []
    for member in members(term, lang, 1.0):
        if isinstance(member, WeightedTerm):
            kept.append((member.key, member.weight))
        elif isinstance(member, Phrase):
            words = [[(word.key, word.weight) for word in words] for words in member.words]
            kept.append((words, member.weight, member.slop))
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))

"""SQLite's FTS5: words as they are written, BM25."""

import sqlite3
from collections.abc import Callable, Sized
from pathlib import Path

from benchmarks.engines import Query
from benchmarks.engines.articles import articles

SETTINGS = f"SQLite {sqlite3.sqlite_version}, FTS5 without stored text, unicode61, mapped, optimised"
JOINERS = {"any": " OR ", "all": " AND ", "phrase": " + "}


def build(corpus: Path, folder: Path) -> None:
    """Fill one table, and merge its segments."""
    folder.mkdir()
    with sqlite3.connect(folder / "index.db") as base:
        base.execute("create virtual table found using fts5(title, body, content='', tokenize='unicode61')")
        for number, article in enumerate(articles(corpus)):
            row = (number, article["title"], article["text"])
            base.execute("insert into found(rowid, title, body) values (?, ?, ?)", row)
        base.execute("insert into found(found) values ('optimize')")


def open_index(folder: Path) -> "Fts5Engine":
    """Open a connection."""
    return Fts5Engine(sqlite3.connect(folder / "index.db"))


class Fts5Engine:
    """A connection."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base
        base.execute("pragma mmap_size = 4000000000")
        base.execute("pragma cache_size = -400000")

    def prepare(self, query: Query) -> Callable[[], Sized]:
        """Weights are not to be had."""
        words = JOINERS[query.kind].join(f'"{word.text}"' for word in query.words)
        statement = "select rowid, rank from found where found match ? order by rank limit 10"
        return lambda: self._base.execute(statement, (f"body : ({words})",)).fetchall()

"""The engines that are measured beside one another, each as its users would run it.

An engine builds an index of a collection (`benchmarks/corpus.py`) in a folder, and answers queries of words, each with
a weight: any of them, all of them, or one after the other. Each makes the words' terms as it made those of the
articles.
"""

from collections.abc import Callable, Sequence, Sized
from pathlib import Path
from typing import NamedTuple, Protocol

__all__ = ["ENGINES", "Engine", "Query", "Word"]


class Word(NamedTuple):
    """A word of an article as it is written, the language it is in, and what it weighs."""

    lang: str
    text: str
    weight: float = 1.0


class Query(NamedTuple):
    """Words by concepts; `kind` is *any*, *all* or *phrase*."""

    kind: str
    concepts: Sequence[Sequence[Word]]

    @property
    def words(self) -> list[Word]:
        """All words."""
        return [word for concept in self.concepts for word in concept]


class Engine(Protocol):
    """An index that is open for searching."""

    def prepare(self, query: Query) -> Callable[[], Sized] | None:
        """Make what gives the first ten articles, at most; None for a kind the engine does not have."""


class EngineRow(NamedTuple):
    """How an engine is built and opened, what it says of itself, and how much of an index is stored articles."""

    build: Callable[[Path, Path], None]
    open: Callable[[Path], Engine]
    settings: str
    stored_bytes: Callable[[Path], int]


def _row(name: str) -> EngineRow:
    from importlib import import_module

    module = import_module(f"benchmarks.engines.{name}_engine")
    return EngineRow(module.build, module.open_index, module.SETTINGS, getattr(module, "stored_bytes", _none))


def _none(_folder: Path) -> int:
    """Give what an engine stores that is given ids alone to keep."""
    return 0


ENGINES: dict[str, Callable[[], EngineRow]] = {
    name: lambda name=name: _row(name)
    for name in (
        "dragoman",
        "tantivy",
        "lucene",
        "fts5",
        "xapian",
        "bm25s",
        "whoosh",
    )
}

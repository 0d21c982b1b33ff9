"""bm25s: scores worked out when the index is made; no phrases, no weights, no way to ask for all words."""

from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import bm25s
import regex

from benchmarks.engines import Query
from benchmarks.engines.articles import articles, stem

SETTINGS = f"bm25s {version('bm25s')}, NumPy; stems with the language before them, bodies alone"
WORD = regex.compile(r"[\p{L}\p{M}\d]+")


def build(corpus: Path, folder: Path) -> None:
    """Hand all articles over at once, as it wants them."""
    tokens = [
        [f"{article['lang']}_{stem(article['lang'], word)}" for word in WORD.findall(article["text"])]
        for article in articles(corpus)
    ]
    index = bm25s.BM25(k1=1.2, b=0.5)
    index.index(tokens, show_progress=False)
    index.save(str(folder))


def open_index(folder: Path) -> "Bm25sEngine":
    """Load it."""
    return Bm25sEngine(bm25s.BM25.load(str(folder)))


class Bm25sEngine:
    """A loaded index."""

    def __init__(self, index: "bm25s.BM25") -> None:
        self._index = index

    def prepare(self, query: Query) -> Callable[[], object] | None:
        """Any of the words."""
        if query.kind != "any":
            return None
        tokens = [[f"{word.lang}_{stem(word.lang, word.text)}" for word in query.words]]
        return lambda: self._index.retrieve(tokens, k=10, show_progress=False, n_threads=0)

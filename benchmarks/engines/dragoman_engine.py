"""Ours: full keys, durable commits, structured concepts over the body's lemmas."""

from collections.abc import Callable, Iterable, Sized
from pathlib import Path

from benchmarks.engines import Query, Word
from benchmarks.engines.articles import articles
from index.backends import WriteOptions
from index.backends.embedded import EmbeddedBackend
from index.documents import Document
from index.languages import language
from index.matching import Clause, Occur, Part, Phrase, Request, TermGroup, WeightedTerm
from index.whoosh_store.section_file import SectionFile
from index.whoosh_store.storage import FolderStorage
from index.writing import index_articles

SETTINGS = "lemma, stem, exact and part keys; synced commits; stored articles"


def build(corpus: Path, folder: Path) -> None:
    """Index as `search index` does, then merge as a long-lived index would be."""
    index(corpus, folder, 1).merge()


def index(corpus: Path, folder: Path, processes: int) -> EmbeddedBackend:
    """Index as `search index` does, in so many processes."""
    backend = EmbeddedBackend(folder, create=True)
    found = (Document(**article) for article in articles(corpus))
    index_articles(backend, found, options=WriteOptions(processes=processes))
    return backend


def stored_bytes(folder: Path) -> int:
    """Say how much of an index is the articles themselves, which a page shows, and no part of finding them."""
    # Mapped, not read: what this process takes would count as the memory of those that it starts.
    storage = FolderStorage(folder)
    files = [SectionFile(storage.map(path.name)) for path in folder.glob("*.dgm")]
    return sum(file.size(name) for file in files for name in file.names() if name.startswith("documents/article"))


def open_index(folder: Path) -> "DragomanEngine":
    """Open a snapshot."""
    return DragomanEngine(folder)


class DragomanEngine:
    """A snapshot."""

    def __init__(self, folder: Path) -> None:
        self._snapshot = EmbeddedBackend(folder).snapshot()

    def prepare(self, query: Query) -> Callable[[], Sized]:
        """One clause a concept, one group a language."""
        occur = Occur.MUST if query.kind == "all" else Occur.SHOULD
        if query.kind == "phrase":
            keys = tuple((_term(word.lang, word.text),) for word in query.words)
            clauses = (Clause((TermGroup(query.words[0].lang, (Phrase(keys),)),), parts=(Part.BODY,)),)
        else:
            clauses = tuple(_clause(concept, occur) for concept in query.concepts)
        request = Request(clauses=clauses, counts=False, limit=10)
        return lambda: self._snapshot.search(request).best


def _clause(words: Iterable[Word], occur: Occur) -> Clause:
    groups: dict[str, list[WeightedTerm]] = {}
    for word in words:
        groups.setdefault(word.lang, []).append(_term(word.lang, word.text, word.weight))
    return Clause(tuple(TermGroup(lang, tuple(terms)) for lang, terms in groups.items()), occur, (Part.BODY,))


def _term(lang: str, word: str, weight: float = 1.0) -> WeightedTerm:
    return WeightedTerm(language(lang).conflating_keys(word)[0], weight)

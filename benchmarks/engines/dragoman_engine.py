"""Ours: full keys, durable commits, structured concepts over the body's lemmas."""

from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.engines import Query, Word
from benchmarks.engines.articles import articles
from index.backends.embedded import EmbeddedBackend
from index.documents import Document
from index.languages import language
from index.matching import Clause, Occur, Part, Phrase, Request, TermGroup, WeightedTerm
from index.writing import index_articles

SETTINGS = "lemma, stem, exact and part keys; synced commits; stored articles"


def build(corpus: Path, folder: Path) -> None:
    """Index as `search index` does, then merge as a long-lived index would be."""
    backend = EmbeddedBackend(folder, create=True)
    index_articles(backend, (Document(**article) for article in articles(corpus)))
    backend.merge()


def open_index(folder: Path) -> "DragomanEngine":
    """Open a snapshot."""
    return DragomanEngine(folder)


class DragomanEngine:
    """A snapshot."""

    def __init__(self, folder: Path) -> None:
        self._snapshot = EmbeddedBackend(folder).snapshot()

    def prepare(self, query: Query) -> Callable[[], object]:
        """One clause a concept, one group a language."""
        occur = Occur.MUST if query.kind == "all" else Occur.SHOULD
        if query.kind == "phrase":
            keys = tuple((_term(word.lang, word.text),) for word in query.words)
            clauses = (Clause((TermGroup(query.words[0].lang, (Phrase(keys),)),), parts=(Part.BODY,)),)
        else:
            clauses = tuple(_clause(concept, occur) for concept in query.concepts)
        request = Request(clauses=clauses, counts=False, limit=10)
        return lambda: self._snapshot.search(request)


def _clause(words: Sequence[Word], occur: Occur) -> Clause:
    groups: dict[str, list[WeightedTerm]] = {}
    for word in words:
        groups.setdefault(word.lang, []).append(_term(word.lang, word.text, word.weight))
    return Clause(tuple(TermGroup(lang, tuple(terms)) for lang, terms in groups.items()), occur, (Part.BODY,))


def _term(lang: str, word: str, weight: float = 1.0) -> WeightedTerm:
    return WeightedTerm(language(lang).conflating_keys(word)[0], weight)

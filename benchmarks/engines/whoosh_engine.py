"""Whoosh as it comes: its own analyzers, codec and searcher."""

from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from whoosh import fields, index, query
from whoosh.analysis import LanguageAnalyzer

from benchmarks.engines import Query, Word
from benchmarks.engines.articles import SNOWBALL, articles

SETTINGS = f"whoosh3 {version('whoosh3')}; its analyzer for each language, 256 MB, one process"


def build(corpus: Path, folder: Path) -> None:
    """Add all articles and commit once."""
    folder.mkdir()
    schema = fields.Schema(id=fields.ID(stored=True))
    for lang in SNOWBALL:
        for part in ("title", "body"):
            schema.add(f"{part}_{lang}", fields.TEXT(analyzer=LanguageAnalyzer(lang)))
    writer = index.create_in(str(folder), schema).writer(limitmb=256)
    for article in articles(corpus):
        lang = article["lang"]
        writer.add_document(id=article["id"], **{f"title_{lang}": article["title"], f"body_{lang}": article["text"]})
    writer.commit()


def open_index(folder: Path) -> "WhooshEngine":
    """Open a searcher."""
    return WhooshEngine(folder)


class WhooshEngine:
    """A searcher."""

    def __init__(self, folder: Path) -> None:
        self._searcher = index.open_dir(str(folder)).searcher()

    def prepare(self, asked: Query) -> Callable[[], object]:
        """One query of all words."""
        terms = [self._term(word) for word in asked.words]
        if asked.kind == "phrase":
            built = query.Phrase(terms[0].fieldname, [term.text for term in terms])
        else:
            built = (query.And if asked.kind == "all" else query.Or)(terms)
        return lambda: self._searcher.search(built, limit=10).top_n

    def _term(self, word: Word) -> query.Term:
        field = f"body_{word.lang}"
        found = [token.text for token in self._searcher.schema[field].analyzer(word.text)]
        return query.Term(field, found[0] if found else word.text.lower(), boost=word.weight)

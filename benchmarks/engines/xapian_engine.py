"""Xapian: stems, BM25, scaled weights. Debian's python3-xapian is not in the package index, so it is looked for."""

import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.engines import Query, Word
from benchmarks.engines.articles import SNOWBALL, articles, stem

if Path("/usr/lib/python3/dist-packages/xapian").is_dir():
    sys.path.append("/usr/lib/python3/dist-packages")
import xapian

SETTINGS = f"Xapian {xapian.version_string()}; a stemmer a language, terms with the language before them"


def build(corpus: Path, folder: Path) -> None:
    """Index with the library's own term generator."""
    base = xapian.WritableDatabase(str(folder), xapian.DB_CREATE)
    generator = xapian.TermGenerator()
    generator.set_stemming_strategy(generator.STEM_ALL)
    for article in articles(corpus):
        document = xapian.Document()
        generator.set_stemmer(xapian.Stem(SNOWBALL[article["lang"]]))
        generator.set_document(document)
        generator.index_text(article["title"], 1, f"T{article['lang'].upper()}")
        generator.index_text(article["text"], 1, f"X{article['lang'].upper()}")
        document.set_data(article["id"])
        base.add_document(document)
    base.commit()
    base.close()


def open_index(folder: Path) -> "XapianEngine":
    """Open a database."""
    return XapianEngine(xapian.Database(str(folder)))


class XapianEngine:
    """A database."""

    def __init__(self, base: "xapian.Database") -> None:
        self._base = base

    def prepare(self, query: Query) -> Callable[[], object]:
        """One query of all words."""
        terms = [self._term(word) for word in query.words]
        if query.kind == "phrase":
            asked = xapian.Query(xapian.Query.OP_PHRASE, terms, len(terms))
        elif query.kind == "all":
            asked = xapian.Query(xapian.Query.OP_AND, terms)
        else:
            weighted = [
                xapian.Query(xapian.Query.OP_SCALE_WEIGHT, xapian.Query(term), word.weight)
                for term, word in zip(terms, query.words, strict=True)
            ]
            asked = xapian.Query(xapian.Query.OP_OR, weighted)

        def run() -> object:
            enquire = xapian.Enquire(self._base)
            enquire.set_query(asked)
            return [(match.weight, match.docid) for match in enquire.get_mset(0, 10)]

        return run

    @staticmethod
    def _term(word: Word) -> str:
        return f"X{word.lang.upper()}{stem(word.lang, word.text)}"

"""tantivy: a field a language with its stemmer, one indexing thread, boosts in a boolean query."""

from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import tantivy

from benchmarks.engines import Query, Word
from benchmarks.engines.articles import SNOWBALL, articles, stem

SETTINGS = f"tantivy {version('tantivy')}; simple tokenizer, lower case, stemmer; one thread, 500 MB heap; ids stored"


def _index(folder: Path) -> tantivy.Index:
    schema = tantivy.SchemaBuilder()
    schema.add_text_field("id", stored=True, tokenizer_name="raw")
    for lang in SNOWBALL:
        for part in ("title", "body"):
            schema.add_text_field(f"{part}_{lang}", tokenizer_name=f"stemmed_{lang}", index_option="position")
    index = tantivy.Index(schema.build(), path=str(folder))
    for lang, name in SNOWBALL.items():
        builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(tantivy.Filter.lowercase())
        index.register_tokenizer(f"stemmed_{lang}", builder.filter(tantivy.Filter.stemmer(name)).build())
    return index


def build(corpus: Path, folder: Path) -> None:
    """Add all articles and commit once."""
    folder.mkdir()
    index = _index(folder)
    writer = index.writer(heap_size=500_000_000, num_threads=1)
    for article in articles(corpus):
        lang = article["lang"]
        fields = {"id": article["id"], f"title_{lang}": article["title"], f"body_{lang}": article["text"]}
        writer.add_document(tantivy.Document(**fields))
    writer.commit()
    writer.wait_merging_threads()


def open_index(folder: Path) -> "TantivyEngine":
    """Open a searcher."""
    return TantivyEngine(_index(folder))


class TantivyEngine:
    """A searcher."""

    def __init__(self, index: tantivy.Index) -> None:
        index.reload()
        self._searcher, self._schema = index.searcher(), index.schema

    def prepare(self, query: Query) -> Callable[[], object]:
        """One boolean query of all words."""
        words = query.words
        if query.kind == "phrase":
            terms = [stem(word.lang, word.text) for word in words]
            asked = tantivy.Query.phrase_query(self._schema, f"body_{words[0].lang}", terms)
        elif len(words) == 1:
            asked = self._term(words[0])
        else:
            occur = tantivy.Occur.Must if query.kind == "all" else tantivy.Occur.Should
            parts = [(occur, tantivy.Query.boost_query(self._term(word), word.weight)) for word in words]
            asked = tantivy.Query.boolean_query(parts)
        return lambda: self._searcher.search(asked, 10, count=False).hits

    def _term(self, word: Word) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, f"body_{word.lang}", stem(word.lang, word.text))

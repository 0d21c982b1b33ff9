"""The index is a real Whoosh index: Whoosh alone opens it, in a process that knows only its path."""

import subprocess
import sys
from pathlib import Path

import pytest
from whoosh import query
from whoosh.index import open_dir

from index.backends import BACKENDS
from index.documents import Document
from index.languages import language
from index.matching import Clause, Occur, Part, Phrase, Request, Scoring, TermGroup, WeightedTerm
from index.schema import field_name
from index.whoosh_store.weighting import LanguageBM25
from tests.articles import ARTICLES, FLOOD_EN

STOCK = """
import sys
from whoosh.index import open_dir
from whoosh.qparser import QueryParser
index = open_dir(sys.argv[1])
with index.searcher() as searcher:
    for field, query in (("body_en", "rivers"), ("body_ru", "спасателями AND река"), ("body_de", "Fluss OR Oper"),
                         ("title_en", '"cuts off villages"'), ("body_fr", "habitant"), ("body_en", "riv*"),
                         ("body_en", "rivers NOT champion")):
        hits = searcher.search(QueryParser(field, index.schema).parse(query))
        print(sorted(hit["id"] for hit in hits))
    number = next(n for n in range(len(index.schema.names())) if searcher.stored_fields(n)["id"] == "chess-en")
    print(searcher.reader().doc_field_length(number, "body_en"))
    print(searcher.document(id="flood-ru")["title"])
    print([searcher.reader().column_reader("source")[searcher.document_number(id="flood-ru")]])
"""
EXPECTED = [
    "['flood-en']",
    "['flood-ru']",
    "['flood-de', 'opera-de']",
    "['flood-en']",
    "['flood-fr']",
    "['flood-en']",
    "['flood-en']",
    "7",  # words, not keys
]


def test_stock_whoosh_finds_the_same_articles(tmp_path: Path):
    BACKENDS["whoosh"](tmp_path / "i", True).write(ARTICLES)
    run = subprocess.run(
        [sys.executable, "-c", STOCK, str(tmp_path / "i")], capture_output=True, text=True, check=True, cwd=Path.cwd()
    )
    flood = next(article for article in ARTICLES if article.id == "flood-ru")
    assert run.stdout.splitlines() == [*EXPECTED, flood.title, str([flood.source.encode()])]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Several segments, with an article replaced and one deleted."""
    backend = BACKENDS["whoosh"](tmp_path / "i", True)
    backend.write(ARTICLES)
    backend.write(
        [Document(id=f"more-{n}", lang="en", title="River", text="The river rose, the " * n) for n in range(1, 9)]
    )
    backend.write([Document(id="more-3", lang="en", title="Dam", text="A dam by the river held; the dam is old.")])
    backend.delete([FLOOD_EN.id, "more-5"])
    return tmp_path / "i"


WORDS = ("river", "rise", "dam", "champion", "village")
QUERIES = [
    *(((word,), Occur.SHOULD) for word in WORDS),
    (("river", "dam"), Occur.SHOULD),
    (("river", "rise"), Occur.MUST),
    (("dam", "champion", "rise"), Occur.SHOULD),
]


@pytest.mark.parametrize(("words", "occur"), QUERIES)
@pytest.mark.parametrize("part", Part)
def test_stock_searchers_score_as_we_do_with_our_weighting(folder: Path, words, occur, part):
    scoring = Scoring(coverage=0.0)
    keys = [language("en").conflating_keys(word)[0] for word in words]
    clauses = tuple(Clause((TermGroup("en", (WeightedTerm(key),)),), occur, (part,)) for key in keys)
    snapshot = BACKENDS["whoosh"](folder, False).snapshot()
    ours = snapshot.search(Request(clauses=clauses, scoring=scoring))
    terms = [query.Term(field_name(part, "en"), key) for key in keys]
    asked = query.And(terms) if occur is Occur.MUST else query.Or(terms)
    with open_dir(str(folder)).searcher(weighting=LanguageBM25(scoring)) as searcher:
        theirs = {hit["id"]: hit.score for hit in searcher.search(asked)}
    found = dict(zip(snapshot.ids([match.number for match in ours.best]), (m.score for m in ours.best), strict=True))
    assert theirs == pytest.approx(found, rel=1e-5)


def test_stock_phrases_find_what_ours_do(folder: Path):
    words = ("river", "rose")
    snapshot = BACKENDS["whoosh"](folder, False).snapshot()
    phrase = Phrase(tuple((WeightedTerm(word),) for word in words))
    ours = snapshot.search(Request(clauses=(Clause((TermGroup("en", (phrase,)),), parts=(Part.BODY,)),)))
    with open_dir(str(folder)).searcher() as searcher:
        theirs = searcher.search(query.Phrase("body_en", list(words)), limit=None)
        assert {hit["id"] for hit in theirs} == set(snapshot.ids([match.number for match in ours.best])) != set()


def test_whoosh_itself_does_not_write(folder: Path):
    script = "import sys; from whoosh.index import open_dir; open_dir(sys.argv[1]).delete_by_term('id', 'more-1')"
    run = subprocess.run(
        [sys.executable, "-c", script, str(folder)], capture_output=True, text=True, check=False, cwd=Path.cwd()
    )
    assert run.returncode != 0
    assert "search index" in run.stderr
    assert BACKENDS["whoosh"](folder, False).snapshot().document("more-1") is not None

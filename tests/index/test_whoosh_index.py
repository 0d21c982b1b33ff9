"""The index is a real Whoosh index: Whoosh alone opens it, in a process that knows only its path."""

import subprocess
import sys
from pathlib import Path

from index.backends import BACKENDS
from tests.articles import ARTICLES

STOCK = """
import sys
from whoosh.index import open_dir
from whoosh.qparser import QueryParser
index = open_dir(sys.argv[1])
with index.searcher() as searcher:
    for field, query in (("body_en", "rivers"), ("body_ru", "спасателями AND река"), ("body_de", "Fluss OR Oper"),
                         ("title_en", '"cuts off villages"'), ("body_fr", "habitant")):
        hits = searcher.search(QueryParser(field, index.schema).parse(query))
        print(sorted(hit["id"] for hit in hits))
    number = next(n for n in range(len(index.schema.names())) if searcher.stored_fields(n)["id"] == "chess-en")
    print(searcher.reader().doc_field_length(number, "body_en"))
"""


def test_stock_whoosh_finds_the_same_articles(tmp_path: Path):
    BACKENDS["whoosh"](tmp_path / "i", True).write(ARTICLES)
    run = subprocess.run(
        [sys.executable, "-c", STOCK, str(tmp_path / "i")], capture_output=True, text=True, check=True, cwd=Path.cwd()
    )
    assert run.stdout.splitlines() == [
        "['flood-en']",
        "['flood-ru']",
        "['flood-de', 'opera-de']",
        "['flood-en']",
        "['flood-fr']",
        "7",  # words, not keys
    ]

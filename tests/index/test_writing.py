"""Indexing from readers to commits: language, defaults, batches, an honest account."""

from pathlib import Path

import pytest

from index import writing
from index.backends import BACKENDS, WriteOptions
from index.documents import Document
from index.errors import DocumentError
from index.readers import Unread
from index.writing import index_articles, with_language


def test_the_language_is_detected_and_stored_with_its_confidence():
    article = Document(id="1", text="Die Feuerwehr rettete in der Nacht drei Menschen aus dem brennenden Haus.")
    found = with_language(article)
    assert found.lang == "de"
    assert 0.5 < found.lang_confidence <= 1


def test_a_given_language_is_believed():
    assert with_language(Document(id="1", lang="fr", text="The house burns.")).lang == "fr"


def test_text_without_letters_is_undetermined():
    found = with_language(Document(id="1", text="1234 —"))
    assert (found.lang, found.lang_confidence) == ("und", 0.0)


def test_the_account_is_complete():
    backend = BACKENDS["in_memory"](Path(), True)
    items = [
        Document(id="1", lang="en", text="one"),
        DocumentError("x.jsonl", "is not JSON", 3),
        Unread(Path("photo.JPG")),
        Document(id="1", lang="en", text="one again"),
        Document(id="2", text="Der Hund schläft unter dem Tisch in der Küche."),
    ]
    report = index_articles(backend, items, defaults={"source": "Test", "lang": ""})
    assert (report.indexed, report.replaced, len(report.problems)) == (3, 1, 1)
    assert report.unread == {".jpg": 1}
    assert report.languages == {"en": 2, "de": 1}
    assert backend.snapshot().document("2").source == "Test"


@pytest.mark.parametrize("limit", ["BATCH_ARTICLES", "BATCH_CHARACTERS"])
def test_long_runs_are_committed_now_and_then(monkeypatch, limit):
    monkeypatch.setattr(writing, limit, 2)
    monkeypatch.setattr(writing, "COMMIT_ARTICLES", 2)
    backend = BACKENDS["in_memory"](Path(), True)
    seen = []

    def items():
        for number in range(5):
            yield Document(id=str(number), lang="en", text="ab")
            seen.append(backend.snapshot().statistics().documents)

    assert index_articles(backend, items()).indexed == 5
    assert backend.snapshot().statistics().documents == 5
    assert seen[2] >= 2


@pytest.mark.parametrize("name", sorted(BACKENDS))
def test_what_is_there_already_is_left_as_it_is(name, tmp_path):
    backend = BACKENDS[name](tmp_path / "i", True)
    articles = [Document(id=str(number), lang="en", text=f"article {number}") for number in range(5)]
    index_articles(backend, articles)
    before = backend.snapshot().generation
    again = index_articles(backend, articles)
    assert (again.indexed, again.replaced, again.unchanged) == (5, 0, 5)
    assert backend.snapshot().generation == before
    changed = index_articles(backend, [articles[0], Document(id="1", lang="en", text="another")])
    assert (changed.replaced, changed.unchanged) == (1, 1)


def test_several_processes_write_what_one_writes(tmp_path):
    langs = ("en", "de", "ru", "xx", "en")  # more than there are processes, and one without a chain of its own
    articles = [Document(id=str(n % 700), lang=langs[n % 700 % 5], text=f"article {n % 13} of {n}") for n in range(900)]
    one, other = (BACKENDS["whoosh"](tmp_path / name, True) for name in ("one", "two"))
    index_articles(one, articles)
    report = index_articles(other, articles, options=WriteOptions(processes=2))
    assert (report.indexed, report.replaced) == (900, 200)
    for backend in (one, other):
        snapshot = backend.snapshot()
        assert snapshot.statistics().documents == 700
        assert snapshot.document("150").text == "article 5 of 850"
        assert snapshot.document_frequency("en", "article") == 280
        assert snapshot.statistics().languages == {"en": 280, "de": 140, "ru": 140, "xx": 140}

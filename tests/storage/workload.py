"""A small index with a history: commits that add, replace, delete and merge, of articles that can be told apart."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from index.backends.embedded import EmbeddedBackend
from index.backends.upkeep import check
from index.documents import Document

__all__ = ["Articles", "article", "differences", "history", "make_index_at", "word_of"]

Articles = dict[str, Document]
LANGUAGES = ("en", "de", "ru")
LETTERS = "bcdfghklmn"


def word_of(number: int) -> str:
    """Give a word no other article has; no stemmer or dictionary knows it."""
    return "zq" + "".join(LETTERS[int(digit)] for digit in str(number)) + "x"


def article(number: int, version: int = 0) -> Document:
    """Make an article up."""
    word = word_of(number)
    return Document(
        id=f"article-{number}",
        title=f"{word} {word_of(900 + version)}",
        text=f"{word} harbour {word_of(100 + number % 7)} version {version} " * 3,
        lang=LANGUAGES[number % len(LANGUAGES)],
        source=f"Paper {number % 4}",
        published=f"2024-05-{1 + number % 28:02}",
    )


def history(commits: int, size: int = 3) -> Iterator[tuple[list[Document], list[str]]]:
    """Give for each commit the articles that are written and the ids that are deleted before."""
    for commit in range(commits):
        first = commit * size
        added = [article(number) for number in range(first, first + size)]
        replaced = [article(number, commit) for number in range(max(0, first - 4), first, 3)]
        deleted = [f"article-{first - 5}"] if commit % 2 and first > 5 else []
        yield added + [found for found in replaced if found.id not in deleted], deleted


def applied(articles: Articles, change: tuple[list[Document], list[str]]) -> Articles:
    """Give what an index holds after a commit."""
    added, deleted = change
    kept = {identifier: document for identifier, document in articles.items() if identifier not in deleted}
    return kept | {document.id: document for document in added}


def make_index_at(path: Path, commits: int = 5) -> Articles:
    """Write an index and give what it holds."""
    backend = EmbeddedBackend(path, create=True)
    articles: Articles = {}
    for change in history(commits):
        with backend.writer() as writer:
            writer.delete(change[1])
            writer.add(change[0])
            writer.commit()
        articles = applied(articles, change)
    return articles


def differences(path: Path, expected: Articles, *, checked: bool = True) -> list[str]:
    """Compare an index with what it should hold: every article, its text, and that its words find it."""
    snapshot = EmbeddedBackend(path, create=True).snapshot()
    found = []
    if snapshot.statistics().documents != len(expected):
        found.append(f"{snapshot.statistics().documents} articles for {len(expected)}")
    for identifier, document in expected.items():
        if snapshot.document(identifier) != document:
            found.append(f"{identifier} is {snapshot.document(identifier)}")
        if snapshot.document_frequency(document.lang, document.title.split()[0]) != 1:
            found.append(f"{identifier} is not found by its word")
    if checked:
        found += [f"{finding.file}: {finding.what}" for finding in check(path).findings]
    return found


def changed(document: Document, text: str) -> Document:
    """Give an article with another text."""
    return replace(document, text=text)

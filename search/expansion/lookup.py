"""What the tables know of a word, for people who want to see or correct it."""

from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

from index.backends import Snapshot
from index.languages import language
from search.expansion.query_language import query_languages
from search.expansion.row_keys import term_keys
from search.expansion.row_store import RowStore

__all__ = ["LexiconEntry", "article_count", "look_up"]


class LexiconEntry(NamedTuple):
    """One way to say a concept: where the table has it, the keys it is found by, how many articles hold it.

    `sense` numbers the rows the word was found in, from 1, the best fitting first.
    """

    sense: int
    lang: str
    text: str
    source: str
    confidence: float
    reference: str
    note: str
    keys: tuple[str, ...]
    articles: int


def look_up(
    term: str, rows: RowStore, snapshot: Snapshot, dictionaries: Sequence[RowStore] = ()
) -> tuple[LexiconEntry, ...]:
    """Find every row a word or term stands in, and give all of its cells.

    Args:
        term: one word or more, in any language, in any inflected form.
        rows: the compiled tables.
        snapshot: the index whose articles are counted.
        dictionaries: the user's, given after the tables.
    """
    words = tuple(term.split())
    found: list[LexiconEntry] = []
    senses: dict[tuple[int, int], int] = {}
    languages = query_languages(words, snapshot.languages(), rows, snapshot.holds)
    for (number, table), lang in product(enumerate((rows, *dictionaries)), languages):
        for entry in table.find(lang, words):
            if (number, entry.row) in senses:
                continue
            sense = senses[number, entry.row] = len(senses) + 1
            row = table.row(entry.row)
            for target, texts in row.terms.items():
                for text in texts:
                    found.append(
                        LexiconEntry(
                            sense=sense,
                            lang=target,
                            text=text,
                            source=row.source,
                            confidence=entry.quality,
                            reference=row.reference,
                            note=row.note,
                            keys=tuple(dict.fromkeys(key for key, _ in term_keys(language(target), text.split()))),
                            articles=article_count(text, target, snapshot),
                        )
                    )
    return tuple(found)


def article_count(text: str, lang: str, snapshot: Snapshot) -> int:
    """Count the articles that hold a word; of a longer term those that hold its rarest word."""
    spoken = language(lang)
    counts = []
    for word in text.split():
        if not spoken.is_stop_word(word):
            keys = spoken.conflating_keys(word)
            counts.append(max((snapshot.document_frequency(lang, key) for key in keys), default=0))
    return min(counts, default=0)

"""How long a query of three words takes to expand, all sources on, against a vocabulary of a million terms.

    python benchmarks/expansion.py [--terms N] [--queries N]

The words are drawn from the lexicon's and CLDR's rows by seed and are of one language in each query, a third of them
place names. Models and tables are loaded first; the queries that are measured are each asked once.
"""

import argparse
import random
from collections.abc import Iterator, Sequence
from time import perf_counter

import numpy as np
from names import SEED, generate

from index.documents import Document
from index.matching import Matches, Request, Statistics
from search.expansion.authored_rows import lexicon_files, read_lexicon
from search.expansion.cldr_rows import cldr_rows
from search.expansion.expander import Expander
from search.expansion.row_store import open_row_store
from search.expansion.user_knowledge import Knowledge
from search.names.matcher import NameIndex
from search.names.training_pairs import locale_names
from search.query import parse_query

WARM_UP, WORDS = 20, 3


class Vocabulary:
    """A snapshot that has words and no articles."""

    generation = "1"

    def __init__(self, words: dict[str, list[str]]) -> None:
        self._words = {lang: frozenset(found) for lang, found in words.items()}

    def holds(self, lang: str, key: str) -> bool:
        """Whether a key was made up."""
        return key in self._words[lang]

    def document_frequency(self, lang: str, key: str) -> int:
        """Each has one article."""
        return int(self.holds(lang, key))

    def vocabulary(self, lang: str) -> Iterator[str]:
        """All keys."""
        return iter(self._words[lang])

    def languages(self) -> tuple[str, ...]:
        """All languages."""
        return tuple(self._words)

    def search(self, request: Request) -> Matches:
        """Nothing is asked."""
        raise NotImplementedError

    def documents(self, numbers: Sequence[int]) -> tuple[Document, ...]:
        """Nothing is asked."""
        raise NotImplementedError

    def document(self, identifier: str) -> Document | None:
        """Nothing is asked."""
        raise NotImplementedError

    def statistics(self) -> Statistics:
        """Nothing is asked."""
        raise NotImplementedError


def rows_words(languages: Sequence[str]) -> dict[str, list[str]]:
    """Single words of the tables, by language."""
    rows = [*(row for file in lexicon_files() for row in read_lexicon(file)), *cldr_rows()]
    return {
        lang: sorted({term for row in rows for term in row.terms.get(lang, ()) if term.isalpha()}) for lang in languages
    }


def queries(languages: Sequence[str], count: int) -> list[str]:
    """Draw words: two of three from the tables, one from the names, in any order."""
    rng = random.Random(SEED + 2)
    words = rows_words(languages)
    names = {lang: sorted({n for n in locale_names(lang).values() if n.isalpha()}) for lang in languages}
    found = []
    for number in range(count):
        lang = languages[number % len(languages)]
        drawn = [*rng.sample(words[lang], WORDS - 1), rng.choice(names[lang])]
        rng.shuffle(drawn)
        found.append(" ".join(drawn))
    return found


def main() -> None:
    """Print the figures as a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--terms", type=int, default=1_000_000)
    parser.add_argument("--queries", type=int, default=150)
    options = parser.parse_args()
    words = generate(options.terms)
    snapshot, names = Vocabulary(words), NameIndex.of(words)
    expander = Expander(Knowledge(rows=open_row_store()), snapshot, lambda: names)
    times = []
    for text in queries(snapshot.languages(), options.queries + WARM_UP):
        query = parse_query(text)
        began = perf_counter()
        expander.expand(query)
        times.append((perf_counter() - began) * 1000)
    half, most = np.percentile(times[WARM_UP:], [50, 95])
    print("| terms | queries | p50 | p95 |")
    print("|-|-|-|-|")
    print(f"| {sum(map(len, words.values())):,} | {options.queries} | {half:.1f} ms | {most:.1f} ms |")


if __name__ == "__main__":
    main()

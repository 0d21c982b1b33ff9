"""The collection as the engines read it, and the stemmers they share."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import snowballstemmer

SNOWBALL = {"en": "english", "ru": "russian", "de": "german", "fr": "french", "ar": "arabic"}


def articles(path: Path) -> Iterator[dict[str, str]]:
    """Read the articles of a collection."""
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


@cache
def stemmer(lang: str) -> "snowballstemmer.stemmer":
    """Give a language's stemmer."""
    return snowballstemmer.stemmer(SNOWBALL[lang])


def stem(lang: str, word: str) -> str:
    """Stem a word in lower case."""
    return stemmer(lang).stemWord(word.lower())

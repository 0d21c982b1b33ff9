"""Queries for all engines: words drawn, with a seed, from the articles of a collection by how common they are."""

import random
from collections import Counter, defaultdict
from itertools import islice
from pathlib import Path

from benchmarks.engines import Query, Word
from benchmarks.engines.articles import articles

SAMPLE, SEED = 4000, 3
# Shares of a language's articles that hold the word.
RARE, MIDDLE, COMMON, TRANSLATION = (0.0005, 0.004), (0.003, 0.05), (0.10, 0.70), (0.005, 0.20)


def make_queries(corpus: Path, count: int) -> dict[str, list[Query]]:
    """Make queries of each kind.

    `or30` has three concepts in five languages with two weighted translations each, as an expanded query has.
    """
    rng = random.Random(SEED)
    texts: dict[str, list[list[str]]] = defaultdict(list)
    for article in islice(articles(corpus), SAMPLE):
        texts[article["lang"]].append([word.strip(".") for word in article["text"].split()])
    langs = sorted(texts)
    shares = {lang: _shares(texts[lang]) for lang in langs}

    def draw(lang: str, among: tuple[float, float], number: int) -> list[Word]:
        least, most = among
        words = [word for word, share in shares[lang].items() if least <= share < most]
        return [Word(lang, word) for word in rng.sample(words, number)]

    def weighted(lang: str) -> list[Word]:
        first, second = draw(lang, TRANSLATION, 2)
        return [
            first._replace(weight=round(rng.uniform(0.4, 1), 2)),
            second._replace(weight=round(rng.uniform(0.2, 0.4), 2)),
        ]

    queries: dict[str, list[Query]] = defaultdict(list)
    for _ in range(count):
        lang = rng.choice(langs)
        queries["rare"].append(Query("any", [draw(lang, RARE, 1)]))
        queries["common"].append(Query("any", [draw(lang, COMMON, 1)]))
        queries["or3"].append(Query("any", [[word] for word in draw(lang, MIDDLE, 3)]))
        queries["and3"].append(Query("all", [[word] for word in _together(rng, lang, texts[lang], shares[lang], 3)]))
        queries["phrase"].append(Query("phrase", [_neighbours(rng, lang, texts[lang], shares[lang])]))
        queries["or30"].append(Query("any", [[w for one in langs for w in weighted(one)] for _ in range(3)]))
    return dict(queries)


def _shares(texts: list[list[str]]) -> dict[str, float]:
    counts = Counter(word for words in texts for word in set(words))
    return {word: n / len(texts) for word, n in sorted(counts.items()) if word.isalpha() and len(word) > 2}


def _together(rng: random.Random, lang: str, texts: list[list[str]], shares: dict[str, float], n: int) -> list[Word]:
    while True:
        held = sorted({word for word in rng.choice(texts) if TRANSLATION[0] <= shares.get(word, 0) < TRANSLATION[1]})
        if len(held) >= n:
            return [Word(lang, word) for word in rng.sample(held, n)]


def _neighbours(rng: random.Random, lang: str, texts: list[list[str]], shares: dict[str, float]) -> list[Word]:
    while True:
        words = rng.choice(texts)
        place = rng.randrange(len(words) - 1)
        pair = words[place : place + 2]
        if pair[0] != pair[1] and all(shares.get(word, 0) > TRANSLATION[0] for word in pair):
            return [Word(lang, word) for word in pair]

"""A made-up collection of news in five languages, the same each time.

    python benchmarks/corpus.py ARTICLES FILE.jsonl

Words are those of the authored lexicon, and further ones put together of the beginning of one and the ending of
another, so that endings stay those of the language. How often each is used follows Zipf's law in two regimes, about
1 / rank for the commonest words and falling faster after (Ferrer i Cancho and Solé 2001), which lets the vocabulary
grow with the collection as that of real news does (Heaps' law). Some words come again within an article, and some
stand together more often than chance has it.
"""

import json
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import numpy as np
import regex

LANGUAGES = {"en": 0.4, "ru": 0.2, "de": 0.15, "fr": 0.15, "ar": 0.1}
VOCABULARY = 700_000  # words of each language
SHIFT, COMMON, EXPONENT = 2.7, 7000, 1.8  # ranks up to COMMON fall with 1 / rank, the rest with this exponent
LENGTH, SPREAD, SHORTEST, LONGEST = 270, 0.45, 60, 1500  # words of an article: log-normal
SEED = 7
WORD = regex.compile(r"\p{L}[\p{L}\p{M}’'-]+")


def lexicon_words() -> dict[str, list[str]]:
    """Collect the words of the lexicon's cells, in the order of its files."""
    found: dict[str, dict[str, None]] = {lang: {} for lang in LANGUAGES}
    for path in sorted(files("search.expansion").joinpath("lexicon").iterdir(), key=lambda path: path.name):
        header, *lines = path.read_text(encoding="utf-8").splitlines()
        columns = header.split("\t")
        for line in lines:
            if line and not line.startswith("#"):
                for lang, cell in zip(columns, line.split("\t"), strict=True):
                    found[lang].update(dict.fromkeys(WORD.findall(cell)))
    return {lang: list(words) for lang, words in found.items()}


def extended(words: list[str], count: int, rng: np.random.Generator) -> list[str]:
    """Add words of the beginning of one and the ending of another until there are enough."""
    known = dict.fromkeys(words)
    long = [word for word in words if len(word) >= 5]
    while len(known) < count:
        firsts, lasts = rng.integers(0, len(long), (2, 100_000))
        begins, ends = rng.integers(3, 7, 100_000), rng.integers(3, 6, 100_000)
        for first, last, begin, end in zip(*(a.tolist() for a in (firsts, lasts, begins, ends)), strict=True):
            known[long[first][:begin] + long[last][-end:]] = None
    return list(known)[:count]


def articles(count: int) -> Iterator[dict[str, str]]:
    """Make articles up."""
    rng = np.random.default_rng(SEED)
    vocabulary = {}
    for lang, words in lexicon_words().items():
        order = rng.permutation(len(words))
        vocabulary[lang] = np.array(extended([words[place] for place in order], VOCABULARY, rng), dtype=object)
    ranks = np.arange(VOCABULARY) + SHIFT
    weights = np.where(ranks < COMMON, 1 / ranks, COMMON ** (EXPONENT - 1) / ranks**EXPONENT)
    shares = np.cumsum(weights / weights.sum())
    pairs = {lang: rng.integers(100, 8000, (5000, 2)) for lang in LANGUAGES}
    langs = rng.choice(list(LANGUAGES), count, p=list(LANGUAGES.values())).tolist()
    for number, lang in enumerate(langs):
        length = int(np.clip(rng.lognormal(np.log(LENGTH), SPREAD), SHORTEST, LONGEST))
        heading = int(rng.integers(5, 12))
        ids = np.minimum(np.searchsorted(shares, rng.random(heading + length)), VOCABULARY - 1)
        again = rng.integers(0, len(ids), length // 5)  # an article keeps to its subject
        again = again[ids[again] > 60]
        ids[rng.integers(heading, len(ids), len(again))] = ids[again]
        together = rng.integers(heading, len(ids) - 1, rng.binomial(length, 0.02))
        chosen = np.minimum((rng.pareto(0.8, len(together)) * 20).astype(int), 4999)
        ids[together], ids[together + 1] = pairs[lang][chosen, 0], pairs[lang][chosen, 1]
        words = vocabulary[lang][ids]
        sentences = np.split(words[heading:], np.cumsum(rng.integers(10, 30, length // 10)))
        yield {
            "id": f"article-{number}",
            "lang": lang,
            "title": " ".join(words[:heading]),
            "text": " ".join(f"{' '.join(sentence)}." for sentence in sentences if len(sentence)),
            "source": f"source-{int(rng.zipf(1.5)) % 200}",
            "published": f"20{10 + number % 15:02}-{1 + number % 12:02}-{1 + number % 28:02}",
        }


def main() -> None:
    """Write a collection, and say what share of the words of its last tenth was not in the articles before."""
    count, path = int(sys.argv[1]), Path(sys.argv[2])
    seen: set[str] = set()
    new = words = 0
    with path.open("w", encoding="utf-8") as out:
        for number, article in enumerate(articles(count)):
            out.write(json.dumps(article, ensure_ascii=False) + "\n")
            found = article["text"].replace(".", "").split()
            if number >= count * 0.9:
                words += len(found)
                new += len(set(found) - seen)
            seen.update(found)
    print(f"{count:,} articles; of the words of the last tenth {new / words:.2%} were never seen before")


if __name__ == "__main__":
    main()

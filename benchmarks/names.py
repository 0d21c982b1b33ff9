"""How fast and how completely names are found in a vocabulary of a million terms, against a scan of all of it.

    python benchmarks/names.py [--terms N] [--names N]

The vocabulary is generated, the same each time: CLDR's place names in five languages, cut and put together anew at
vowels, with endings of each language. The scan measures the edit distance of a name's phonetic code to every code, in
C (rapidfuzz), keeps as many of each language as the index does, and has them measured with the same care; recall
is the share of names of CLDR whose form in another language is among the best ten of that language.
"""

import argparse
import random
from itertools import pairwise
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import numpy as np
import regex
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from search.names.array_file import open_arrays, save_arrays
from search.names.code_arrays import code_strings
from search.names.matcher import NameIndex, NameMatch
from search.names.training_pairs import locale_names, training_pairs
from search.names.transducer import PAIRS
from search.names.vocabulary_arrays import VocabularyArrays

LIMIT, BEST, SEED = 0.5, 10, 7
Figures = tuple[float, float, bool, bool]
ENDINGS = {
    "en": ["", "s", "er", "ian", "ton"],
    "de": ["", "s", "er", "en", "isch"],
    "fr": ["", "s", "ais", "ien", "e"],
    "ru": ["", "а", "у", "ом", "ский", "ов", "ова"],
    "ar": ["", "ي", "ية", "ين", "ان"],
}
PIECE = regex.compile(r"\p{L}+?(?:[aeiouyäöüаеёиоуыэюяاوي]+|$)")


class Scan(VocabularyArrays):
    """Leaves nothing out: every word is compared."""

    __slots__ = ()

    def alike(self, code: str, script: str, most: int) -> np.ndarray:
        """Give the nearest of each language by the edit distance of the codes."""
        found = []
        for codes, first in ALL_CODES:
            near = process.extract(code, codes, scorer=Levenshtein.normalized_similarity, limit=most)
            found.append(np.array([place + first for _, _, place in near], dtype=np.uint32))
        return np.sort(np.concatenate(found))


ALL_CODES: list[tuple[list[str], int]] = []  # of each language, with the number of its first word


def generate(terms: int) -> dict[str, list[str]]:
    """Make words up."""
    rng = random.Random(SEED)
    vocabulary = {}
    for lang, endings in ENDINGS.items():
        names = sorted({w for name in locale_names(lang).values() for w in regex.findall(r"\p{L}+", name.lower())})
        pieces = [PIECE.findall(name) for name in names if len(name) > 3]
        starts, ends = [p[0] for p in pieces if p], [p[-1] for p in pieces if p]
        middles = [middle for p in pieces for middle in p[1:-1]]
        found = set(names)
        while len(found) < terms // len(ENDINGS):
            inner = rng.choices(middles, k=rng.choice((0, 1, 1, 2)))
            found.add(rng.choice(starts) + "".join(inner) + rng.choice(ends) + rng.choice(endings))
        vocabulary[lang] = sorted(found)
    return vocabulary


def holds(matches: list[NameMatch], lang: str, word: str) -> bool:
    """Whether a word is among the best of its language."""
    return word in [match.word for match in matches if match.lang == lang][:BEST]


def main() -> None:
    """Print the figures as a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--terms", type=int, default=1_000_000)
    parser.add_argument("--names", type=int, default=100)
    options = parser.parse_args()
    vocabulary = generate(options.terms)
    began = perf_counter()
    arrays = VocabularyArrays.of(vocabulary)
    built = perf_counter() - began
    began = perf_counter()
    again = VocabularyArrays.of(vocabulary, arrays)
    taken_over = perf_counter() - began
    with TemporaryDirectory() as folder:
        path = Path(folder, "names")
        save_arrays(again.arrays(), path)
        size = path.stat().st_size
        began = perf_counter()
        mapped = open_arrays(path)
        assert mapped is not None
        opened = VocabularyArrays(**mapped)
        opening = perf_counter() - began
        codes = [code.decode() for code in code_strings(opened.codes)]
        borders = np.searchsorted(opened.langs, range(len(opened.languages) + 1)).tolist()
        ALL_CODES.extend((codes[start:end], start) for start, end in pairwise(borders))
        scan = NameIndex(Scan(**opened.arrays()))
        index = NameIndex(opened)
        rng = random.Random(SEED + 1)
        pairs = [(one, word, two, other) for one, two in PAIRS for word, other in training_pairs(one, two)]
        pairs = [pair for pair in pairs if min(len(pair[1]), len(pair[3])) > 3]
        figures = [measure(index, scan, *pair) for pair in rng.sample(pairs, options.names)]
    times, scan_times, found, wanted = zip(*figures, strict=True)
    print("| terms | build | codes taken over | file | open | a name | full scan | ratio | recall | scan's |")
    print("|-|-|-|-|-|-|-|-|-|-|")
    print(
        f"| {len(arrays):,} | {built:.1f} s | {taken_over:.1f} s | {size / 1e6:.0f} MB | {opening * 1000:.1f} ms "
        f"| {median(times) * 1000:.1f} ms | {median(scan_times) * 1000:.0f} ms "
        f"| {median(scan_times) / median(times):.0f} | {sum(found) / len(found):.3f} "
        f"| {sum(wanted) / len(wanted):.3f} |"
    )


def measure(index: NameIndex, scan: NameIndex, lang: str, word: str, other_lang: str, other: str) -> Figures:
    """Look a name up both ways: two times, and whether either finds its form in the other language."""
    began = perf_counter()
    found = index.find(word, [lang], LIMIT)
    middle = perf_counter()
    scanned = scan.find(word, [lang], LIMIT)
    ended = perf_counter()
    return middle - began, ended - middle, holds(found, other_lang, other), holds(scanned, other_lang, other)


if __name__ == "__main__":
    main()

"""What comes with a search besides ranking: the start of a process, and all that the service does.

    python -m benchmarks.start_speed CORPUS.jsonl INDEX

INDEX is one of ours (`benchmarks.index_speed`). A process that searches is compared with one that only imports what any
search of this kind would; a whole search of three words, each query asked for the first time, with ranking alone.
"""

import argparse
import os
import random
import statistics
import subprocess
import sys
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from benchmarks.queries import SEED, make_queries
from index.matching import Filter
from search.ranking import build_request
from search.service import SearchService, open_backend
from search.settings import Settings

__all__ = ["Whole", "process_start", "whole_search"]

STARTS, WARM_UP, REPEATED = 7, 5, 6
IMPORTS = "import numpy, click, whoosh.index"


class Whole(NamedTuple):
    """Medians in milliseconds: a whole search, ranking alone when it is asked first, and when it is asked again."""

    search: float
    first_ranking: float
    ranking: float


def process_start(index: Path) -> tuple[float, float]:
    """Give the median seconds of `search query "Binance"`, and of a process that only imports, started in turn."""
    commands = ([sys.executable, "-m", "search", "query", "Binance"], [sys.executable, "-c", IMPORTS])
    environment = {**os.environ, "SEARCH_INDEX": str(index)}
    taken: tuple[list[float], list[float]] = ([], [])
    for number in range(STARTS + 1):
        for command, own in zip(commands, taken, strict=True):
            began = perf_counter()
            # Exit code 1 says that nothing was found, which takes as long.
            subprocess.run(command, env=environment, capture_output=True, check=False)
            if number:  # the first one fills the caches
                own.append(perf_counter() - began)
    return statistics.median(taken[0]), statistics.median(taken[1])


def whole_search(corpus: Path, index: Path, count: int = 30) -> Whole:
    """Search for three words of one language together, as a reader types them."""
    settings = Settings(index=index)
    service, snapshot = SearchService.open(settings), open_backend(settings).snapshot()
    queries = [" ".join(word.text for word in query.words) for query in make_queries(corpus, count + WARM_UP)["or3"]]
    random.Random(SEED).shuffle(queries)
    whole, first, ranking = [], [], []
    for number, query in enumerate(queries):
        began = perf_counter()
        page = service.search(query)
        taken = perf_counter() - began
        request = build_request(page.concepts, Filter(), 10)
        alone = []
        for _ in range(REPEATED):
            began = perf_counter()
            snapshot.search(request)
            alone.append(perf_counter() - began)
        if number >= WARM_UP:
            whole.append(taken * 1000)
            first.append(alone[0] * 1000)
            ranking.append(statistics.median(alone[1:]) * 1000)
    return Whole(*map(statistics.median, (whole, first, ranking)))


def main() -> None:
    """Print both ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("index", type=Path)
    options = parser.parse_args()
    ours, imports = process_start(options.index)
    print(f'search query "Binance" {ours:.3f} s, {IMPORTS} {imports:.3f} s: {ours / imports:.2f} times', flush=True)
    whole = whole_search(options.corpus, options.index)
    for name, ranking in (("asked first", whole.first_ranking), ("asked again", whole.ranking)):
        print(
            f"a whole search {whole.search:.1f} ms, ranking {name} {ranking:.2f} ms: {whole.search / ranking:.1f} times"
        )


if __name__ == "__main__":
    main()

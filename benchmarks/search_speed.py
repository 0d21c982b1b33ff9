"""How fast engines answer the same queries over the same articles, in one run, each query asked of each in turn.

    python -m benchmarks.search_speed CORPUS.jsonl FOLDER [--engines dragoman,tantivy,…] [--queries N]

FOLDER holds an index of each engine, made by `benchmarks.index_speed`. Each query is asked seven times of each engine
and the median counts; printed are the median and the 95th percentile over the queries, and the ratio of the medians to
tantivy's. Times are of one machine: only ratios are of use.
"""

import argparse
import gc
import statistics
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from benchmarks.engines import ENGINES
from benchmarks.queries import make_queries

REPEATED = 7


def main() -> None:
    """Print a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--engines", default="dragoman,tantivy")
    parser.add_argument("--queries", type=int, default=100)
    options = parser.parse_args()
    rows = {name: ENGINES[name]() for name in options.engines.split(",")}
    engines = {name: row.open(options.folder / name) for name, row in rows.items()}
    queries = make_queries(options.corpus, options.queries)
    times: dict[str, dict[str, list[float]]] = {name: {} for name in engines}
    for kind, asked in queries.items():
        runs = {name: [engine.prepare(query) for query in asked] for name, engine in engines.items()}
        for name in [name for name, own in runs.items() if own[0] is None]:
            del runs[name]
        for own in runs.values():
            for run in own:
                run()
        gc.disable()
        for number in range(len(asked)):
            for name, own in runs.items():
                times[name].setdefault(kind, []).append(measured(own[number]))
        gc.enable()
    for name, row in rows.items():
        print(f"- {name}: {row.settings}")
    print(f"\n| p50 / p95 ms (to tantivy) | {' | '.join(queries)} |\n|{'-|' * (len(queries) + 1)}")
    for name, own in times.items():
        cells = [cell(own.get(kind), times.get("tantivy", {}).get(kind)) for kind in queries]
        print(f"| {name} | {' | '.join(cells)} |")


def measured(run: Callable[[], object]) -> float:
    """Give the median time of several runs, in milliseconds."""
    found = []
    for _ in range(REPEATED):
        began = perf_counter()
        run()
        found.append(perf_counter() - began)
    return statistics.median(found) * 1000


def cell(own: list[float] | None, peer: list[float] | None) -> str:
    """Show an engine's figures for a kind of query."""
    if not own:
        return "–"
    median = statistics.median(own)
    ratio = f" ({median / statistics.median(peer):.1f}×)" if peer else ""
    return f"{median:.3f} / {sorted(own)[int(len(own) * 0.95)]:.2f}{ratio}"


if __name__ == "__main__":
    main()

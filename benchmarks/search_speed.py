"""How fast engines answer the same queries over the same articles, in one run, each query asked of each in turn.

    python -m benchmarks.search_speed CORPUS.jsonl FOLDER [--engines dragoman,tantivy,…] [--queries N]

FOLDER holds an index of each engine, made by `benchmarks.index_speed`. Each query is asked seven times of each engine,
the engines taking turns, and its median counts; printed are p50, p95 and p99 over the queries, and the ratio of the
medians to tantivy's. Times are of one machine: only ratios are of use.
"""

import argparse
import gc
import statistics
from collections.abc import Callable, Mapping, Sequence, Sized
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from benchmarks.engines import ENGINES, Engine, Query
from benchmarks.queries import make_queries, make_queries_by_terms

__all__ = ["PEER", "Latency", "latencies", "markdown", "open_engines"]

REPEATED = 7
PEER = "tantivy"  # whose times the ratios are to

Run = Callable[[], Sized]


class Latency(NamedTuple):
    """Milliseconds over the queries of a kind, and the share of queries with as many articles as the peer's ten."""

    p50: float
    p95: float
    p99: float
    as_many: float


def open_engines(folder: Path, names: Sequence[str]) -> dict[str, Engine]:
    """Open each engine's index."""
    return {name: ENGINES[name]().open(folder / name) for name in names}


def latencies(engines: Mapping[str, Engine], queries: Mapping[str, Sequence[Query]]) -> dict[str, dict[str, Latency]]:
    """Ask all engines all queries.

    Returns:
        By kind of query and then by engine; an engine that does not have a kind is missing there.
    """
    return {kind: _of_kind(engines, asked) for kind, asked in queries.items()}


def _of_kind(engines: Mapping[str, Engine], queries: Sequence[Query]) -> dict[str, Latency]:
    runs: dict[str, list[Run]] = {}
    for name, engine in engines.items():
        prepared = [run for run in map(engine.prepare, queries) if run is not None]
        if len(prepared) == len(queries):
            runs[name] = prepared
    found = {name: [len(run()) for run in own] for name, own in runs.items()}  # which warms up, too
    times: dict[str, list[float]] = {name: [] for name in runs}
    gc.disable()
    for number in range(len(queries)):
        for name, median in _in_turn({name: own[number] for name, own in runs.items()}).items():
            times[name].append(median)
    gc.enable()
    peer = found.get(PEER)
    return {name: _latency(times[name], found[name], peer or found[name]) for name in runs}


def _in_turn(runs: Mapping[str, Run]) -> dict[str, float]:
    """Give each engine's median of one query, in milliseconds."""
    taken: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(REPEATED):
        for name, run in runs.items():
            began = perf_counter()
            run()
            taken[name].append((perf_counter() - began) * 1000)
    return {name: statistics.median(own) for name, own in taken.items()}


def _latency(times: Sequence[float], found: Sequence[int], peers: Sequence[int]) -> Latency:
    ordered = sorted(times)
    same = sum(own == peer for own, peer in zip(found, peers, strict=True)) / len(found)
    p95, p99 = (ordered[int(len(ordered) * share)] for share in (0.95, 0.99))
    return Latency(statistics.median(ordered), p95, p99, same)


def markdown(found: Mapping[str, Mapping[str, Latency]]) -> list[str]:
    """Show figures as a table: an engine a line, a kind of query a column."""
    names = list(dict.fromkeys(name for own in found.values() for name in own))
    lines = [f"| p50 / p95 / p99 ms (to {PEER}) | {' | '.join(found)} |", f"|{'-|' * (len(found) + 1)}"]
    lines += [
        f"| {name} | {' | '.join(_cell(own.get(name), own.get(PEER)) for own in found.values())} |" for name in names
    ]
    shares = {name: statistics.mean(own[name].as_many for own in found.values() if name in own) for name in names}
    said = ", ".join(f"{name} {share:.0%}" for name, share in shares.items())
    return [*lines, "", f"As many of the ten articles as {PEER} found, share of queries: {said}."]


def _cell(own: Latency | None, peer: Latency | None) -> str:
    if own is None:
        return "–"
    ratio = f" ({own.p50 / peer.p50:.2f}×)" if peer else ""
    return f"{own.p50:.3f} / {own.p95:.2f} / {own.p99:.2f}{ratio}"


def main() -> None:
    """Print tables in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--engines", default="dragoman,tantivy")
    parser.add_argument("--queries", type=int, default=100)
    options = parser.parse_args()
    names = options.engines.split(",")
    engines = open_engines(options.folder, names)
    print("\n".join(f"- {name}: {ENGINES[name]().settings}" for name in names), "\n")
    print("\n".join(markdown(latencies(engines, make_queries(options.corpus, options.queries)))), "\n")
    print("\n".join(markdown(latencies(engines, make_queries_by_terms(options.corpus, options.queries // 4)))))


if __name__ == "__main__":
    main()

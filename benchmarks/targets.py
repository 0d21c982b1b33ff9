"""What the engine was asked to reach, beside what a run measured.

Each figure is a ratio that grows worse as it grows; *faster* figures say how many times faster than the peer, and grow
better.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from benchmarks.index_speed import Indexing
from benchmarks.search_speed import Latency
from benchmarks.start_speed import Whole

__all__ = ["TARGETS", "Measured", "Target", "target_table"]

OURS, SMALL, LARGE, MILLION = "dragoman", 10_000, 100_000, 1_000_000


class Measured(NamedTuple):
    """What a run measured; latency by articles, kind and engine."""

    latency: Mapping[int, Mapping[str, Mapping[str, Latency]]]
    indexing: Mapping[int, Mapping[str, Indexing]]
    processes: tuple[float, float] | None
    start: tuple[float, float] | None
    whole: Whole | None


class Target(NamedTuple):
    """A figure asked for: the goal, and what is good enough; `measure` raises LookupError if the run has not got it."""

    name: str
    goal: float
    good: float
    measure: Callable[[Measured], float]
    more_is_better: bool = False

    def verdict(self, value: float) -> str:
        """Say how a figure compares."""
        sign = -1 if self.more_is_better else 1
        if sign * value <= sign * self.goal:
            return "goal"
        return "good" if sign * value <= sign * self.good else "missed"


def _slower(kind: str, peer: str, size: int) -> Callable[[Measured], float]:
    """Give how many times the peer's latency ours is."""

    def ratio(found: Measured) -> float:
        own = found.latency[size][kind]
        return own[OURS].p50 / own[peer].p50

    return ratio


def _faster(peer: str, size: int) -> Callable[[Measured], float]:
    slower = _slower("or30", peer, size)
    return lambda found: 1 / slower(found)


def _indexing(size: int) -> Callable[[Measured], float]:
    def ratio(found: Measured) -> float:
        own = found.indexing[size]
        return own[OURS].articles_per_second / own["tantivy"].articles_per_second

    return ratio


def _bytes(size: int) -> Callable[[Measured], float]:
    def ratio(found: Measured) -> float:
        own = found.indexing[size]
        return own[OURS].bytes_without_stored / own["tantivy"].bytes_without_stored

    return ratio


def _processes(found: Measured) -> float:
    if found.processes is None:
        raise LookupError
    return found.processes[0] / found.processes[1]


def _start(found: Measured) -> float:
    if found.start is None:
        raise LookupError
    return found.start[0] / found.start[1]


def _whole(ranking: str) -> Callable[[Measured], float]:
    def ratio(found: Measured) -> float:
        if found.whole is None:
            raise LookupError
        return found.whole.search / float(getattr(found.whole, ranking))

    return ratio


TARGETS = (
    Target("30 weighted terms at 100k, times tantivy's", 0.8, 1.25, _slower("or30", "tantivy", LARGE)),
    Target("30 weighted terms at 1M, times tantivy's", 0.5, 0.8, _slower("or30", "tantivy", MILLION)),
    Target("one rare term at 100k, times tantivy's", 1.5, 4, _slower("rare", "tantivy", LARGE)),
    Target("one common term at 100k, times tantivy's", 1.5, 4, _slower("common", "tantivy", LARGE)),
    Target("any of three at 100k, times tantivy's", 1.5, 4, _slower("or3", "tantivy", LARGE)),
    Target("all of three at 100k, times tantivy's", 1.5, 4, _slower("and3", "tantivy", LARGE)),
    Target("phrase at 100k, times tantivy's", 2, 4, _slower("phrase", "tantivy", LARGE)),
    Target("30 terms at 100k, times faster than Xapian", 12, 8, _faster("xapian", LARGE), True),
    Target("30 terms at 100k, times faster than FTS5", 120, 80, _faster("fts5", LARGE), True),
    Target("30 terms at 10k, times faster than stock Whoosh", 300, 200, _faster("whoosh", SMALL), True),
    Target("articles a second at 100k, times tantivy's", 1.5, 1, _indexing(LARGE), True),
    Target("speed with a second process, times that with one", 1.7, 1.5, _processes, True),
    Target("bytes an article at 100k without stored text, times tantivy's", 2, 3.5, _bytes(LARGE)),
    Target("whole search asked first, times ranking alone asked first", 10, 25, _whole("first_ranking")),
    Target("whole search asked first, times ranking alone asked again", 10, 25, _whole("ranking")),
    Target('`search query "Binance"`, times the imports', 1.5, 2.5, _start),
    Target("gigabytes of memory to index 1M", 1, 2, lambda found: found.indexing[MILLION][OURS].megabytes / 1000),
)


def target_table(targets: Sequence[Target], found: Measured) -> list[str]:
    """Show what was asked beside what was measured."""
    lines = ["| figure | goal | good | measured | |", "|-|-|-|-|-|"]
    for target in targets:
        sign = "≥" if target.more_is_better else "≤"
        try:
            value = target.measure(found)
        except LookupError:
            measured, verdict = "–", "not measured in this run"
        else:
            measured, verdict = f"{value:.2f}", target.verdict(value)
        lines.append(f"| {target.name} | {sign} {target.goal:g} | {sign} {target.good:g} | {measured} | {verdict} |")
    return lines

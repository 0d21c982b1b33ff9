"""How fast engines index the same articles, what memory they take and how large their indexes are.

    python -m benchmarks.index_speed CORPUS.jsonl FOLDER [--engines dragoman,tantivy,…]

Each engine indexes in a process of its own, one after another, and on one core: what counts as one thread may have
others beside it that feed it, compress, merge or compile. The indexes are left in FOLDER for `benchmarks.search_speed`.
Ours is measured once more with one and with two processes, without the merge at the end.
"""

import argparse
import multiprocessing
import os
import resource
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import perf_counter, process_time
from typing import NamedTuple

from benchmarks.engines import ENGINES

__all__ = ["Indexing", "index_all", "markdown", "second_process"]


class Indexing(NamedTuple):
    """What it took to index a collection; bytes an article with the stored articles and without.

    Seconds of the processor, all threads together, are less disturbed by what else runs than those of the clock.
    """

    articles: int
    seconds: float
    processor_seconds: float
    megabytes: float
    bytes: float
    bytes_without_stored: float

    @property
    def articles_per_second(self) -> float:
        """Give the speed by the clock."""
        return self.articles / self.seconds

    @property
    def articles_per_processor_second(self) -> float:
        """Give the speed if one core were ours alone."""
        return self.articles / self.processor_seconds


def index_all(corpus: Path, folder: Path, names: Sequence[str]) -> dict[str, Indexing]:
    """Build an index of each engine in the folder, whatever is there."""
    folder.mkdir(parents=True, exist_ok=True)
    with corpus.open("rb") as lines:
        count = sum(1 for _ in lines)
    return {name: _index(name, corpus, folder / name, count) for name in names}


def _index(name: str, corpus: Path, folder: Path, count: int) -> Indexing:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        seconds, processor, kilobytes = pool.apply(_build, (name, corpus, folder))
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    stored = ENGINES[name]().stored_bytes(folder)
    return Indexing(count, seconds, processor, kilobytes / 1e3, size / count, (size - stored) / count)


def _build(name: str, corpus: Path, folder: Path) -> tuple[float, float, int]:
    """Build an index; give the seconds of clock and processor and the kilobytes of memory it took."""
    row = ENGINES[name]()
    shutil.rmtree(folder, ignore_errors=True)
    if hasattr(os, "sched_setaffinity"):  # Linux; what the process starts stays there too
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    began, began_processor = perf_counter(), process_time()
    row.build(corpus, folder)
    children = resource.getrusage(resource.RUSAGE_CHILDREN)  # an engine may be another program
    processor = process_time() - began_processor + children.ru_utime + children.ru_stime
    return perf_counter() - began, processor, max(_peak_memory(), children.ru_maxrss)


def _peak_memory() -> int:
    """Give the kilobytes this process took at its height.

    On Linux by the process's own status: what `getrusage` says holds the height of the process that started this one.
    """
    try:
        status = Path("/proc/self/status").read_text(encoding="utf-8")
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:"))


def second_process(corpus: Path) -> tuple[float, float]:
    """Give the seconds that ours takes with one process and with two."""
    from benchmarks.engines.dragoman_engine import index

    taken = []
    for processes in (1, 2):
        with tempfile.TemporaryDirectory() as folder:
            began = perf_counter()
            index(corpus, Path(folder), processes)
            taken.append(perf_counter() - began)
    return taken[0], taken[1]


def markdown(found: Mapping[str, Indexing]) -> list[str]:
    """Show figures as a table, an engine a line."""
    lines = [
        "| engine | articles/s | a processor second | peak memory | bytes an article | without stored |",
        "|-|-|-|-|-|-|",
    ]
    for name, own in found.items():
        speeds = f"{own.articles_per_second:,.0f} | {own.articles_per_processor_second:,.0f}"
        sizes = f"{own.bytes:,.0f} | {own.bytes_without_stored:,.0f}"
        lines.append(f"| {name} | {speeds} | {own.megabytes:,.0f} MB | {sizes} |")
    return lines


def main() -> None:
    """Print a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--engines", default="dragoman,tantivy")
    options = parser.parse_args()
    print("\n".join(markdown(index_all(options.corpus, options.folder, options.engines.split(",")))))
    one, two = second_process(options.corpus)
    print(f"\ndragoman with one process {one:.1f} s, with two {two:.1f} s: {one / two:.2f} times as fast")


if __name__ == "__main__":
    main()

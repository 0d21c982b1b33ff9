"""How fast engines index the same articles, what memory they take and how large their indexes are.

    python -m benchmarks.index_speed CORPUS.jsonl FOLDER [--engines dragoman,tantivy,…]

Each engine indexes in a process of its own, one after another; the indexes are left in FOLDER for
`benchmarks.search_speed`.
"""

import argparse
import multiprocessing
import resource
import shutil
from pathlib import Path
from time import perf_counter

from benchmarks.engines import ENGINES


def main() -> None:
    """Print a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--engines", default="dragoman,tantivy")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    with options.corpus.open("rb") as lines:
        count = sum(1 for _ in lines)
    print(f"{count:,} articles\n\n| engine | articles/s | peak memory | bytes an article |\n|-|-|-|-|")
    for name in options.engines.split(","):
        context = multiprocessing.get_context("spawn")
        with context.Pool(1) as pool:
            seconds, memory = pool.apply(build, (name, options.corpus, options.folder / name))
        size = sum(path.stat().st_size for path in (options.folder / name).rglob("*") if path.is_file())
        print(f"| {name} | {count / seconds:,.0f} | {memory / 1e3:,.0f} MB | {size / count:,.0f} |", flush=True)


def build(name: str, corpus: Path, folder: Path) -> tuple[float, int]:
    """Build an index; give the seconds and the kilobytes of memory it took."""
    row = ENGINES[name]()
    shutil.rmtree(folder, ignore_errors=True)
    began = perf_counter()
    row.build(corpus, folder)
    return perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    main()

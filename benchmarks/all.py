"""All benchmarks of the engine in one run, written into `RESULTS.md` with plots.

    python -m benchmarks.all [--work FOLDER] [--queries N] [--sizes 10000,100000,1000000] [--keep 1000000]

Collections are made where they are not there yet; of the sizes to `--keep` the indexes that are there are searched
rather than made again, and the figures of their making are those that were written beside them. Engines that are not
installed are left out and named.
"""

import argparse
import json
import os
import platform
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import index_speed, search_speed
from benchmarks.corpus import articles
from benchmarks.engines import ENGINES
from benchmarks.index_speed import Indexing, index_all, second_process
from benchmarks.line_chart import Points, line_chart
from benchmarks.queries import make_queries, make_queries_by_terms
from benchmarks.search_speed import Latency, latencies, open_engines
from benchmarks.start_speed import Whole, process_start, whole_search
from benchmarks.targets import TARGETS, Measured, target_table

RESULTS = Path(__file__).parent / "RESULTS.md"
PLOTS = Path(__file__).parent / "plots"
BEGIN, END = "<!-- engine: written by benchmarks.all -->", "<!-- end of engine -->"
LARGEST = {
    "whoosh": 10_000,
    "xapian": 100_000,
    "bm25s": 100_000,
    "lucene": 100_000,
}  # what is too slow for more is not made to wait for
DETAILED = 100_000  # articles up to which terms are counted, and the start and the whole search measured
INDEXING = "indexing.json"


@dataclass(slots=True)
class Found:
    """What a run has measured so far, by number of articles."""

    left_out: dict[str, str] = field(default_factory=dict)
    indexing: dict[int, dict[str, Indexing]] = field(default_factory=dict)
    latency: dict[int, dict[str, dict[str, Latency]]] = field(default_factory=dict)
    by_terms: dict[str, dict[str, Latency]] = field(default_factory=dict)  # of one collection
    processes: tuple[float, float] | None = None
    start: tuple[float, float] | None = None
    whole: Whole | None = None


def installed() -> tuple[list[str], dict[str, str]]:
    """Give the engines that are there, and why others are not."""
    names, missing = [], {}
    for name, row in ENGINES.items():
        try:
            row()
        except ImportError as error:
            missing[name] = str(error)
        else:
            names.append(name)
    return names, missing


def measure(sizes: Sequence[int], work: Path, queries: int, keep: Collection[int]) -> Iterator[Found]:
    """Index and search collections of these sizes.

    Yields:
        What has been measured so far, after each step: a run that is cut off has not been for nothing.
    """
    found = Found()
    names, found.left_out = installed()
    detailed = max((size for size in sizes if size <= DETAILED), default=sizes[0])
    for size in sizes:
        corpus, folder = work / f"{size}.jsonl", work / str(size)
        _make_corpus(corpus, size)
        own = [name for name in names if size <= LARGEST.get(name, size)]
        if size in keep:
            own = [name for name in own if (folder / name).is_dir()]
            found.indexing[size] = _read_indexing(folder)
        else:
            found.indexing[size] = index_all(corpus, folder, own)
            (folder / INDEXING).write_text(json.dumps(found.indexing[size]), encoding="utf-8")
        engines = open_engines(folder, own)
        found.latency[size] = latencies(engines, make_queries(corpus, queries))
        yield found
        if size == detailed:
            found.by_terms = latencies(engines, make_queries_by_terms(corpus, queries // 4))
            found.start = process_start(folder / "dragoman")
            found.whole = whole_search(corpus, folder / "dragoman")
            yield found
    # Of fewer articles a good part of the time would be starting.
    found.processes = second_process(work / f"{DETAILED if DETAILED in sizes else sizes[-1]}.jsonl")
    yield found


def _read_indexing(folder: Path) -> dict[str, Indexing]:
    """Read what making the indexes took."""
    try:
        kept = json.loads((folder / INDEXING).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return {name: Indexing(*figures) for name, figures in kept.items()}


def _make_corpus(path: Path, size: int) -> None:
    if not path.exists():
        with path.open("w", encoding="utf-8") as out:
            out.writelines(json.dumps(article, ensure_ascii=False) + "\n" for article in articles(size))


def section(found: Found, load: float) -> str:
    """Write the section of `RESULTS.md`."""
    lines = ["## Engine", "", f"`make bench`. {_machine()}; load at the beginning {load:.1f}.", ""]
    lines += [f"- {name}: {row().settings}" for name, row in ENGINES.items() if name not in found.left_out]
    lines += [f"- {name}: left out, {why}" for name, why in found.left_out.items()]
    lines += ["", "### Asked and measured", "", *target_table(TARGETS, _measured(found))]
    for size, own in found.latency.items():
        lines += ["", f"### {size:,} articles", "", *search_speed.markdown(own)]
        if found.indexing.get(size):
            lines += ["", *index_speed.markdown(found.indexing[size])]
    if found.by_terms:
        lines += [
            "",
            f"### By the number of terms, {min(DETAILED, max(found.latency)):,} articles",
            "",
            *search_speed.markdown(found.by_terms),
        ]
    lines += ["", *(f"![{name}](plots/{name}.svg)" for name in plots(found))]
    return "\n".join(lines)


def _measured(found: Found) -> Measured:
    return Measured(found.latency, found.indexing, found.processes, found.start, found.whole)


def _machine() -> str:
    return f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores"


def plots(found: Found) -> dict[str, str]:
    """Draw latency by articles and terms, and time to index, as far as they are measured."""
    by_articles = _medians({size: own["or30"] for size, own in found.latency.items()})
    made = {"latency-by-articles": line_chart("Thirty weighted terms, p50", ("articles", "ms"), by_articles)}
    if found.by_terms:
        by_terms = _medians({int(terms): own for terms, own in found.by_terms.items()})
        title = f"By number of terms, {min(DETAILED, max(found.latency)):,} articles, p50"
        made["latency-by-terms"] = line_chart(title, ("terms", "ms"), by_terms)
    if found.indexing:
        lines: dict[str, list[tuple[float, float]]] = {}
        for count, own in found.indexing.items():
            for name, one in own.items():
                lines.setdefault(name, []).append((count, one.seconds))
        made["indexing-by-articles"] = line_chart("Time to index", ("articles", "seconds"), lines)
    return made


def _medians(found: Mapping[int, Mapping[str, Latency]]) -> dict[str, Points]:
    """Give each engine's line: p50 over a number of articles or terms."""
    lines: dict[str, list[tuple[float, float]]] = {}
    for number, own in found.items():
        for name, latency in own.items():
            lines.setdefault(name, []).append((number, latency.p50))
    return dict(lines)


def write(text: str) -> None:
    """Put the section in the place of the last one."""
    whole = RESULTS.read_text(encoding="utf-8")
    if BEGIN not in whole:
        whole = f"{whole.rstrip()}\n\n{BEGIN}\n{END}\n"
    before, rest = whole.split(BEGIN)
    after = rest.split(END)[1]
    RESULTS.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}", encoding="utf-8")


def _numbers(text: str) -> list[int]:
    return sorted(int(number) for number in text.split(",") if number)


def main() -> None:
    """Measure, draw and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "dragoman-benchmarks")
    parser.add_argument("--queries", type=int, default=60)
    parser.add_argument("--sizes", type=_numbers, default="10000,100000,1000000")
    parser.add_argument("--keep", type=_numbers, default="")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    load = os.getloadavg()[0]
    PLOTS.mkdir(exist_ok=True)
    for found in measure(options.sizes, options.work, options.queries, options.keep):
        for name, drawing in plots(found).items():
            (PLOTS / f"{name}.svg").write_text(drawing, encoding="utf-8")
        write(section(found, load))


if __name__ == "__main__":
    main()

"""A sample of marks in foreign-language hits, to be judged by a reader, and what the judgements say.

    python -m benchmarks.marks draw FOLDER SAMPLE.tsv [--first N] [--seed N]
    python -m benchmarks.marks count SAMPLE.tsv JUDGED.tsv

FOLDER holds judged collections, of which one topic in eleven is searched, from the `--first` on. SAMPLE.tsv says of
each mark which query, which word of it, and the passage with the mark in angle quotes; why it is marked stands in
SAMPLE.tsv.key, which a reader who judges blind does not open. JUDGED.tsv has a line for each mark: its number, a tab,
and `right` or `wrong`.
"""

import argparse
import json
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from math import sqrt
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from search.hits import Mark
from search.service import SearchOptions, SearchService
from search.settings import Settings

COLLECTIONS = ("pud", "xquad")
EVERY, DRAWN, CONTEXT = 11, 200, 160
Z = 1.96  # of a 95 % interval


class Drawn(NamedTuple):
    """A mark as it is judged, and why it was made."""

    query_language: str
    query: str
    word: str
    language: str
    passage: str
    source: str
    confidence: float


def marks(folder: Path, first: int) -> Iterator[Drawn]:
    """Search the topics as the command line does, and give the marks in hits of other languages among the first ten."""
    with TemporaryDirectory() as place:
        index = Path(place, "index")
        command = [sys.executable, "-m", "search", "index", "--index", str(index), str(folder / "docs.jsonl")]
        subprocess.run(command, check=True, capture_output=True)
        service = SearchService.open(Settings(index=index))
        for line in (folder / "topics.tsv").read_text(encoding="utf-8").splitlines()[first::EVERY]:
            _, lang, query = line.split("\t")
            for hit in service.search(query, SearchOptions(count=10)).hits:
                if hit.lang != lang:
                    texts = [(hit.title, hit.title_marks), *((s.text, s.marks) for s in hit.snippets)]
                    for text, found in texts:
                        for mark in found:
                            yield _drawn(lang, query, hit.lang, text, mark)


def _drawn(lang: str, query: str, article_lang: str, text: str, mark: Mark) -> Drawn:
    before, after = text[max(0, mark.start - CONTEXT) : mark.start], text[mark.end : mark.end + CONTEXT]
    passage = " ".join(f"{before}«{text[mark.start : mark.end]}»{after}".split())
    return Drawn(lang, query, mark.concept, article_lang, passage, mark.source, mark.confidence)


def draw(folder: Path, sample: Path, first: int, seed: int) -> None:
    """Write a sample and its key."""
    every = [mark for name in COLLECTIONS for mark in marks(folder / name / "dev", first)]
    drawn = random.Random(seed).sample(every, min(DRAWN, len(every)))
    lines = ["\t".join((str(number), *map(str, mark[:5]))) for number, mark in enumerate(drawn, 1)]
    sample.write_text("\n".join(lines) + "\n", encoding="utf-8")
    key = {str(number): mark[3:4] + mark[5:] for number, mark in enumerate(drawn, 1)}
    Path(f"{sample}.key").write_text(json.dumps(key, ensure_ascii=False), encoding="utf-8")
    print(f"{len(drawn)} of {len(every)} marks")


def wilson(right: int, count: int) -> tuple[float, float]:
    """Give the 95 % interval of a share (Wilson 1927, "Probable inference")."""
    share, square = right / count, Z * Z
    middle = (share + square / (2 * count)) / (1 + square / count)
    half = Z * sqrt(share * (1 - share) / count + square / (4 * count * count)) / (1 + square / count)
    return middle - half, middle + half


def count(sample: Path, judged: Path) -> None:
    """Print how many are right: of all, by source and by language."""
    key = json.loads(Path(f"{sample}.key").read_text(encoding="utf-8"))
    judgements = dict(line.split("\t")[:2] for line in judged.read_text(encoding="utf-8").splitlines() if line.strip())
    if missing := key.keys() - judgements.keys():
        sys.exit(f"{judged}: {len(missing)} marks are not judged, {min(missing, key=int)} is the first")
    if strange := {word for word in judgements.values() if word not in ("right", "wrong")}:
        sys.exit(f"{judged}: {min(strange)!r} is neither right nor wrong")
    right, every = Counter[str](), Counter[str]()
    for number, (lang, source, _) in key.items():
        for group in ("all", source, f"in {lang}"):
            every[group] += 1
            right[group] += judgements[number] == "right"
    print("| marks | right | of | share | 95 % interval |\n|-|-|-|-|-|")
    for group, total in every.most_common():
        low, high = wilson(right[group], total)
        print(f"| {group} | {right[group]} | {total} | {right[group] / total:.3f} | {low:.3f}–{high:.3f} |")


def main() -> None:
    """Draw or count."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True, dest="command")
    drawing = commands.add_parser("draw")
    drawing.add_argument("folder", type=Path)
    drawing.add_argument("sample", type=Path)
    drawing.add_argument("--first", type=int, default=0)
    drawing.add_argument("--seed", type=int, default=7)
    counting = commands.add_parser("count")
    counting.add_argument("sample", type=Path)
    counting.add_argument("judged", type=Path)
    options = parser.parse_args()
    if options.command == "draw":
        draw(options.folder, options.sample, options.first, options.seed)
    else:
        count(options.sample, options.judged)


if __name__ == "__main__":
    main()

"""What the search is worth over judged collections, and what each source of other words adds to it.

    python benchmarks/quality.py FOLDER [--every N] [--dictionaries NAME=FILE …]

FOLDER holds collections, each with `dev/docs.jsonl`, `topics.tsv` and `qrels.txt`. Each is indexed anew, and its topics
(one in N) are answered with all sources, then without each of them, as `search evaluate` does.
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

SOURCES = ("", "--no-lexicon", "--no-cldr", "--no-loanwords", "--no-names")
COLLECTIONS = ("pud", "xquad", "tatoeba", "names", "places")


def main() -> None:
    """Print a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--every", type=int, default=7)
    parser.add_argument("--dictionaries", nargs="*", default=[], metavar="NAME=FILE")
    parser.add_argument("--collections", nargs="*", default=COLLECTIONS)
    parser.add_argument("--all-only", action="store_true", help="leave nothing out")
    options = parser.parse_args()
    print("| collection | sources | within R@10 | MRR | S@1 | across R@10 | MRR | S@1 |")
    print("|-|-|-|-|-|-|-|-|")
    for name in options.collections:
        with TemporaryDirectory() as folder:
            measure(options, name, options.folder / name / "dev", Path(folder))


def measure(options: argparse.Namespace, name: str, source: Path, folder: Path) -> None:
    """Print the lines of one collection."""
    topics, judged = cut(source, folder, options.every)
    index = folder / "index"
    search("index", str(source / "docs.jsonl"), index=index)
    for pair in options.dictionaries:
        dictionary, _, path = pair.partition("=")
        search("lexicon", "add", dictionary, path, index=index)
    sources = SOURCES[:1] if options.all_only else SOURCES
    for switch in (*sources, *(["--no-dictionaries"] if options.dictionaries else [])):
        switches = [switch] if switch else []
        report = json.loads(search("evaluate", str(topics), str(judged), "--format", "json", *switches, index=index))
        within = [report["averages"][kind]["within"] or {} for kind in ("same_language", "across_languages")]
        cells = [f"{own[m]:.3f}" if own else "–" for own in within for m in ("R@10", "RR@10", "S@1")]
        label = switch.replace("--no-", "without ") or "all"
        print(f"| {name} | {label} | {' | '.join(cells)} |", flush=True)


def cut(source: Path, folder: Path, every: int) -> tuple[Path, Path]:
    """Take one topic of so many, and their judgements."""
    lines = (source / "topics.tsv").read_text(encoding="utf-8").splitlines()[::every]
    ids = {line.split("\t")[0] for line in lines}
    topics, judged = folder / "topics.tsv", folder / "qrels.txt"
    topics.write_text("\n".join(lines) + "\n", encoding="utf-8")
    judgements = (source / "qrels.txt").read_text(encoding="utf-8").splitlines()
    judged.write_text("\n".join(line for line in judgements if line.split()[0] in ids) + "\n", encoding="utf-8")
    return topics, judged


def search(*arguments: str, index: Path) -> str:
    """Run the command line, as a user would."""
    command = [sys.executable, "-m", "search", *arguments]
    environment = {**os.environ, "SEARCH_INDEX": str(index)}
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    return done.stdout


if __name__ == "__main__":
    main()

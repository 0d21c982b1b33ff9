"""The judged development data, and how a run over it is scored by its own scorers."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).resolve().parents[3] / "shared" / "bench"
FLOORS = json.loads(Path(__file__).with_name("floors.json").read_text(encoding="utf-8"))
EVERY = 7  # topics of which one is asked: prime to the number of languages, so that each has its turn

needs_bench = pytest.mark.skipif(not BENCH.is_dir(), reason="the judged data (../shared/bench) is not here")


def run_collection(name: str, folder: Path) -> tuple[Path, Path, Path]:
    """Index a collection and answer its topics with the command line, as a user would.

    Returns:
        The run, the topics that were asked, and their judgements.
    """
    source = BENCH / name / "dev"
    topics = folder / "topics.tsv"
    asked = (source / "topics.tsv").read_text(encoding="utf-8").splitlines()[::EVERY]
    topics.write_text("\n".join(asked) + "\n", encoding="utf-8")
    ids = {line.split("\t")[0] for line in asked}
    judged = folder / "qrels.txt"
    lines = (source / "qrels.txt").read_text(encoding="utf-8").splitlines()
    judged.write_text("\n".join(line for line in lines if line.split()[0] in ids) + "\n", encoding="utf-8")
    search("index", str(source / "docs.jsonl"), index=folder / "index")
    run = folder / "run.trec"
    run.write_text(search("run", str(topics), index=folder / "index"), encoding="utf-8")
    return run, topics, judged


def search(*arguments: str, index: Path | None = None, stdin: str | None = None) -> str:
    """Run the command line."""
    environment = {**os.environ, **({"SEARCH_INDEX": str(index)} if index else {})}
    done = subprocess.run(
        [sys.executable, "-m", "search", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def score(script: str, *arguments: str | Path) -> str:
    """Run one of the data's own scorers."""
    command = [sys.executable, str(BENCH / script), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout

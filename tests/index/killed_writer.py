"""A real indexing process, killed at some moment, and what is found afterwards."""

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from index.backends.embedded import EmbeddedBackend
from index.errors import IndexMissingError
from index.whoosh_store.checking import check_index

ARTICLES = 300
SCRIPT = """
import sys
from pathlib import Path
from index import writing
from index.backends import BACKENDS
from index.readers import read_sources
writing.BATCH_ARTICLES = writing.COMMIT_ARTICLES = 10
backend = BACKENDS["whoosh"](Path(sys.argv[2]), True)
def acknowledged(items):
    for item in items:
        yield item
        print(backend.snapshot().statistics().documents, flush=True)
writing.index_articles(backend, acknowledged(read_sources([sys.argv[1]], sys.stdin.buffer)))
"""


class Outcome(NamedTuple):
    """Whether the process still ran when it was killed, and how many articles were acknowledged and are there."""

    killed: bool
    acknowledged: int
    found: int


def killed_run(seconds: float) -> Outcome:
    """Index in a process of its own, kill it after some time, check the index, and let another run complete it."""
    with TemporaryDirectory() as folder:
        source, index = Path(folder, "articles.jsonl"), Path(folder, "index")
        lines = (
            json.dumps({"id": str(n), "lang": "en", "text": f"article {n} of the flood in the valley"})
            for n in range(ARTICLES)
        )
        source.write_text("\n".join(lines), encoding="utf-8")
        command = [sys.executable, "-c", SCRIPT, str(source), str(index)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path.cwd(), env=os.environ.copy())
        time.sleep(seconds)
        killed = process.poll() is None
        process.kill()
        printed, _ = process.communicate()
        acknowledged = max((int(n) for n in re.findall(r"^(\d+)$", printed, re.MULTILINE)), default=0)
        found = _found(index)
        assert found >= acknowledged, f"{acknowledged} articles were acknowledged and {found} are there"
        subprocess.run(command, check=True, capture_output=True, cwd=Path.cwd())
        assert _found(index) == ARTICLES
        assert check_index(index).left_over == ()
        return Outcome(killed, acknowledged, found)


def _found(index: Path) -> int:
    try:
        report = check_index(index)
    except IndexMissingError:
        return 0
    if report.generation <= 0 and any(finding.file == "dragoman.json" for finding in report.findings):
        return 0  # killed while the empty index was being made
    assert report.findings == ()
    snapshot = EmbeddedBackend(index).snapshot()
    for number in range(report.articles):
        assert snapshot.document(str(number)) is not None
    return report.articles

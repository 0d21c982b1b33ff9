"""Lucene: a language's analyzer without stop words, one thread, one segment; spoken to through a pipe.

It has no Python package: `lucene/Peer.java` is run by Java 17, with what Maven fetches into the user's cache folder.
"""

import shutil
import subprocess
from collections.abc import Callable, Sequence, Sized
from pathlib import Path

from platformdirs import user_cache_path

from benchmarks.engines import Query
from benchmarks.engines.articles import articles

VERSION = "9.12.0"
SETTINGS = f"Lucene {VERSION} on Java; language analyzers, one segment; times have a pipe's way there and back in them"
SOURCE = Path(__file__).with_name("lucene")
JARS = user_cache_path("dragoman") / f"lucene-{VERSION}"

if not (shutil.which("java") and shutil.which("mvn")):
    raise ImportError("Lucene wants Java and Maven")


def _command(*words: str) -> list[str]:
    if not any(JARS.glob("lucene-core-*.jar")):
        fetch = ["mvn", "-q", "-B", "-f", str(SOURCE / "pom.xml"), "dependency:copy-dependencies"]
        subprocess.run([*fetch, f"-DoutputDirectory={JARS}"], check=True, stdout=subprocess.DEVNULL)
    return ["java", "-Xmx2g", "-cp", f"{JARS}/*", str(SOURCE / "Peer.java"), *words]


def build(corpus: Path, folder: Path) -> None:
    """Send the articles, which are indexed and merged."""
    command = _command("index", str(folder))
    with subprocess.Popen(command, stdin=subprocess.PIPE, text=True, encoding="utf-8", bufsize=1 << 16) as peer:
        assert peer.stdin is not None
        for article in articles(corpus):
            cells = (article["id"], article["lang"], article["title"], article["text"])
            peer.stdin.write("\t".join(" ".join(cell.split()) for cell in cells) + "\n")
        peer.stdin.close()
    if peer.returncode:
        raise OSError(f"Lucene ended with code {peer.returncode}")


def open_index(folder: Path) -> "LuceneEngine":
    """Start a process that searches."""
    return LuceneEngine(folder)


class LuceneEngine:
    """A process that searches; it ends with this one."""

    def __init__(self, folder: Path) -> None:
        self._peer = subprocess.Popen(
            _command("search", str(folder)),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            bufsize=1,
        )

    def prepare(self, query: Query) -> Callable[[], Sized]:
        """Have it made of words, and run until it is compiled."""
        words = [cell for word in query.words for cell in (word.lang, word.text, str(word.weight))]
        number = self._answer(["p", query.kind, *words])

        def run() -> Sized:
            return range(self._answer(["r", str(number)]))

        return run

    def _answer(self, cells: Sequence[str]) -> int:
        assert self._peer.stdin is not None
        assert self._peer.stdout is not None
        self._peer.stdin.write("\t".join(cells) + "\n")
        self._peer.stdin.flush()
        return int(self._peer.stdout.readline())

"""The runs behind `test_crashes` and `benchmarks.reliability`: each gives what went wrong, nothing if nothing did."""

import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from index.backends.embedded import EmbeddedBackend
from index.backends.upkeep import check
from index.whoosh_store.builder_pool import LocalBuilder
from index.whoosh_store.folder import make_index
from index.whoosh_store.segment_builder import FormCache
from index.whoosh_store.writer import IndexWriter
from index.whoosh_store.writer_lock import WriterLock
from tests.storage.crashing_storage import CrashingStorage
from tests.storage.workload import Articles, applied, article, differences, history

__all__ = ["MEMORY", "CrashRun", "crash_once", "recorded_run", "write_history"]

MEMORY = 1 << 24
FORMS = FormCache(100_000)


@dataclass(slots=True)
class CrashRun:
    """A recorded run, and what was acknowledged, or was being committed, after so many operations."""

    storage: CrashingStorage
    states: list[tuple[int, str, Articles]] = field(default_factory=list)

    def allowed(self, crash: int) -> list[Articles]:
        """Give what an index may hold after a crash: the last commit, or the one that was being made."""
        found: list[Articles] = [{}]
        for place, kind, articles in self.states:
            if place < crash or (kind == "acknowledged" and place <= crash):
                found = [articles] if kind == "acknowledged" else [*found[:1], articles]
        return found


def write_history(storage, lock_folder: Path, commits: int) -> Iterator[tuple[str, Articles]]:
    """Make an index and write its history, a writer for each two commits; give each state around its commit."""
    articles: Articles = {}
    make_index(storage)
    changes = list(history(commits))
    for first in range(0, commits, 2):
        with IndexWriter(storage, WriterLock(lock_folder), LocalBuilder(storage, MEMORY, FORMS)) as writer:
            for place, change in enumerate(changes[first : first + 2], first):
                writer.delete(change[1])
                writer.add(change[0])
                articles = applied(articles, change)
                yield "committing", articles
                writer.commit(merge_all=place % 5 == 4)
                yield "acknowledged", articles


def recorded_run(lock_folder: Path, commits: int, storage: CrashingStorage | None = None) -> CrashRun:
    """Write a history and remember every operation."""
    run = CrashRun(storage or CrashingStorage())
    for kind, articles in write_history(run.storage, lock_folder, commits):
        run.states.append((len(run.storage.operations), kind, articles))
    return run


def crash_once(run: CrashRun, crash: int, seed: int, folder: Path) -> list[str]:
    """Crash after so many operations, open what is left, and go on writing there."""
    run.storage.lay_out(crash, random.Random(seed), folder)
    try:
        return _opens_as_allowed(folder, run.allowed(crash))
    finally:
        shutil.rmtree(folder)


def _opens_as_allowed(folder: Path, allowed: list[Articles]) -> list[str]:
    compared = [(differences(folder, articles), articles) for articles in allowed]
    found = next((articles for wrong, articles in compared if not wrong), None)
    if found is None:
        return [wrong for differing, _ in compared for wrong in differing]
    more = article(700)
    EmbeddedBackend(folder).write([more])
    wrong = differences(folder, found | {more.id: more})
    return wrong + [f"{name} is left over" for name in check(folder).leftovers]

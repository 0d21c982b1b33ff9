"""Readers in threads and processes that search without a pause while a writer commits."""

import os
import random
import signal
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from index.backends.embedded import EmbeddedBackend
from index.backends.upkeep import check
from index.documents import Document
from index.whoosh_store.builder_pool import LocalBuilder
from index.whoosh_store.folder import create_folder
from index.whoosh_store.writer import IndexWriter
from index.whoosh_store.writer_lock import WriterLock
from tests.storage.crashes import FORMS, MEMORY
from tests.storage.workload import article

__all__ = ["hammer", "kill_once"]

GROUP = 5  # articles that every commit replaces together


def generation(number: int) -> list[Document]:
    """Give the articles of a commit: all of a group say its number."""
    return [replace(article(place), source=f"commit {number}") for place in range(GROUP)]


def torn(backend: EmbeddedBackend, least: int) -> tuple[list[str], int]:
    """Look at one snapshot: all articles of the group are there, and of one commit that is no older than one seen."""
    snapshot = backend.snapshot()
    found = [snapshot.document(f"article-{place}") for place in range(GROUP)]
    sources = {document.source if document else "missing" for document in found}
    if len(sources) != 1 or "missing" in sources:
        return [f"torn: {sorted(sources)}"], least
    reached = int(sources.pop().split()[1])
    return ([f"went back from {least} to {reached}"] if reached < least else []), reached


def _read_until(path: Path, is_done: "Connection | threading.Event", wrong: list[str]) -> int:
    backend, least, reads = EmbeddedBackend(path), -1, 0
    done = is_done.is_set if isinstance(is_done, threading.Event) else is_done.poll
    while not done():
        try:
            faults, least = torn(backend, least)
        except Exception as error:
            faults = [repr(error)]
        wrong += faults
        reads += 1
    return reads


def _read_in_process(path: Path, connection: Connection) -> None:
    wrong: list[str] = []
    connection.send("ready")
    reads = _read_until(path, connection, wrong)
    connection.send((reads, wrong[:5]))


def hammer(path: Path, commits: int, threads: int = 2, processes: int = 2) -> tuple[int, list[str]]:
    """Commit so often while others read; give how many snapshots were looked at, and what was wrong in them."""
    storage = create_folder(path)
    wrong: list[str] = []
    counts: list[int] = []
    writer = IndexWriter(storage, WriterLock(path), LocalBuilder(storage, MEMORY, FORMS))
    with writer:
        writer.add(generation(0))
        writer.commit()
        done = threading.Event()
        workers = [
            threading.Thread(target=lambda: counts.append(_read_until(path, done, wrong))) for _ in range(threads)
        ]
        pipes = _start(path, processes)
        for worker in workers:
            worker.start()
        for number in range(1, commits):
            writer.add(generation(number))
            writer.commit()
        done.set()
        for worker in workers:
            worker.join()
    for pipe in pipes:
        pipe.send("done")
        reads, faults = pipe.recv()
        counts.append(reads)
        wrong += faults
    return sum(counts), wrong


def _start(path: Path, processes: int) -> Sequence[Connection]:
    pipes = []
    for _ in range(processes):
        ours, theirs = get_context("spawn").Pipe()
        get_context("spawn").Process(target=_read_in_process, args=(path, theirs), daemon=True).start()
        pipes.append(ours)
    for pipe in pipes:
        assert pipe.recv() == "ready"
    return pipes


def _write_for_ever(path: Path, first: int, acknowledge: int) -> None:
    backend = EmbeddedBackend(path, create=True)
    for number in range(first, sys.maxsize):
        backend.write(generation(number))
        os.write(acknowledge, f"{number}\n".encode())


def kill_once(path: Path, first: int, rng: random.Random) -> tuple[int, list[str]]:
    """Kill a process that writes at a random moment, and look at what it leaves; give the last commit that is there.

    Args:
        path: the index's folder.
        first: the number of the first commit it makes; all before are there.
        rng: chooses the moment.
    """
    reading, writing = os.pipe()
    process = get_context("fork").Process(target=_write_for_ever, args=(path, first, writing))
    process.start()
    os.close(writing)
    time.sleep(rng.random() * 0.15)
    os.kill(process.pid or 0, signal.SIGKILL)
    process.join()
    with os.fdopen(reading) as answers:
        acknowledged = max(map(int, answers.read().split()), default=first - 1)
    if acknowledged < 0:
        EmbeddedBackend(path, create=True).write(generation(0))
        acknowledged = 0
    wrong, reached = torn(EmbeddedBackend(path), acknowledged)
    wrong += [f"{finding.file}: {finding.what}" for finding in check(path).findings]
    return reached, wrong

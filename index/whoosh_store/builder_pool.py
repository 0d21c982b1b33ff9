"""Segments built by several processes beside one another; each analyses its share of the articles and writes it."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path
from secrets import token_hex
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.documents import Document
from index.whoosh_store.segment_builder import FormCache, SegmentBuilder
from index.whoosh_store.storage import FolderStorage, Storage
from index.whoosh_store.table_of_contents import SegmentRecord

__all__ = ["BuilderPool", "BuiltSegment", "LocalBuilder"]

MOST_WAITING = 2  # batches a process has beside the one it works on
ENDING = 5.0  # seconds an idle process has to end by itself


class BuiltSegment(NamedTuple):
    """A segment whose file is written and synced, and which of its documents were given up meanwhile."""

    record: SegmentRecord
    dropped: NDArray[np.bool_]


class LocalBuilder:
    """Builds segments in this process."""

    def __init__(self, storage: Storage, memory: int, forms: FormCache | None = None) -> None:
        """Begin.

        Args:
            storage: where segments are written.
            memory: bytes, half of them for what is gathered before it is written, half for surface forms.
            forms: surface forms analysed before, if they are kept.
        """
        self._storage, self._memory = storage, memory // 2
        self._forms = forms or FormCache.of_memory(memory // 2)
        self._builder = SegmentBuilder(self._forms)

    def drop(self, identifiers: Iterable[str]) -> int | None:
        """Give articles up that were gathered; give how many there were."""
        return self._builder.drop(identifiers)

    def add(self, documents: Sequence[Document]) -> list[BuiltSegment]:
        """Take articles; give the segments that were written meanwhile."""
        self._builder.add(documents)
        return self.flush() if self._builder.bytes > self._memory else []

    def flush(self) -> list[BuiltSegment]:
        """Write what was gathered."""
        builder, self._builder = self._builder, SegmentBuilder(self._forms)
        if not builder.count:
            return []
        segid = token_hex(8)
        with self._storage.create(SegmentRecord(segid=segid, documents=0, checksum=0).file_name) as file:
            checksum = builder.write(file)
            self._storage.sync(file)
        self._forms.trim(builder.uses())
        return [BuiltSegment(SegmentRecord(segid=segid, documents=builder.count, checksum=checksum), builder.dropped())]

    def close(self) -> None:
        """There is nothing to end."""


class BuilderPool:
    """Builds segments in several processes; they end when this one does, however it ends."""

    def __init__(self, folder: Path, memory: int, processes: int) -> None:
        """Start the processes.

        Args:
            folder: the index's.
            memory: bytes all of them together may take, about.
            processes: how many.
        """
        context = get_context("spawn")
        self._workers: list[Connection] = []
        self._processes: list[SpawnProcess] = []
        self._waiting: dict[Connection, int] = {}
        self._built: list[BuiltSegment] = []
        self._ids: set[str] = set()
        for _ in range(processes):
            ours, theirs = context.Pipe()
            process = context.Process(target=_work, args=(theirs, folder, memory // processes), daemon=True)
            process.start()
            theirs.close()
            self._processes.append(process)
            self._workers.append(ours)
            self._waiting[ours] = 0

    def drop(self, identifiers: Iterable[str]) -> int | None:
        """Say that nothing is to be given up, or None: what was gathered has to be flushed before that is known."""
        return 0 if self._ids.isdisjoint(identifiers) else None

    def add(self, documents: Sequence[Document]) -> list[BuiltSegment]:
        """Hand articles to the process that has least to do, waiting while all have enough."""
        self._ids.update(document.id for document in documents)
        while min(self._waiting.values()) >= MOST_WAITING:
            self._receive()
        worker = min(self._workers, key=self._waiting.__getitem__)
        self._send(worker, tuple(documents))
        return self._taken()

    def _send(self, worker: Connection, batch: tuple[Document, ...] | None) -> None:
        try:
            worker.send(batch)
        except (BrokenPipeError, ConnectionError) as error:
            raise OSError("a process that was indexing has ended") from error
        self._waiting[worker] += 1

    def _receive(self) -> None:
        for worker in wait([worker for worker in self._workers if self._waiting[worker]]):
            assert isinstance(worker, Connection)
            try:
                answer = worker.recv()
            except EOFError as error:
                raise OSError("a process that was indexing has ended") from error
            if isinstance(answer, Exception):
                raise answer
            self._waiting[worker] -= 1
            self._built += answer

    def _taken(self) -> list[BuiltSegment]:
        built, self._built = self._built, []
        return built

    def flush(self) -> list[BuiltSegment]:
        """Have all processes write what they have, and wait for it."""
        for worker in self._workers:
            self._send(worker, None)
        while any(self._waiting.values()):
            self._receive()
        self._ids.clear()
        return self._taken()

    def close(self) -> None:
        """End the processes, those that are at work too: nobody waits for what they make any more."""
        for worker in self._workers:
            worker.close()
        for process in self._processes:
            process.join(0 if any(self._waiting.values()) else ENDING)
            process.terminate()
            process.join()
        self._processes.clear()


def _work(connection: Connection, folder: Path, memory: int) -> None:
    """Build segments of the batches that come; None asks for what is gathered."""
    builder = LocalBuilder(FolderStorage(folder), memory)
    while True:
        try:
            batch = connection.recv()
        except (EOFError, OSError, KeyboardInterrupt):
            return  # the process that asked has ended
        try:
            connection.send(builder.flush() if batch is None else builder.add(batch))
        except KeyboardInterrupt:
            return
        except Exception as error:  # whatever it is, it is the asking process's to explain
            with suppress(OSError):  # unless that has ended
                connection.send(error)
            return

"""Segments built by several processes beside one another; each analyses its share of the articles and writes it.

A language is one process's as far as that keeps all of them busy: what two analyse, each has to analyse for itself.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import fields
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from operator import attrgetter
from pathlib import Path
from queue import SimpleQueue
from secrets import token_hex
from threading import Thread
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.documents import Document
from index.schema import analysis_language
from index.whoosh_store.segment_builder import FormCache, SegmentBuilder
from index.whoosh_store.storage import FolderStorage, Storage
from index.whoosh_store.table_of_contents import SegmentRecord

__all__ = ["BuilderPool", "BuiltSegment", "LocalBuilder"]

MOST_WAITING = 2  # batches a process has beside the one it works on
BATCH = 500  # articles handed over together
HELD = 8_000_000  # characters kept back, among which each process may find articles of its languages
# Articles as rows, since objects take several times as long to send and to make again; None asks for what is gathered.
Batch = list[tuple[Any, ...]] | None
_COLUMNS = tuple(field.name for field in fields(Document))
_row = attrgetter(*_COLUMNS)
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
        if self._forms.is_full:
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
        self._held: defaultdict[str, list[Document]] = defaultdict(list)
        self._held_characters = 0
        self._owners: dict[str, Connection] = {}
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
        """Hand articles to the processes, waiting while all have enough; some are kept back."""
        for document in documents:
            self._ids.add(document.id)
            self._held[analysis_language(document.lang)].append(document)
            self._held_characters += len(document.text)
        while self._held_characters > HELD or (self._held and not min(self._waiting.values())):
            self._hand_over()
        return self._taken()

    def _hand_over(self) -> None:
        """Give the process that has least to do a batch of a language of its own or nobody's, else of another's."""
        while min(self._waiting.values()) >= MOST_WAITING:
            self._receive()
        worker = min(self._workers, key=self._waiting.__getitem__)
        lang = max(self._held, key=lambda held: (self._owners.get(held, worker) is worker, len(self._held[held])))
        self._owners.setdefault(lang, worker)
        batch, rest = self._held[lang][:BATCH], self._held[lang][BATCH:]
        if rest:
            self._held[lang] = rest
        else:
            del self._held[lang]
        self._held_characters -= sum(len(document.text) for document in batch)
        self._send(worker, list(map(_row, batch)))

    def _send(self, worker: Connection, batch: Batch) -> None:
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
        while self._held:
            self._hand_over()
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
    batches: SimpleQueue[Batch | Literal["end"]] = SimpleQueue()
    # Read as soon as it comes: who sends would otherwise wait for this process, and leave the others without work.
    Thread(target=_read_batches, args=(connection, batches), daemon=True).start()
    while True:
        try:
            batch = batches.get()
            if batch == "end":
                return
            connection.send(builder.flush() if batch is None else builder.add(_documents(batch)))
        except KeyboardInterrupt:
            return
        except Exception as error:  # whatever it is, it is the asking process's to explain
            with suppress(OSError):  # unless that has ended
                connection.send(error)
            return


def _documents(rows: list[tuple[Any, ...]]) -> list[Document]:
    return [Document(**dict(zip(_COLUMNS, row, strict=True))) for row in rows]


def _read_batches(connection: Connection, batches: "SimpleQueue[Batch | Literal['end']]") -> None:
    try:
        while True:
            batches.put(connection.recv())
    except (EOFError, OSError):
        batches.put("end")  # the process that asked has ended

"""The default backend: a Whoosh index in a folder, ranked over arrays."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import cached_property, wraps
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

import numpy as np
import zstandard

from index.backends.executor import SnapshotTerms, rank
from index.backends.executor.snapshot_terms import living
from index.backends.protocol import WriteOptions
from index.documents import Document
from index.errors import IndexStoreError
from index.matching import Matches, Part, Request, Statistics
from index.whoosh_store.folder import create_folder, folder_bytes, open_folder
from index.whoosh_store.section_file import DamagedFileError
from index.whoosh_store.segment import Segment, id_hashes
from index.whoosh_store.storage import Storage
from index.whoosh_store.table_of_contents import TableOfContents, latest_generation, with_latest_commit

if TYPE_CHECKING:
    from index.whoosh_store.writer import IndexWriter

__all__ = ["EmbeddedBackend", "EmbeddedSnapshot"]

AT_ONCE = 500  # articles handed to the writer together


class EmbeddedBackend:
    """An index in a folder; any number of readers beside one writer."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        """Open the folder.

        Args:
            path: the index's folder.
            create: make an empty index where there is none.

        Raises:
            IndexMissingError: there is none, and `create` is not set.
            IndexStoreError: it cannot be opened, or is of another version.
        """
        self.path = path
        self._storage = create_folder(path) if create else open_folder(path)
        self._snapshot: EmbeddedSnapshot | None = None
        self._lock = Lock()

    def snapshot(self) -> "EmbeddedSnapshot":
        """Open a new snapshot when another commit is there; the old one stays valid for its users.

        Raises:
            IndexStoreError: the folder is gone or damaged.
        """
        with self._lock, self._explained("read"):
            generation = latest_generation(self._storage)
            if self._snapshot is None or self._snapshot.generation != str(generation):
                self._snapshot = self._open()
            return self._snapshot

    def _open(self) -> "EmbeddedSnapshot":
        def opened(table: TableOfContents) -> EmbeddedSnapshot:
            return EmbeddedSnapshot(_segments(self._storage, table), str(table.generation), self.path)

        return with_latest_commit(self._storage, opened)

    @contextmanager
    def writer(self, options: WriteOptions = WriteOptions()) -> Iterator["IndexWriter"]:  # noqa: B008
        """Begin to write.

        Raises:
            IndexLockedError: another process is writing.
            IndexStoreError: the folder cannot be written; the last commit stays.
        """
        # Searching alone does without Whoosh and what else writing takes.
        from index.whoosh_store.builder_pool import BuilderPool, LocalBuilder
        from index.whoosh_store.writer import IndexWriter
        from index.whoosh_store.writer_lock import WriterLock

        with self._explained("write"), ExitStack() as opened:
            lock = WriterLock(self.path, options.wait)
            opened.callback(lock.release)
            builder: BuilderPool | LocalBuilder
            if options.processes > 1:
                builder = BuilderPool(self.path, options.memory, options.processes)
            else:
                builder = LocalBuilder(self._storage, options.memory)
            opened.callback(builder.close)
            writer = IndexWriter(self._storage, lock, builder)
            opened.pop_all()  # they are the writer's now
            with writer:
                yield writer

    def write(self, documents: Iterable[Document]) -> int:
        """Add or replace articles in one commit; give how many were replaced."""
        replaced = 0
        with self.writer() as writer:
            given = iter(documents)
            while batch := list(islice(given, AT_ONCE)):
                replaced += writer.add(batch).replaced
            writer.commit()
        return replaced

    def delete(self, identifiers: Sequence[str]) -> int:
        """Delete articles by id or public id in one commit; give how many there were."""
        snapshot = self.snapshot()
        found = {document.id for document in map(snapshot.document, identifiers) if document}
        if not found:
            return 0
        with self.writer() as writer:
            deleted = writer.delete(sorted(found))
            writer.commit()
        return deleted

    def merge(self) -> None:
        """Make one segment of all, without deleted articles."""
        with self.writer() as writer:
            writer.commit(merge_all=True)

    @contextmanager
    def _explained(self, doing: str) -> Iterator[None]:
        """Say what is wrong with the folder, and what to do."""
        try:
            yield
        except OSError as error:
            raise IndexStoreError(f"cannot {doing} the index in {self.path}: {error.strerror or error}") from error
        except DamagedFileError as error:
            raise IndexStoreError(f"the index in {self.path} is damaged ({error}): run 'search check'") from error


def _segments(storage: Storage, table: TableOfContents) -> list[Segment]:
    return [Segment(record.name, storage.map(record.file_name), record.deletions()) for record in table.segments]


# What reading a file comes upon that is not what was written, where nothing tells so sooner.
_DAMAGE = (DamagedFileError, IndexError, KeyError, ValueError, zstandard.ZstdError)
Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


def _damage_told(
    method: Callable[Concatenate["EmbeddedSnapshot", Asked], Answer],
) -> Callable[Concatenate["EmbeddedSnapshot", Asked], Answer]:
    """Say what to do about a damaged file."""

    @wraps(method)
    def told(snapshot: "EmbeddedSnapshot", /, *args: Asked.args, **options: Asked.kwargs) -> Answer:
        try:
            return method(snapshot, *args, **options)
        except _DAMAGE as error:
            raise IndexStoreError(f"the index in {snapshot.path} is damaged ({error}): run 'search check'") from error

    return told


class EmbeddedSnapshot:
    """One commit, opened for reading.

    Whatever is asked raises `IndexStoreError` where a file is not what was written.
    """

    def __init__(self, segments: Sequence[Segment], generation: str, path: Path) -> None:
        self._terms, self.path = SnapshotTerms(segments), path
        self.generation = generation

    @_damage_told
    def search(self, request: Request) -> Matches:
        """Rank over arrays."""
        return rank(self._terms, request)

    @_damage_told
    def documents(self, numbers: Sequence[int]) -> tuple[Document, ...]:
        """Read stored articles."""
        return tuple(segment.document(number) for segment, number in map(self._place, numbers))

    @_damage_told
    def ids(self, numbers: Sequence[int]) -> tuple[str, ...]:
        """Read ids alone."""
        return tuple(segment.id(number) for segment, number in map(self._place, numbers))

    def _place(self, number: int) -> tuple[Segment, int]:
        place = int(np.searchsorted(self._terms.firsts, number, side="right")) - 1
        return self._terms.segments[place], number - int(self._terms.firsts[place])

    @_damage_told
    def positions(self, number: int, part: Part, keys: Collection[str]) -> frozenset[int]:
        """Look the positions up in the postings."""
        segment, document = self._place(number)
        lang = next(lang for lang, own in segment.languages.items() if document in own)
        place, own_number = self._terms.segments.index(segment), document - segment.languages[lang].start
        found: set[int] = set()
        field = segment.field(part, lang)
        for key in keys if field is not None else ():
            term = self._terms.term(part, lang, key).numbers[place]
            if term >= 0 and field is not None:
                found.update(field.positions_in(term, own_number))
        return frozenset(found)

    @_damage_told
    def document(self, identifier: str) -> Document | None:
        """Look the article up by its id, else by its public id."""
        hashes = id_hashes([identifier])
        for segment in self._terms.segments:
            for number in segment.find_ids([identifier], hashes):
                return segment.document(number)
        found = (segment.find_public_id(identifier) for segment in self._terms.segments)
        placed = zip(self._terms.segments, found, strict=True)
        return next((segment.document(number) for segment, number in placed if number is not None), None)

    @_damage_told
    def holds(self, lang: str, key: str) -> bool:
        """Look the key up in the dictionaries; only what living documents hold counts."""
        return any(self._terms.term(part, lang, key).document_frequency for part in Part)

    @_damage_told
    def document_frequency(self, lang: str, key: str) -> int:
        """Count articles over both parts."""
        count = 0
        for place, segment in enumerate(self._terms.segments):
            found = []
            for part in Part:
                field, number = segment.field(part, lang), self._terms.term(part, lang, key).numbers[place]
                if field is not None and number >= 0:
                    documents = field.documents[field.postings(number)]
                    found.append(documents if segment.alive is None else documents[living(segment, lang)[documents]])
            count += sum(map(len, found))
            if len(found) > 1:
                few, many = sorted(found, key=len)
                at = np.searchsorted(many, few)
                count -= int(np.count_nonzero(many[np.minimum(at, len(many) - 1)] == few)) if len(many) else 0
        return count

    def vocabulary(self, lang: str) -> Iterator[str]:
        """List the keys of both parts, those of deleted articles too until they are merged away."""
        # A generator, so that who only may need the keys does not pay for them.
        fields = (segment.field(part, lang) for segment in self._terms.segments for part in Part)
        for key in {term for field in fields if field is not None for term in field.terms()}:
            yield key.decode("utf-8", "surrogatepass")

    def languages(self) -> tuple[str, ...]:
        """Give the chains in use."""
        return tuple(self._terms.languages)

    @_damage_told
    def statistics(self) -> Statistics:
        """Count articles, terms and bytes, once a snapshot."""
        return self._statistics

    @cached_property
    def _statistics(self) -> Statistics:
        languages: Counter[str] = Counter()
        sources: Counter[str] = Counter()
        days: set[str] = set()
        for segment in self._terms.segments:
            living = slice(None) if segment.alive is None else segment.alive
            for name, counter in (("lang", languages), ("source", sources)):
                counts = np.bincount(segment.column(name)[living], minlength=1).tolist()
                values = zip(segment.values(name), counts, strict=False)
                counter.update({value: count for value, count in values if value and count})
            used = np.unique(segment.column("published")[living]).tolist()
            days.update(segment.values("published")[place] for place in used)
        days.discard("")
        return Statistics(
            documents=sum(languages.values()),
            languages=languages,
            sources=sources,
            terms=sum(sum(1 for _ in self.vocabulary(lang)) for lang in self.languages()),
            bytes=folder_bytes(self.path),
            earliest=min(days, default=""),
            latest=max(days, default=""),
        )

"""Putting a commit in place, so that after any crash the index is what it was before it or after it."""

import pickle
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from secrets import token_hex

import whoosh

from index.whoosh_store.codec import DragomanSegment
from index.whoosh_store.fields import index_schema
from index.whoosh_store.storage import Storage
from index.whoosh_store.table_of_contents import (
    INDEX_NAME,
    SEGMENT_SUFFIX,
    SegmentRecord,
    TableOfContents,
    generations,
    latest_generation,
    table_bytes,
    table_name,
)

__all__ = ["clean_up", "commit"]


@cache
def _schema() -> bytes:
    return pickle.dumps(index_schema(), 2)


def commit(storage: Storage, generation: int, segments: Sequence[SegmentRecord]) -> TableOfContents:
    """Make a commit of segments whose files are written and synced.

    The folder is synced first, so that the files have their names when the table does; the table is in place by one
    rename.

    Args:
        storage: the index's folder.
        generation: the commit's number, greater than all before.
        segments: all that make up the index now.

    Raises:
        OSError: the commit before still stands, unless a table that was put in place cannot be taken away again.
    """
    name = table_name(generation)
    temporary = f"{name}.{token_hex(8)}"
    storage.sync_folder()
    objects = [DragomanSegment(record) for record in segments]
    try:
        with storage.create(temporary) as file:
            file.write(table_bytes(generation, objects, _schema(), whoosh.__version__))
            storage.sync(file)
        storage.rename(temporary, name)
    except OSError:
        with suppress(OSError):
            storage.remove(temporary)
        raise
    try:
        storage.sync_folder()
    except OSError:
        # Nobody was told of this commit, and the writer's segments go when it gives up.
        with suppress(OSError):
            storage.remove(name)
        raise
    return TableOfContents(generation=generation, segments=tuple(segments))


def clean_up(storage: Storage, table: TableOfContents) -> None:
    """Remove the files that a commit does not need: tables of earlier ones, and what a crash left behind.

    Only for who holds the writer's lock. What cannot be removed now, will be the next time. Where there is a later
    commit nothing is removed: it may need what this one does not.

    Raises:
        OSError: the folder cannot be listed.
    """
    if latest_generation(storage) > table.generation:
        return
    needed = {record.file_name for record in table.segments} | {table_name(table.generation)}
    earlier = {table_name(generation) for generation in generations(storage) if generation < table.generation}
    for name in storage.names():
        temporary = name.startswith(f"_{INDEX_NAME}_") and ".toc." in name
        segment = name.startswith(f"{INDEX_NAME}_") and name.endswith(SEGMENT_SUFFIX)
        if (segment or temporary or name in earlier) and name not in needed:
            with suppress(OSError):
                storage.remove(name)

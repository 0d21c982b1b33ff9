"""The engines an index can lie in, as one table."""

from collections.abc import Callable
from pathlib import Path

from index.backends.embedded import EmbeddedBackend
from index.backends.in_memory import InMemoryBackend
from index.backends.protocol import Backend, Snapshot, WriteOptions, Writer

__all__ = ["BACKENDS", "Backend", "Snapshot", "WriteOptions", "Writer"]

BACKENDS: dict[str, Callable[[Path, bool], Backend]] = {
    "whoosh": lambda path, create: EmbeddedBackend(path, create=create),
    "in_memory": lambda _path, _create: InMemoryBackend(),
}

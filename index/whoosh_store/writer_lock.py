"""One writer at a time: the lock that Whoosh's own writer takes, so that neither writes beside the other."""

from pathlib import Path
from time import monotonic, sleep

from whoosh.util.filelock import FileLock

from index.errors import IndexLockedError
from index.whoosh_store.table_of_contents import LOCK_NAME

__all__ = ["WriterLock"]

_PAUSE = 0.1  # seconds between tries


class WriterLock:
    """Held from its making to `release`; the system releases it when the process ends, however it ends."""

    def __init__(self, folder: Path, wait: float = 0.0) -> None:
        """Take the lock.

        Args:
            folder: the index's.
            wait: how many seconds to wait for another writer.

        Raises:
            IndexLockedError: another process is writing.
            OSError: the folder cannot be written.
        """
        self._lock = FileLock(str(folder / LOCK_NAME))
        until = monotonic() + wait
        while not self._lock.acquire():
            if monotonic() >= until:
                raise IndexLockedError(
                    f"another process is writing the index in {folder}: wait until it is done (or say --wait), "
                    "then try again"
                )
            sleep(_PAUSE)

    def release(self) -> None:
        """Let others write."""
        self._lock.release()

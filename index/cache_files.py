"""Files that can be made again: what nobody has used for a month is removed, so that the folder does not grow for ever.

A new version of the program has tables of its own, and an index that was deleted leaves its names behind.
"""

import os
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

__all__ = ["mark_used", "remove_unused"]

UNUSED = 30 * 86_400  # seconds


def mark_used(path: Path) -> None:
    """Say that a file is in use."""
    with suppress(OSError):  # a folder that cannot be written: then nothing is removed from it either
        os.utime(path)


def remove_unused(paths: Iterable[Path]) -> None:
    """Remove the files that nobody has used for long."""
    for path in paths:
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > UNUSED:
                path.unlink()

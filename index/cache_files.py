"""Files that can be made again: what nobody has used for a month is removed, so that the folder does not grow for ever.

A new version of the program has tables of its own, and an index that was deleted leaves its names behind.
"""

import os
import time
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path

__all__ = ["installed_version", "mark_used", "remove_unused"]

UNUSED = 30 * 86_400  # seconds


@cache
def installed_version(package: str) -> str:
    """Give the version of an installed package: what is made of its data carries it in its name.

    The folder beside the package says it (PyPA, "Recording installed projects"). `importlib.metadata` is asked only
    where there is none: it imports a parser of e-mails, which takes longer than a search.

    Raises:
        PackageNotFoundError: there is no such package.
    """
    found = find_spec(package)
    beside = Path(found.origin).parent.parent.glob(f"{package}-*.dist-info") if found and found.origin else ()
    versions = {folder.name.removeprefix(f"{package}-").removesuffix(".dist-info") for folder in beside}
    if len(versions) == 1:
        return versions.pop()
    from importlib.metadata import version

    return version(package)


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

"""What the authored files say, summed up: it names what was compiled of them.

They are four megabytes, of which a process that searches for a tenth of a second need not read one. The sum is kept in
the user's cache folder under what the file system says of them.
"""

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from index.cache_files import mark_used, remove_unused
from index.languages.lemma_tables import cache_folder
from search.expansion.authored_rows import lexicon_files

__all__ = ["lexicon_digest"]

_LENGTH = 16


def lexicon_digest() -> str:
    """Give 16 hexadecimal digits that change with any byte of the files."""
    files = lexicon_files()
    kept = cache_folder().parent / f"lexicon-{_state(files)}"
    with suppress(OSError, UnicodeDecodeError):
        found = kept.read_text("ascii")
        if len(found) == _LENGTH:
            mark_used(kept)
            return found
    sums = hashlib.blake2b(digest_size=_LENGTH // 2)
    for file in files:
        sums.update(file.name.encode() + file.read_bytes())
    _keep(kept, sums.hexdigest())
    return sums.hexdigest()


def _state(files: tuple[Path, ...]) -> str:
    """Tell whether files are those of before: by their places, sizes, and when they were written."""
    stats = [(file, file.stat()) for file in files]
    said = repr([(str(file), found.st_size, found.st_mtime_ns, found.st_ino) for file, found in stats])
    return hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _keep(path: Path, digest: str) -> None:
    with suppress(OSError):  # no place to keep it: read again next time
        path.parent.mkdir(parents=True, exist_ok=True)
        scratch = path.with_name(f"{path.name}.{os.getpid()}.new")
        scratch.write_text(digest, "ascii")
        scratch.replace(path)
        remove_unused(path.parent.glob("lexicon-*"))

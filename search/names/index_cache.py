"""The names of an index, kept in the user's cache folder until the index changes.

Coding a million words takes twenty to thirty seconds, so it is done once a commit and not once a process. The folder
of the index itself is left to the index: a reader may have no right to write there.
"""

import hashlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from index.schema import ANALYSIS_VERSION
from search.names.array_file import open_arrays, save_arrays
from search.names.matcher import NameIndex
from search.names.vocabulary_arrays import VocabularyArrays

__all__ = ["NameIndexCache"]

# Raised when codes or keys change, so that files of before are not read.
CODE_VERSION = 4


class NameIndexCache:
    """Gives the names of an index's commits; the file of the last commit alone is kept."""

    def __init__(self, folder: Path, index: Path) -> None:
        """Remember the places.

        Args:
            folder: where the file lies.
            index: the index's folder.
        """
        self._folder, self._index = folder, index
        self._prefix = f"names-{_digest(str(index.absolute()))}-"

    def names(self, generation: str, vocabulary: Mapping[str, Iterable[str]]) -> NameIndex:
        """Open the names of a commit, or make them, taking over what an earlier commit had.

        Args:
            generation: the commit's name.
            vocabulary: for each language its keys; read if the file is not there.
        """
        path = self._folder / f"{self._prefix}{self._state(generation)}.arrays"
        arrays = open_arrays(path)
        if arrays is None:
            arrays = VocabularyArrays.of(vocabulary, self._before())
            with suppress(OSError):  # no place to keep it: slower to start, otherwise the same
                save_arrays(arrays, path)
                self._remove_all_but(path)
        return NameIndex(arrays)

    def _state(self, generation: str) -> str:
        """Tell commits apart: an index made anew in the same folder counts its generations from one again."""
        changed = self._index.stat().st_mtime_ns if self._index.exists() else 0
        return f"{CODE_VERSION}-{_digest(f'{ANALYSIS_VERSION} {generation} {changed}')}"

    def _before(self) -> VocabularyArrays | None:
        found = (open_arrays(path) for path in self._files() if path.name.startswith(f"{self._prefix}{CODE_VERSION}-"))
        return next((arrays for arrays in found if arrays is not None), None)

    def _remove_all_but(self, kept: Path) -> None:
        for path in self._files():
            if path != kept:
                with suppress(OSError):  # another process has it open, where that matters
                    path.unlink()  # who has it mapped keeps it until done

    def _files(self) -> list[Path]:
        return sorted(self._folder.glob(f"{self._prefix}*.arrays"))


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()

"""The names of an index, kept in the user's cache folder until the index changes.

Coding a million words takes half a minute, so it is done once for each word and not once a process. One file has the
words of some commit, another those that came with later ones; when these have grown many, or many of the first are
gone, all are put into one file again. The folder of the index itself is left to the index: a reader may have no right
to write there.
"""

import hashlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from index.cache_files import mark_used, remove_unused
from index.schema import ANALYSIS_VERSION
from search.names.array_file import open_arrays, save_arrays
from search.names.matcher import NameIndex
from search.names.vocabulary_arrays import VocabularyArrays, is_codable

__all__ = ["NameIndexCache"]

# Raised when codes or keys change, so that files of before are not read.
CODE_VERSION = 4
MOST_NEW, MOST_GONE = 0.1, 0.2  # of the words of the first file
_SUFFIX = ".arrays"
_Words = Mapping[str, Iterable[str]]


class NameIndexCache:
    """Gives the names of an index's commits; the files of the last commit alone are kept."""

    def __init__(self, folder: Path, index: Path) -> None:
        """Remember the places.

        Args:
            folder: where the files lie.
            index: the index's folder.
        """
        self._folder, self._index = folder, index
        self._every = f"names-{_digest(str(index.absolute()))}-"
        self._current = f"{self._every}{CODE_VERSION}-"

    def names(self, generation: str, vocabulary: _Words) -> NameIndex:
        """Open the names of a commit, or make them, taking over what an earlier commit had.

        Args:
            generation: the commit's name.
            vocabulary: for each language its keys; read if there is no file of the commit.
        """
        state = self._state(generation)
        name, first = self._first()
        mark_used(self._path(name))
        if first is not None and name == f"{self._current}{state}":
            return NameIndex(first)
        later = _opened(self._path(f"{name}-{state}")) if first is not None else None
        if first is not None and later is not None:
            mark_used(self._path(f"{name}-{state}"))
            return NameIndex(first, later)
        words = {lang: {word for word in found if is_codable(word)} for lang, found in vocabulary.items()}
        return self._of_all(words, state, None) if first is None else self._with_new(name, first, words, state)

    def _with_new(self, name: str, first: VocabularyArrays, words: Mapping[str, set[str]], state: str) -> NameIndex:
        """Code what the first file does not have, if that is little."""
        old = first.words_of_languages()
        new = {lang: found - old.get(lang, set()) for lang, found in words.items()}
        added = sum(map(len, new.values()))
        kept = sum(map(len, words.values())) - added
        if added > MOST_NEW * len(first) or kept < (1 - MOST_GONE) * len(first):
            return self._of_all(words, state, first)
        arrays = VocabularyArrays.of({lang: found for lang, found in new.items() if found})
        self._keep(arrays, f"{name}-{state}", beside=name)
        return NameIndex(first, arrays)

    def _of_all(self, words: Mapping[str, set[str]], state: str, before: VocabularyArrays | None) -> NameIndex:
        arrays = VocabularyArrays.of(words, before)
        self._keep(arrays, f"{self._current}{state}")
        return NameIndex(arrays)

    def _keep(self, arrays: VocabularyArrays, name: str, beside: str = "") -> None:
        """Keep a file, and of the others of the index one."""
        with suppress(OSError):  # no place to keep it: slower to start, otherwise the same
            save_arrays(arrays.arrays(), self._path(name))
            remove_unused(self._folder.glob(f"names-*{_SUFFIX}"))
            for path in self._folder.glob(f"{self._every}*{_SUFFIX}"):
                if path.stem not in {name, beside}:
                    with suppress(OSError):  # another process has it open, where that matters
                        path.unlink()  # who has it mapped keeps it until done

    def _first(self) -> tuple[str, VocabularyArrays | None]:
        """Give the file that has the words of a whole commit, with its name."""
        for path in sorted(self._folder.glob(f"{self._current}*{_SUFFIX}")):
            arrays = _opened(path) if "-" not in path.stem.removeprefix(self._current) else None
            if arrays is not None:
                return path.stem, arrays
        return "", None

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}{_SUFFIX}"

    def _state(self, generation: str) -> str:
        """Tell commits apart: an index made anew in the same folder counts its generations from one again."""
        changed = self._index.stat().st_mtime_ns if self._index.exists() else 0
        return _digest(f"{ANALYSIS_VERSION} {generation} {changed}")


def _opened(path: Path) -> VocabularyArrays | None:
    arrays = open_arrays(path)
    return None if arrays is None else VocabularyArrays(**arrays)


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()

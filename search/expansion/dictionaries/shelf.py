"""The dictionaries of an index: a folder beside it (`index.dictionaries/`) with one compiled file each.

One file a dictionary, because then adding is one rename, removing one unlink, and neither touches another dictionary;
beside the index and not inside, because an index can be deleted and made again without them.
"""

import re
import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from index.errors import LexiconError, SettingsError
from search.expansion.dictionaries import DICTIONARY_VERSION
from search.expansion.row_store import RowStore

if TYPE_CHECKING:
    from search.expansion.dictionaries.entries import DictionaryEntry

__all__ = ["DictionaryRows", "DictionaryShelf", "ShelvedDictionary"]

_NAME = re.compile(r"[^\W_][\w.-]{0,63}")
_SUFFIX = ".sqlite"
_ABANDONED = 86_400  # seconds after which a half-written file belongs to nobody


class ShelvedDictionary(NamedTuple):
    """What is known of a dictionary; `current` is false for one that another version of the program compiled."""

    name: str
    kind: str
    languages: tuple[str, ...]
    entries: int
    terms: int
    files: str
    current: bool


class DictionaryRows(RowStore):
    """The rows of one dictionary; a damaged file is an error with its name."""

    def __init__(self, path: Path) -> None:
        """Open a dictionary, reading no more than its header.

        Raises:
            LexiconError: it is damaged, or another version of the program compiled it.
        """
        self._path = path
        try:
            connection = _connect(path)
            (version,) = connection.execute("PRAGMA user_version").fetchone()
        except sqlite3.Error as error:
            raise self._damaged(error) from error
        super().__init__(connection)
        if version != DICTIONARY_VERSION:
            connection.close()
            name = path.name.removesuffix(_SUFFIX)
            advice = f"add it again with 'search lexicon add {name} FILE', or 'search lexicon remove {name}'"
            raise LexiconError(path, 0, f"compiled by another version of the program: {advice}")

    def _ask(self, question: str, *values: str | int) -> list[tuple[Any, ...]]:
        try:
            return super()._ask(question, *values)
        except sqlite3.Error as error:
            raise self._damaged(error) from error

    def _damaged(self, error: sqlite3.Error) -> LexiconError:
        name = self._path.name.removesuffix(_SUFFIX)
        return LexiconError(self._path, 0, f"the dictionary is damaged ({error}): add it again, or remove {name!r}")


class DictionaryShelf:
    """Adds, removes, lists and opens the dictionaries in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def beside(cls, index: Path) -> "DictionaryShelf":
        """Give the shelf of an index."""
        place = index.absolute()
        return cls(place.with_name(f"{place.name}.dictionaries"))

    def add(
        self,
        name: str,
        paths: Sequence[Path],
        *,
        kind: str = "",
        pair: tuple[str, str] | None = None,
        watched: Callable[[Iterable["DictionaryEntry"]], Iterable["DictionaryEntry"]] = lambda entries: entries,
    ) -> ShelvedDictionary:
        """Compile a dictionary and put it on the shelf, in the place of one with its name.

        Args:
            name: what to call it: letters, digits, `.`, `-` and `_`.
            paths: its files, all of one kind.
            kind: a key of `formats.FORMATS`; else told from the first file.
            pair: its two languages, where the files do not say them.
            watched: sees the entries as they are read.

        Raises:
            LexiconError: a file is malformed; nothing is changed.
            SettingsError: the name cannot be used, or there is no such kind.
            OSError: the file cannot be read, or the dictionary not be written.
        """
        path = self._path(name)
        # Only who adds a dictionary pays for what reads all kinds of them.
        from search.expansion.dictionaries.compiling import compile_dictionary
        from search.expansion.dictionaries.entries import DictionaryFiles
        from search.expansion.dictionaries.formats import FORMATS, format_of

        kind = format_of(paths[0], kind)
        about = {"kind": kind, "files": ", ".join(str(p.absolute()) for p in paths)}
        self._sweep()
        entries = FORMATS[kind].read(DictionaryFiles(tuple(paths), pair))
        compile_dictionary(path, name, watched(entries), about)
        return self._describe(path)

    def remove(self, name: str) -> bool:
        """Take a dictionary away; False if there is none of that name."""
        try:
            self._path(name).unlink()
        except FileNotFoundError:
            return False
        return True

    def names(self) -> Sequence[str]:
        """Give the names of the dictionaries, damaged ones too."""
        return [path.name.removesuffix(_SUFFIX) for path in self._files()]

    def list(self) -> tuple[ShelvedDictionary, ...]:
        """Describe the dictionaries by name.

        Raises:
            LexiconError: one is damaged.
        """
        return tuple(map(self._describe, self._files()))

    def open(self) -> tuple[DictionaryRows, ...]:
        """Open all dictionaries.

        Raises:
            LexiconError: one is damaged, or was compiled by another version of the program.
        """
        return tuple(map(DictionaryRows, self._files()))

    def state(self) -> tuple[tuple[str, int, int], ...]:
        """Give what changes when a dictionary is added, replaced or removed."""
        found = ((path.name, path.stat()) for path in self._files())
        return tuple((name, stat.st_ino, stat.st_mtime_ns) for name, stat in found)

    def _files(self) -> tuple[Path, ...]:
        return tuple(sorted(self.folder.glob(f"*{_SUFFIX}")))

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise SettingsError(f"{name!r} cannot be a dictionary's name: use letters, digits, '.', '-' and '_'")
        return self.folder / f"{name}{_SUFFIX}"

    def _describe(self, path: Path) -> ShelvedDictionary:
        try:
            with closing(_connect(path)) as connection:
                (version,) = connection.execute("PRAGMA user_version").fetchone()
                about = dict(connection.execute("SELECT name, value FROM about").fetchall())
            return ShelvedDictionary(
                name=path.name.removesuffix(_SUFFIX),
                kind=about["kind"],
                languages=tuple(about["languages"].split()),
                entries=int(about["entries"]),
                terms=int(about["terms"]),
                files=about["files"],
                current=version == DICTIONARY_VERSION,
            )
        except (sqlite3.Error, KeyError, ValueError) as error:
            raise LexiconError(path, 0, f"the dictionary is damaged ({error}): add it again, or remove it") from error

    def _sweep(self) -> None:
        """Delete what runs that were killed left behind."""
        for path in self.folder.glob("*.new"):
            if time.time() - path.stat().st_mtime > _ABANDONED:
                path.unlink(missing_ok=True)


def _connect(path: Path) -> sqlite3.Connection:
    # Immutable: a file is only ever replaced, so SQLite need neither lock it nor look for a journal.
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    return sqlite3.connect(uri, uri=True, check_same_thread=False)

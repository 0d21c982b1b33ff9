"""Every error the product raises on purpose, in one tree.

SearchError
├── DocumentError      a file or an article cannot be read (path, line)
├── LanguageError      no such language; names the ones there are
├── IndexStoreError    the index is missing, locked, or of another version
├── LexiconError       a lexicon file or a dictionary is malformed (path, line)
└── SettingsError      a setting is unknown or has the wrong type

Messages say what is wrong and what to do about it. Exit codes and HTTP statuses are mapped at the
edges (`search/cli/exit_codes.py`, `web/errors.py`), never here.
"""

from pathlib import Path

__all__ = [
    "DocumentError",
    "IndexLockedError",
    "IndexMissingError",
    "IndexStoreError",
    "LanguageError",
    "LexiconError",
    "SearchError",
    "SettingsError",
]


class SearchError(Exception):
    """Anything that stops a command and can be explained to the person who gave it."""


class DocumentError(SearchError):
    """A file, or one article in it, cannot be read."""

    def __init__(self, path: Path | str, reason: str, line: int | None = None) -> None:
        self.path, self.reason, self.line = str(path), reason, line
        place = f"{path}:{line}" if line else str(path)
        super().__init__(f"{place}: {reason}")


class LanguageError(SearchError):
    """A language was named that has no analyzer."""

    def __init__(self, code: str, known: tuple[str, ...]) -> None:
        self.code = code
        super().__init__(f"no language {code!r}: use one of {', '.join(known)}")


class IndexStoreError(SearchError):
    """The index cannot be opened or written as it is."""


class IndexMissingError(IndexStoreError):
    """There is no index at the given place yet."""


class IndexLockedError(IndexStoreError):
    """Another process is writing the index."""


class LexiconError(SearchError):
    """A lexicon file or a dictionary does not have the form it must have; `line` 0 is for the file as a whole."""

    def __init__(self, path: Path | str, line: int, reason: str) -> None:
        self.path, self.line, self.reason = str(path), line, reason
        super().__init__(f"{path}:{line}: {reason}" if line else f"{path}: {reason}")


class SettingsError(SearchError):
    """A setting is unknown, or its value is not of the right kind."""

"""What the user has added to the tables: own words, forbidden pairs, dictionaries; read again when they change."""

import logging
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from index.errors import LexiconError
from search.expansion.dictionaries.shelf import DictionaryShelf
from search.expansion.own_lexicon import NOTHING_FORBIDDEN, ForbiddenPairs, OwnRows, read_own_lexicon
from search.expansion.row_store import RowStore

__all__ = ["Knowledge", "UserKnowledge"]

_LOG = logging.getLogger(__name__)


class Knowledge(NamedTuple):
    """The tables a query is answered with.

    `rows` are the user's own, the authored and CLDR's; `warnings` say what could not be read again.
    """

    rows: RowStore
    dictionaries: tuple[RowStore, ...] = ()
    forbidden: ForbiddenPairs = NOTHING_FORBIDDEN
    warnings: tuple[str, ...] = ()


class UserKnowledge:
    """Keeps the tables up to date; safe to share between threads."""

    def __init__(self, rows: RowStore, lexicon: Path, shelf: DictionaryShelf) -> None:
        """Read what is there.

        Args:
            rows: the authored rows and CLDR's.
            lexicon: the user's own words; the file need not exist.
            shelf: the user's dictionaries.

        Raises:
            LexiconError: the file is malformed, or a dictionary is damaged.
        """
        self._authored, self._lexicon, self._shelf = rows, lexicon, shelf
        self._lock = Lock()
        self._states = self._lexicon_state(), shelf.state()
        self._last = self._with_lexicon(Knowledge(rows=rows, dictionaries=shelf.open()))

    def current(self) -> Knowledge:
        """Give the tables as they are now.

        A file that was changed and cannot be read leaves what was known before in use, with a warning: a slip of the
        pen must not take down a server.
        """
        with self._lock:
            states = self._lexicon_state(), self._shelf.state()
            if states != self._states:
                self._last = self._reread(lexicon=states[0] != self._states[0], shelf=states[1] != self._states[1])
                self._states = states
            return self._last

    def _reread(self, *, lexicon: bool, shelf: bool) -> Knowledge:
        known = self._last
        try:
            if shelf:
                dictionaries = self._shelf.open()
                known = Knowledge(rows=known.rows, dictionaries=dictionaries, forbidden=known.forbidden)
            if lexicon or known.warnings:
                known = self._with_lexicon(known)
        except LexiconError as error:
            _LOG.warning("%s", error)
            # Visitors of a page need not know where on the machine it lies; the log says that.
            place = f"{Path(error.path).name}:{error.line}" if error.line else Path(error.path).name
            warning = f"{place}: {error.reason} (what it said before is still in use)"
            return Knowledge(
                rows=known.rows, dictionaries=known.dictionaries, forbidden=known.forbidden, warnings=(warning,)
            )
        return known

    def _with_lexicon(self, known: Knowledge) -> Knowledge:
        own = read_own_lexicon(self._lexicon)
        return Knowledge(
            rows=OwnRows(own.rows, self._authored) if own.rows else self._authored,
            dictionaries=known.dictionaries,
            forbidden=ForbiddenPairs(own.forbidden),
        )

    def _lexicon_state(self) -> tuple[int, int, int]:
        try:
            found = self._lexicon.stat()
        except OSError:
            return (0, 0, 0)
        return (found.st_ino, found.st_mtime_ns, found.st_size)

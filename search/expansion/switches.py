"""What a query may be expanded by: sources turned off, and the languages it is expanded into."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from search.concepts import Source
from search.expansion.members import Member
from search.expansion.row_keys import Entry
from search.expansion.row_store import RowStore
from search.expansion.rows import ConceptRow

__all__ = ["ALL_ON", "SWITCHES", "PartialRows", "Switches"]

# The name of each switch, as people say it, and the source it turns off. The query's own words cannot be turned off.
SWITCHES: Mapping[str, str] = MappingProxyType(
    {
        "lexicon": Source.LEXICON,
        "cldr": Source.CLDR,
        "dictionaries": Source.DICTIONARY,
        "loanwords": Source.LOANWORD,
        "names": Source.NAME,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Switches:
    """What somebody turned off: nothing, unless they say so.

    `off` are sources (`search.concepts.Source`). `only` are the languages the query is expanded into, all if empty; the
    query's words themselves are looked for in the languages they may be in all the same.
    """

    off: frozenset[str] = frozenset()
    only: frozenset[str] = frozenset()

    def wants(self, lang: str) -> bool:
        """Whether the query is expanded into a language."""
        return not self.only or lang in self.only


ALL_ON = Switches()


class PartialRows:
    """Rows without those of some sources."""

    def __init__(self, rows: RowStore, off: frozenset[str]) -> None:
        self._rows, self._off = rows, off

    def find(self, lang: str, words: tuple[str, ...]) -> tuple[Entry, ...]:
        """Find as `RowStore.find` does."""
        found = self._rows.find(lang, words)
        return tuple(entry for entry in found if self.row(entry.row).source not in self._off) if self._off else found

    def row(self, number: int) -> ConceptRow:
        """Give a whole row."""
        return self._rows.row(number)

    def members(self, lang: str, text: str) -> tuple[Member, ...]:
        """Give what the index is asked for a term, as `RowStore.members` does."""
        return self._rows.members(lang, text)

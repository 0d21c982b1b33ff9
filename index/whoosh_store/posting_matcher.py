"""A term's postings as Whoosh walks over them."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Any

from whoosh.formats import Format
from whoosh.matching import LeafMatcher, NullMatcher, ReadTooFar

__all__ = ["PostingMatcher"]


class PostingMatcher(LeafMatcher):
    """Walks over documents in order; scores are asked of the scorer, and no posting is skipped for its quality."""

    def __init__(
        self, term: tuple[str, bytes], documents: Sequence[int], frequencies: Sequence[int], positions: Any,
        format_: Format, scorer: Any = None,
    ) -> None:  # fmt: skip
        """Take a term's postings.

        Args:
            term: field and text.
            documents: ascending numbers.
            frequencies: how often the term stands in each.
            positions: of each document, a sequence.
            format_: how Whoosh wants positions.
            scorer: Whoosh's, if scores are wanted.
        """
        self._term, self._documents, self._frequencies, self._positions = term, documents, frequencies, positions
        self.format, self.scorer, self._place = format_, scorer, 0

    @classmethod
    def over(
        cls, term: tuple[str, bytes], documents: list[int], frequencies: list[int], positions: Any,
        format_: Format, scorer: Any,
    ) -> "PostingMatcher":  # fmt: skip
        """Take positions that lie one behind another for all documents."""
        ends = [0, *accumulate(frequencies)]
        cut = [positions[a:b] for a, b in pairwise(ends)]
        return cls(term, documents, frequencies, cut, format_, scorer)

    def is_active(self) -> bool:
        """Whether there is a posting here."""
        return self._place < len(self._documents)

    def reset(self) -> None:
        """Go back to the first posting."""
        self._place = 0

    def copy(self) -> "PostingMatcher":
        """Give another walker at the same place."""
        other = PostingMatcher(
            self._term, self._documents, self._frequencies, self._positions, self.format, self.scorer
        )
        other._place = self._place
        return other

    def id(self) -> int:
        """Give the document's number."""
        return self._documents[self._place]

    def all_ids(self) -> Iterator[int]:
        """List the numbers from here on."""
        return iter(self._documents[self._place :])

    def weight(self) -> float:
        """Say how often the term stands in the document."""
        return float(self._frequencies[self._place])

    def next(self) -> bool:  # type: ignore[override]  # Whoosh uses the answer it does not declare
        """Go to the next posting."""
        if not self.is_active():
            raise ReadTooFar
        self._place += 1
        return not self.is_active()

    def skip_to(self, id: int) -> bool:  # type: ignore[override]
        """Go to the first posting whose document is not before this one."""
        if not self.is_active():
            raise ReadTooFar
        self._place = bisect_left(self._documents, id, self._place)
        return True

    def supports_block_quality(self) -> bool:
        """There are no blocks."""
        return False

    def replace(self, minquality: float = 0) -> Any:
        """Give what does the same from here on."""
        return self if self.is_active() else NullMatcher()

    def value(self) -> bytes:
        """Give the posting's positions as Whoosh encodes them."""
        positions = self.value_as("positions")
        format_: Any = self.format  # the class Whoosh declares has no `encode`, all others do
        return bytes(format_.encode(positions)) if positions else b""

    def value_as(self, astype: str) -> Any:
        """Give the posting's value: positions are all there is."""
        if astype == "positions":
            return [int(position) for position in self._positions[self._place]]
        return self.format.decoder(astype)(self.value())

"""Texts with their numbers: a table in C, or a dictionary where that could not be compiled."""

from array import array
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.compiled import compiled

__all__ = ["UNKNOWN", "TextTable", "text_table"]

UNKNOWN = 2**32 - 1
COMPILED = compiled("index.whoosh_store._texts")


class TextTable(Protocol):
    """Texts, surface forms or terms, with numbers below `UNKNOWN`."""

    def __len__(self) -> int:
        """Count the texts."""
        ...

    def numbers(self, text: str, /) -> tuple[bytes, list[tuple[int, str]]]:
        """Cut a text at white space, and look each form up.

        Returns:
            The bytes of the numbers (32 bits each), `UNKNOWN` for a form that is not there; and the forms that are not,
            with their places.
        """
        ...

    def get(self, form: str, /) -> int | None:
        """Give the number of a text."""
        ...

    def update(self, numbers: dict[str, int], /) -> None:
        """Give texts numbers, in the place of any they had."""
        ...

    def numbered(self, texts: list[str], /) -> bytes:
        """Give the numbers of texts; one that is not there gets the next, which is how many there are.

        Returns:
            The bytes of the numbers (32 bits each).
        """
        ...

    def keep(self, renumbered: NDArray[np.uint32], /) -> None:
        """Give all texts the numbers that stand in the places of theirs, and forget those whose is `UNKNOWN`."""
        ...

    def order(self, known: NDArray[np.uint32], /) -> bytes:
        """Sort the texts by code points, which is by their bytes in UTF-8.

        Args:
            known: what this gave before, since when texts have only been added; or nothing.

        Returns:
            The bytes of their numbers (32 bits each).

        Raises:
            ValueError: they are not numbered one after another, or `known` is something else.
        """
        ...

    def listed(self, numbers: NDArray[np.uint32], /) -> tuple[bytes, bytes]:
        """Give texts by their numbers, in UTF-8 one behind another; and the bytes of where each ends (u64), behind a 0.

        Raises:
            ValueError: they are not numbered one after another, or there is no such number.
        """
        ...


def text_table() -> TextTable:
    """Make an empty table."""
    table: TextTable = COMPILED.TextTable() if COMPILED else _TextDictionary()
    return table


class _TextDictionary:
    """The same without C, in several times the memory."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._numbers)

    def numbers(self, text: str) -> tuple[bytes, list[tuple[int, str]]]:
        forms = text.split()
        known = self._numbers
        found = array("I", [known.get(form, UNKNOWN) for form in forms])
        unknown = [(place, forms[place]) for place, number in enumerate(found) if number == UNKNOWN]
        return found.tobytes(), unknown

    def get(self, form: str) -> int | None:
        return self._numbers.get(form)

    def update(self, numbers: dict[str, int]) -> None:
        self._numbers.update(numbers)

    def numbered(self, texts: list[str]) -> bytes:
        return array("I", [self._numbers.setdefault(text, len(self._numbers)) for text in texts]).tobytes()

    def keep(self, renumbered: NDArray[np.uint32]) -> None:
        fresh = renumbered.tolist()
        numbered = ((form, fresh[number]) for form, number in self._numbers.items())
        self._numbers = {form: number for form, number in numbered if number != UNKNOWN}

    def order(self, known: NDArray[np.uint32]) -> bytes:
        texts = self._in_order()
        fresh = sorted(range(len(known), len(texts)), key=texts.__getitem__)
        # What is in order already is one run to Python's sort, which then merges (Peters 2002, "timsort").
        return array("I", sorted([*known.tolist(), *fresh], key=texts.__getitem__)).tobytes()

    def listed(self, numbers: NDArray[np.uint32]) -> tuple[bytes, bytes]:
        texts = self._in_order()
        encoded = [texts[number].encode("utf-8", "surrogatepass") for number in numbers.tolist()]
        return b"".join(encoded), np.cumsum([0, *map(len, encoded)], dtype=np.uint64).tobytes()

    def _in_order(self) -> list[str]:
        if any(number != place for place, number in enumerate(self._numbers.values())):
            raise ValueError("the texts are not numbered one after another")
        return list(self._numbers)

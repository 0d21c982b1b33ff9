"""Surface forms with their numbers: a table in C, or a dictionary where that could not be compiled."""

from array import array
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.compiled import compiled

__all__ = ["UNKNOWN", "FormTable", "form_table"]

UNKNOWN = 2**32 - 1
COMPILED = compiled("index.whoosh_store._forms")


class FormTable(Protocol):
    """Numbers of surface forms, each below `UNKNOWN`."""

    def __len__(self) -> int:
        """Count the forms."""
        ...

    def numbers(self, text: str, /) -> tuple[bytes, list[tuple[int, str]]]:
        """Cut a text at white space, and look each form up.

        Returns:
            The bytes of the numbers (32 bits each), `UNKNOWN` for a form that is not there; and the forms that are not,
            with their places.
        """
        ...

    def get(self, form: str, /) -> int | None:
        """Give the number of a form."""
        ...

    def set(self, form: str, number: int, /) -> None:
        """Give a form a number, in the place of any it had."""
        ...

    def keep(self, renumbered: NDArray[np.uint32], /) -> None:
        """Give all forms the numbers that stand in the places of theirs, and forget those whose is `UNKNOWN`."""
        ...


def form_table() -> FormTable:
    """Make an empty table."""
    table: FormTable = COMPILED.FormTable() if COMPILED else _FormDictionary()
    return table


class _FormDictionary:
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

    def set(self, form: str, number: int) -> None:
        self._numbers[form] = number

    def keep(self, renumbered: NDArray[np.uint32]) -> None:
        fresh = renumbered.tolist()
        numbered = ((form, fresh[number]) for form, number in self._numbers.items())
        self._numbers = {form: number for form, number in numbered if number != UNKNOWN}

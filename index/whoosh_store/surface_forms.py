"""The words of a language as they are written, each analysed once.

A text is cut at white space, which no token crosses. What stands between is a surface form; its tokens, and so its
terms and how many positions it takes, are the same wherever it stands. News repeats its words: nearly all forms of an
article were met before, and are found by one look-up each.
"""

from array import array
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.analysis import bare_word
from index.languages import Language
from index.schema import term_of

__all__ = ["FormArrays", "SurfaceForms"]


class FormArrays(NamedTuple):
    """What all forms are made of, by their numbers.

    A form takes `widths` positions; its terms are `terms[starts[form]:starts[form + 1]]` at `offsets` of the same
    places from the form's first position.
    """

    widths: NDArray[np.uint32]
    starts: NDArray[np.uint64]
    terms: NDArray[np.uint32]
    offsets: NDArray[np.uint32]


class SurfaceForms:
    """Numbers the surface forms and the terms of a language as they come."""

    def __init__(self, language: Language) -> None:
        self._analyzer = language.analyzer.without_cache()
        self._numbers: dict[str, int] = {}
        self._term_numbers: dict[str, int] = {}
        self._widths, self._starts = array("I"), array("Q", [0])
        self._terms, self._offsets = array("I"), array("I")

    def __len__(self) -> int:
        return len(self._numbers)

    def numbers(self, text: str) -> list[int]:
        """Give the numbers of a text's surface forms, in their order."""
        forms = text.split()
        numbers = self._numbers
        try:
            return [numbers[form] for form in forms]
        except KeyError:
            return [numbers[form] if form in numbers else self._number(form) for form in forms]

    def _number(self, form: str) -> int:
        bare = bare_word(form) or form  # what stands in brackets or at a sentence's end is the same word
        if bare not in self._numbers:
            self._numbers[bare] = self._analysed(bare)
        return self._numbers.setdefault(form, self._numbers[bare])

    def _analysed(self, form: str) -> int:
        width = 0
        numbers = self._term_numbers
        places: dict[tuple[int, int], None] = {}  # a compound and its first piece may share a key
        for token in self._analyzer.tokens(form):
            width = token.position + 1
            for term in map(term_of, token.keys):
                places[token.position, numbers.setdefault(term, len(numbers))] = None
        for offset, term_number in places:
            self._offsets.append(offset)
            self._terms.append(term_number)
        self._widths.append(width)
        self._starts.append(len(self._terms))
        return len(self._widths) - 1

    def arrays(self) -> FormArrays:
        """Give what the forms are made of; the arrays are copies, so that more forms may come."""
        return FormArrays(
            np.array(self._widths, dtype=np.uint32),
            np.array(self._starts, dtype=np.uint64),
            np.array(self._terms, dtype=np.uint32),
            np.array(self._offsets, dtype=np.uint32),
        )

    def terms(self) -> list[str]:
        """List the terms by their numbers."""
        return list(self._term_numbers)

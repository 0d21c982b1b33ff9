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
from index.whoosh_store.postings_sharing import ranges

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

    @property
    def count(self) -> int:
        """How many numbers there are: forms that differ in what stands around a word share one."""
        return len(self._widths)

    def keep(self, numbers: NDArray[np.bool_]) -> None:
        """Forget forms; those that stay, and their terms, are numbered anew.

        Args:
            numbers: of each form by its number whether it stays.
        """
        old = self.arrays()
        kept = np.flatnonzero(numbers)
        sizes = (old.starts[1:] - old.starts[:-1])[kept]
        places = ranges(old.starts[kept], sizes)
        terms, own_terms = np.unique(old.terms[places], return_inverse=True)
        texts = self.terms()
        self._term_numbers = {texts[term]: number for number, term in enumerate(terms.tolist())}
        self._widths = array("I", old.widths[kept].tobytes())
        self._starts = array("Q", np.append(0, np.cumsum(sizes)).astype(np.uint64).tobytes())
        self._terms = array("I", own_terms.astype(np.uint32).tobytes())
        self._offsets = array("I", old.offsets[places].tobytes())
        renumbered = (np.cumsum(numbers) - 1).tolist()
        stays = numbers.tolist()
        self._numbers = {form: renumbered[number] for form, number in self._numbers.items() if stays[number]}

    def numbers(self, text: str) -> list[int]:
        """Give the numbers of a text's surface forms, in their order."""
        forms = text.split()
        found = list(map(self._numbers.get, forms))
        if None in found:
            return [self._number(form) if number is None else number for form, number in zip(forms, found, strict=True)]
        return found  # type: ignore[return-value]  # no number is None

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

"""The words of a language as they are written, each analysed once.

A text is cut at white space, which no token crosses. What stands between is a surface form; its tokens, and so its
terms and how many positions it takes, are the same wherever it stands. News repeats its words: nearly all forms of an
article were met before, and are found by one look-up each.
"""

from array import array
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.analysis import bare_word
from index.languages import Language
from index.schema import terms_of
from index.whoosh_store.postings_sharing import ranges
from index.whoosh_store.term_lists import TermList
from index.whoosh_store.text_table import UNKNOWN, text_table
from index.whoosh_store.word_terms import word_terms

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
        self._add_word = word_terms(language)
        self._forms = text_table()
        self._term_table = text_table()
        self._order = np.zeros(0, dtype=np.uint32)
        self._widths, self._starts = array("I"), array("Q", [0])
        self._terms, self._offsets = array("I"), array("I")

    def __len__(self) -> int:
        return len(self._forms)

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
        renumbered = np.full(len(self._term_table), UNKNOWN, dtype=np.uint32)
        renumbered[terms] = np.arange(len(terms), dtype=np.uint32)
        self._term_table.keep(renumbered)
        self._order = renumbered[self._order]
        self._order = self._order[self._order != UNKNOWN]
        self._widths = array("I", old.widths[kept].tobytes())
        self._starts = array("Q", np.append(0, np.cumsum(sizes)).astype(np.uint64).tobytes())
        self._terms = array("I", own_terms.astype(np.uint32).tobytes())
        self._offsets = array("I", old.offsets[places].tobytes())
        self._forms.keep(np.where(numbers, np.cumsum(numbers) - 1, UNKNOWN).astype(np.uint32))

    def numbers(self, texts: Iterable[str]) -> list["array[int]"]:
        """Give the numbers of each text's surface forms, in their order.

        What is new in all the texts is analysed together and by the alphabet: dictionaries are then found in the
        processor's caches, and a word takes two thirds of the time.
        """
        looked_up = [self._forms.numbers(text) for text in texts]
        numbered = self._analysed(sorted({form for _, unknown in looked_up for _, form in unknown}))
        found = []
        for known, unknown in looked_up:
            numbers = array("I", known)
            for place, form in unknown:
                numbers[place] = numbered[form]
            found.append(numbers)
        return found

    def _analysed(self, fresh: list[str]) -> dict[str, int]:
        """Analyse forms that are new, and number them."""
        numbered: dict[str, int] = {}
        terms: list[str] = []
        offsets: dict[int, int] = {}  # of the few terms that are not at their form's first position
        for form in fresh:
            word = bare_word(form)
            number = None if word is None else self._number_of(word, numbered)
            if number is None:
                number = len(self._widths)
                if word is None:
                    self._widths.append(self._add_tokens(form, terms, offsets))
                else:  # as most are
                    self._add_word(word, terms)
                    self._widths.append(1)
                    numbered[word] = number
                self._starts.append(len(self._terms) + len(terms))
            numbered[form] = number
        own_offsets = array("I", bytes(len(terms) * self._offsets.itemsize))
        for place, offset in offsets.items():
            own_offsets[place] = offset
        self._offsets += own_offsets
        self._terms.frombytes(self._term_table.numbered(terms))
        self._forms.update(numbered)
        return numbered

    def _number_of(self, word: str, numbered: dict[str, int]) -> int | None:
        """What stands in brackets or at a sentence's end is the same word."""
        number = numbered.get(word)
        return self._forms.get(word) if number is None else number

    def _add_tokens(self, form: str, terms: list[str], offsets: dict[int, int]) -> int:
        """Add the terms of a form that is more than a word; give how many positions it takes."""
        width = 0
        places: dict[tuple[int, str], None] = {}  # a compound and its first piece may share a key
        for token in self._analyzer.tokens(form):
            width = token.position + 1
            for term in terms_of(token.keys):
                places[token.position, term] = None
        for offset, term in places:
            if offset:
                offsets[len(terms)] = offset
            terms.append(term)
        return width

    def arrays(self) -> FormArrays:
        """Give what the forms are made of; the arrays are copies, so that more forms may come."""
        return FormArrays(
            np.array(self._widths, dtype=np.uint32),
            np.array(self._starts, dtype=np.uint64),
            np.array(self._terms, dtype=np.uint32),
            np.array(self._offsets, dtype=np.uint32),
        )

    def order(self) -> NDArray[np.uint32]:
        """Give the numbers of the terms in the order of their bytes."""
        if len(self._order) < len(self._term_table):
            self._order = np.frombuffer(self._term_table.order(self._order), dtype=np.uint32)
        return self._order

    def term_list(self, numbers: NDArray[np.uint32]) -> TermList:
        """Give terms by their numbers, which are in the order of the terms."""
        text, ends = self._term_table.listed(numbers)
        return TermList(np.frombuffer(text, dtype=np.uint8), np.frombuffer(ends, dtype=np.uint64))

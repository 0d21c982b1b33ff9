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

from index.analysis import Key, bare_word
from index.languages import Language
from index.schema import term_of
from index.whoosh_store.form_table import UNKNOWN, form_table
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
        self._forms = form_table()
        self._term_numbers: dict[bytes, int] = {}
        self._order: list[int] = []
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
        texts = self.terms()
        self._term_numbers = {texts[term]: number for number, term in enumerate(terms.tolist())}
        self._order = []
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
        fresh = {form for _, unknown in looked_up for _, form in unknown}
        numbered = {form: self._number(form) for form in sorted(fresh)}
        found = []
        for known, unknown in looked_up:
            numbers = array("I", known)
            for place, form in unknown:
                numbers[place] = numbered[form]
            found.append(numbers)
        return found

    def _number(self, form: str) -> int:
        word = bare_word(form)
        if word is None:
            number = self._analysed(form)
        else:  # what stands in brackets or at a sentence's end is the same word
            known = self._forms.get(word)
            number = self._analysed_word(word) if known is None else known
            if known is None and word != form:
                self._forms.set(word, number)
        self._forms.set(form, number)
        return number

    def _analysed_word(self, word: str) -> int:
        """Analyse a form that is one plain word, as most are."""
        numbers = self._term_numbers
        terms = dict.fromkeys(map(_encoded, self._analyzer.keys(word)))  # a lemma may be the word as it is written
        self._terms.extend([numbers.setdefault(term, len(numbers)) for term in terms])
        self._offsets.extend([0] * len(terms))
        return self._analysed_as(1)

    def _analysed(self, form: str) -> int:
        width = 0
        numbers = self._term_numbers
        places: dict[tuple[int, int], None] = {}  # a compound and its first piece may share a key
        for token in self._analyzer.tokens(form):
            width = token.position + 1
            for term in map(_encoded, token.keys):
                places[token.position, numbers.setdefault(term, len(numbers))] = None
        for offset, term_number in places:
            self._offsets.append(offset)
            self._terms.append(term_number)
        return self._analysed_as(width)

    def _analysed_as(self, width: int) -> int:
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

    def terms(self) -> list[bytes]:
        """List the terms by their numbers."""
        return list(self._term_numbers)

    def order(self) -> NDArray[np.uint32]:
        """Give the numbers of the terms in the order of their bytes."""
        known, terms = self._order, self.terms()
        if len(known) < len(terms):
            # What is in order already is one run to Python's sort, which then merges (Peters 2002, "timsort").
            fresh = sorted(range(len(known), len(terms)), key=terms.__getitem__)
            self._order = sorted([*known, *fresh], key=terms.__getitem__)
        return np.array(self._order, dtype=np.uint32)


def _encoded(key: Key) -> bytes:
    return term_of(key).encode("utf-8", "surrogatepass")

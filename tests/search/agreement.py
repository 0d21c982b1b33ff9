"""How far a file of authored rows agrees with a dictionary: what two honest works share, and what a copy would."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from index.languages import language
from search.expansion.dictionaries.entries import DictionaryEntry
from search.expansion.rows import ConceptRow

__all__ = ["Agreement", "agreement", "senses_by_head"]

Senses = Mapping[str, list[tuple[str, ...]]]
MOST_IDENTICAL = 0.9  # of head pairs; honest rows stay below, for usual words have several usual translations
MOST_VERBATIM = 0.5  # of rows for whose head the dictionary has a list of synonyms, that are such a list
FEWEST_ROWS, FEWEST_LISTS = 20, 5  # fewer tell nothing


class Agreement(NamedTuple):
    """Rows with a single English word that the dictionary has too, and how many of them say the same.

    `identical`: the first translation is the first of one of the dictionary's senses. `lists`: the dictionary has a
    sense with two translations or more; `verbatim`: the whole cell is such a list, in its order. That *bread* is *pain*
    and nothing else in both says nothing; that three synonyms stand in one order does.
    """

    rows: int
    identical: int
    lists: int
    verbatim: int

    @property
    def is_copy(self) -> bool:
        """Whether the rows cannot have been written independently."""
        enough = self.rows >= FEWEST_ROWS and self.lists >= FEWEST_LISTS
        return enough and self.identical > MOST_IDENTICAL * self.rows and self.verbatim > MOST_VERBATIM * self.lists


def senses_by_head(entries: Iterable[DictionaryEntry], lang: str) -> Senses:
    """Gather a dictionary's lists of translations by their single English headwords."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for entry in entries:
        head = entry.terms["en"][0].casefold()
        if " " not in head:
            found.setdefault(head, []).append(_folded(entry.terms[lang], lang))
    return found


def _folded(terms: Iterable[str], lang: str) -> tuple[str, ...]:
    # Vowel signs, accents and capitals are no work of one's own.
    return tuple(map(language(lang).steps.fold, terms))


def agreement(rows: Iterable[ConceptRow], lang: str, senses: Senses) -> Agreement:
    """Compare rows with a dictionary from English into a language."""
    shared = identical = manifold = verbatim = 0
    for row in rows:
        lists = senses.get(row.terms["en"][0].casefold())
        if not lists:
            continue
        synonyms = [found for found in lists if len(found) > 1]
        cell = _folded(row.terms[lang], lang)
        shared += 1
        identical += any(found[0] == cell[0] for found in lists)
        manifold += bool(synonyms)
        verbatim += cell in synonyms
    return Agreement(shared, identical, manifold, verbatim)

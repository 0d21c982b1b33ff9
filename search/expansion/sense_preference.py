"""Which sense of an ambiguous word a query means: the one whose subject another of its words shares.

The authored rows lie in files by subject, so a row's file says what it is about. *Mining* stands in `energy.tsv` and
in `crypto.tsv`: beside *coal*, of `energy.tsv`, the row there keeps its confidence and the other one falls; beside
*bitcoin* it is the other way round. This is the subject-code method of disambiguation (Guthrie et al. 1991, Lesk 1986)
with hand-sorted rows in place of a dictionary's codes. A word alone, and words without a subject in common, keep all
their senses.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from index.languages import language
from search.expansion.row_alternatives import EVERY_SENSE, Rows
from search.expansion.row_keys import Entry
from search.expansion.rows import ConceptRow

__all__ = ["OTHER_SENSE", "sense_weights"]

OTHER_SENSE = 0.45  # of the confidence is left to the senses that do not fit: searched, but not marked
SURE = 0.8  # a row found by a stem alone says nothing of the subject
KIN_LANGUAGES = 3
BEGINNING = 4  # letters

# Files that collect words of a kind, whatever they are about.
_GENERAL = frozenset(
    {
        "abbreviations",
        "adjectives",
        "demonyms",
        "encyclopedia",
        "everyday",
        "general_adjectives",
        "general_nouns",
        "general_verbs",
        "nouns_a_l",
        "nouns_m_z",
        "numbers",
        "organizations",
        "people",
        "terms",
        "verbs",
    }
)


def sense_weights(
    terms: Sequence[tuple[str, ...]], languages: Iterable[str], rows: Rows
) -> tuple[Mapping[int, float], ...]:
    """Weigh the rows of each term by whether they fit the other terms.

    Args:
        terms: the words of each concept of the query.
        languages: those the query may be in.
        rows: the compiled tables.

    Returns:
        For each term the factors of the rows that are another sense, by their number; all others count in full.
    """
    if len(terms) < 2:
        return tuple(EVERY_SENSE for _ in terms)
    spoken = tuple(languages)
    found = [_entries(term, spoken, rows) for term in terms]
    subjects = [{_subject(rows.row(entry.row)) for entry in entries} - {""} for entries in found]
    return tuple(
        _weights(entries, frozenset(chain.from_iterable(subjects[:place] + subjects[place + 1 :])), rows)
        for place, entries in enumerate(found)
    )


def _entries(term: tuple[str, ...], languages: Iterable[str], rows: Rows) -> tuple[Entry, ...]:
    return tuple(entry for lang in languages for entry in rows.find(lang, term) if entry.quality >= SURE)


def _subject(row: ConceptRow) -> str:
    """Name the subject of a row by its file; empty if it has none (`crypto.tsv:12` is about crypto)."""
    name, is_file, _ = row.reference.partition(".tsv:")
    return name if is_file and name not in _GENERAL else ""


def _weights(entries: tuple[Entry, ...], others: frozenset[str], rows: Rows) -> Mapping[int, float]:
    fitting = {entry.row for entry in entries if _subject(rows.row(entry.row)) in others}
    if not fitting or len(fitting) == len({entry.row for entry in entries}):
        return EVERY_SENSE
    meant = [rows.row(row) for row in fitting]
    return {
        entry.row: OTHER_SENSE
        for entry in entries
        if entry.row not in fitting and not any(_is_kin(rows.row(entry.row), row) for row in meant)
    }


def _is_kin(one: ConceptRow, other: ConceptRow) -> bool:
    """Whether two rows are of one sense, as a verb's and its noun's are: their first terms begin alike."""
    alike = [
        lang
        for lang, terms in one.terms.items()
        if lang in other.terms and _beginning(lang, terms[0]) == _beginning(lang, other.terms[lang][0])
    ]
    return len(alike) >= KIN_LANGUAGES


def _beginning(lang: str, term: str) -> str:
    return language(lang).steps.fold(term)[:BEGINNING]

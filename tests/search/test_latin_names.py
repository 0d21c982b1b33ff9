"""Names that English, German and French spell differently, and the ordinary words they must not be taken for."""

from functools import cache
from importlib.resources import files
from itertools import permutations

import pytest

from search.expansion.name_alternatives import name_candidates
from search.expansion.row_store import RowStore
from search.names.matcher import NameIndex

# One name in English, German and French; no two of them may be taken for one another.
NAMES = [
    ("chebyshev", "tschebyschow", "tchebychev"),
    ("krestovsky", "krestowski", "krestovski"),
    ("vereshchagin", "wereschtschagin", "verechtchaguine"),
    ("khomyakov", "chomjakow", "khomiakov"),
    ("yesaulov", "jessaulow", "essaoulov"),
    ("zhilyaev", "schiljajew", "jiliaïev"),
    ("kuchumov", "kutschumow", "koutchoumov"),
    ("shchegolev", "schtschegolew", "chtchegolev"),
    ("mashtots", "maschtoz", "machtots"),
    ("bouazizi", "buasisi", "bouazizi"),
]
LANGS = ("en", "de", "fr")
SURE = 0.5  # what is marked
LEXICON = files("search.expansion").joinpath("lexicon")


def sure(word: str, lang: str, names: NameIndex, rows: RowStore) -> list[str]:
    found = sorted(name_candidates(word, {lang: 1.0}, names, rows, trust=1.0), key=lambda c: -c.confidence)
    return [candidate.text for candidate in found if candidate.confidence >= SURE]


@cache
def lexicon_rows() -> tuple[dict[str, frozenset[str]], ...]:
    """The single words of each row of the lexicon, but the people's, by language."""
    found = []
    for file in sorted(file.name for file in LEXICON.iterdir() if file.name.endswith(".tsv")):
        head, *lines = LEXICON.joinpath(file).read_text(encoding="utf-8").splitlines()
        rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
        if file != "people.tsv":
            found += [dict(zip(head.split("\t"), map(single_words, row), strict=True)) for row in rows]
    return tuple(found)


def single_words(cell: str) -> frozenset[str]:
    return frozenset(word.lower() for word in cell.split(";") if word.isalpha())


@cache
def ordinary_words(lang: str) -> frozenset[str]:
    return frozenset().union(*(row[lang] for row in lexicon_rows()))


def translations(one: str, other: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in lexicon_rows():
        for word in row[one]:
            found.setdefault(word, set()).update(row[other])
    return found


@pytest.mark.parametrize(("one", "other"), list(permutations(range(3), 2)))
def test_each_spelling_finds_the_others_and_no_other_name(one: int, other: int, rows: RowStore):
    names = NameIndex.of({LANGS[other]: [spellings[other] for spellings in NAMES]})
    for spellings in NAMES:
        assert sure(spellings[one], LANGS[one], names, rows) == [spellings[other]]


@pytest.mark.parametrize(("one", "other"), list(permutations(LANGS, 2)))
def test_names_are_hardly_taken_for_ordinary_words(one: str, other: str, rows: RowStore):
    words = ordinary_words(other)
    names = NameIndex.of({other: words})
    asked = [spellings[LANGS.index(one)] for spellings in NAMES]
    head, *lines = LEXICON.joinpath("people.tsv").read_text(encoding="utf-8").splitlines()
    column = head.split("\t").index(one)
    cells = [line.split("\t")[column].split(";")[0] for line in lines if line and not line.startswith("#")]
    asked += [cell.lower() for cell in cells if cell.isalpha()][::3]
    wrong = {word: found for word in asked if word not in words and (found := sure(word, one, names, rows))}
    assert len(wrong) <= 0.02 * len(asked), wrong


@pytest.mark.parametrize(("one", "other"), list(permutations(LANGS, 2)))
def test_ordinary_words_are_hardly_taken_for_others(one: str, other: str, rows: RowStore):
    """A word with a capital may be a name; what it is taken for elsewhere is nearly always the same word borrowed."""
    words = ordinary_words(other)
    names = NameIndex.of({other: words})
    wrong, same = {}, translations(one, other)
    asked = [word for word in sorted(ordinary_words(one) - words) if len(word) > 3][::40]
    for word in asked:
        others = [found for found in sure(word, one, names, rows) if found not in same[word]]
        if others:
            wrong[word] = others
    assert len(wrong) <= 0.025 * len(asked), wrong

"""Real dictionaries, where Debian's packages are installed: they can be added, and no authored file copies one."""

from functools import cache
from pathlib import Path

import pytest

from search.expansion.authored_rows import lexicon_files, read_lexicon
from search.expansion.dictionaries.entries import DictionaryEntry, DictionaryFiles
from search.expansion.dictionaries.formats import FORMATS
from search.expansion.dictionaries.shelf import DictionaryShelf
from search.expansion.rows import ConceptRow
from tests.search.agreement import agreement, senses_by_head

FOLDER = Path("/usr/share/dictd")
FROM_ENGLISH = {"de": "eng-deu", "fr": "eng-fra", "ru": "eng-rus", "ar": "eng-ara"}


def installed(pair: str) -> Path:
    """The index of a package's dictionary; the test is skipped where it is not installed."""
    path = FOLDER / f"freedict-{pair}.index"
    if not path.exists():
        pytest.skip(f"{path} is not there: apt install dict-freedict-{pair}")
    return path


@cache
def entries(path: Path) -> tuple[DictionaryEntry, ...]:
    return tuple(FORMATS["dictd"].read(DictionaryFiles((path,))))


@pytest.mark.parametrize(
    ("pair", "word", "lang", "expected", "target"),
    [
        ("eng-fra", "yawns", "en", "bâillement", "fr"),
        ("fra-eng", "cristaux", "fr", "crystal", "en"),
        ("eng-rus", "armoury", "en", "арсенал", "ru"),
        ("eng-rus", "обезьяны", "ru", "ape", "en"),
    ],
)
def test_a_dictionary_of_debian_is_compiled_and_found_in(tmp_path: Path, pair, word, lang, expected, target):
    shelf = DictionaryShelf(tmp_path / "shelf")
    added = shelf.add(pair, [installed(pair)])
    assert added.entries > 1000
    (rows,) = shelf.open()
    assert expected in {term for e in rows.find(lang, (word,)) for term in rows.row(e.row).terms[target]}


def test_a_large_dictionary_is_read_whole_and_clean():
    """Every headword that is not an affix, a phrase too long or the dictionary itself has its senses."""
    found = entries(installed("eng-ara"))
    assert len(found) > 80_000
    terms = [term for entry in found for texts in entry.terms.values() for term in texts]
    assert not [term for term in terms if any(mark in term for mark in ("<", ">", "{", "}", "[", "]", " /", ","))]
    assert all(len(term.split()) <= 5 for term in terms)


@pytest.mark.parametrize("lang", FROM_ENGLISH)
def test_no_authored_file_is_a_copy(lang: str):
    senses = senses_by_head(entries(installed(FROM_ENGLISH[lang])), lang)
    figures = {file.name: agreement(tuple(read_lexicon(file)), lang, senses) for file in lexicon_files()}
    for name, figure in figures.items():
        lists = f"{figure.verbatim} of {figure.lists} lists verbatim"
        print(f"{lang} {name}: {figure.rows} shared, {figure.identical} identical, {lists}")
    assert sum(figure.rows for figure in figures.values()) > 100
    assert not [name for name, figure in figures.items() if figure.is_copy]


def test_a_copy_would_be_noticed():
    found = entries(installed("eng-fra"))
    heads = {entry.terms["en"][0]: entry for entry in found if " " not in entry.terms["en"][0]}
    copied = [
        ConceptRow(source="lexicon", reference="copy", terms={"en": e.terms["en"], "fr": e.terms["fr"]})
        for e in list(heads.values())[::40]
    ]
    assert agreement(copied, "fr", senses_by_head(found, "fr")).is_copy

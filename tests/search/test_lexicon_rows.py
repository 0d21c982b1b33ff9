"""The authored rows, checked by machine: form, script, spelling, duplicates, and that each finds itself again."""

import unicodedata
from functools import cache

import pytest
import regex

from index.errors import LexiconError
from index.languages import language
from search.expansion.authored_rows import LEXICON_LANGUAGES, lexicon_files, read_lexicon
from search.expansion.cldr_rows import cldr_rows
from search.expansion.row_keys import MAX_TERM_WORDS
from search.expansion.row_store import open_row_store
from search.expansion.rows import ConceptRow

FILES = lexicon_files()
SCRIPTS = {
    "ru": regex.compile(r"[\p{Cyrillic}\p{M}\d'’.·+\- ]+"),
    "ar": regex.compile(r"[\p{Arabic}\d.+\- ]+"),
    **{lang: regex.compile(r"[\p{Latin}\d'’.&+\- ]+") for lang in ("en", "de", "fr")},
}
SYMBOL = regex.compile(r"[A-Z0-9][A-Za-z0-9.&+\-]*")  # BTC, 5G: written in Latin everywhere
VOWEL_SIGNS = regex.compile("[\u064b-\u0652\u0640]")


@cache
def rows(name: str) -> tuple[ConceptRow, ...]:
    return tuple(read_lexicon(next(file for file in FILES if file.name == name)))


@pytest.fixture(params=[file.name for file in FILES])
def name(request) -> str:
    return request.param


def test_there_are_enough_rows():
    assert sum(len(rows(file.name)) for file in FILES) >= 1500


def test_cells_are_written_in_their_script(name: str):
    wrong = [
        (row.reference, lang, term)
        for row in rows(name)
        for lang, terms in row.terms.items()
        for term in terms
        if not (
            SCRIPTS[lang].fullmatch(term)
            or all(SYMBOL.fullmatch(word) or SCRIPTS[lang].fullmatch(word) for word in term.split())
        )
    ]
    assert not wrong


def test_spelling_is_in_normal_form(name: str):
    for row in rows(name):
        for terms in row.terms.values():
            for term in terms:
                assert term == unicodedata.normalize("NFC", term), row.reference
                assert term == " ".join(term.split()), row.reference
                assert not VOWEL_SIGNS.search(term), row.reference
                assert len(term.split()) <= MAX_TERM_WORDS, row.reference


def test_no_synonym_stands_twice_in_a_cell(name: str):
    for row in rows(name):
        for terms in row.terms.values():
            assert len(set(terms)) == len(terms), row.reference


def test_no_concept_stands_twice():
    seen: dict[tuple[str, ...], str] = {}
    for file in FILES:
        for row in rows(file.name):
            heads = tuple(row.terms[lang][0].casefold() for lang in LEXICON_LANGUAGES)
            assert heads not in seen, f"{row.reference} says the same as {seen[heads]}"
            seen[heads] = row.reference


def test_every_term_has_keys(name: str):
    for row in rows(name):
        for lang, terms in row.terms.items():
            for term in terms:
                assert all(language(lang).analyzer.whole_keys(word) for word in term.split()), (row.reference, term)


def test_every_term_finds_its_row(name: str):
    store = open_row_store()
    for row in rows(name):
        for lang, terms in row.terms.items():
            for term in terms:
                found = {store.row(entry.row).reference for entry in store.find(lang, tuple(term.split()))}
                assert row.reference in found, (lang, term)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "first line"),
        ("en\tde\nwell\tBrunnen\n", "first line"),
        ("en\tru\tar\tde\tfr\nwell\tколодец\tبئر\tBrunnen\n", "4 cells"),
        ("en\tru\tar\tde\tfr\nwell\tколодец\tبئر\t\tpuits\n", "empty cell"),
        ("en\tru\tar\tde\tfr\nwell\tколодец;\tبئر\tBrunnen\tpuits\n", "empty cell"),
    ],
)
def test_a_malformed_file_is_refused_with_its_line(tmp_path, content: str, reason: str):
    file = tmp_path / "water.tsv"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError, match=rf"water\.tsv:\d+: .*{reason}"):
        list(read_lexicon(file))


def test_notes_stand_above_their_rows(tmp_path):
    file = tmp_path / "water.tsv"
    file.write_text(
        "en\tru\tar\tde\tfr\n# a heading\n\n# in the ground\nwell\tколодец\tبئر\tBrunnen\tpuits\n"
        "spring\tисточник\tنبع\tQuelle\tsource\n",
        encoding="utf-8",
    )
    assert [row.note for row in read_lexicon(file)] == ["in the ground", ""]


def test_cldr_has_places_in_every_language_it_knows():
    found = {row.reference: row.terms for row in cldr_rows()}
    assert found["territory IS"]["en"] == ("Iceland",)
    assert found["territory IS"]["uk"] == ("Ісландія",)
    assert found["territory MM"]["en"] == ("Myanmar", "Burma")
    assert found["city Africa/Cairo"]["de"] == ("Kairo",)
    assert found["city Europe/Lisbon"]["en"] == ("Lisbon",)
    assert found["month 10"]["fr"] == ("octobre",)
    assert len(found) > 1500

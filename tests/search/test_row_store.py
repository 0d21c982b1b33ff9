"""What the compiled tables find."""

import sqlite3

from index.languages import language
from search.expansion.members import members
from search.expansion.row_compiling import compile_rows
from search.expansion.row_store import RowStore
from search.expansion.rows import ConceptRow

CELLS: list[dict[str, tuple[str, ...]]] = [
    {"en": ("leaves", "foliage"), "de": ("Laub", "Blätter"), "ru": ("листва",)},
    {"en": ("leave", "depart"), "de": ("abreisen",), "ru": ("уехать", "уезжать")},
    {"en": ("leaf", "sheet"), "de": ("Blatt",), "ru": ("лист",)},
    {"en": ("leaf through a sheet",), "de": ("blättern",), "ru": ("листать",)},
]


def test_a_term_of_the_tables_is_asked_for_as_any_other():
    connection = sqlite3.connect(":memory:")
    terms = {"de": ("Blätter", "laute Blätter im Wind"), "en": ("leaves", "not a leaf", "well-known leaf")}
    compile_rows(connection, [ConceptRow(source="lexicon", reference="test:1", terms=terms)])
    for lang, cells in terms.items():
        for text in cells:
            assert RowStore(connection).members(lang, text) == members(text, language(lang), 1.0)


def test_a_term_finds_the_same_as_it_stands_and_by_analysis():
    connection = sqlite3.connect(":memory:")
    rows = [ConceptRow(source="lexicon", reference=f"test:{n}", terms=terms) for n, terms in enumerate(CELLS)]
    compile_rows(connection, rows)
    terms = [(lang, tuple(t.split())) for row in rows for lang, found in row.terms.items() for t in found]
    kept = {term: RowStore(connection).find(*term) for term in terms}
    assert len(kept["en", ("leaves",)]) > 1  # found as written, and by what it may be a form of
    connection.execute("DELETE FROM known")
    assert kept == {term: RowStore(connection).find(*term) for term in terms}


def test_a_term_and_its_negation_are_two():
    connection = sqlite3.connect(":memory:")
    rows = [
        ConceptRow(source="lexicon", reference="test:1", terms={"ar": ("ودود",), "en": ("friendly",)}),
        ConceptRow(source="lexicon", reference="test:2", terms={"ar": ("غير ودود",), "en": ("not at all friendly",)}),
    ]
    compile_rows(connection, rows)
    store = RowStore(connection)
    for lang, word, negated in (("ar", "ودود", "غير ودود"), ("en", "friendly", "not friendly")):
        assert [entry.row for entry in store.find(lang, (word,))] == [0]
        assert [entry.row for entry in store.find(lang, tuple(negated.split()))] == [1]


def test_a_hyphenated_word_of_function_words_counts():
    connection = sqlite3.connect(":memory:")
    cells = [("size",), ("in-between size",), ("up-to-date size",)]
    rows = [ConceptRow(source="lexicon", reference=f"test:{n}", terms={"en": own}) for n, own in enumerate(cells)]
    compile_rows(connection, rows)
    store = RowStore(connection)
    found = {text: [entry.row for entry in store.find("en", tuple(text.split()))] for text in ("size", "date size")}
    assert found == {"size": [0], "date size": [2]}
    assert [entry.row for entry in store.find("en", ("in-between", "size"))] == [1]

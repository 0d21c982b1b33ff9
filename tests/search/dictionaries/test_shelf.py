"""The shelf: whole or not at all, found by keys, and free until it is asked."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from index.errors import LexiconError, SettingsError
from search.expansion.dictionaries.shelf import DictionaryRows, DictionaryShelf

WORDS = "en\tde\nrivet\tNiete; Blindniete\nspirit level\tWasserwaage\nputty\tKitt\n"


@pytest.fixture
def shelf(tmp_path: Path) -> DictionaryShelf:
    return DictionaryShelf(tmp_path / "shelf")


@pytest.fixture
def words(tmp_path: Path) -> Path:
    path = tmp_path / "words.tsv"
    path.write_text(WORDS, encoding="utf-8")
    return path


def heads(rows: DictionaryRows, lang: str, text: str) -> list[tuple[str, ...]]:
    return [rows.row(entry.row).terms["en"] for entry in rows.find(lang, tuple(text.split()))]


def test_terms_are_found_in_both_directions_and_inflected(shelf: DictionaryShelf, words: Path):
    shelf.add("tools", [words])
    (rows,) = shelf.open()
    assert heads(rows, "en", "rivets") == [("rivet",)]
    assert heads(rows, "de", "Nieten") == [("rivet",)]
    assert heads(rows, "de", "Blindniete") == [("rivet",)]
    assert heads(rows, "en", "spirit levels") == [("spirit level",)]
    assert heads(rows, "en", "spirit") == []
    row = rows.row(rows.find("en", ("putty",))[0].row)
    assert (row.source, row.reference) == ("dictionary:tools", "words.tsv:4")


def test_what_is_added_is_listed_and_can_be_removed(shelf: DictionaryShelf, words: Path):
    added = shelf.add("tools", [words])
    assert shelf.list() == (added,)
    assert (added.kind, added.languages, added.entries, added.terms) == ("tsv", ("de", "en"), 3, 7)
    assert added.files == str(words)
    assert shelf.remove("tools")
    assert not shelf.remove("tools")
    assert (shelf.list(), shelf.open()) == ((), ())


def test_adding_again_replaces(shelf: DictionaryShelf, words: Path):
    shelf.add("tools", [words])
    before = shelf.state()
    words.write_text("en\tde\nmallet\tSchlägel\n", encoding="utf-8")
    shelf.add("tools", [words])
    assert shelf.state() != before
    (rows,) = shelf.open()
    assert heads(rows, "de", "Schlägel") == [("mallet",)]
    assert heads(rows, "de", "Kitt") == []


def test_a_broken_file_changes_nothing(shelf: DictionaryShelf, words: Path):
    shelf.add("tools", [words])
    before = {path.name: path.read_bytes() for path in shelf.folder.iterdir()}
    words.write_text(WORDS + "one cell\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"words\.tsv:5: 1 cells"):
        shelf.add("tools", [words])
    words.write_text("en\tde\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="no entry in it"):
        shelf.add("other", [words])
    assert {path.name: path.read_bytes() for path in shelf.folder.iterdir()} == before


@pytest.mark.parametrize("name", ["", "../tools", "a/b", ".hidden", "two words", "x" * 70])
def test_names_that_would_be_other_paths_are_refused(shelf: DictionaryShelf, words: Path, name: str):
    with pytest.raises(SettingsError, match="cannot be a dictionary's name"):
        shelf.add(name, [words])
    with pytest.raises(SettingsError):
        shelf.remove(name)


def test_missing_files_and_unknown_kinds_are_explained(shelf: DictionaryShelf, words: Path, tmp_path: Path):
    with pytest.raises(LexiconError, match=r"nothing\.tsv: No such file"):
        shelf.add("tools", [tmp_path / "nothing.tsv"])
    with pytest.raises(SettingsError, match="there are dictd, "):
        shelf.add("tools", [words], kind="stardict")


def test_opening_reads_the_header_only(shelf: DictionaryShelf, tmp_path: Path):
    """Whatever is behind the first page of the file may be lost, and opening does not notice."""
    many = tmp_path / "many.tsv"
    many.write_text("en\tde\n" + "".join(f"rivet{n}\tNiete{n}\n" for n in range(3000)), encoding="utf-8")
    shelf.add("many", [many])
    (path,) = shelf.folder.glob("*.sqlite")
    size = path.stat().st_size
    assert size > 300_000
    with path.open("r+b") as stream:
        stream.seek(4096)
        stream.write(b"\xff" * (size - 4096))
    (rows,) = shelf.open()
    with pytest.raises(LexiconError, match="the dictionary is damaged"):
        rows.find("en", ("rivet5",))


def test_a_look_up_reads_few_pages(shelf: DictionaryShelf, tmp_path: Path):
    """The plan is a search of the key's tree, not a scan."""
    many = tmp_path / "many.tsv"
    many.write_text("en\tde\n" + "".join(f"rivet{n}\tNiete{n}\n" for n in range(300)), encoding="utf-8")
    shelf.add("many", [many])
    with closing(sqlite3.connect(shelf.folder / "many.sqlite")) as connection:
        for question in (
            "SELECT kind, row, rank FROM key WHERE lang = 'en' AND key = 'rivet5'",
            "SELECT lang, text FROM term WHERE row = 5 ORDER BY lang, rank",
            "SELECT source, reference, note FROM row WHERE id = 5",
        ):
            plan = " ".join(row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {question}"))
            assert plan.startswith("SEARCH"), plan
            assert "TEMP B-TREE" not in plan


def test_a_file_that_is_no_dictionary_is_named(shelf: DictionaryShelf, words: Path):
    shelf.add("tools", [words])
    (shelf.folder / "broken.sqlite").write_bytes(b"not a database, but long enough to be looked at" * 30)
    for ask in (shelf.open, shelf.list):
        with pytest.raises(LexiconError, match=r"broken\.sqlite: the dictionary is damaged"):
            ask()
    assert shelf.remove("broken")
    assert shelf.open()


def test_a_dictionary_of_another_version_is_not_used(shelf: DictionaryShelf, words: Path):
    shelf.add("tools", [words])
    with closing(sqlite3.connect(shelf.folder / "tools.sqlite")) as connection:
        connection.execute("PRAGMA user_version=7")
    assert not shelf.list()[0].current
    with pytest.raises(LexiconError, match="search lexicon add tools FILE"):
        shelf.open()

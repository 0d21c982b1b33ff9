"""Tab-separated terms, lists of names, and WikDict's SQLite files."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import LexiconError
from search.expansion.dictionaries.entries import clean_terms

HEADER = "en\tde\n"


def written(folder: Path, name: str, content: str) -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def test_pairs_name_their_languages_or_are_told_them(tmp_path: Path, read):
    body = "rivet\tNiete; Blindniete\n# a comment\n\nputty\tKitt\n"
    expected = [{"en": ("rivet",), "de": ("Niete", "Blindniete")}, {"en": ("putty",), "de": ("Kitt",)}]
    assert read(written(tmp_path, "a.tsv", "\ufeff" + HEADER + body)) == expected
    assert read(written(tmp_path, "b.tsv", "eng\tdeu\r\n" + body.replace("\n", "\r\n"))) == expected
    assert read(written(tmp_path, "c.txt", body), pair=("en", "de")) == expected


def test_a_table_may_have_many_languages_and_gaps(tmp_path: Path, read):
    path = written(tmp_path, "a.tsv", "en\tru\tar\nrivet\tзаклёпка\t\nputty\t\tمعجون\n")
    assert read(path) == [{"en": ("rivet",), "ru": ("заклёпка",)}, {"en": ("putty",), "ar": ("معجون",)}]


def test_names_go_to_the_languages_of_their_script(tmp_path: Path, read):
    path = written(
        tmp_path, "a.names", "# people\nru:Абишев, en:Abishev, de:Abischew => Q1\nQorvatex\tКорватекс\tكورفاتكس\n"
    )
    assert read(path) == [
        {"ru": ("Абишев",), "en": ("Abishev",), "de": ("Abischew",)},
        {"en": ("Qorvatex",), "de": ("Qorvatex",), "fr": ("Qorvatex",), "ru": ("Корватекс",), "ar": ("كورفاتكس",)},
    ]


@pytest.mark.parametrize(
    ("name", "content", "line", "reason"),
    [
        ("a.tsv", "rivet\tNiete\n", 1, "must name two languages"),
        ("a.tsv", HEADER + "rivet\tNiete\nputty\n", 3, "1 cells instead of 2"),
        ("a.tsv", HEADER + "rivet\t\n", 2, "no two terms"),
        ("a.names", "Abishev\n", 1, "not two spellings"),
        ("a.names", "Abishev,\n", 1, "not two spellings"),
        ("a.names", "Abishev, Αμπίσεφ\n", 1, "say the language of 'Αμπίσεφ'"),
        ("a.names", "Abishev, Абишев\nqq:Abishev, Абишев\n", 2, "no language 'qq'"),
    ],
)
def test_a_malformed_line_is_refused(tmp_path: Path, read, name: str, content: str, line: int, reason: str):
    with pytest.raises(LexiconError, match=rf"{name}:{line}: .*{reason}"):
        read(written(tmp_path, name, content))


def test_bytes_that_are_no_text_are_refused_with_their_line(tmp_path: Path, read):
    path = tmp_path / "a.tsv"
    path.write_bytes(HEADER.encode() + b"rivet\tNiete\nputty\t\xe9\n")
    with pytest.raises(LexiconError, match=r"a\.tsv:3: not UTF-8"):
        read(path)


def wikdict(path: Path, table: str = "simple_translation") -> Path:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"CREATE TABLE {table} (written_rep TEXT, trans_list TEXT, max_score REAL)")
        rows = [("rivet", "Niete | Blindniete", 9.0), ("only here", None, 1.0), ("putty", "Kitt", 2.0)]
        connection.executemany(f"INSERT INTO {table} VALUES (?, ?, ?)", rows)
        connection.commit()
    return path


def test_wikdict_files_are_told_by_their_content(tmp_path: Path, read):
    expected = [{"en": ("rivet",), "de": ("Niete", "Blindniete")}, {"en": ("putty",), "de": ("Kitt",)}]
    assert read(wikdict(tmp_path / "en-de.sqlite3")) == expected
    assert read(wikdict(tmp_path / "words.db", "translation"), pair=("en", "de")) == expected


def test_other_and_damaged_databases_are_refused(tmp_path: Path, read):
    with pytest.raises(LexiconError, match="not from WikDict"):
        read(wikdict(tmp_path / "en-de.other", "articles"))
    damaged = wikdict(tmp_path / "en-de.sqlite3")
    damaged.write_bytes(damaged.read_bytes()[:100] + b"\xff" * 5000)
    with pytest.raises(LexiconError, match=r"en-de\.sqlite3: cannot be read"):
        read(damaged)


@given(st.lists(st.text(max_size=40), max_size=4))
def test_clean_terms_are_clean_for_good(texts: list[str]):
    once = clean_terms(texts)
    assert all(term == " ".join(term.split()) and len(term.split()) <= 5 for term in once)
    assert clean_terms(once) == once

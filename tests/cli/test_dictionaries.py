"""`search lexicon add`, `remove` and `list`, and what queries then show."""

from pathlib import Path

import pytest

WORDS = "en\tde\nlicence\tKonzession\nministry\tBehörde; Regierung\n"


@pytest.fixture
def words(tmp_path: Path) -> Path:
    path = tmp_path / "words.tsv"
    path.write_text(WORDS, encoding="utf-8")
    return path


def test_a_dictionary_is_added_listed_shown_and_removed(search, own_index: Path, words: Path):
    added = search("lexicon", "add", "office", str(words), index=own_index)
    assert (added.code, added.out) == (0, "")
    assert "added office: 2 senses, 5 terms, de, en (tsv)" in added.err
    listed = search("lexicon", "list", index=own_index)
    assert listed.out.split("\t") == ["office", "tsv", "de en", "2", "5", f"{words}\n"]
    assert "dictionary:office" in search("lexicon", "lookup", "ministries", index=own_index).out
    explained = search("query", "--explain", "ministry", index=own_index)
    assert "dictionary:office" in explained.out
    alternatives = search("query", "--format", "json", "ministry", index=own_index).json()["concepts"][0][
        "alternatives"
    ]
    assert {"dictionary:office"} == {a["source"] for a in alternatives if a["text"] == "Regierung"}
    without = search("query", "--explain", "--no-dictionaries", "ministry", index=own_index)
    assert "dictionary:office" not in without.out
    removed = search("lexicon", "remove", "office", index=own_index)
    assert (removed.code, removed.err.strip()) == (0, "removed office")
    assert search("lexicon", "list", index=own_index).out == ""
    assert "dictionary:office" not in search("query", "--explain", "ministry", index=own_index).out


def test_a_dictionary_can_be_added_before_there_is_an_index(search, words: Path, tmp_path: Path, jsonl: bytes):
    index = tmp_path / "later" / "index"
    assert search("lexicon", "add", "office", str(words), index=index).code == 0
    assert search("index", "-", stdin=jsonl, index=index).code == 0
    assert "dictionary:office" in search("query", "--explain", "ministry", index=index).out


def test_languages_are_told_where_the_file_does_not(search, own_index: Path, tmp_path: Path):
    path = tmp_path / "words.txt"
    path.write_text("licence\tKonzession\n", encoding="utf-8")
    refused = search("lexicon", "add", "office", str(path), index=own_index)
    assert refused.code == 3
    assert f"{path}:1: the first line must name two languages" in refused.err
    assert search("lexicon", "add", "office", str(path), "--from", "eng", "--to", "de", index=own_index).code == 0


@pytest.mark.parametrize(
    ("arguments", "code", "reason"),
    [
        (("a/b", "{words}"), 2, "cannot be a dictionary's name"),
        (("office", "{words}", "--from", "en"), 2, "--from and --to go together"),
        (("office", "{words}", "--from", "en", "--to", "en"), 2, "the same language"),
        (("office", "{words}", "--from", "en", "--to", "tlh"), 2, "no language 'tlh'"),
        (("office", "{words}", "--kind", "stardict"), 2, "stardict"),
        (("office", "{words}.none"), 3, "No such file"),
        (("office",), 2, "Missing argument"),
    ],
)
def test_what_cannot_be_done_is_explained(search, own_index: Path, words: Path, arguments, code: int, reason: str):
    result = search("lexicon", "add", *(a.format(words=words) for a in arguments), index=own_index)
    assert result.code == code
    assert reason in result.err
    assert search("lexicon", "list", index=own_index).out == ""


def test_a_folder_and_a_broken_file_are_refused(search, own_index: Path, tmp_path: Path):
    assert search("lexicon", "add", "office", str(tmp_path), index=own_index).code == 3
    broken = tmp_path / "eng-deu.tei"
    broken.write_text("<TEI><entry>\n</TEI>", encoding="utf-8")
    result = search("lexicon", "add", "office", str(broken), index=own_index)
    assert result.code == 3
    assert f"{broken}:2: not well-formed XML" in result.err


def test_removing_what_is_not_there_is_1(search, own_index: Path, words: Path):
    search("lexicon", "add", "office", str(words), index=own_index)
    result = search("lexicon", "remove", "office", "none", index=own_index)
    assert result.code == 1
    assert "no dictionary 'none'" in result.err
    assert "removed office" in result.err


def test_a_damaged_dictionary_is_named_and_can_be_removed(search, own_index: Path, words: Path):
    search("lexicon", "add", "office", str(words), index=own_index)
    own_index.with_name("index.dictionaries").joinpath("office.sqlite").write_bytes(b"\0" * 5000)
    result = search("query", "ministry", index=own_index)
    assert result.code == 3
    assert "office" in result.err
    assert search("lexicon", "remove", "office", index=own_index).code == 0
    assert search("query", "ministry", index=own_index).code == 0


def test_own_words_are_used_and_counted(search, own_index: Path, tmp_path: Path):
    lexicon = tmp_path / "mine.tsv"
    lexicon.write_text("en\tde\nministry\tMontag\n!\tsanctions\tсанкция\n", encoding="utf-8")
    explained = search("query", "--explain", "ministry", index=own_index, SEARCH_LEXICON=str(lexicon))
    assert "own lexicon" in explained.out
    assert "санкц" in search("query", "--explain", "sanctions", index=own_index).out.split("\n\n1.")[0]
    forbidden = search("query", "--explain", "sanctions", index=own_index, SEARCH_LEXICON=str(lexicon))
    assert "санкция" not in forbidden.out.split("\n\n1.")[0]
    listed = search("lexicon", "list", index=own_index, SEARCH_LEXICON=str(lexicon))
    assert f"your own words: 1 row, 1 forbidden pair in {lexicon}" in listed.err
    lexicon.write_text("en\tde\nministry\n", encoding="utf-8")
    broken = search("query", "ministry", index=own_index, SEARCH_LEXICON=str(lexicon))
    assert broken.code == 3
    assert f"{lexicon}:2: 1 cells" in broken.err

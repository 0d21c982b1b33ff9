"""`search index`: everything readable gets in, and everything else is accounted for."""

import json
from pathlib import Path

from whoosh.index import open_dir


def line(**fields: str) -> str:
    return json.dumps(fields, ensure_ascii=False) + "\n"


def test_folder_with_good_and_bad_files(search, tmp_path: Path):
    folder, index = tmp_path / "news", tmp_path / "index"
    folder.mkdir()
    (folder / "flood.txt").write_text("Flood in the valley\n\nThe river rose on Monday.", encoding="utf-8")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    (folder / "wire.jsonl").write_text(
        line(id="a", text="Наводнение в долине началось ночью.")
        + "{broken\n"
        + line(id="b", text="Das Wasser steigt."),
        encoding="utf-8",
    )
    result = search("index", str(folder), index=index)
    assert (result.code, result.out) == (1, "")
    assert "indexed 3 articles" in result.err
    assert f"{folder / 'wire.jsonl'}:2: is not JSON" in result.err
    assert f"{folder / 'binary.txt'}: is not" in result.err
    assert ".jpg 1" in result.err
    found = search("query", "--format", "json", "Наводнение", index=index)
    assert "a" in found.ids
    assert search("show", "flood", index=index).out.startswith("Flood in the valley\n")


def test_only_unknown_kinds_are_nothing_left_out(search, tmp_path: Path):
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text("The river rose on Monday.", encoding="utf-8")
    (tmp_path / "news" / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    result = search("index", str(tmp_path / "news"), index=tmp_path / "index")
    assert result.code == 0
    assert "1 file of kinds that are not read: .jpg 1" in result.err


def test_problems_are_named_up_to_twenty(search, tmp_path: Path):
    lines = line(id="good", text="The river rose on Monday.") + "[]\n" * 23
    result = search("index", "-", stdin=lines, index=tmp_path / "index")
    assert result.code == 1
    assert "standard input:2: " in result.err
    assert "standard input:21: " in result.err
    assert "standard input:22: " not in result.err
    assert "and 3 more" in result.err
    assert "left out 23" in result.err


def test_repeating_replaces(search, own_index: Path, jsonl: bytes):
    result = search("index", "-", stdin=jsonl, index=own_index)
    assert result.code == 0
    assert "indexed 6 articles, 6 of them unchanged" in result.err
    assert "articles  6\n" in search("stats", index=own_index).out


def test_plain_text_from_standard_input_with_language_and_source(search, tmp_path: Path):
    text = "Not macht erfinderisch, sagt man im Tal."
    result = search("index", "-", "--lang", "DE", "--source", "Tal-Bote", stdin=text, index=tmp_path / "index")
    assert result.code == 0
    assert result.err == "indexed 1 article: de 1\n"
    hit = search("query", "Not", "--format", "json", index=tmp_path / "index").json()["hits"][0]
    assert (hit["lang"], hit["source"]) == ("de", "Tal-Bote")


def test_missing_file_is_a_problem_and_the_rest_is_read(search, tmp_path: Path):
    (tmp_path / "a.txt").write_text("The river rose on Monday.", encoding="utf-8")
    result = search("index", str(tmp_path / "none.txt"), str(tmp_path / "a.txt"), "--index", str(tmp_path / "index"))
    assert result.code == 1
    assert f"{tmp_path / 'none.txt'}: no such file or folder" in result.err
    assert "indexed 1 article" in result.err


def test_wrong_usage_is_2(search, tmp_path: Path):
    nothing = search("index", index=tmp_path / "index")
    assert nothing.code == 2
    assert "PATH" in nothing.err
    unknown = search("index", "-", "--lang", "xx", stdin="text", index=tmp_path / "index")
    assert unknown.code == 2
    assert "no language 'xx'" in unknown.err
    assert not (tmp_path / "index").exists()


def test_folder_of_other_things_is_not_made_an_index(search, tmp_path: Path):
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious" / "file").write_text("mine", encoding="utf-8")
    result = search("index", "-", stdin="The river rose.", index=tmp_path / "precious")
    assert result.code == 3
    assert result.err.startswith("search: ")
    assert [path.name for path in (tmp_path / "precious").iterdir()] == ["file"]


def test_another_writer_is_3_and_does_no_harm(search, own_index: Path):
    writer = open_dir(str(own_index)).writer()
    try:
        for arguments in (("index", "-"), ("delete", "en-1")):
            result = search(*arguments, stdin="The river rose on Monday.", index=own_index)
            assert result.code == 3
            assert "another process is writing" in result.err
    finally:
        writer.cancel()
    assert search("show", "en-1", index=own_index).code == 0

"""From files, folders and standard input to articles; what cannot be read is named with file and line."""

import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.documents import Document
from index.errors import DocumentError
from index.readers import Unread, read_sources
from index.readers.json_lines import read_json_lines
from index.readers.plain_text import split_title


def read(*paths: Path | str, stdin: bytes = b"") -> list:
    return list(read_sources(map(str, paths), io.BytesIO(stdin)))


def test_a_text_file_is_an_article(tmp_path: Path):
    (tmp_path / "storm.txt").write_text("Storm over Bergen\n\nRoofs were torn off.\n", encoding="utf-8")
    assert read(tmp_path / "storm.txt") == [
        Document(id="storm", title="Storm over Bergen", text="Roofs were torn off.")
    ]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Storm over Bergen\nRoofs were torn off.", "Storm over Bergen"),
        ("Who pays for it?\nNobody knows.", "Who pays for it?"),
        ("The storm came at night.\nRoofs were torn off.", ""),
        ("Storm over Bergen", ""),
        ("x" * 300 + "\nRoofs.", ""),
        ("عاصفة في الليل،\nوتضررت المنازل.", ""),
        ("عاصفة فوق المدينة\nوتضررت المنازل.", "عاصفة فوق المدينة"),
    ],
)
def test_the_first_line_is_the_title_when_it_reads_like_one(text: str, title: str):
    assert split_title(text)[0] == title


@given(st.text(max_size=400))
def test_no_text_is_lost_to_the_title(text: str):
    title, body = split_title(text)
    assert (title + body).split() == text.split() or "".join((title + body).split()) == "".join(text.split())


def test_a_folder_is_read_with_what_lies_below(tmp_path: Path):
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "one.txt").write_text("One.", encoding="utf-8")
    (tmp_path / "two.md").write_text("Two.", encoding="utf-8")
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    (tmp_path / ".hidden.txt").write_text("Secret.", encoding="utf-8")
    found = read(tmp_path)
    assert [item.id for item in found if isinstance(item, Document)] == ["a/b/one", "two"]
    assert [item.path.name for item in found if isinstance(item, Unread)] == ["photo.jpg"]


def test_files_that_differ_in_their_ending_alone_both_stay(tmp_path: Path):
    (tmp_path / "story.txt").write_text("One.", encoding="utf-8")
    (tmp_path / "story.md").write_text("Two.", encoding="utf-8")
    assert {item.id for item in read(tmp_path)} == {"story.txt", "story.md"}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not UTF-8"),
        ("Привет".encode("cp1251"), "iconv"),
        (b"a\x00b", "NUL"),
        (b"  \n\t ", "empty"),
        (b"", "empty"),
    ],
)
def test_what_is_no_text_is_reported(tmp_path: Path, content: bytes, reason: str):
    (tmp_path / "x.txt").write_bytes(content)
    (problem,) = read(tmp_path / "x.txt")
    assert isinstance(problem, DocumentError)
    assert reason in str(problem)
    assert "x.txt" in str(problem)


def test_utf_16_and_byte_order_marks_are_read(tmp_path: Path):
    (tmp_path / "x.txt").write_bytes("Ünïcode über alles.".encode("utf-16"))
    (tmp_path / "y.txt").write_bytes("Ünïcode über alles.".encode("utf-8-sig"))
    assert [item.text for item in read(tmp_path)] == ["Ünïcode über alles."] * 2


def test_text_is_composed_once(tmp_path: Path):
    (tmp_path / "x.txt").write_text("Cafe\u0301.", encoding="utf-8")
    assert read(tmp_path / "x.txt")[0].text == "Café."


def test_a_file_of_an_unknown_kind_is_not_read_as_text(tmp_path: Path):
    (tmp_path / "page.html").write_text("<p>Roofs were torn off.", encoding="utf-8")
    (problem,) = read(tmp_path / "page.html")
    assert "no reader for .html" in str(problem)
    (tmp_path / "README").write_text("Roofs were torn off.", encoding="utf-8")
    assert [item.id for item in read(tmp_path / "README")] == ["README"]


def test_a_path_that_is_not_there_is_reported(tmp_path: Path):
    (problem,) = read(tmp_path / "gone.txt")
    assert "no such file" in str(problem)


def test_json_lines(tmp_path: Path):
    lines = [
        {"id": 7, "lang": "pt-BR", "title": " A \n b ", "text": "Texto.", "published": "2020-01-02T03:04:05Z"},
        {"url": "https://example.org/x", "text": "Second."},
        {"text": "Third."},
        {"title": "Only a title", "text": ""},
    ]
    (tmp_path / "feed.jsonl").write_text("\n\n".join(map(json.dumps, lines)), encoding="utf-8")
    found = read(tmp_path / "feed.jsonl")
    assert [item.id for item in found] == ["7", "https://example.org/x", "feed:5", "feed:7"]
    assert found[0] == Document(id="7", lang="pt", title="A b", text="Texto.", published="2020-01-02T03:04:05+00:00")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{not json", "is not JSON"),
        (b"[1, 2]", "not a JSON object"),
        (b'{"title": ""}', "empty"),
        (b'{"text": 5}', "'text' must be text"),
        (b'{"text": "x", "id": {}}', "'id' must be"),
        (b'{"text": "x", "lang": "english"}', "ISO 639-1"),
        (b'{"text": "x", "published": "yesterday"}', "'published' must be a date"),
        (b'{"text": "\xff"}', "not UTF-8"),
        (b"[" * 100_000, "nested"),
    ],
)
def test_a_bad_line_is_reported_with_its_number_and_the_rest_goes_in(line: bytes, reason: str):
    content = b'{"id": "a", "text": "first"}\n' + line + b'\n{"id": "b", "text": "last"}\n'
    first, problem, last = read_json_lines(io.BytesIO(content), "feed.jsonl", "feed")
    assert (first.id, last.id) == ("a", "b")
    assert str(problem).startswith("feed.jsonl:2: ")
    assert reason in str(problem)


@given(st.lists(st.binary(max_size=60)))
def test_any_bytes_give_articles_or_problems(lines: list[bytes]):
    for item in read_json_lines(io.BytesIO(b"\n".join(lines)), "x", "x"):
        assert isinstance(item, Document | DocumentError)
    for item in read("-", stdin=b"\n".join(lines)):
        assert isinstance(item, Document | DocumentError)


def test_standard_input_is_json_lines_or_one_article():
    assert [item.id for item in read("-", stdin=b'{"id": "a", "text": "x"}\n{"id": "b", "text": "y"}')] == ["a", "b"]
    (article,) = read("-", stdin=b"Storm over Bergen\nRoofs were torn off.")
    assert article.title == "Storm over Bergen"

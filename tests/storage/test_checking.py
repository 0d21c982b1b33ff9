"""`check` finds what is damaged and says whom it touches; `repair` saves what can be saved and says what cannot."""

import os
import random
from pathlib import Path

import pytest

from index.backends.embedded import EmbeddedBackend
from index.backends.upkeep import check, repair
from index.errors import IndexMissingError, IndexStoreError
from index.whoosh_store.section_file import SectionFile
from tests.storage.workload import Articles, article, differences, make_index_at


@pytest.fixture
def index(tmp_path: Path) -> tuple[Path, Articles]:
    return tmp_path / "i", make_index_at(tmp_path / "i")


def flip(file: Path, place: int, bit: int = 0) -> None:
    data = bytearray(file.read_bytes())
    data[place] ^= 1 << bit
    file.unlink()  # a hard link elsewhere keeps what it had
    file.write_bytes(data)


def segments(path: Path) -> list[Path]:
    """The segment files, the greatest last."""
    return sorted(path.glob("*.dgm"), key=lambda file: file.stat().st_size)


def place_of(file: Path, section: str) -> int:
    """The place of a section's first byte."""
    data = file.read_bytes()
    return data.index(bytes(SectionFile(memoryview(data)).bytes(section)))


def test_a_whole_index_is_clean(index: tuple[Path, Articles]):
    path, articles = index
    report = check(path)
    assert (report.findings, report.leftovers, report.articles) == ((), (), len(articles))
    assert repair(path).actions == []


def test_no_index_is_an_error_and_leaves_the_folder_alone(tmp_path: Path):
    (tmp_path / "letter.txt").write_text("dear")
    for act in (check, repair):
        with pytest.raises(IndexMissingError):
            act(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["letter.txt"]


def test_every_flipped_bit_is_found(index: tuple[Path, Articles]):
    path, _ = index
    rng = random.Random(3)
    files = [file for file in sorted(path.iterdir()) if file.stat().st_size]
    assert len(files) >= 3
    for _ in range(150):
        file = rng.choice(files)
        place, bit = rng.randrange(file.stat().st_size), rng.randrange(8)
        flip(file, place, bit)
        assert [finding.file for finding in check(path).findings] == [file.name], (file.name, place, bit)
        flip(file, place, bit)
    assert check(path).clean


def test_damage_in_a_field_touches_the_articles_of_its_language(index: tuple[Path, Articles]):
    path, articles = index
    file = segments(path)[-1]
    flip(file, place_of(file, "body_de/positions"))
    (finding,) = check(path).findings
    assert finding.section == "body_de/positions"
    assert finding.articles
    assert {articles[identifier].lang for identifier in finding.articles} == {"de"}
    report = repair(path)
    assert (report.lost, report.nameless, report.unproven) == ([], 0, [])
    assert differences(path, articles) == []


def test_a_damaged_article_is_named_and_all_others_are_saved(index: tuple[Path, Articles]):
    path, articles = index
    file = segments(path)[-1]
    flip(file, place_of(file, "documents/articles") + 12)
    (finding,) = check(path).findings
    assert len(finding.articles) == 1
    report = repair(path)
    assert tuple(report.lost) == finding.articles
    rest = {identifier: found for identifier, found in articles.items() if identifier not in finding.articles}
    assert differences(path, rest) == []
    (aside,) = path.glob("damaged-*")
    assert (aside / file.name).exists()


@pytest.mark.parametrize("column", ["source", "published"])
def test_articles_whose_column_is_damaged_keep_their_text(index: tuple[Path, Articles], column: str):
    path, articles = index
    file = segments(path)[-1]
    flip(file, place_of(file, f"columns/{column}_values"))
    report = repair(path)
    assert report.unproven
    assert not report.lost
    snapshot = EmbeddedBackend(path).snapshot()
    for identifier, expected in articles.items():
        found = snapshot.document(identifier)
        assert found is not None
        assert (found.text, found.lang) == (expected.text, expected.lang)
        assert getattr(found, column) == ("" if identifier in report.unproven else getattr(expected, column))


def test_without_its_table_a_segment_still_gives_its_articles(index: tuple[Path, Articles]):
    path, articles = index
    file = segments(path)[-1]
    flip(file, file.stat().st_size - 1)
    report = repair(path)
    assert (report.lost, report.nameless) == ([], 0)
    assert check(path).clean
    snapshot = EmbeddedBackend(path).snapshot()
    assert {identifier: snapshot.document(identifier).text for identifier in articles} == {
        identifier: document.text for identifier, document in articles.items()
    }
    assert snapshot.statistics().documents == len(articles)


def test_a_missing_segment_is_said(index: tuple[Path, Articles]):
    path, articles = index
    segments(path)[-1].unlink()
    (finding,) = check(path).findings
    report = repair(path)
    assert report.nameless == finding.touched > 0
    assert check(path).clean
    assert EmbeddedBackend(path).snapshot().statistics().documents == len(articles) - report.nameless


def test_a_damaged_last_commit_is_never_passed_over_for_an_older_one(index: tuple[Path, Articles]):
    path, articles = index
    kept = {file.name: file.read_bytes() for file in path.iterdir()}
    EmbeddedBackend(path).write([article(200)])
    for name, data in kept.items():  # as if nothing had been removed
        (path / name).write_bytes(data)
    last = max(path.glob("*.toc"), key=lambda file: int(file.stem.rpartition("_")[2]))
    flip(last, last.stat().st_size // 2)
    with pytest.raises(IndexStoreError, match="search check"):
        EmbeddedBackend(path).snapshot()
    with pytest.raises(IndexStoreError, match="search check"):
        EmbeddedBackend(path).write([article(201)])
    report = repair(path)
    assert any("table of contents is lost" in action for action in report.actions)
    assert differences(path, articles | {"article-200": article(200)}) == []


def test_a_lost_table_brings_the_newest_state_of_each_article_back(tmp_path: Path):
    path = tmp_path / "i"
    backend = EmbeddedBackend(path, create=True)
    backend.write([article(number) for number in range(9)])
    os.utime(next(path.glob("*.dgm")), (1, 1))
    backend.write([article(4, 7)])
    next(path.glob("*.toc")).unlink()
    with pytest.raises(IndexStoreError, match="search repair"):
        EmbeddedBackend(path)
    repair(path)
    assert differences(path, {article(n).id: article(n, 7 if n == 4 else 0) for n in range(9)}) == []


@pytest.mark.parametrize("content", [None, b"", b"{}", b'{"analysis": 3, "store": 0x', b"\0" * 60])
def test_the_version_file_is_written_again(index: tuple[Path, Articles], content: bytes | None):
    path, articles = index
    file = path / "dragoman.json"
    if content is None:
        file.unlink()
    else:
        file.write_bytes(content)
    with pytest.raises(IndexStoreError, match="repair"):
        EmbeddedBackend(path)
    assert [finding.file for finding in check(path).findings] == ["dragoman.json"]
    repair(path)
    assert differences(path, articles) == []


def test_leftovers_are_no_damage_and_repair_says_that_it_removes_them(index: tuple[Path, Articles]):
    path, articles = index
    left = path / "MAIN_00ff.dgm"
    left.write_bytes(segments(path)[0].read_bytes()[:100])
    report = check(path)
    assert (report.clean, report.leftovers) == (True, (left.name,))
    assert any(left.name in action for action in repair(path).actions)
    assert not left.exists()
    assert differences(path, articles) == []

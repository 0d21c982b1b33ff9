"""Processes that are killed, and readers beside a writer: the short form of `benchmarks/reliability.py`."""

from pathlib import Path

import pytest

from benchmarks.reliability import flip, hammer
from index.backends.embedded import EmbeddedBackend
from index.documents import Document
from index.errors import IndexStoreError
from index.whoosh_store.backups import back_up, restore
from index.whoosh_store.checking import check_index
from index.whoosh_store.commits import commit
from index.whoosh_store.repairing import repair_index
from index.whoosh_store.storage import FolderStorage
from index.whoosh_store.table_of_contents import table_bytes, table_name
from tests.index.killed_writer import killed_run

ARTICLES = [
    Document(id=str(n), lang="en", title=f"Article {n}", text=f"The river rose {n} metres. " * 9) for n in range(8)
]


@pytest.mark.parametrize("seconds", [0.4, 1.1, 1.6])
def test_a_killed_process_loses_nothing_acknowledged(seconds):
    killed_run(seconds)


def test_readers_beside_a_writer_see_whole_commits():
    hammer(30)


def test_flipped_bits_are_told():
    flip(300)


@pytest.fixture
def index(tmp_path) -> Path:
    backend = EmbeddedBackend(tmp_path / "i", create=True)
    backend.write(ARTICLES[:5])
    backend.write(ARTICLES[5:])
    backend.delete(["6"])
    return tmp_path / "i"


def segment_of(index: Path, text: bytes) -> Path:
    return next(path for path in sorted(index.glob("*.dgm")) if text in path.read_bytes())


def damage(path: Path, place: int) -> None:
    data = bytearray(path.read_bytes())
    data[place] ^= 0x10
    path.write_bytes(data)


def test_repair_saves_what_can_be_read_and_names_what_is_lost(index):
    path = segment_of(index, b"01234")
    data = path.read_bytes()
    damage(path, data.index(b"\x28\xb5\x2f\xfd") + 12)
    report = check_index(index)
    assert [finding.articles for finding in report.findings] == [("0",)]
    done = repair_index(index)
    assert (done.recovered, done.lost, done.lost_count) == (4, ("0",), 1)
    assert (index / done.kept[0]).read_bytes() != data
    assert check_index(index).findings == ()
    snapshot = EmbeddedBackend(index).snapshot()
    assert snapshot.document("0") is None
    assert snapshot.document("4") == ARTICLES[4]
    assert snapshot.document("6") is None


def test_repair_indexes_again_where_only_postings_are_damaged(index):
    path = segment_of(index, b"~river")
    damage(path, path.read_bytes().index(b"~river"))
    (finding,) = check_index(index).findings
    assert "articles in en" in finding.touched
    assert (repair_index(index).lost_count, check_index(index).findings) == (0, ())
    assert EmbeddedBackend(index).snapshot().statistics().documents == 7


def test_a_lost_table_of_contents_is_said_and_made_anew(index):
    (table,) = index.glob("*.toc")
    damage(table, 3000)
    with pytest.raises(IndexStoreError, match="search check"):
        EmbeddedBackend(index).snapshot()
    assert any("deleted" in warning for warning in repair_index(index).warnings)
    assert EmbeddedBackend(index).snapshot().statistics().documents >= 7
    assert check_index(index).findings == ()


def test_a_damaged_version_file_is_written_again(index):
    damage(index / "dragoman.json", 3)
    with pytest.raises(IndexStoreError):
        EmbeddedBackend(index)
    repair_index(index)
    assert EmbeddedBackend(index).snapshot().statistics().documents == 7


def test_backups_are_indexes_and_come_back(index, tmp_path):
    assert back_up(index, tmp_path / "copy") == 7
    assert EmbeddedBackend(tmp_path / "copy").snapshot().document("4") == ARTICLES[4]
    EmbeddedBackend(index).delete(["4"])
    with pytest.raises(IndexStoreError, match="--replace"):
        restore(tmp_path / "copy", index)
    assert restore(tmp_path / "copy", index, replace=True) == 7
    assert restore(tmp_path / "copy", tmp_path / "new") == 7
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy", "i", "new"]
    damage(segment_of(tmp_path / "copy", b"~river"), 200)
    with pytest.raises(IndexStoreError, match="damaged"):
        restore(tmp_path / "copy", tmp_path / "other")
    assert not (tmp_path / "other").exists()


class Crafted:
    """Runs code when it is unpickled."""

    def __reduce__(self):
        return (exec, ("raise SystemExit('code of the index was run')",))


def test_a_crafted_table_of_contents_runs_no_code(index):
    storage = FolderStorage(index)
    commit(storage, 50, ())
    (index / table_name(50)).write_bytes(table_bytes(50, [Crafted()], b"", (3, 54, 0)))
    with pytest.raises(IndexStoreError, match="not from this program"):
        EmbeddedBackend(index).snapshot()

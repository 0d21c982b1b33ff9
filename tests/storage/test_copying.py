"""A backup is one commit, whole, whatever a writer does meanwhile; restoring it is one more commit."""

import threading
from pathlib import Path

import pytest

from index.backends.embedded import EmbeddedBackend
from index.backends.upkeep import backup, check, restore
from index.errors import IndexStoreError
from index.whoosh_store.storage import FolderStorage
from tests.storage.workload import article, differences, make_index_at


@pytest.mark.parametrize("linked", [True, False], ids=["linked", "copied"])
def test_a_backup_holds_what_the_index_held(tmp_path: Path, linked: bool):
    articles = make_index_at(tmp_path / "i")
    assert backup(tmp_path / "i", tmp_path / "b", linked=linked).articles == len(articles)
    shared = {file.stat().st_ino for file in (tmp_path / "i").glob("*.dgm")}
    assert ({file.stat().st_ino for file in (tmp_path / "b").glob("*.dgm")} == shared) == linked
    EmbeddedBackend(tmp_path / "i").write([article(number, 3) for number in range(20)])
    EmbeddedBackend(tmp_path / "i").merge()
    assert differences(tmp_path / "b", articles) == []


def test_a_backup_is_not_put_over_anything(tmp_path: Path):
    articles = make_index_at(tmp_path / "i", 1)
    make_index_at(tmp_path / "other", 2)
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "a.txt").write_text("dear")
    for taken in ("other", "letters", "i"):
        with pytest.raises(IndexStoreError):
            backup(tmp_path / "i", tmp_path / taken)
    assert differences(tmp_path / "i", articles) == []


def test_backups_of_an_index_that_is_being_written(tmp_path: Path):
    """Each copy holds as many articles as a commit had: ten more each time."""
    path = tmp_path / "i"
    backend = EmbeddedBackend(path, create=True)
    done = threading.Event()

    def write() -> None:
        for commit in range(40):
            backend.write([article(number) for number in range(commit * 10, commit * 10 + 10)])
        done.set()

    writer = threading.Thread(target=write)
    writer.start()
    made = 0
    while not done.is_set():
        report = backup(path, tmp_path / f"b{made}")
        assert report.clean
        assert report.articles % 10 == 0
        made += 1
    writer.join()
    assert made > 2


def test_a_commit_that_is_replaced_before_its_table_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The writer is done between a reader's look at the folder and its reading of the table it saw there."""
    path = tmp_path / "i"
    make_index_at(path, 1)
    backend = EmbeddedBackend(path)
    read = FolderStorage.read
    late = [article(500)]

    def read_after_a_commit(storage: FolderStorage, name: str) -> bytes:
        if late and storage.path == path and name.endswith(".toc"):
            backend.write([late.pop()])
        return read(storage, name)

    monkeypatch.setattr(FolderStorage, "read", read_after_a_commit)
    backup(path, tmp_path / "b")
    assert not late
    assert EmbeddedBackend(tmp_path / "b").snapshot().document("article-500") == article(500)
    late.append(article(502))
    assert EmbeddedBackend(path).snapshot().document("article-502") == article(502)


def test_a_file_that_is_missing_is_named(tmp_path: Path):
    make_index_at(tmp_path / "i", 1)
    file = next((tmp_path / "i").glob("*.dgm"))
    file.unlink()
    with pytest.raises(IndexStoreError, match=f"{file.name}.*is missing.*search check"):
        backup(tmp_path / "i", tmp_path / "b")


def test_restoring_into_a_new_folder(tmp_path: Path):
    articles = make_index_at(tmp_path / "i")
    backup(tmp_path / "i", tmp_path / "b")
    restore(tmp_path / "b", tmp_path / "new")
    assert differences(tmp_path / "new", articles) == []
    EmbeddedBackend(tmp_path / "new").write([article(300)])
    assert differences(tmp_path / "b", articles) == []


def test_restoring_over_an_index_has_to_be_asked_for(tmp_path: Path):
    articles = make_index_at(tmp_path / "i")
    backup(tmp_path / "i", tmp_path / "b")
    live = EmbeddedBackend(tmp_path / "i")
    live.write([article(400), article(1, 9)])
    with pytest.raises(IndexStoreError, match="--replace"):
        restore(tmp_path / "b", tmp_path / "i")
    before = live.snapshot()
    restore(tmp_path / "b", tmp_path / "i", replace=True)
    assert before.document("article-400") == article(400)  # a snapshot stays what it is
    assert live.snapshot().document("article-400") is None
    assert differences(tmp_path / "i", articles) == []
    assert check(tmp_path / "i").leftovers == ()


def test_restoring_over_a_damaged_index(tmp_path: Path):
    articles = make_index_at(tmp_path / "i")
    backup(tmp_path / "i", tmp_path / "b", linked=False)
    for file in (tmp_path / "i").iterdir():
        file.write_bytes(file.read_bytes()[:40] + b"?")
    restore(tmp_path / "b", tmp_path / "i", replace=True)
    assert differences(tmp_path / "i", articles) == []


def test_a_damaged_backup_is_refused(tmp_path: Path):
    articles = make_index_at(tmp_path / "i")
    backup(tmp_path / "i", tmp_path / "b", linked=False)
    file = max((tmp_path / "b").glob("*.dgm"), key=lambda file: file.stat().st_size)
    data = file.read_bytes()
    file.write_bytes(data[:200] + bytes([data[200] ^ 1]) + data[201:])
    with pytest.raises(IndexStoreError, match="damaged"):
        restore(tmp_path / "b", tmp_path / "i", replace=True)
    assert differences(tmp_path / "i", articles) == []


def test_restoring_waits_for_nobody(tmp_path: Path):
    make_index_at(tmp_path / "i", 2)
    backup(tmp_path / "i", tmp_path / "b")
    with EmbeddedBackend(tmp_path / "i").writer(), pytest.raises(IndexStoreError, match="another process"):
        restore(tmp_path / "b", tmp_path / "i", replace=True)

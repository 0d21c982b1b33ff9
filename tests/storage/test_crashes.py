"""Whatever a crash leaves on the disk, the index opens at the last commit that was acknowledged, or the next one."""

import errno
import random
from pathlib import Path

import pytest

from index.backends.embedded import EmbeddedBackend
from index.backends.upkeep import check
from index.whoosh_store.builder_pool import LocalBuilder
from index.whoosh_store.folder import make_index, open_folder
from index.whoosh_store.storage import FolderStorage
from index.whoosh_store.writer import IndexWriter
from index.whoosh_store.writer_lock import WriterLock
from tests.storage.crashes import FORMS, MEMORY, CrashRun, crash_once, recorded_run
from tests.storage.crashing_storage import CrashingStorage, FailingStorage
from tests.storage.workload import applied, article, differences, make_index_at

CRASHES = 40
CHANGE = ([article(3, 5), article(60)], ["article-1"])


def test_the_power_fails_at_any_moment(tmp_path: Path):
    run = recorded_run(tmp_path, 10)
    rng = random.Random(11)
    for number in range(CRASHES):
        crash, seed = rng.randint(0, len(run.storage.operations)), rng.randrange(1 << 30)
        assert crash_once(run, crash, seed, tmp_path / f"c{number}") == [], (crash, seed)


def test_the_disk_forgets_what_is_not_synced(tmp_path: Path):
    """The harness itself: a file without a sync is not always whole, a name without one not always there."""
    storage = CrashingStorage()
    with storage.create("a") as file:
        file.write(b"12345678")
    left = set()
    for seed in range(60):
        storage.lay_out(len(storage.operations), random.Random(seed), tmp_path / str(seed))
        left |= {file.read_bytes() for file in (tmp_path / str(seed)).iterdir()} or {None}
    assert {None, b"", b"12345678", bytes(8)} < left


def test_a_commit_that_skips_a_sync_is_caught(tmp_path: Path):
    """The harness itself: without the sync of the folder, acknowledged articles get lost."""

    class Hasty(CrashingStorage):
        def sync_folder(self) -> None:
            pass

    class HastyFiles(CrashingStorage):
        def sync(self, file) -> None:
            pass

    for hasty in (Hasty, HastyFiles):
        run = recorded_run(tmp_path, 4, hasty())
        rng = random.Random(1)
        wrong = 0
        for seed in range(25):
            try:
                wrong += bool(crash_once(run, rng.randint(1, len(run.storage.operations)), seed, tmp_path / "c"))
            except Exception:
                wrong += 1
        assert wrong


@pytest.mark.parametrize(("error", "lasting"), [(errno.EIO, False), (errno.ENOSPC, True)], ids=["once", "from then on"])
def test_any_operation_fails(tmp_path: Path, error: int, lasting: bool):
    """The writer says so or has done it; the index is whole, and the next writer does it."""
    articles = make_index_at(tmp_path / "i", 2)
    after = applied(articles, CHANGE)
    at, acknowledged = 0, 0
    while not acknowledged or at < 5:
        at += 3 if lasting else 1
        for file in (tmp_path / "i").iterdir():
            (tmp_path / f"j{at}").mkdir(exist_ok=True)
            (tmp_path / f"j{at}" / file.name).write_bytes(file.read_bytes())
        folder = tmp_path / f"j{at}"
        storage = FailingStorage(FolderStorage(folder), error, at, lasting=lasting)
        done = write_change(storage, folder)
        acknowledged += done and storage.count < at
        now = EmbeddedBackend(folder).snapshot().document("article-60")
        assert now is not None or not done, at
        assert differences(folder, after if now else articles) == [], at
        assert write_change(FolderStorage(folder), folder)
        assert differences(folder, after) == [], at
        assert check(folder).leftovers == ()
    assert at > 30, "there were too few operations for the test to mean anything"


def write_change(storage, folder: Path) -> bool:
    lock = WriterLock(folder)
    try:
        with IndexWriter(storage, lock, LocalBuilder(storage, MEMORY, FORMS)) as writer:
            writer.delete(CHANGE[1])
            writer.add(CHANGE[0])
            writer.commit(merge_all=True)
    except OSError:
        return False
    else:
        return True
    finally:
        lock.release() if lock._lock.fd else None


def test_a_writer_that_failed_commits_nothing_more(tmp_path: Path):
    articles = make_index_at(tmp_path / "i", 4)
    storage = FailingStorage(open_folder(tmp_path / "i"), errno.ENOSPC, 1 << 30)
    with IndexWriter(storage, WriterLock(tmp_path / "i"), LocalBuilder(storage, 0, FORMS)) as writer:
        storage._at = storage.count + 12
        with pytest.raises(OSError, match="fails"):
            writer.add([article(number, 8) for number in range(6)])
        with pytest.raises(OSError, match="begin again"):
            writer.commit()
    assert differences(tmp_path / "i", articles) == []


class KilledError(BaseException):
    """Stands for the end of a process."""


def test_a_writer_after_one_that_was_killed_in_its_commit(tmp_path: Path):
    """A commit is in place and not synced; the next writer removes nothing of the one before until it is."""

    class Killing(CrashingStorage):
        killed = False

        def sync_folder(self) -> None:
            if self.killed:
                raise KilledError
            super().sync_folder()

        def rename(self, name: str, new: str) -> None:
            super().rename(name, new)
            self.killed = new == "_MAIN_2.toc"

    storage, folder = Killing(), tmp_path / "lock"
    folder.mkdir()
    make_index(storage)
    states = []
    for number in range(2):
        lock = WriterLock(folder)
        writer = IndexWriter(storage, lock, LocalBuilder(storage, MEMORY, FORMS))
        writer.add([article(0, number), article(1, number)])
        states.append({document.id: document for document in (article(0, number), article(1, number))})
        if number:
            with pytest.raises(KilledError):
                writer.commit()
        else:
            writer.commit()
        lock.release()
    storage.killed = False
    before = len(storage.operations)
    with IndexWriter(storage, WriterLock(folder), LocalBuilder(storage, MEMORY, FORMS)):
        pass
    assert storage.operations[before:]
    run = CrashRun(storage, [(0, "acknowledged", states[0]), (before - 1, "committing", states[1])])
    for crash in range(before, len(storage.operations) + 1):
        for seed in range(30):
            assert crash_once(run, crash, seed, tmp_path / "c") == [], (crash, seed)

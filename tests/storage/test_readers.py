"""Readers beside a writer see one whole commit after another; a writer that is killed leaves the last one."""

import json
import pickle
import random
import signal
import subprocess
import sys
import time
import zlib
from multiprocessing import active_children
from pathlib import Path

import pytest

from index.backends import WriteOptions
from index.backends.embedded import EmbeddedBackend
from index.backends.upkeep import check
from index.errors import IndexStoreError
from index.whoosh_store.table_of_contents import MAGIC, table_bytes
from tests.storage.hammering import hammer, kill_once
from tests.storage.workload import article, differences, make_index_at


def test_readers_hammer_while_a_writer_commits(tmp_path: Path):
    reads, wrong = hammer(tmp_path / "i", 40)
    assert wrong == []
    assert reads > 40
    assert check(tmp_path / "i").findings == ()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of fork in a process with threads
def test_a_writer_is_killed_at_any_moment(tmp_path: Path):
    rng = random.Random(5)
    last = -1
    for _ in range(10):
        reached, wrong = kill_once(tmp_path / "i", last + 1, rng)
        assert wrong == []
        assert reached >= last
        last = reached
    assert last > 0


def test_the_command_is_killed(tmp_path: Path):
    """What a killed `search index` committed is there; the same command goes on and completes it."""
    lines = [json.dumps({"id": f"n{n}", "lang": "en", "text": f"harbour {n} was closed"}) for n in range(3000)]
    (tmp_path / "news.jsonl").write_text("\n".join(lines), encoding="utf-8")
    command = [sys.executable, "-m", "search", "index", str(tmp_path / "news.jsonl"), "--index", str(tmp_path / "i")]
    for pause in (0.5, 0.9, 1.3):
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        time.sleep(pause)
        process.send_signal(signal.SIGKILL)
        process.wait()
        if (tmp_path / "i" / "dragoman.json").exists():
            assert check(tmp_path / "i").findings == ()
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    report = check(tmp_path / "i")
    assert (report.findings, report.leftovers, report.articles) == ((), (), 3000)


def test_processes_that_index_end_with_the_writer(tmp_path: Path):
    backend = EmbeddedBackend(tmp_path / "i", create=True)
    with backend.writer(WriteOptions(processes=2)) as writer:
        writer.add([article(number) for number in range(50)])
        assert len(active_children()) == 2
    assert active_children() == []
    with backend.writer():  # and the lock is free
        pass
    assert check(tmp_path / "i").leftovers == ()


def test_a_missing_segment_is_damage_and_not_a_riddle(tmp_path: Path):
    make_index_at(tmp_path / "i", 2)
    file = next((tmp_path / "i").glob("*.dgm"))
    file.unlink()
    with pytest.raises(IndexStoreError, match=rf"{file.name} is missing.*search check"):
        EmbeddedBackend(tmp_path / "i").snapshot()


class Planted:
    """Unpickled, it would make a file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self):
        return Path.touch, (self.path,)


@pytest.mark.parametrize("place", ["segments", "schema"])
def test_a_crafted_index_runs_no_code(tmp_path: Path, place: str):
    make_index_at(tmp_path / "i", 1)
    evil = tmp_path / "evil"
    crafted = (
        table_bytes(99, [Planted(evil)], b"", (3, 54, 0))
        if place == "segments"
        else table_bytes(99, [], pickle.dumps(Planted(evil)), (3, 54, 0))
    )
    (tmp_path / "i" / "_MAIN_99.toc").write_bytes(crafted)
    assert crafted[-12:-4] == MAGIC  # and its checksum is right
    assert int.from_bytes(crafted[-4:], "little") == zlib.crc32(crafted[:-12])
    if place == "segments":
        with pytest.raises(IndexStoreError, match="not from this program"):
            EmbeddedBackend(tmp_path / "i").snapshot()
        with pytest.raises(IndexStoreError):
            EmbeddedBackend(tmp_path / "i").write([article(1)])
        assert not check(tmp_path / "i").clean
    else:
        assert EmbeddedBackend(tmp_path / "i").snapshot().statistics().documents == 0
    assert not evil.exists()


LIMITED = """
import resource, sys
from pathlib import Path
from index.backends.embedded import EmbeddedBackend
from tests.storage.workload import article
backend = EmbeddedBackend(Path(sys.argv[1]))
backend.write([article(30)])
import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
kind = getattr(resource, sys.argv[2])
resource.setrlimit(kind, (int(sys.argv[3]), int(sys.argv[3])))
try:
    backend.write([article(number) for number in range(40, 60)])
except Exception as error:
    print(type(error).__name__, error)
"""


@pytest.mark.parametrize(
    ("limit", "value", "says"), [("RLIMIT_FSIZE", 2000, "File too large"), ("RLIMIT_NOFILE", 3, "Too many open files")]
)
def test_real_limits_give_a_clear_error(tmp_path: Path, limit: str, value: int, says: str):
    articles = make_index_at(tmp_path / "i", 2)
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(tmp_path / "i"), limit, str(value)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert done.stdout == f"IndexStoreError cannot write the index in {tmp_path / 'i'}: {says}\n"
    assert differences(tmp_path / "i", articles | {"article-30": article(30)}) == []

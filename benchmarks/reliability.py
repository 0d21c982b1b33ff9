"""What the store survives, in full: crashes, killed processes, flipped bits, readers beside a writer.

    python -m benchmarks.reliability [--crashes N] [--kills N] [--flips N] [--commits N]

The tests run a short form of each (`tests/index/test_crashes.py`, `test_store.py`, `test_killed.py`). Prints a table in
Markdown, and ends with an error if anything was lost.
"""

import argparse
import itertools
import random
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread

from index.backends.embedded import EmbeddedBackend
from index.documents import Document
from index.errors import IndexStoreError
from index.matching import Clause, Request, TermGroup, WeightedTerm
from index.whoosh_store.checking import check_index
from tests.index.crash_scenario import empty_index, live, opened, survived
from tests.index.crashing_storage import CrashingStorage
from tests.index.killed_writer import killed_run
from tests.index.test_crashes import PowerCutError, cut_at, lived, operations

COMMITS_A_LIFE = 6
ROW = "| {} | {} | {} |"


def main() -> None:
    """Run all, and print a row each."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, count in (("crashes", 2000), ("kills", 200), ("flips", 10_000), ("commits", 1000)):
        parser.add_argument(f"--{name}", type=int, default=count)
    options = parser.parse_args()
    print(ROW.format("what was done", "how often", "what was found"))
    print("|-|-|-|")
    for what, result in (
        (f"{options.crashes:,} power cuts", crash(options.crashes)),
        (f"{options.flips:,} flipped bits", flip(options.flips)),
        (f"{options.commits:,} commits beside 4 readers", hammer(options.commits)),
        (f"{options.kills:,} killed processes", kill(options.kills)),
    ):
        print(ROW.format(what, *result), flush=True)


def crash(count: int) -> tuple[str, str]:
    """Cut the power at operations of many lives, in turn."""
    done = points = 0
    for seed in itertools.count(100):
        total = operations(seed, COMMITS_A_LIFE)
        for operation in range(1, total + 1):
            storage = empty_index()
            cut_at(storage, storage.operations + operation, PowerCutError())
            states = lived(storage, seed, COMMITS_A_LIFE)
            survived(storage.crashed(random.Random(done)), *states)
            done += 1
            if done == count:
                points = seed - 99
                return f"at every operation of {points} lives of a writer", "no acknowledged article lost, checks clean"
    raise AssertionError("counting never ends")


def flip(count: int) -> tuple[str, str]:
    """Flip one bit at a time in the files of an index of several segments with deletions."""
    storage = empty_index()
    for _ in live(storage, 3, 7):
        pass
    files = {name: storage.read(name) for name in storage.names()}
    whole, state = sum(map(len, files.values())), opened(storage)
    rng = random.Random(1)
    refused = 0
    for _ in range(count):
        place = rng.randrange(whole * 8)
        damaged = dict(files)
        for name, data in files.items():
            if place < len(data) * 8:
                changed = bytearray(data)
                changed[place // 8] ^= 1 << place % 8
                damaged[name] = bytes(changed)
                break
            place -= len(data) * 8
        try:
            clean = not check_index(Path("flipped"), CrashingStorage(damaged)).findings
        except IndexStoreError:
            clean, refused = False, refused + 1
        assert not clean, f"a flip in {name} was not found"
    return f"over {whole:,} bytes in {len(files)} files, {len(state)} articles", f"all told ({refused} refused to open)"


def hammer(commits: int) -> tuple[str, str]:
    """Commit again and again while readers look; each commit changes every article together."""
    with TemporaryDirectory() as folder:
        writing = EmbeddedBackend(Path(folder, "i"), create=True)
        ids = [str(number) for number in range(5)]
        writing.write([Document(id=id_, lang="en", text="state number 0") for id_ in ids])
        done, torn, reads = Event(), [], []

        def read() -> None:
            reading = EmbeddedBackend(Path(folder, "i"))
            request = Request(clauses=(Clause((TermGroup("en", (WeightedTerm("state"),)),)),))
            while not done.is_set():
                snapshot = reading.snapshot()
                found = snapshot.search(request)
                texts = {d.text for d in snapshot.documents([match.number for match in found.best])}
                reads.append(1)
                if found.total != len(ids) or len(texts) != 1:
                    torn.append((found.total, texts))

        readers = [Thread(target=read) for _ in range(4)]
        for reader in readers:
            reader.start()
        began = time.monotonic()
        for number in range(1, commits + 1):
            writing.write([Document(id=id_, lang="en", text=f"state number {number}") for id_ in ids])
        done.set()
        for reader in readers:
            reader.join()
        assert not torn, torn[:3]
        rate = commits / (time.monotonic() - began)
    return f"{len(reads):,} searches meanwhile", f"no error, no torn result ({rate:.0f} commits/s)"


def kill(count: int) -> tuple[str, str]:
    """Kill a real indexing process at random moments."""
    rng = random.Random(5)
    outcomes = [killed_run(rng.uniform(0.3, 2.5)) for _ in range(count)]
    running = sum(outcome.killed for outcome in outcomes)
    return f"{running} while they ran", "the last commit opens, checks are clean, and the next run completes it"


if __name__ == "__main__":
    try:
        main()
    except (AssertionError, subprocess.SubprocessError) as error:
        sys.exit(f"lost: {error}")

"""What the store promises, tried in full: crashes, kills, flipped bits, readers beside a writer.

    python -m benchmarks.reliability [crashes] [kills] [flips] [readers]

Without a word all four. The tests in `tests/storage` run a short form of each. Exit code 1: something went wrong.
"""

import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from index.backends.embedded import EmbeddedBackend
from index.backends.upkeep import check
from tests.storage.crashes import crash_once, recorded_run
from tests.storage.hammering import hammer, kill_once
from tests.storage.workload import make_index_at

CRASHES, KILLS, FLIPS, COMMITS = 2000, 200, 10_000, 1000
SEED = 1


def crashes(folder: Path) -> Iterator[str]:
    """Crash now after each operation that is no write, in turn, now anywhere; what was not synced fares by chance."""
    run = recorded_run(folder, 10)
    operations, rng = run.storage.operations, random.Random(SEED)
    ordering = [place for place, operation in enumerate(operations, 1) if operation.kind != "write"]
    print(f"  {len(operations):,} operations, {len(ordering)} of them no writes")
    for number in range(CRASHES):
        place = rng.randint(0, len(operations)) if number % 2 else ordering[number // 2 % len(ordering)]
        for wrong in crash_once(run, place, number, folder / "crash"):
            yield f"crash after operation {place}, seed {number}: {wrong}"


def kills(folder: Path) -> Iterator[str]:
    """Kill a writing process with SIGKILL, the next goes on in the same index."""
    rng, last = random.Random(SEED), -1
    for _ in range(KILLS):
        reached, wrong = kill_once(folder / "i", last + 1, rng)
        yield from wrong
        last = reached
    print(f"  {last + 1} commits were made between the kills")


def flips(folder: Path) -> Iterator[str]:
    """Flip one bit at a time, anywhere in any file."""
    path = folder / "i"
    make_index_at(path, 4)
    EmbeddedBackend(path).snapshot()
    rng = random.Random(SEED)
    contents = {file: file.read_bytes() for file in sorted(path.iterdir()) if file.stat().st_size}
    total = sum(map(len, contents.values()))
    print(f"  {len(contents)} files, {total:,} bytes")
    for _ in range(FLIPS):
        file = rng.choices(list(contents), weights=[len(data) for data in contents.values()])[0]
        place, bit = rng.randrange(len(contents[file])), rng.randrange(8)
        with file.open("r+b") as changed:
            changed.seek(place)
            changed.write(bytes([contents[file][place] ^ 1 << bit]))
        if [finding.file for finding in check(path).findings] != [file.name]:
            yield f"bit {bit} of byte {place} of {file.name} is not found"
        with file.open("r+b") as changed:
            changed.seek(place)
            changed.write(contents[file][place : place + 1])
    if not check(path).clean:
        yield "the index is not clean when all is put back"


def readers(folder: Path) -> Iterator[str]:
    """Two threads and two processes read while a writer commits."""
    reads, wrong = hammer(folder / "i", COMMITS)
    print(f"  {reads:,} snapshots were read in two threads and two processes")
    yield from wrong


TRIALS: dict[str, tuple[int, Callable[[Path], Iterator[str]]]] = {
    "crashes": (CRASHES, crashes),
    "kills": (KILLS, kills),
    "flips": (FLIPS, flips),
    "readers": (COMMITS, readers),
}


def main(names: list[str]) -> int:
    """Run the trials and print what went wrong."""
    failed = 0
    memory = Path("/dev/shm")  # what is tried here is the order of operations
    for name in names or TRIALS:
        count, trial = TRIALS[name]
        folder = Path(tempfile.mkdtemp(prefix="reliability-", dir=memory if memory.is_dir() else None))
        begun = time.monotonic()
        print(f"{name}: {count:,}", flush=True)
        wrong = list(trial(folder))
        shutil.rmtree(folder)
        print("".join(f"  {line}\n" for line in wrong[:20]), end="")
        print(f"  {len(wrong)} went wrong, in {time.monotonic() - begun:.0f} s", flush=True)
        failed += bool(wrong)
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""After any crash and any failing operation the index is what it was before a commit or after it."""

import errno
import random
from contextlib import suppress

import pytest

from index.whoosh_store.folder import make_index
from index.whoosh_store.table_of_contents import latest_generation
from tests.index.crash_scenario import State, empty_index, live, opened, survived, writer
from tests.index.crashing_storage import CrashingStorage


class PowerCutError(BaseException):
    """Everything stops."""


def cut_at(storage: CrashingStorage, operation: int, error: BaseException) -> None:
    """Stop at an operation, before it is done: a power cut stops all that would come after too."""

    def stop(number: int) -> None:
        if number == operation or (number > operation and isinstance(error, PowerCutError)):
            raise error

    storage.before_operation = stop


def lived(storage: CrashingStorage, seed: int, commits: int) -> tuple[State, State]:
    """Write until something stops it; give what was acknowledged then, and what was being committed."""
    states: tuple[State, State] = ({}, {})
    with suppress(PowerCutError, OSError):
        for found in live(storage, seed, commits):
            states = found
    storage.before_operation = lambda _number: None
    return states


def operations(seed: int, commits: int) -> int:
    storage = empty_index()
    for _ in live(storage, seed, commits):
        pass
    return storage.operations


@pytest.mark.parametrize("seed", range(3))
def test_a_crash_at_any_point_leaves_the_last_commit(seed):
    commits = 5
    for operation in range(1, operations(seed, commits) + 1):
        storage = empty_index()
        begun = storage.operations
        cut_at(storage, begun + operation, PowerCutError())
        states = lived(storage, seed, commits)
        survived(storage.crashed(random.Random(operation)), *states)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EMFILE])
def test_an_operation_that_fails_leaves_the_last_commit(code):
    for operation in range(1, operations(7, 3) + 1, 2):
        storage = empty_index()
        cut_at(storage, storage.operations + operation, OSError(code, "as the test wants it"))
        states = lived(storage, 7, 3)
        assert opened(storage) in states
        survived({name: storage.read(name) for name in storage.names()}, *states)


def test_making_an_index_can_be_cut_off_and_begun_again():
    whole = empty_index().operations
    for operation in range(1, whole + 1):
        storage = CrashingStorage()
        cut_at(storage, operation, PowerCutError())
        with pytest.raises(PowerCutError):
            make_index(storage)
        again = CrashingStorage(storage.crashed(random.Random(operation)))
        make_index(again)
        assert opened(again) == {}


def test_a_reader_keeps_its_commit_while_others_are_made():
    storage = empty_index()
    states = []
    for acknowledged, coming in live(storage, 11, 12):
        if acknowledged is coming:
            states.append((latest_generation(storage), acknowledged))
            assert opened(storage) == acknowledged
    assert len({generation for generation, _ in states}) > 10


def test_nothing_is_seen_before_the_commit():
    storage = empty_index()
    before = opened(storage)
    with writer(storage) as own:
        own.add([])
    assert opened(storage) == before
    assert all(not name.endswith(".dgm") for name in storage.names())

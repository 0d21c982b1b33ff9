"""A writer's life that is crashed at every point: additions, changes, deletions, merges, with what was acknowledged."""

import random
from collections.abc import Iterator
from pathlib import Path

from index.documents import Document
from index.whoosh_store.builder_pool import LocalBuilder
from index.whoosh_store.checking import check_index
from index.whoosh_store.folder import make_index
from index.whoosh_store.segment import Segment, id_hashes
from index.whoosh_store.table_of_contents import latest_generation, read_table
from index.whoosh_store.writer import IndexWriter
from tests.index.crashing_storage import CrashingStorage

MEMORY = 1 << 20
WORDS = "river flood bridge village rescue mayor storm dam field harvest".split()


class NoLock:
    """There is one process only."""

    def release(self) -> None:
        pass


State = dict[str, Document]


def empty_index() -> CrashingStorage:
    storage = CrashingStorage()
    make_index(storage)
    return storage


def writer(storage: CrashingStorage) -> IndexWriter:
    return IndexWriter(storage, NoLock(), LocalBuilder(storage, MEMORY))


def live(storage: CrashingStorage, seed: int, commits: int) -> Iterator[tuple[State, State]]:
    """Write; before each commit give what is acknowledged and what it will be, and after it the same twice."""
    rng = random.Random(seed)
    state: State = {}
    yield state, state
    for _ in range(commits):
        changed = dict(state)
        with writer(storage) as own:
            articles = [_article(rng) for _ in range(rng.randrange(4))]
            gone = [id_ for id_ in state if rng.random() < 0.1]
            changed |= {article.id: article for article in articles}
            changed = {id_: article for id_, article in changed.items() if id_ not in gone}
            yield state, changed
            own.add(articles)
            own.delete(gone)
            own.commit(merge_all=rng.random() < 0.2)
        state = changed
        yield state, state


def _article(rng: random.Random) -> Document:
    text = " ".join(rng.choices(WORDS, k=rng.randrange(1, 12)))
    return Document(id=f"a{rng.randrange(12)}", lang=rng.choice(["en", "de"]), title=text[:9], text=text)


def opened(storage: CrashingStorage) -> State:
    """Read all articles, checking that each is found by its id and by its words."""
    table = read_table(storage, latest_generation(storage))
    found: State = {}
    for record in table.segments:
        segment = Segment(record.name, storage.map(record.file_name), record.deletions())
        for number in range(segment.documents):
            if segment.is_alive(number):
                article = segment.document(number)
                assert segment.find_ids([article.id], id_hashes([article.id])) == [number]
                assert article.id not in found
                found[article.id] = article
    return found


def survived(files: dict[str, bytes], acknowledged: State, coming: State) -> None:
    """See that an index is whole, holds the last commit or the one that was being made, and can be written."""
    storage = CrashingStorage(files)
    report = check_index(Path("crashed"), storage)
    assert report.findings == ()
    assert opened(storage) in (acknowledged, coming)
    with writer(storage) as own:
        own.add([Document(id="after", lang="en", text="life goes on")])
        own.commit()
    assert opened(storage)["after"].text == "life goes on"
    assert check_index(Path("crashed"), storage).left_over == ()

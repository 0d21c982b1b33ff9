"""Damage that a search comes upon, as nothing was checked before: an error that says so, or an answer; never more."""

import random
from pathlib import Path

import pytest

from index.backends import BACKENDS
from index.backends.executor import compiled_scoring, phrases
from index.documents import Document
from index.errors import IndexStoreError
from index.matching import Clause, Occur, Part, Phrase, Request, TermGroup, WeightedTerm, Word

SEED, TRIALS, MOST_BYTES = 23, 60, 300
WORDS = ["oak", "elm", "fir", "ash", "yew", "pine", "larch", "alder"]


def articles(rng: random.Random) -> list[Document]:
    texts = [" ".join(rng.choices(WORDS, k=rng.randint(3, 60))) for _ in range(120)]
    return [Document(id=f"d{n}", lang=rng.choice(["en", "de"]), title=t[:20], text=t) for n, t in enumerate(texts)]


def asked(rng: random.Random) -> Request:
    def word() -> WeightedTerm:
        return WeightedTerm(rng.choice(WORDS), rng.random() + 0.1)

    members = [word(), Word((word(), word())), Phrase(((word(), word()), (word(),)), 1.0, rng.choice([0, 2]))]
    groups = (TermGroup("en", tuple(rng.sample(members, 2))), TermGroup("de", (word(),)))
    return Request(
        clauses=tuple(Clause(groups, rng.choice(list(Occur))) for _ in range(rng.randint(1, 3))),
        counts=rng.random() < 0.5,
    )


@pytest.mark.parametrize("loops", ["compiled", "numpy"])
def test_a_search_of_a_damaged_index_says_so_or_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, loops: str):
    if loops == "numpy":
        monkeypatch.setattr(compiled_scoring, "COMPILED", None)
        monkeypatch.setattr(phrases, "COMPILED", None)
    rng = random.Random(SEED)
    BACKENDS["whoosh"](tmp_path, True).write(articles(rng))
    (segment,) = tmp_path.glob("*.dgm")
    whole, told = segment.read_bytes(), 0
    for _ in range(TRIALS):
        damaged = bytearray(whole)
        for _ in range(rng.randint(1, MOST_BYTES)):
            damaged[rng.randrange(64, len(damaged))] = rng.randrange(256)
        segment.unlink()  # a new file, as who has the old one mapped keeps it
        segment.write_bytes(damaged)
        try:
            snapshot = BACKENDS["whoosh"](tmp_path, False).snapshot()
            for _ in range(8):
                found = snapshot.search(asked(rng)).best
                snapshot.documents([match.number for match in found])
                for match in found:
                    snapshot.positions(match.number, Part.BODY, WORDS)
        except IndexStoreError as error:
            told += "search check" in str(error)
    assert told

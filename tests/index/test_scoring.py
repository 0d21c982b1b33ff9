"""The loops in C that score documents, against the formulas written down plainly."""

import math
from array import array
from dataclasses import dataclass, field

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.backends.executor.compiled_scoring import COMPILED
from index.backends.executor.words import Run

pytestmark = pytest.mark.skipif(COMPILED is None, reason="the loops in C were not compiled")

K1, COVERAGE = 1.2, 0.5
WINDOW = 1 << 16  # documents gone through together


@dataclass
class Collection:
    """Documents of languages that lie one behind another, and what each row holds: {document: frequencies}."""

    languages: list[int]
    idfs: list[list[float]]  # of each language a number a row
    rows: list[list[dict[int, int]]]
    required: list[bool]
    excluded: set[int] = field(default_factory=set)
    wide: bool = True

    @property
    def documents(self) -> int:
        return sum(self.languages)

    def ranges(self) -> list[tuple[int, int]]:
        ends = np.cumsum(self.languages).tolist()
        return [(end - own, end) for own, end in zip(self.languages, ends, strict=True)]

    def lang_of(self, document: int) -> int:
        return next(lang for lang, (_, end) in enumerate(self.ranges()) if document < end)


def scored(collection: Collection, limit: int):
    tables = np.array([0.5 + number / 256 for number in range(256)], dtype=np.float32)
    ranges = np.array([(first, end, 0) for first, end in collection.ranges()], dtype=np.int64)
    langs = np.repeat(np.arange(len(collection.languages), dtype=np.uint8), collection.languages)
    excluded = np.zeros(collection.documents, dtype=np.bool_)
    excluded[sorted(collection.excluded)] = True
    prepared = COMPILED.prepare(
        [_runs(collection, row) for row in collection.rows],
        tables,
        ranges,
        array("f", [idf for own in collection.idfs for idf in own]),
        bytes(collection.required),
        langs,
        excluded if collection.excluded else None,
        K1,
        COVERAGE,
        len(collection.languages),
    )
    return COMPILED.score(prepared, limit)


def _runs(collection: Collection, row: list[dict[int, int]]) -> list[Run]:
    runs = []
    for number, counts in enumerate(row):
        for first, end in collection.ranges():
            own = sorted(document for document in counts if first <= document < end)
            wide = collection.wide or end - first > WINDOW
            documents = np.array([document - first for document in own], np.uint32 if wide else np.uint16)
            values = np.array([counts[document] << 8 | document % 256 for document in own], np.uint16)
            if own:
                runs.append(Run(first, documents, values, 0, _weight(number)))
    return runs


def _weight(number: int) -> float:
    return 1 / (number + 1)


def expected(collection: Collection) -> dict[int, float]:
    """Score all documents that match."""
    found = {}
    for document in {document for row in collection.rows for counts in row for document in counts}:
        idfs = collection.idfs[collection.lang_of(document)]
        held = [any(document in counts for counts in row) for row in collection.rows]
        if document in collection.excluded or any(
            wanted and not has for wanted, has in zip(collection.required, held, strict=True)
        ):
            continue
        score = 0.0
        for row, idf in zip(collection.rows, idfs, strict=True):
            once = 0.5 + (document % 256) / 256
            frequency = sum(once * counts.get(document, 0) * _weight(number) for number, counts in enumerate(row))
            score += frequency / (frequency + K1) * idf * (K1 + 1)
        share = sum(idf for idf, has in zip(idfs, held, strict=True) if has) / sum(idfs)
        found[document] = score * math.sqrt(share)
    return found


@st.composite
def collections(draw) -> Collection:
    # Documents are spread out, so that few of them lie in many windows.
    spread = draw(st.sampled_from([1, 37, 2999]))
    languages = [draw(st.integers(1, 90)) * spread for _ in range(draw(st.integers(1, 3)))]
    places = st.integers(0, sum(languages) // spread - 1).map(lambda place: place * spread)
    counts = st.dictionaries(places, st.integers(1, 255), max_size=60)
    rows = draw(st.lists(st.lists(counts, max_size=3), min_size=1, max_size=8))
    idfs = st.lists(st.floats(0.1, 9), min_size=len(rows), max_size=len(rows))
    none = st.just([False] * len(rows))
    required = draw(none | st.lists(st.booleans(), min_size=len(rows), max_size=len(rows)))
    excluded = draw(st.sets(places, max_size=10))
    return Collection(languages, [draw(idfs) for _ in languages], rows, required, excluded, draw(st.booleans()))


@given(collections(), st.integers(0, 12))
def test_the_best_are_those_of_the_formula(collection, limit):
    wanted = expected(collection)
    total, best, others = scored(collection, limit)
    assert total == len(wanted)
    assert [score for _, score in best] == pytest.approx(sorted(wanted.values(), reverse=True)[:limit], rel=1e-4)
    assert {document: wanted[document] for document, _ in best} == pytest.approx(dict(best), rel=1e-4)
    assert [document for document, _ in best] == [
        document for document, _ in sorted(best, key=lambda pair: (-pair[1], pair[0]))
    ]
    leaders = {}
    for document, score in wanted.items():
        lang = collection.lang_of(document)
        leaders[lang] = max(leaders.get(lang, 0), score)
    named = {collection.lang_of(document): score for document, score in reversed([*best, *others])}
    assert named == pytest.approx(leaders, rel=1e-4)
    assert not {document for document, _ in best} & {document for document, _ in others}


@given(collections())
def test_all_are_those_of_the_formula(collection):
    documents, scores = scored(collection, -1)
    found = dict(
        zip(np.frombuffer(documents, np.int64).tolist(), np.frombuffer(scores, np.float32).tolist(), strict=True)
    )
    assert found == pytest.approx(expected(collection), rel=1e-4)
    assert list(found) == sorted(found)


def test_the_first_of_equals_wins_whatever_is_scored_first():
    alike = dict.fromkeys(range(5, 3 * WINDOW, 256 * 100), 3)
    collection = Collection([3 * WINDOW], [[2.0, 2.0]], [[alike], [alike]], [False, False])
    _, best, _ = scored(collection, 4)
    assert [document for document, _ in best] == sorted(alike)[:4]


def alone(run: Run, documents: int):
    """A language that has one word twice."""
    ranges, langs = np.array([[0, documents, 0]], np.int64), np.zeros(documents, np.uint8)
    tables, idfs = np.ones(256, np.float32), array("f", [1.0])
    return COMPILED.prepare([[run, run]], tables, ranges, idfs, b"\0", langs, None, K1, COVERAGE, 1)


@pytest.mark.parametrize("documents", [[4, 9, 200_000], [70_000, 4], [4, 90_000, 70_000, 9]])
def test_documents_that_go_back_to_an_earlier_window_are_damage(documents):
    run = Run(0, np.array(documents, np.uint32), np.full(len(documents), 1 << 8, np.uint16), 0, 1.0)
    with pytest.raises(ValueError, match="out of order"):
        COMPILED.score(alone(run, 100_000), 10)


def test_a_document_beyond_the_last_is_damage():
    run = Run(0, np.array([1, 99], np.uint16), np.full(2, 1 << 8, np.uint16), 0, 1.0)
    with pytest.raises(ValueError, match="out of order"):
        COMPILED.score(alone(run, 99), 10)


@pytest.mark.parametrize(
    "run",
    [
        Run(0, np.zeros(2, np.uint64), np.zeros(2, np.uint16), 0, 1.0),
        Run(0, np.zeros(2, np.uint16), np.zeros(3, np.uint16), 0, 1.0),
        Run(0, np.zeros(2, np.uint16), np.zeros(2, np.uint16), -1, 1.0),
        Run(0, np.zeros(2, np.uint16), np.zeros(2, np.uint16), 1, 1.0),
    ],
    ids=["wider documents", "more counts", "counts as worths", "a table that is not there"],
)
def test_arrays_that_do_not_fit_are_damage(run):
    with pytest.raises(ValueError, match="does not fit"):
        alone(run, 99)

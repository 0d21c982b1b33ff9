"""The store: what is written comes back as it was, place by place, whatever was deleted and merged; damage is told."""

from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.backends import BACKENDS
from index.backends.embedded import EmbeddedBackend
from index.documents import Document
from index.languages import language
from index.matching import Clause, Part, Request, Scoring, TermGroup, WeightedTerm, Word
from index.schema import LENGTHS, kept_length, term_of
from index.whoosh_store.merge_policy import FANOUT, one_segment, segments_to_merge
from index.whoosh_store.section_file import DamagedFileError, SectionFile, SectionWriter
from index.whoosh_store.segment import Segment
from index.whoosh_store.table_of_contents import SegmentRecord, latest_generation, read_table

ARRAYS = st.one_of(
    st.lists(st.integers(0, 2**16 - 1)).map(lambda n: np.array(n, dtype=np.uint16)),
    st.lists(st.integers(0, 2**64 - 1)).map(lambda n: np.array(n, dtype=np.uint64)),
    st.binary().map(lambda b: np.frombuffer(b, dtype=np.uint8)),
    st.lists(st.floats(width=32, allow_nan=False)).map(lambda n: np.array(n, dtype=np.float32)),
)
SECTIONS = st.dictionaries(st.text(min_size=1, max_size=5), ARRAYS, max_size=5)


def written(path: Path, sections: dict[str, np.ndarray], description: dict) -> bytes:
    with path.open("wb") as file:
        writer = SectionWriter(file)
        for name, array in sections.items():
            writer.add(name, array)
        writer.finish(description)
    return path.read_bytes()


@given(sections=SECTIONS)
def test_sections_come_back_as_they_went_in(tmp_path_factory, sections):
    data = written(tmp_path_factory.mktemp("file") / "f", sections, {"a": ["ё", 1]})
    file = SectionFile(memoryview(data))
    assert file.names() == tuple(sections)
    assert file.description == {"a": ["ё", 1]}
    for name, array in sections.items():
        assert file[name].tolist() == array.tolist()
        assert file[name].dtype == array.dtype
    assert list(file.damage()) == []


@settings(max_examples=200)
@given(data=st.data())
def test_every_flipped_bit_is_told(tmp_path_factory, data):
    sections = {"one": np.arange(50, dtype=np.uint32), "two": np.arange(7, dtype=np.uint8)}
    whole = written(tmp_path_factory.mktemp("file") / "f", sections, {"documents": 3})
    bit = data.draw(st.integers(0, len(whole) * 8 - 1))
    damaged = bytearray(whole)
    damaged[bit // 8] ^= 1 << bit % 8
    try:
        found = list(SectionFile(memoryview(bytes(damaged))).damage())
    except DamagedFileError as error:
        found = [error]
    assert found


@pytest.mark.parametrize("kept", [0, 7, 8, 30, 200])
def test_a_file_that_is_cut_off_is_told(tmp_path, kept):
    whole = written(tmp_path / "f", {"one": np.arange(50, dtype=np.uint32)}, {})
    with pytest.raises(DamagedFileError):
        SectionFile(memoryview(whole[:kept]))


def test_lengths_are_kept_within_a_sixteenth():
    assert [kept_length(n) for n in range(33)] == list(range(33))
    assert all(kept_length(n) <= n < kept_length(n) * 17 / 16 + 1 for n in range(33, 20_000, 7))
    assert len(LENGTHS) == 256


WORDS = st.sampled_from(
    [
        "Häuser",
        "haus",
        "Nur-Sultan",
        "KZT100",
        "l'eau",
        "the",
        "67,000",
        "реки",
        "Binanceلمح",
        "—",
        "x" * 120,
        "a.b",
        "’s",
    ]
)
TEXTS = st.lists(WORDS, max_size=30).map(" ".join)
ARTICLES = st.lists(
    st.builds(
        Document,
        id=st.sampled_from([f"d{n}" for n in range(9)]),
        lang=st.sampled_from(["de", "en", "fr", "ar", "ja"]),
        title=TEXTS,
        text=TEXTS,
        source=st.sampled_from(["", "A", "Ж"]),
        published=st.sampled_from(["", "2020-01-01", "2021-02-03T04:05:06+00:00"]),
    ),
    max_size=9,
)


def open_segments(path: Path) -> list[Segment]:
    storage = BACKENDS["whoosh"](path, False)._storage
    table = read_table(storage, latest_generation(storage))
    return [Segment(record.name, storage.map(record.file_name), record.deletions()) for record in table.segments]


def held(path: Path) -> dict:
    """All that the segments say: for each id, each term of each part with its positions."""
    found: dict = defaultdict(lambda: defaultdict(list))
    for segment in open_segments(path):
        for part in Part:
            for lang, own in segment.languages.items():
                field = segment.field(part, lang)
                for number in range(0 if field is None else len(field)):
                    documents, frequencies, positions = field.occurrences(number)
                    ends = np.cumsum(frequencies)
                    for document, count, end in zip(
                        documents.tolist(), frequencies.tolist(), ends.tolist(), strict=True
                    ):
                        if segment.is_alive(own.start + document):
                            place = (segment.id(own.start + document), part)
                            found[place][field.term(number).decode()] += positions[end - count : end].tolist()
    return {place: dict(terms) for place, terms in found.items()}


def expected(documents: dict[str, Document]) -> dict:
    """What the analyzers say of the same articles."""
    found: dict = {}
    for document in documents.values():
        lang = document.lang if document.lang != "ja" else "und"
        for part, text in ((Part.TITLE, document.title), (Part.BODY, document.text)):
            terms: dict = defaultdict(set)
            for token in language(lang).analyzer.tokens(text):
                for key in token.keys:
                    terms[term_of(key)].add(token.position)
            if terms:
                found[document.id, part] = {term: sorted(places) for term, places in terms.items()}
    return found


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    batches=st.lists(ARTICLES, max_size=4),
    deleted=st.lists(st.sampled_from(["d1", "d2"]), max_size=2),
    merged=st.booleans(),
)
def test_the_index_holds_what_the_analyzers_give(tmp_path_factory, batches, deleted, merged):
    path = tmp_path_factory.mktemp("index") / "i"
    backend = EmbeddedBackend(path, create=True)
    documents: dict[str, Document] = {}
    for batch in batches:
        backend.write(batch)
        documents |= {document.id: document for document in batch}
    backend.delete(deleted)
    documents = {id_: document for id_, document in documents.items() if id_ not in deleted}
    if merged:
        backend.merge()
        assert len(open_segments(path)) <= 1
    assert held(path) == expected(documents)
    snapshot = EmbeddedBackend(path).snapshot()
    for id_, document in documents.items():
        assert snapshot.document(id_) == document
    assert snapshot.statistics().documents == len(documents)


@pytest.mark.parametrize("merged", [False, True])
def test_words_that_stand_very_often_are_counted_exactly(tmp_path, merged):
    backends = [BACKENDS[name](tmp_path / name, True) for name in sorted(BACKENDS)]
    texts = ["oak " * 254, "oak " * 255, "oak " * 256 + "elm", "elm " * 1000 + "oak", "ash"]
    for backend in backends:
        for number, text in enumerate(texts):
            backend.write([Document(id=str(number), lang="en", text=text)])
        backend.delete(["1"])
    for number in ("5", "6"):
        for backend in backends:
            backend.write([Document(id=number, lang="en", text="oak elm " * 400)])
    if merged:
        backends[1].merge()
    scores = []
    for backend in backends:
        snapshot = backend.snapshot()
        for keys in ((WeightedTerm("oak"),), (WeightedTerm("oak", 0.5), WeightedTerm("elm"))):
            clause = Clause((TermGroup("en", (Word(keys),)),))
            found = snapshot.search(Request(clauses=(clause,), scoring=Scoring(k1=5000.0), limit=None)).best
            ids = snapshot.ids([match.number for match in found])
            scores.append({id_: match.score for id_, match in zip(ids, found, strict=True)})
    assert scores[0] == pytest.approx(scores[2], rel=1e-4)
    assert scores[1] == pytest.approx(scores[3], rel=1e-4)
    assert len(scores[0]) == 5


def test_a_full_tier_becomes_one_segment_and_a_hollow_one_is_written_anew():
    records = [SegmentRecord(segid=f"{n:x}", documents=10, checksum=0) for n in range(FANOUT)]
    assert segments_to_merge(records[:-1]) == []
    assert segments_to_merge(records) == [records]
    hollow = records[0].with_deletions(np.array([True] * 5 + [False] * 5))
    assert segments_to_merge([hollow, records[1]]) == [[hollow]]
    large = SegmentRecord(segid="f", documents=100_000, checksum=0)
    assert segments_to_merge([large, *records]) == [records]


def test_one_segment_without_deletions_is_not_written_anew():
    record = SegmentRecord(segid="a", documents=10, checksum=0)
    hollow = record.with_deletions(np.array([True] + [False] * 9))
    assert one_segment([]) == one_segment([record]) == []
    assert one_segment([hollow]) == [[hollow]]
    assert one_segment([record, hollow]) == [[record, hollow]]


def test_many_commits_leave_few_segments(tmp_path):
    backend = EmbeddedBackend(tmp_path / "i", create=True)
    for number in range(40):
        backend.write([Document(id=str(number), lang="en", text=f"article {number}")])
    assert len(open_segments(tmp_path / "i")) < 2 * FANOUT
    assert backend.snapshot().statistics().documents == 40
    assert sorted(path.suffix for path in (tmp_path / "i").iterdir()).count(".toc") == 1

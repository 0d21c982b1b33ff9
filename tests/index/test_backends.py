"""What every backend promises, and that the fast one ranks as the readable one does."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.backends import BACKENDS, Backend
from index.backends.executor import compiled_scoring, phrases
from index.documents import Document, public_id
from index.errors import IndexLockedError, IndexMissingError, IndexStoreError
from index.matching import (
    Clause,
    Filter,
    Fuzzy,
    Matches,
    Occur,
    Order,
    Part,
    Phrase,
    Prefix,
    Request,
    Scoring,
    TermGroup,
    WeightedTerm,
    Wildcard,
    Word,
)
from index.whoosh_store.writer_lock import WriterLock
from tests.articles import ARTICLES, FLOOD_EN, FLOOD_RU


@pytest.fixture(params=sorted(BACKENDS))
def backend(request, tmp_path: Path) -> Backend:
    return BACKENDS[request.param](tmp_path / "index", True)


def find(backend: Backend, lang: str, *keys: str, wanted: Filter | None = None) -> Matches:
    clauses = tuple(Clause((TermGroup(lang, (WeightedTerm(key),)),)) for key in keys)
    return backend.snapshot().search(Request(clauses=clauses, filter=wanted or Filter()))


def found_ids(backend: Backend, matches: Matches) -> list[str]:
    return [document.id for document in backend.snapshot().documents([match.number for match in matches.best])]


def test_articles_come_back_as_they_went_in(backend: Backend):
    backend.write(ARTICLES)
    for article in ARTICLES:
        assert backend.snapshot().document(article.id) == article
        assert backend.snapshot().document(public_id(article.id)) == article
    assert backend.snapshot().document("no such article") is None


def test_the_same_id_replaces(backend: Backend):
    backend.write(ARTICLES)
    newer = Document(id="flood-en", lang="en", title="Dam holds", text="The dam held.")
    assert backend.write([newer]) == 1
    assert backend.snapshot().document("flood-en") == newer
    assert find(backend, "en", "bridge").total == 0
    assert found_ids(backend, find(backend, "en", "dam")) == ["flood-en"]
    assert backend.snapshot().statistics().documents == len(ARTICLES)


def test_of_two_with_one_id_in_one_commit_the_later_stays(backend: Backend):
    first = Document(id="x", lang="en", text="apricot")
    second = Document(id="x", lang="en", text="plum")
    backend.write([first, second])
    assert backend.snapshot().document("x") == second
    assert find(backend, "en", "apricot").total == 0


def test_deleted_articles_are_gone(backend: Backend):
    backend.write(ARTICLES)
    assert backend.delete(["flood-en", public_id("flood-ru"), "no such article"]) == 2
    assert find(backend, "en", "river").total == 0
    assert backend.snapshot().document(FLOOD_RU.id) is None
    assert backend.snapshot().statistics().documents == len(ARTICLES) - 2


def test_a_snapshot_stays_as_it_was(backend: Backend):
    backend.write([FLOOD_EN])
    before = backend.snapshot()
    backend.write([FLOOD_RU])
    assert before.statistics().documents == 1
    assert backend.snapshot().statistics().documents == 2
    assert backend.snapshot().generation != before.generation
    assert backend.snapshot() is backend.snapshot()


def test_languages_do_not_mix(backend: Backend):
    backend.write([Document(id="1", lang="de", text="Gift"), Document(id="2", lang="en", text="gift")])
    assert found_ids(backend, find(backend, "de", "gift")) == ["1"]


def test_filters_and_counts(backend: Backend):
    backend.write(ARTICLES)
    request = Request(clauses=(), filter=Filter(languages=frozenset({"fr"})))
    answer = backend.snapshot().search(request)
    assert answer.total == 2
    assert answer.languages == {"en": 2, "de": 2, "fr": 2, "ru": 1, "ar": 1}
    assert answer.sources == {"Le Courrier": 1}
    since = Request(clauses=(), filter=Filter(since="2021-06-05", until="2021-06-06"))
    assert found_ids(backend, backend.snapshot().search(since)) == ["flood-fr", "flood-ru"]
    source = Request(clauses=(), filter=Filter(sources=frozenset({"Вестник"})))
    assert found_ids(backend, backend.snapshot().search(source)) == ["flood-ru"]


def test_clauses_that_must_and_must_not(backend: Backend):
    backend.write(ARTICLES)
    river, chess = ((TermGroup("en", (WeightedTerm(key),)),) for key in ("river", "champion"))

    def ids(*clauses: Clause) -> list[str]:
        return found_ids(backend, backend.snapshot().search(Request(clauses=clauses)))

    assert sorted(ids(Clause(river), Clause(chess))) == ["chess-en", "flood-en"]
    assert ids(Clause(river), Clause(chess, Occur.MUST)) == ["chess-en"]
    assert ids(Clause(river), Clause(chess, Occur.MUST_NOT)) == ["flood-en"]
    assert len(ids(Clause(river, Occur.MUST_NOT))) == len(ARTICLES) - 1


def test_title_counts_for_more_and_can_be_asked_alone(backend: Backend):
    backend.write(
        [
            Document(id="body", lang="en", title="Weather", text="hail fell on Oslo"),
            Document(id="title", lang="en", title="Hail", text="it fell on Oslo again"),
        ]
    )
    groups = (TermGroup("en", (WeightedTerm("hail"),)),)
    both = backend.snapshot().search(Request(clauses=(Clause(groups),)))
    assert found_ids(backend, both) == ["title", "body"]
    alone = backend.snapshot().search(Request(clauses=(Clause(groups, parts=(Part.TITLE,)),)))
    assert found_ids(backend, alone) == ["title"]


def test_articles_in_a_language_without_a_chain_are_found(backend: Backend):
    backend.write([Document(id="ja", lang="ja", text="Fuji 山")])
    assert found_ids(backend, find(backend, "und", "fuji")) == ["ja"]
    assert backend.snapshot().statistics().languages == {"ja": 1}


def test_ugly_text_goes_in_and_comes_out(backend: Backend):
    ugly = Document(
        id="a b/c?#\u202e", lang="ar", title="\ufffd", text="x" * 5000 + " \U0001f600 \u200fكلمة\u200e " + "ا" * 300
    )
    backend.write([ugly])
    assert backend.snapshot().document(ugly.id) == ugly
    assert found_ids(backend, find(backend, "ar", "كلمه")) == [ugly.id]


def test_a_missing_index_is_named(tmp_path: Path):
    with pytest.raises(IndexMissingError, match="search index PATH"):
        BACKENDS["whoosh"](tmp_path / "nowhere", False)


def test_a_folder_of_other_things_is_left_alone(tmp_path: Path):
    (tmp_path / "letter.txt").write_text("keep me")
    with pytest.raises(IndexStoreError, match="not empty"):
        BACKENDS["whoosh"](tmp_path, True)
    assert (tmp_path / "letter.txt").read_text() == "keep me"


def test_an_index_of_another_version_says_what_to_do(tmp_path: Path):
    BACKENDS["whoosh"](tmp_path / "i", True)
    (tmp_path / "i" / "dragoman.json").write_text('{"analysis": 0, "store": 0}')
    with pytest.raises(IndexStoreError, match="another version"):
        BACKENDS["whoosh"](tmp_path / "i", False)


def test_a_second_writer_is_told(tmp_path: Path):
    one = BACKENDS["whoosh"](tmp_path / "i", True)
    other = BACKENDS["whoosh"](tmp_path / "i", False)
    one.write([FLOOD_EN])

    lock = WriterLock(one.path)
    with pytest.raises(IndexLockedError, match="another process is writing"):
        other.write([FLOOD_RU])
    lock.release()
    assert other.write([FLOOD_RU]) == 0


def test_a_failing_write_leaves_the_last_commit(tmp_path: Path):
    backend = BACKENDS["whoosh"](tmp_path / "i", True)
    backend.write([FLOOD_EN])

    def broken():
        yield FLOOD_RU
        raise RuntimeError("the source broke")

    with pytest.raises(RuntimeError, match="the source broke"):
        backend.write(broken())
    assert backend.snapshot().statistics().documents == 1
    backend.write([FLOOD_RU])
    assert backend.snapshot().statistics().documents == 2


WORDS = st.sampled_from(["oak", "elm", "ash", "fir", "yew", "oaks", "pine-tree"])
TEXTS = st.lists(WORDS, max_size=12).map(" ".join)
LANGS = st.sampled_from(["en", "de"])
DOCUMENTS = st.lists(
    st.builds(
        Document,
        id=st.sampled_from([f"d{n}" for n in range(12)]),
        lang=LANGS,
        title=TEXTS,
        text=TEXTS,
        source=st.sampled_from(["", "A", "B"]),
        published=st.sampled_from(["", "2020-01-01", "2020-02-01T10:00:00"]),
    ),
    max_size=14,
)
WEIGHTS = st.sampled_from([1.0, 0.8, 0.5, 0.3])
TERMS = st.builds(
    WeightedTerm, st.sampled_from(["oak", "elm", "ash", "fir", "yew", "pine", "~oak", "nothing"]), WEIGHTS
)
PHRASES = st.builds(
    Phrase,
    st.lists(st.lists(TERMS, min_size=1, max_size=2).map(tuple), min_size=2, max_size=3).map(tuple),
    WEIGHTS,
    st.sampled_from([0, 1, 2]),
)
MEMBERS = st.one_of(
    TERMS,
    PHRASES,
    st.builds(Word, st.lists(TERMS, min_size=1, max_size=3).map(tuple)),
    st.builds(Prefix, st.sampled_from(["o", "el", "pi"]), WEIGHTS),
    st.builds(Wildcard, st.sampled_from(["*k", "?lm", "p*e", "*a*"]), WEIGHTS),
    st.builds(Fuzzy, st.sampled_from(["oka", "elm", "fi", "yewpine"]), st.sampled_from([1, 2]), WEIGHTS),
)
GROUPS = st.lists(
    st.builds(TermGroup, LANGS, st.lists(MEMBERS, min_size=1, max_size=4).map(tuple)),
    max_size=2,
    unique_by=lambda g: g.lang,
).map(tuple)
CLAUSES = st.builds(Clause, GROUPS, st.sampled_from(Occur), st.sampled_from([tuple(Part), (Part.TITLE,), (Part.BODY,)]))
REQUESTS = st.builds(
    Request,
    clauses=st.lists(CLAUSES, max_size=4).map(tuple),
    filter=st.builds(
        Filter,
        languages=st.sampled_from([frozenset(), frozenset({"de"})]),
        sources=st.sampled_from([frozenset(), frozenset({"A"})]),
        since=st.sampled_from(["", "2020-01-15"]),
        until=st.sampled_from(["", "2020-01-31"]),
        ids=st.sampled_from([frozenset(), frozenset(), frozenset({"d1", "d2", "d3", "nothing"})]),
    ),
    order=st.sampled_from(Order),
    scoring=st.builds(Scoring, coverage=st.sampled_from([0.0, 0.5, 1.0]), b=st.sampled_from([0.0, 0.5])),
    limit=st.sampled_from([None, 3]),
)


STATES = st.sampled_from(["as written", "reopened", "merged"])


@pytest.fixture(params=["compiled", "numpy"])
def _loops(request, monkeypatch: pytest.MonkeyPatch):
    if request.param == "numpy":
        monkeypatch.setattr(compiled_scoring, "COMPILED", None)
        monkeypatch.setattr(phrases, "COMPILED", None)
    elif not compiled_scoring.can_score():
        pytest.skip("there was no C compiler")


@pytest.mark.usefixtures("_loops")
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    batches=st.lists(DOCUMENTS, max_size=4),
    deleted=st.lists(st.sampled_from(["d1", "d2", "d3"]), max_size=2),
    asked=st.lists(REQUESTS, min_size=1, max_size=6),
    state=STATES,
)
def test_the_fast_backend_ranks_as_the_readable_one(tmp_path_factory, batches, deleted, asked, state):
    path = tmp_path_factory.mktemp("index") / "i"
    fast = BACKENDS["whoosh"](path, True)
    readable = BACKENDS["in_memory"](Path(), True)
    for backend in (fast, readable):
        for batch in batches:
            backend.write(batch)
        backend.delete(deleted)
    if state == "merged":
        fast.merge()
    if state != "as written":
        fast = BACKENDS["whoosh"](path, False)
    best_alone = [replace(r, counts=False, filter=Filter(), order=Order.SCORE, limit=r.limit or 2) for r in asked]
    for request in [*asked, *best_alone]:
        ours, reference = fast.snapshot().search(request), readable.snapshot().search(request)
        assert ours.total == reference.total
        if request.counts:
            assert dict(ours.languages) == dict(reference.languages)
            assert dict(ours.sources) == dict(reference.sources)
            assert dict(ours.months) == dict(reference.months)
        for found, expected in ((ours.best, reference.best), (ours.leaders, reference.leaders)):
            if request.order is Order.SCORE:
                assert [m.score for m in found] == pytest.approx([m.score for m in expected], rel=1e-4, abs=1e-6)
            else:
                assert [m.published for m in found] == [m.published for m in expected]
        if request.limit is None:
            our_ids = {d.id for d in fast.snapshot().documents([m.number for m in ours.best])}
            assert our_ids == {d.id for d in readable.snapshot().documents([m.number for m in reference.best])}

"""Lemma tables: what is found is what the dictionary says, made, kept or taken up again."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.languages import lemma_tables
from index.languages.lemma_tables import LemmaTable, lemma_set, lemma_table

WORDS = st.text(st.sampled_from("abeéßшю漢\U0001f600"), max_size=8)
SMALL = {"oaks": "oak", "oak": "oak", "geese": "goose", "Эмсы": "эму", "went": "go"}


@given(st.lists(st.tuples(WORDS, WORDS)), st.lists(WORDS))
def test_a_table_is_a_dictionary_of_the_first_lemmas(pairs, others):
    wanted = {form: lemma for form, lemma in reversed(pairs) if form}
    table = LemmaTable.of(iter(pairs))
    for form in (*wanted, *others):
        assert table.get(form) == wanted.get(form)
        assert (form in table) == (form in wanted)


def test_what_is_written_is_read(tmp_path):
    path = tmp_path / "table"
    written = LemmaTable.of(iter(SMALL.items())).written()
    path.write_bytes(written)
    table = LemmaTable.read(path)
    assert {form: table[form] for form in SMALL} == SMALL
    with pytest.raises(KeyError):
        table["elm"]
    with pytest.raises(TypeError, match="not list"):
        list(table)
    with pytest.raises(TypeError, match="not count"):
        len(table)
    for end in range(len(written)):
        path.write_bytes(written[:end])
        with pytest.raises(OSError, match=r"."):
            LemmaTable.read(path)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SEARCH_CACHE", str(tmp_path))
    monkeypatch.setattr(lemma_tables, "_source", lambda _lang: SMALL)
    return tmp_path


FOLDED = {form.casefold(): lemma for form, lemma in SMALL.items()}


def open_table() -> dict[str, str | None]:
    table = lemma_table.__wrapped__("en", str.casefold)
    return {form: table.get(form) for form in FOLDED}


def test_a_table_is_made_once_and_again_if_it_was_cut_short(cache, monkeypatch):
    assert open_table() == FOLDED
    (kept,) = cache.rglob("*.table")
    with monkeypatch.context() as there:
        there.setattr(lemma_tables, "_source", lambda _lang: pytest.fail("it was there"))
        assert open_table() == FOLDED
    kept.write_bytes(kept.read_bytes()[:-3])
    assert open_table() == FOLDED
    assert [path.name for path in cache.rglob("*") if path.is_file()] == [kept.name]


def test_lemmas_that_begin_a_text_are_found_at_once(cache):
    for _ in ("made", "taken up"):
        assert lemma_set.__wrapped__("en").prefixes("oaken") == ["oak"]
    (kept,) = cache.rglob("*.dawg")
    kept.write_bytes(b"")
    assert lemma_set.__wrapped__("en").prefixes("oaken") == ["oak"]


def test_without_a_cache_that_can_be_written_it_is_made_each_time(cache, monkeypatch):
    (cache / "file").write_text("no folder")
    monkeypatch.setenv("SEARCH_CACHE", str(cache / "file"))
    assert open_table() == FOLDED

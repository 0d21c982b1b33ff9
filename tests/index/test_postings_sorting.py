"""From surface forms to postings: in C as with NumPy, and the same whatever was forgotten in between."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.languages import language
from index.whoosh_store import postings_sharing, postings_sorting
from index.whoosh_store.postings_sorting import PostingArrays, sorted_postings
from index.whoosh_store.surface_forms import SurfaceForms

WORDS = ("Kahn", "Kähne", "kahnfahren", "Ufer-Weg", "(Ufer-Weg),", "1999", "boot", "Boote", "der", "„Boote“", "—")
TEXTS = st.lists(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join), min_size=1, max_size=6)


def sorted_texts(forms: SurfaceForms, texts: list[str]) -> tuple[PostingArrays, list[int]] | None:
    numbers = forms.numbers(texts)
    together = np.array([number for own in numbers for number in own], dtype=np.uint32)
    ends = np.cumsum([0, *map(len, numbers)]).astype(np.uint64)
    if not together.size:
        return None
    postings, lengths = sorted_postings(together, ends, forms)
    return postings, lengths.tolist()


def said(found: tuple[PostingArrays, list[int]] | None) -> object:
    """Give postings as plain lists: by term its documents with their positions."""
    if found is None:
        return None
    postings, lengths = found
    terms = {}
    for term, own in zip(postings.terms.terms(), postings.lists.tolist(), strict=True):
        first, end = postings.posting_ends[own : own + 2].tolist()
        frequencies = postings.frequencies[first:end]
        places = postings.positions[slice(*postings.position_ends[own : own + 2].tolist())]
        split = np.split(places, np.cumsum(frequencies)[:-1])
        terms[term] = {
            document: at.tolist() for document, at in zip(postings.documents[first:end].tolist(), split, strict=True)
        }
    return terms, lengths


def plainly(texts: list[str]) -> object:
    """Do the same article by article."""
    terms: dict[bytes, dict[int, list[int]]] = {}
    lengths = []
    for number, text in enumerate(texts):
        forms = SurfaceForms(language("de"))
        (own_forms,), position = forms.numbers([text]), 0
        arrays = forms.arrays()
        known = forms.term_list(np.unique(arrays.terms)).terms()
        for form in own_forms:
            places = slice(*arrays.starts[form : form + 2].tolist())
            for term, offset in zip(arrays.terms[places].tolist(), arrays.offsets[places].tolist(), strict=True):
                terms.setdefault(known[term], {}).setdefault(number, []).append(position + offset)
            position += int(arrays.widths[form])
        lengths.append(position)
    return terms, lengths


@pytest.fixture(params=["compiled", "numpy"])
def loops(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "numpy":
        monkeypatch.setattr(postings_sharing, "COMPILED", None)
        monkeypatch.setattr(postings_sorting, "COMPILED", None)
    elif not postings_sharing.COMPILED:
        pytest.skip("there was no C compiler")


@pytest.mark.usefixtures("loops")
class TestSorting:
    @given(TEXTS)
    def test_postings_are_those_of_a_plain_reference(self, texts):
        found = said(sorted_texts(SurfaceForms(language("de")), texts))
        assert found is None or found == plainly(texts)

    @given(TEXTS, TEXTS, st.integers(0, 3))
    def test_forgetting_forms_changes_nothing(self, before, texts, often):
        forms = SurfaceForms(language("de"))
        used = [number for own in forms.numbers(before) for number in own]
        forms.keep(np.bincount(np.array(used, dtype=np.int64), minlength=forms.count) >= often)
        assert said(sorted_texts(forms, texts)) == said(sorted_texts(SurfaceForms(language("de")), texts))


def test_arrays_that_do_not_fit_are_refused():
    compiled = pytest.importorskip("index.whoosh_store._postings", reason="there was no C compiler")

    def numbers(*values: int, kind: type = np.uint32) -> np.ndarray:
        return np.array(values, dtype=kind)

    one, ends = numbers(0), numbers(0, 1, kind=np.uint64)
    place, room = numbers(0, kind=np.uint64), (numbers(0, kind=np.uint64), numbers(0, kind=np.int64))
    known = (one, ends, numbers(0), numbers(0))
    for wrong in (
        lambda: compiled.scatter(numbers(1), ends, *known, numbers(0, kind=np.uint64), *room),  # no such form
        lambda: compiled.scatter(one, ends, *known, numbers(1, kind=np.uint64), *room),  # no room left
        lambda: compiled.scatter(one, ends, *known, numbers(kind=np.uint64), *room),  # no such term
        lambda: compiled.scatter(numbers(), ends, *known, numbers(0, kind=np.uint64), *room),  # no such text
        lambda: compiled.digests(place, numbers(0, 2, kind=np.uint64), numbers(0, kind=np.uint64)),
        lambda: compiled.are_equal(
            place, ends, numbers(1, kind=np.int64), numbers(0, kind=np.int64), np.array([False])
        ),
        lambda: compiled.count_postings(place, ends, numbers(-1, kind=np.int64), numbers(0, kind=np.int64)),
        lambda: compiled.copy_runs(4, one, *[numbers(0, kind=np.int64)] * 2, numbers(2, kind=np.int64), one),
        lambda: compiled.copy_runs(4, one, numbers(-1, kind=np.int64), *[numbers(1, kind=np.int64)] * 2, one),
        lambda: compiled.copy_runs(0, one, *[numbers(0, kind=np.int64)] * 3, one),
        lambda: compiled.gather(place, ends, numbers(0, kind=np.int64), numbers(), numbers(), numbers(0)),
    ):
        with pytest.raises(ValueError, match="fit"):
            wrong()
    with pytest.raises(TypeError, match="arrays"):
        compiled.digests(place)
    with pytest.raises(TypeError):
        compiled.copy_runs(one)

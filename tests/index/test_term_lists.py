"""Sorted lists of terms made one: in C as in Python, and both as sets say."""

from array import array
from bisect import bisect_left
from itertools import accumulate

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.whoosh_store import term_lists
from index.whoosh_store.term_lists import TermList

TERMS = st.sets(st.text("aäя\U0001f600", max_size=3).map(str.encode), max_size=20).map(sorted)
WAYS = [term_lists._merged, *([term_lists._merged_compiled] if term_lists.COMPILED else [])]
each_way = pytest.mark.parametrize("merge", WAYS, ids=lambda way: way.__name__)


@each_way
@given(found=st.lists(TERMS.flatmap(lambda own: st.tuples(st.just(own), st.sets(st.sampled_from(own or [b""]))))))
def test_merged_is_the_sorted_union_of_what_lives(merge, found):
    living = [np.array([term not in dead for term in own], dtype=np.bool_) for own, dead in found]
    merged, places = merge([TermList.of(own) for own, _ in found], living)
    expected = sorted({term for own, dead in found for term in own if term not in dead})
    assert merged.terms() == expected
    assert len(merged) == len(expected)
    for (own, dead), ranks in zip(found, places, strict=True):
        assert ranks.tolist() == [-1 if term in dead else expected.index(term) for term in own]


@pytest.mark.skipif(not term_lists.COMPILED, reason="the loops in C were not compiled")
@pytest.mark.parametrize("ends", [[1, 3], [0, 4], [0, 3, 2], [0]], ids=["start", "beyond the text", "backwards", "few"])
def test_a_list_that_does_not_fit_is_damage(ends):
    damaged = TermList(np.frombuffer(b"abc", np.uint8), np.array(ends, np.uint64))
    with pytest.raises(ValueError, match="do not fit"):
        term_lists.merge_terms([damaged], [np.ones(max(len(ends) - 1, 1), np.bool_)])


@pytest.mark.skipif(not term_lists.COMPILED, reason="the loops in C were not compiled")
class TestLookingInto:
    @given(own=TERMS, term=st.text("aäя\U0001f600b", max_size=4).map(str.encode), kind=st.sampled_from("HIQ"))
    def test_the_first_that_is_not_less(self, own, term, kind):
        ends = memoryview(array(kind, [0, *accumulate(map(len, own))]))
        assert term_lists.COMPILED.at_or_after(memoryview(b"".join(own)), ends, term) == bisect_left(own, term)

    @pytest.mark.parametrize(
        "ends", [[0, 9], [3, 1], [0, 2, 1]], ids=["beyond the text", "backwards", "backwards later"]
    )
    def test_ends_that_do_not_fit_are_damage(self, ends):
        with pytest.raises(ValueError, match="do not fit"):
            term_lists.COMPILED.at_or_after(memoryview(b"abc"), memoryview(array("I", ends)), b"zz")

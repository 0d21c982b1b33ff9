"""The measures are those of the field: equal to ir-measures on any list."""

import ir_measures
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ir_measures import RR, R, Success, nDCG

from search.evaluation.measures import mean, measure

ARTICLES = [f"a{number}" for number in range(30)]
RANKINGS = st.lists(st.sampled_from(ARTICLES), unique=True, max_size=25)
GRADES = st.dictionaries(st.sampled_from(ARTICLES), st.integers(1, 3), min_size=1)


@given(RANKINGS, GRADES)
@settings(max_examples=200)
def test_they_are_those_of_ir_measures(ranked, grades):
    run = {"t": {article: float(-place) for place, article in enumerate(ranked)} or {"nothing": 0.0}}
    names = (R @ 10, RR @ 10, nDCG @ 10, Success @ 1)
    expected = ir_measures.calc_aggregate(names, {"t": grades}, run)
    assert measure(ranked, grades) == pytest.approx([expected[name] for name in names])


def test_the_eleventh_place_counts_for_nothing():
    ranked = ARTICLES[:11]
    assert measure(ranked, {"a10": 1}) == (0, 0, 0, 0)
    assert measure(ranked, {"a9": 1}).recall == 1


def test_mean_is_taken_measure_by_measure():
    assert mean([measure(["a"], {"a": 1}), measure(["b", "a"], {"a": 1})]) == pytest.approx((1, 0.75, 0.815465, 0.5))

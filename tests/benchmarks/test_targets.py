import pytest

from benchmarks.search_speed import Latency
from benchmarks.targets import TARGETS, Measured, Target, target_table

NOTHING = Measured({}, {}, None, None, None)


@pytest.mark.parametrize(
    ("value", "more_is_better", "verdict"),
    [(1.9, False, "goal"), (2.0, False, "goal"), (3.0, False, "good"), (4.1, False, "missed"), (9.0, True, "goal")],
)
def test_a_figure_is_judged_by_both_limits(value, more_is_better, verdict):
    assert Target("x", 2, 4, lambda _: value, more_is_better).verdict(value) == verdict


def test_of_what_should_be_large_little_is_a_miss():
    target = Target("x", 1.7, 1.5, lambda _: 0.0, True)
    assert [target.verdict(value) for value in (1.8, 1.6, 1.4)] == ["goal", "good", "missed"]


def test_what_was_not_measured_is_said_so():
    lines = target_table(TARGETS, NOTHING)[2:]
    assert len(lines) == len(TARGETS)
    assert all("not measured" in line for line in lines)


def test_faster_and_slower_are_told_apart():
    latency = {
        "or30": {"dragoman": Latency(2, 3, 4, 1), "tantivy": Latency(1, 2, 3, 1), "xapian": Latency(20, 30, 40, 1)}
    }
    table = "\n".join(target_table(TARGETS, NOTHING._replace(latency={100_000: latency})))
    assert "| 30 weighted terms at 100k, times tantivy's | ≤ 0.8 | ≤ 1.25 | 2.00 | missed |" in table
    assert "| 30 terms at 100k, times faster than Xapian | ≥ 12 | ≥ 8 | 10.00 | good |" in table

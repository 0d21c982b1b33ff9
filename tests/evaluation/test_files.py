"""Judgements and runs are read whole, or the line that is wrong is named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import DocumentError
from search.evaluation.judgements import read_judgements
from search.evaluation.run_files import read_run


def test_judgements_keep_what_is_relevant():
    found = read_judgements([b"t1 0 a 1\n", b"\n", b"t1\t0\tb\t0\r\n", "t2 Q0 ж 2".encode(), b"t2 0 a 1"], "qrels")
    assert found.grades == {"t1": {"a": 1}, "t2": {"ж": 2, "a": 1}}
    assert found.lines == {"a": 1, "ж": 4}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"t1 0 a\n", "with 4 columns, not 3"),
        (b"t1 0 a 1 x\n", "with 4 columns, not 5"),
        (b"t1 0 a yes\n", "whole number such as 0 or 1, not 'yes'"),
        (b"t0 0 z 0\n", "another grade for topic 't0' above"),
        (b"t1 0 \xff 1\n", "not UTF-8"),
    ],
)
def test_bad_judgement_is_named_with_its_line(line, reason):
    with pytest.raises(DocumentError, match=rf"^qrels:2: .*{reason}"):
        read_judgements([b"t0 0 z 1\n", line], "qrels")


def test_judgements_without_anything_relevant_are_refused():
    with pytest.raises(DocumentError, match="above 0"):
        read_judgements([b"t1 0 a 0\n"], "qrels")


def test_run_goes_by_score_then_rank_and_keeps_first_places():
    lines = [b"t Q0 low 1 0.1 x", b"t Q0 b 3 9 x", b"t Q0 a 2 9.0 x", b"t Q0 low 4 0.05 x", b"u Q0 a 1 -1e3 x"]
    assert read_run(lines, "run") == {"t": ("a", "b", "low"), "u": ("a",)}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"t Q0 a 1 0.5\n", "with 6 columns, not 5"),
        (b"t Q0 a first 0.5 x\n", "the rank must be a number, not 'first'"),
        (b"t Q0 a 1 nan x\n", "the score must be a number, not 'nan'"),
    ],
)
def test_bad_run_line_is_named(line, reason):
    with pytest.raises(DocumentError, match=rf"^run:2: .*{reason}"):
        read_run([b"t Q0 a 1 1 x\n", line], "run")


@given(st.lists(st.binary()))
def test_any_bytes_are_read_or_refused(lines):
    for read in (read_judgements, read_run):
        message = "file:"
        try:
            read(lines, "file")
        except DocumentError as error:
            message = str(error)
        assert message.startswith("file:")

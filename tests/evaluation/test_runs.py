"""Topics are read whole or not at all, and each is asked as the file says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import DocumentError
from search.evaluation.runs import Topic, read_topics, run_lines
from search.expansion.switches import ALL_ON, Switches


class Recorder:
    """Ranks two articles for every query but "nothing", and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, int, str, Switches]] = []

    def ranking(self, query: str, depth: int, query_language: str = "", switches: Switches = ALL_ON):
        self.asked.append((query, depth, query_language, switches))
        return () if query == "nothing" else (("d 1", 0.1 + 0.2), ("d2", 0.3))


TOPICS = (Topic(id="1", lang="en", query="flood"), Topic(id="2", lang="ru", query="nothing"))


def test_topics_are_read_in_order_without_blank_lines():
    lines = ["\ufeff1\ten\tflood \r\n".encode(), b"\n", b"2\tru\tnothing"]
    assert read_topics(lines, "topics.tsv") == TOPICS


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"2 ru flood\n", "not 1"),
        (b"2\tru\n", "not 2"),
        (b"2\tru\tflood\tvalley\n", "not 4"),
        (b"\tru\tflood\n", "the id is empty"),
        (b"2\tru\t \n", "the query is empty"),
        (b"1\tru\tflood\n", "'1' already"),
        (b"2\tru\t\xff\n", "not UTF-8"),
        (b"2\txx\tflood\n", "no language 'xx'"),
    ],
)
def test_bad_line_is_named_with_its_number(line, reason):
    with pytest.raises(DocumentError, match=rf"^topics\.tsv:3: .*{reason}"):
        read_topics([b"1\ten\tflood\n", b"\n", line], "topics.tsv", languages={"en", "ru"})


def test_language_does_not_matter_unless_languages_are_named():
    assert read_topics([b"1\t\tflood\n"], "topics.tsv")[0].lang == ""


@pytest.mark.parametrize(("use_topic_language", "languages"), [(False, ["", ""]), (True, ["en", "ru"])])
def test_run_asks_every_topic_once(use_topic_language, languages):
    ranker = Recorder()
    off = Switches(only=frozenset({"de"}))
    lines = list(run_lines(TOPICS, ranker, depth=7, use_topic_language=use_topic_language, switches=off))
    assert ranker.asked == [("flood", 7, languages[0], off), ("nothing", 7, languages[1], off)]
    assert lines == ["1 Q0 d%201 1 0.30000000000000004 dragoman\n1 Q0 d2 2 0.3 dragoman\n", ""]


@given(st.lists(st.binary()))
def test_any_bytes_are_topics_or_a_named_error(lines):
    found: list[str] = []
    try:
        found = [topic.id for topic in read_topics(lines, "topics.tsv")]
    except DocumentError as error:
        place = error.line
    else:
        place = 1
    assert place is not None
    assert len(set(found)) == len(found)

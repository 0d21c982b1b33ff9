"""Topics in, runs out: what a search engine must do to be measured with trec_eval and its relatives.

A topics file has one topic a line, `id<TAB>language<TAB>query`, in UTF-8.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from index.errors import DocumentError
from search.expansion.switches import ALL_ON, Switches
from search.rendering.trec import render_topic, without_spaces

__all__ = ["Ranker", "Topic", "answers_to", "read_topics", "run_lines"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A query to be measured; `lang` is the language it is in, as the file says."""

    id: str
    lang: str
    query: str


class Ranker(Protocol):
    """What a run is made with: the search service."""

    def ranking(
        self, query: str, depth: int, query_language: str = "", switches: Switches = ALL_ON
    ) -> tuple[tuple[str, float], ...]:
        """Give the final order: article ids with strictly decreasing scores."""


def read_topics(lines: Iterable[bytes], path: str, languages: Collection[str] | None = None) -> tuple[Topic, ...]:
    """Read all topics, so that a mistake in the last one is found before an hour has gone into the others.

    Args:
        lines: the file.
        path: what to call it in messages.
        languages: the codes the language column may hold; None if it does not matter.

    Raises:
        DocumentError: a line is no topic, or has the id of one before it.
    """
    topics: dict[str, Topic] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            topic = _topic(line, languages)
            if topic.id in topics:
                raise ValueError(f"there is a topic {topic.id!r} already")
        except ValueError as error:
            raise DocumentError(path, str(error), number) from error
        topics[topic.id] = topic
    return tuple(topics.values())


def _topic(line: bytes, languages: Collection[str] | None) -> Topic:
    try:
        fields = line.decode("utf-8-sig").rstrip("\r\n").split("\t")
    except UnicodeDecodeError as error:
        raise ValueError(f"is not UTF-8 text (byte {error.start})") from error
    if len(fields) != 3:
        raise ValueError(f"must be 'id<TAB>language<TAB>query', with 3 fields, not {len(fields)}")
    identifier, lang, query = (field.strip() for field in fields)
    if not identifier or not query:
        raise ValueError(f"the {'query' if identifier else 'id'} is empty")
    if languages is not None and lang not in languages:
        raise ValueError(f"no language {lang!r}: use one of {', '.join(sorted(languages))}")
    return Topic(id=identifier, lang=lang, query=query)


def run_lines(
    topics: Iterable[Topic],
    ranker: Ranker,
    *,
    depth: int,
    use_topic_language: bool = False,
    switches: Switches = ALL_ON,
) -> Iterator[str]:
    """Answer the topics one by one.

    Args:
        topics: in the order of the run.
        ranker: answers them.
        depth: how many articles a topic gets at most.
        use_topic_language: tell the ranker which language a topic is in.
        switches: the sources and languages queries are expanded without.

    Yields:
        The run's lines of one topic, empty where nothing was found.
    """
    for topic in topics:
        ranked = ranker.ranking(topic.query, depth, topic.lang if use_topic_language else "", switches)
        yield render_topic(topic.id, ranked)


def answers_to(
    topics: Iterable[Topic],
    ranker: Ranker,
    *,
    depth: int,
    use_topic_language: bool = False,
    switches: Switches = ALL_ON,
) -> Iterator[tuple[Topic, tuple[str, ...]]]:
    """Answer the topics one by one, to be measured; the arguments are those of `run_lines`.

    Yields:
        Each topic with the ids of its articles, the best first, as a run would name them.
    """
    for topic in topics:
        ranked = ranker.ranking(topic.query, depth, topic.lang if use_topic_language else "", switches)
        yield topic, tuple(without_spaces(article) for article, _ in ranked)

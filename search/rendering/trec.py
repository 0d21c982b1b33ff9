"""TREC runs: `topic Q0 document rank score tag`, as trec_eval and its relatives read them."""

import re
from collections.abc import Iterable
from urllib.parse import quote

__all__ = ["RUN_TAG", "render_topic"]

RUN_TAG = "dragoman"
_WHITESPACE = re.compile(r"\s")


def render_topic(topic: str, ranked: Iterable[tuple[str, float]]) -> str:
    r"""Give the lines of one topic.

    Args:
        topic: its id.
        ranked: article ids with their scores, which fall strictly: readers of runs go by score and ignore the rank.

    >>> render_topic("7", [("a b", 2.5), ("c", 0.1)])
    '7 Q0 a%20b 1 2.5 dragoman\n7 Q0 c 2 0.1 dragoman\n'
    """
    topic = _without_spaces(topic)
    return "".join(
        f"{topic} Q0 {_without_spaces(document)} {rank} {float(score)!r} {RUN_TAG}\n"
        for rank, (document, score) in enumerate(ranked, start=1)
    )


def _without_spaces(identifier: str) -> str:
    """Percent-encode white space, which separates columns; all else stays, so that ids are those of the qrels."""
    return _WHITESPACE.sub(lambda match: quote(match[0]), identifier)

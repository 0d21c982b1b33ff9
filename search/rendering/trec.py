"""TREC runs: `topic Q0 document rank score tag`, as trec_eval and its relatives read them."""

import re
from collections.abc import Iterable
from urllib.parse import quote, unquote

__all__ = ["RUN_TAG", "render_topic", "with_spaces", "without_spaces"]

RUN_TAG = "dragoman"
_WHITESPACE = re.compile(r"\s")
_ENCODED = re.compile(r"(?:%[0-9A-Fa-f]{2})+")


def render_topic(topic: str, ranked: Iterable[tuple[str, float]]) -> str:
    r"""Give the lines of one topic.

    Args:
        topic: its id.
        ranked: article ids with their scores, which fall strictly: readers of runs go by score and ignore the rank.

    >>> render_topic("7", [("a b", 2.5), ("c", 0.1)])
    '7 Q0 a%20b 1 2.5 dragoman\n7 Q0 c 2 0.1 dragoman\n'
    """
    topic = without_spaces(topic)
    return "".join(
        f"{topic} Q0 {without_spaces(document)} {rank} {float(score)!r} {RUN_TAG}\n"
        for rank, (document, score) in enumerate(ranked, start=1)
    )


def without_spaces(identifier: str) -> str:
    """Percent-encode white space, which separates columns; all else stays, so that ids are those of the qrels.

    >>> without_spaces("page 7")
    'page%207'
    """
    return _WHITESPACE.sub(lambda match: quote(match[0]), identifier)


def with_spaces(identifier: str) -> str:
    """Undo `without_spaces`; what is encoded and no white space stays.

    >>> with_spaces("page%207%2F8")
    'page 7%2F8'
    """
    return _ENCODED.sub(lambda match: text if (text := unquote(match[0])).isspace() else match[0], identifier)

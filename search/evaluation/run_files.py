"""Runs in: TREC runs of any search engine, to be measured beside ours.

A line is `topic Q0 article rank score tag`.
"""

import math
from collections.abc import Iterable, Mapping

from index.errors import DocumentError
from search.evaluation.columns import numbered_columns

__all__ = ["read_run"]

COLUMNS = ("topic", "Q0", "article", "rank", "score", "tag")


def read_run(lines: Iterable[bytes], path: str) -> Mapping[str, tuple[str, ...]]:
    """Read a run: the articles of each topic in their order.

    The greatest score comes first, as trec_eval has it; where scores are equal the rank decides, which trec_eval does
    not look at. An article named twice for a topic keeps its first place.

    Args:
        lines: the file.
        path: what to call it in messages.

    Raises:
        DocumentError: a line is not of a run's form.
    """
    found: dict[str, list[tuple[float, float, str]]] = {}
    for number, (topic, _, article, rank, score, _) in numbered_columns(lines, path, COLUMNS):
        entry = (-_number(score, "score", path, number), _number(rank, "rank", path, number), article)
        found.setdefault(topic, []).append(entry)
    return {
        topic: tuple(dict.fromkeys(article for _, _, article in sorted(entries))) for topic, entries in found.items()
    }


def _number(text: str, name: str, path: str, line: int) -> float:
    try:
        value = float(text)
    except ValueError as error:
        raise DocumentError(path, f"the {name} must be a number, not {text!r}", line) from error
    if math.isnan(value):
        raise DocumentError(path, f"the {name} must be a number, not {text!r}", line)
    return value

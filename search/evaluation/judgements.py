"""Judgements in, as TREC qrels: which articles answer which topic, and how well.

A line is `topic iteration article grade`; the iteration means nothing. A grade above 0 is relevant; an article without
a judgement is not.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from index.errors import DocumentError
from search.evaluation.columns import numbered_columns

__all__ = ["Judgements", "read_judgements"]

COLUMNS = ("topic", "iteration", "article", "grade")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgements:
    """The relevant articles of each topic with their grades above 0, and the line that first names each article."""

    grades: Mapping[str, Mapping[str, int]]
    lines: Mapping[str, int]


def read_judgements(lines: Iterable[bytes], path: str) -> Judgements:
    """Read all judgements.

    Args:
        lines: the file.
        path: what to call it in messages.

    Raises:
        DocumentError: a line is no judgement, contradicts one before it, or no article is relevant to anything.
    """
    judged: dict[tuple[str, str], int] = {}
    relevant: dict[str, dict[str, int]] = {}
    places: dict[str, int] = {}
    for number, (topic, _, article, text) in numbered_columns(lines, path, COLUMNS):
        try:
            grade = int(text)
        except ValueError as error:
            raise DocumentError(
                path, f"the grade must be a whole number such as 0 or 1, not {text!r}", number
            ) from error
        if judged.setdefault((topic, article), grade) != grade:
            raise DocumentError(path, f"article {article!r} has another grade for topic {topic!r} above", number)
        if grade > 0:
            relevant.setdefault(topic, {})[article] = grade
            places.setdefault(article, number)
    if not relevant:
        raise DocumentError(path, "no article is relevant to any topic: a grade must be above 0 somewhere")
    return Judgements(grades=relevant, lines=places)

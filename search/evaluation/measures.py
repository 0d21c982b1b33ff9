"""What a ranked list is worth, by four measures of the field, named as in ir-measures.

* **R@10**, recall: the share of the relevant articles that are among the first ten.
* **RR@10**, reciprocal rank: one over the place of the first relevant article, 0 if there is none among the first ten;
  its mean over topics is MRR.
* **nDCG@10**: gains by grade, less the lower they stand, as a share of the best order's (Järvelin and Kekäläinen 2002;
  gain is the grade, discount is log2(place + 1), as in trec_eval).
* **S@1**, success: whether the first article is relevant.

They are computed here because the packages that have them bring scipy, 114 MB, for four formulas; a test holds them
equal to ir-measures.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

__all__ = ["DEPTH", "MEASURE_NAMES", "Measures", "mean", "measure"]

DEPTH = 10
MEASURE_NAMES = (f"R@{DEPTH}", f"RR@{DEPTH}", f"nDCG@{DEPTH}", "S@1")


class Measures(NamedTuple):
    """The four measures of one list, or their mean over several, in the order of `MEASURE_NAMES`."""

    recall: float
    reciprocal_rank: float
    ndcg: float
    success: float


def measure(ranked: Sequence[str], grades: Mapping[str, int]) -> Measures:
    """Measure a list.

    Args:
        ranked: article ids, the best first, each once.
        grades: the relevant articles, at least one, with grades above 0.

    >>> measure(["a", "b", "c"], {"b": 1, "z": 1})
    Measures(recall=0.5, reciprocal_rank=0.5, ndcg=0.38685280723454163, success=0.0)
    """
    gains = [grades.get(article, 0) for article in ranked[:DEPTH]]
    places = [place for place, gain in enumerate(gains, start=1) if gain]
    best = sorted(grades.values(), reverse=True)[:DEPTH]
    return Measures(
        recall=len(places) / len(grades),
        reciprocal_rank=1 / places[0] if places else 0.0,
        ndcg=_discounted(gains) / _discounted(best),
        success=float(places[:1] == [1]),
    )


def mean(found: Sequence[Measures]) -> Measures:
    """Average measure by measure, over one list or more."""
    return Measures(*(sum(values) / len(found) for values in zip(*found, strict=True)))


def _discounted(gains: Iterable[int]) -> float:
    return sum(gain / math.log2(place + 1) for place, gain in enumerate(gains, start=1))

"""The report as one JSON object; fields may be added, never renamed."""

import json
from typing import Any

from search.evaluation.measures import MEASURE_NAMES, Measures
from search.evaluation.report import Averages, PairMeasures, Report

__all__ = ["render"]


def render(report: Report) -> str:
    """Give the report with figures at full precision; null where there is nothing to average."""
    shown = {
        "topics": report.topics,
        "unjudged_topics": report.unjudged,
        "unknown_articles": report.strangers,
        "least_topics": report.least_topics,
        "pairs": [_pair(pair) for pair in report.pairs],
        "averages": {
            "same_language": _averages(report.same),
            "across_languages": _averages(report.across),
            "all_articles": {"mixed": _measures(report.all.mixed)},
        },
    }
    return json.dumps(shown, ensure_ascii=False, indent=2) + "\n"


def _pair(pair: PairMeasures) -> dict[str, Any]:
    return {
        "query_lang": pair.query_lang,
        "article_lang": pair.article_lang,
        "topics": pair.topics,
        "mixed": _measures(pair.mixed),
        "within": _measures(pair.within),
    }


def _averages(averages: Averages) -> dict[str, Any]:
    return {"mixed": _measures(averages.mixed), "within": _measures(averages.within)}


def _measures(measures: Measures | None) -> dict[str, float] | None:
    return dict(zip(MEASURE_NAMES, measures, strict=True)) if measures else None

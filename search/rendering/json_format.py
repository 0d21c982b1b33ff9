"""JSON: the whole page as one object, the shape programs and the web interface are promised.

`page_dict` is that shape, also for whoever serialises it otherwise. Fields may be added to it, never renamed.
"""

import json
from collections.abc import Iterable
from typing import Any

from search.concepts import Concept
from search.hits import Hit, Mark, ResultPage

__all__ = ["hit_dict", "mark_dicts", "page_dict", "render"]

SCORE_DIGITS = 6  # for people and programs alike; `trec` is for those who need them all


def render(page: ResultPage) -> str:
    """Give the page as one indented JSON object."""
    return json.dumps(page_dict(page), ensure_ascii=False, indent=2) + "\n"


def page_dict(page: ResultPage) -> dict[str, Any]:
    """Give the page as plain dictionaries and lists, ready to be serialised.

    `languages` counts all matches by language, whatever the language filter lets through.
    """
    return {
        "query": page.query,
        "took_ms": round(page.took_ms, 3),
        "total": page.total,
        "warnings": list(page.warnings),
        "languages": dict(page.languages),
        "concepts": [_concept_dict(concept) for concept in page.concepts],
        "hits": [hit_dict(hit) for hit in page.hits],
    }


def hit_dict(hit: Hit) -> dict[str, Any]:
    """Give one hit as a plain dictionary."""
    return {
        "rank": hit.rank,
        "score": round(hit.score, SCORE_DIGITS),
        "id": hit.id,
        "public_id": hit.public_id,
        "lang": hit.lang,
        "title": hit.title,
        "title_marks": mark_dicts(hit.title_marks),
        "url": hit.url,
        "source": hit.source,
        "published": hit.published,
        "snippets": [{"text": snippet.text, "marks": mark_dicts(snippet.marks)} for snippet in hit.snippets],
        "gloss": [{"text": word.text, "word": word.word, "source": word.source} for word in hit.gloss],
        "gloss_lang": hit.gloss_lang,
    }


def mark_dicts(marks: Iterable[Mark]) -> list[dict[str, Any]]:
    """Give the marks of one text as plain dictionaries; `start` and `end` count code points."""
    return [
        {
            "start": mark.start,
            "end": mark.end,
            "concept": mark.concept,
            "source": mark.source,
            "confidence": round(mark.confidence, SCORE_DIGITS),
        }
        for mark in marks
    ]


def _concept_dict(concept: Concept) -> dict[str, Any]:
    return {
        "text": concept.text,
        "alternatives": [
            {
                "lang": alternative.lang,
                "text": alternative.text,
                "confidence": round(alternative.confidence, SCORE_DIGITS),
                "source": alternative.source,
            }
            for alternative in concept.alternatives
        ],
    }

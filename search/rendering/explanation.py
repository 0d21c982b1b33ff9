"""The explanation of a query: every concept with all it is searched as, by language, with source and confidence.

The alternative stands last in its line, so that the columns before it stay in place whatever its script.
"""

from itertools import groupby
from operator import attrgetter

from index.matching import Occur
from search.concepts import Alternative, Concept
from search.hits import ResultPage
from search.rendering.terminal_text import isolated, one_line

__all__ = ["render"]

ASKED = {Occur.SHOULD: "", Occur.MUST: " (required)", Occur.MUST_NOT: " (left out)"}


def render(page: ResultPage) -> str:
    """Explain the query; nothing where it holds no concept."""
    languages = ", ".join(f"{lang} {share:.2f}" for lang, share in page.query_languages.items())
    query = [f"the query may be in: {languages}\n"] if languages else []
    return "\n".join(query + [_concept(concept) for concept in page.concepts])


def _concept(concept: Concept) -> str:
    by_language = groupby(sorted(concept.alternatives, key=attrgetter("lang")), key=attrgetter("lang"))
    lines = [
        _alternative(lang if first else "", alternative)
        for lang, alternatives in by_language
        for first, alternative in _with_first(sorted(alternatives, key=lambda found: -found.confidence))
    ]
    head = f"{isolated(one_line(concept.text))}{ASKED[concept.occur]}"
    return "".join(f"{line}\n" for line in [head, *(lines or ["  nothing in the index stands for it"])])


def _with_first(alternatives: list[Alternative]) -> list[tuple[bool, Alternative]]:
    return [(place == 0, alternative) for place, alternative in enumerate(alternatives)]


def _alternative(lang: str, alternative: Alternative) -> str:
    note = "" if alternative.is_marked else "  (too unsure to be marked)"
    text = isolated(one_line(alternative.text))
    return f"  {lang:<3}  {alternative.confidence:.2f}  {alternative.source:<10}  {text}{note}"

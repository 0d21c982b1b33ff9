"""What the results page shows, worked out of a page of hits: list entries, filter links, pages, alternatives."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from markupsafe import Markup, escape

from index.languages import LANGUAGES
from index.matching import Occur
from search.concepts import Alternative, Concept
from search.hits import Hit, ResultPage
from web.marks import Passage, Reason, mark_texts
from web.parameters import MAX_PAGE, Parameters
from web.wording import by_count

__all__ = [
    "FILTERS_SHOWN",
    "ConceptEntry",
    "Entry",
    "FilterLink",
    "Pages",
    "concept_entries",
    "entries",
    "filter_links",
    "is_marked",
    "page_links",
]

FILTERS_SHOWN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A hit as it is listed; `heading_is_text` where the article has no title and its text has to do."""

    hit: Hit
    heading: Markup
    heading_is_text: bool
    snippets: tuple[Markup, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterLink:
    """A value to filter by; following the link puts it on or takes it off."""

    value: str
    count: int
    is_on: bool
    query_string: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """Where in the list the page stands; an empty query string where there is no such page."""

    number: int
    last: int
    previous: str
    following: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptEntry:
    """A concept with its alternatives by language, those that are marked before those that are only searched."""

    text: str
    is_excluded: bool
    by_language: tuple[tuple[str, tuple[Alternative, ...]], ...]


def entries(page: ResultPage) -> tuple[Entry, ...]:
    """Make the list."""
    return tuple(map(_entry, page.hits))


def _entry(hit: Hit) -> Entry:
    title = Passage(hit.title, hit.title_marks)
    texts = mark_texts(f"hit-{hit.rank}", title, [Passage(snippet.text, snippet.marks) for snippet in hit.snippets])
    return Entry(
        hit=hit,
        heading=texts.title if hit.title.strip() else escape(hit.heading),
        heading_is_text=not hit.title.strip(),
        snippets=texts.texts,
        reasons=texts.reasons,
    )


def filter_links(parameters: Parameters, name: str, counts: Mapping[str, int]) -> tuple[FilterLink, ...]:
    """Make the links that filter by language or by source.

    Args:
        parameters: the search as it is.
        name: the parameter: `languages` or `sources`.
        counts: how many matches each value has, whichever of them is on.
    """
    chosen: tuple[str, ...] = getattr(parameters, name)
    # What is on must be there to be taken off, even if nothing matches it.
    known = {**dict.fromkeys(chosen, 0), **counts}
    return tuple(
        FilterLink(
            value=value,
            count=count,
            is_on=value in chosen,
            query_string=_toggled(parameters, name, value).query_string,
        )
        for value, count in by_count(known)
        if value
    )


def _toggled(parameters: Parameters, name: str, value: str) -> Parameters:
    chosen: tuple[str, ...] = getattr(parameters, name)
    changed = tuple(each for each in chosen if each != value) if value in chosen else (*chosen, value)
    if name == "languages":
        return replace(parameters, languages=changed, page=1)
    return replace(parameters, sources=changed, page=1)


def page_links(parameters: Parameters, total: int) -> Pages:
    """Find the pages before and after."""
    last = min(MAX_PAGE, max(1, -(-total // parameters.count)))
    previous = min(parameters.page - 1, last)
    return Pages(
        number=parameters.page,
        last=last,
        previous=replace(parameters, page=previous).query_string if previous else "",
        following=replace(parameters, page=parameters.page + 1).query_string if parameters.page < last else "",
    )


def concept_entries(concepts: tuple[Concept, ...]) -> tuple[ConceptEntry, ...]:
    """Group what the query is searched as."""
    return tuple(
        ConceptEntry(
            text=concept.text,
            is_excluded=concept.occur is Occur.MUST_NOT,
            by_language=_by_language(concept.alternatives),
        )
        for concept in concepts
    )


def _by_language(alternatives: tuple[Alternative, ...]) -> tuple[tuple[str, tuple[Alternative, ...]], ...]:
    order = list(LANGUAGES)
    ranked = sorted(
        alternatives,
        key=lambda each: (order.index(each.lang) if each.lang in order else len(order), each.lang, -each.confidence),
    )
    return tuple((lang, tuple(found)) for lang, found in groupby(ranked, key=lambda each: each.lang))


def is_marked(alternative: Alternative) -> bool:
    """Whether words found for it are marked, and not only searched."""
    return alternative.is_marked

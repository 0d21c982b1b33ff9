"""From concepts to a request, and from matches to the mixed list people see."""

from collections.abc import Sequence

from index.matching import Clause, Filter, Match, Request, Scoring, TermGroup
from search.concepts import Concept

__all__ = ["SCORING", "SLOT_DEPTH", "build_request", "mix_languages"]

SCORING = Scoring()
SLOT_DEPTH = 10  # each language that matches has a place among the first so many


def build_request(concepts: Sequence[Concept], wanted: Filter, limit: int | None) -> Request:
    """Ask for the concepts: each is one clause, with one group of terms a language."""
    return Request(clauses=tuple(map(_clause, concepts)), filter=wanted, scoring=SCORING, limit=limit)


def _clause(concept: Concept) -> Clause:
    by_language: dict[str, list[TermGroup]] = {}
    for alternative in concept.alternatives:
        by_language.setdefault(alternative.lang, []).append(TermGroup(alternative.lang, alternative.members))
    groups = tuple(
        TermGroup(lang, tuple(dict.fromkeys(member for group in found for member in group.members)))
        for lang, found in by_language.items()
    )
    return Clause(groups, concept.occur, concept.parts)


def mix_languages(matches: Sequence[Match]) -> tuple[Match, ...]:
    """Order the mixed list: by score, but every language that matches has a place near the top.

    Who searches across languages wants to see them. The best match of a language that is not among the first
    `SLOT_DEPTH` takes the place of the last one there whose language has another place above.

    Args:
        matches: the best first; the whole list, or at least as much as holds every language's best.
    """
    ordered = list(matches)
    head, tail = ordered[:SLOT_DEPTH], ordered[SLOT_DEPTH:]
    shown = {match.lang for match in head}
    newcomers: list[Match] = []
    for match in tail:
        if match.lang not in shown:
            shown.add(match.lang)
            newcomers.append(match)
    for newcomer in reversed(newcomers[:SLOT_DEPTH]):
        langs = [match.lang for match in head]
        surplus = [
            place
            for place in range(len(head) - 1, 0, -1)
            if langs.count(langs[place]) > 1 and head[place] not in newcomers
        ]
        if not surplus:
            break
        tail.remove(newcomer)
        tail.insert(0, head.pop(surplus[0]))
        head.append(newcomer)
    # Those moved down go before the rest by score again; the sort is stable.
    tail.sort(key=lambda match: -match.score)
    return (*head, *tail)

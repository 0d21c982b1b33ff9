"""From concepts to a request, and from matches to the mixed list people see."""

from collections.abc import Sequence

from index.matching import Clause, Filter, Match, Member, Order, Request, Scoring, TermGroup, WeightedTerm, Word
from search.concepts import Alternative, Concept, Source

__all__ = ["SCORING", "SLOT_DEPTH", "build_request", "mix_languages"]

SCORING = Scoring()
SPELLINGS = frozenset({Source.SAME_WORD, Source.NAME, Source.LOANWORD})
SLOT_DEPTH = 10  # each language that matches has a place among the first so many


def build_request(
    concepts: Sequence[Concept], wanted: Filter, limit: int | None, order: Order = Order.SCORE
) -> Request:
    """Ask for the concepts: each is one clause, with one group of words a language.

    Args:
        concepts: the query.
        wanted: what an article must be.
        limit: how many articles of the list are wanted, all if None; mixing the languages needs no more.
        order: what comes first.
    """
    return Request(clauses=tuple(map(_clause, concepts)), filter=wanted, scoring=SCORING, limit=limit, order=order)


def _clause(concept: Concept) -> Clause:
    by_language: dict[str, list[Alternative]] = {}
    for alternative in concept.alternatives:
        by_language.setdefault(alternative.lang, []).append(alternative)
    groups = tuple(TermGroup(lang, _words(found)) for lang, found in by_language.items())
    return Clause(groups, concept.occur, concept.parts)


def _words(alternatives: Sequence[Alternative]) -> tuple[Member, ...]:
    """Give each alternative's keys as one word; a key that several have stays where it weighs most.

    What is the query's word itself, however it is spelled, is one word together: the keys of one name in an article
    (its written form, its lemma) may come from several alternatives, and must not count for more than one.
    """
    best: dict[str, float] = {}
    for alternative in alternatives:
        for member in alternative.members:
            if isinstance(member, WeightedTerm):
                best[member.key] = max(member.weight, best.get(member.key, 0.0))
    found: list[Member] = []
    spellings: list[WeightedTerm] = []
    for alternative in alternatives:
        keys = tuple(
            member
            for member in alternative.members
            if isinstance(member, WeightedTerm) and best.get(member.key) == member.weight and best.pop(member.key)
        )
        if alternative.source in SPELLINGS:
            spellings += keys
        elif keys:
            found.append(Word(keys))
        found += [member for member in alternative.members if not isinstance(member, WeightedTerm)]
    return tuple(dict.fromkeys([*([Word(tuple(spellings))] if spellings else []), *found]))


def mix_languages(matches: Sequence[Match], leaders: Sequence[Match] = ()) -> tuple[Match, ...]:
    """Order the mixed list: by score, but every language that matches has a place near the top.

    Who searches across languages wants to see them. The best match of a language that is not among the first
    `SLOT_DEPTH` takes the place of the last one there whose language has another place above.

    Args:
        matches: the best first: the whole list, or as much of its beginning as is wanted and no less than
            `SLOT_DEPTH`.
        leaders: the best match of each language, wherever it is in the whole list.

    Returns:
        The mixed list; as much of its beginning as there are matches is that of the whole list.
    """
    known = {match.number for match in matches}
    ordered = [*matches, *(match for match in leaders if match.number not in known)]
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

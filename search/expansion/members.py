"""What the index is asked for a text in a language: its keys, weighted by their kind."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from index.analysis import Kind, Token, without_compounds
from index.languages import Language
from index.matching import Phrase, Prefix, WeightedTerm
from index.schema import term_of
from search.expansion.function_words import says_something

__all__ = [
    "KIND_WEIGHTS",
    "LOOSE",
    "PHRASE_SLOP",
    "Holds",
    "Member",
    "exact_members",
    "held_members",
    "members",
    "quoted_members",
    "weighted_members",
]

Member = WeightedTerm | Prefix | Phrase
Holds = Callable[[str, str], bool]  # whether a language of the index has a key

# An inflected form is the word; what only shares a stem may be another one, so it is found but not marked (measured:
# .25 finds more than .45 and .7, on both PUD and XQuAD). Parts are not asked for: a query for a whole compound is none
# for its pieces.
KIND_WEIGHTS: Mapping[Kind, float] = MappingProxyType({Kind.EXACT: 1.0, Kind.LEMMA: 1.0, Kind.STEM: 0.25})
LOOSE = 0.8  # of the weight, for words further apart than in the term, or in another order
PHRASE_SLOP = 2  # between the words of a term: an article, an adjective


def members(text: str, lang: Language, weight: float, slop: int = PHRASE_SLOP) -> tuple[Member, ...]:
    """Give the keys of a word, or a phrase of the keys of several.

    Args:
        text: a term as it is written.
        lang: the language it is in.
        weight: the confidence of it.
        slop: how much may stand between its words; function words inside it do not count, but negations do.
    """
    tokens = list(lang.analyzer.tokens(text))
    pieces = without_compounds(tokens)
    whole = _terms(tokens[0], weight) if tokens and tokens[0] not in pieces and tokens[0].text == text.strip() else ()
    content = [piece for piece in pieces if says_something(piece.text, lang)] or pieces
    if len(content) == 1:
        return whole or _terms(content[0], weight)
    if not content:
        return ()
    words = tuple(_terms(piece, 1.0) for piece in content)
    if whole:
        return (*whole, Phrase(words, weight))
    # As it is written: in order if its words are neighbours, else as far apart as function words hold them.
    inside = len(pieces) - len(content)
    return (Phrase(words, weight, inside), Phrase(words, weight * LOOSE, max(slop, inside + 1)))


def weighted_members(found: Iterable[Member], weight: float) -> tuple[Member, ...]:
    """Multiply the weights."""
    return tuple(
        WeightedTerm(member.key, member.weight * weight)
        if isinstance(member, WeightedTerm)
        else replace(member, weight=member.weight * weight)
        for member in found
    )


def quoted_members(text: str, lang: Language, weight: float) -> tuple[Member, ...]:
    """Give an exact phrase: every word counts, in its order, as it is inflected."""
    pieces = without_compounds(list(lang.analyzer.tokens(text)))
    words = tuple(tuple(WeightedTerm(term_of(key)) for key in piece.keys if key.kind is Kind.EXACT) for piece in pieces)
    return (Phrase(words, weight),) if len(words) > 1 else tuple(WeightedTerm(t.key, weight) for w in words for t in w)


def exact_members(text: str, lang: Language, weight: float) -> tuple[Member, ...]:
    """Give the keys of a word as it stands, without its inflection."""
    keys = lang.analyzer.whole_keys(text)
    return tuple(WeightedTerm(term_of(key), weight) for key in keys if key.kind is Kind.EXACT)


def _terms(token: Token, weight: float) -> tuple[WeightedTerm, ...]:
    best: dict[str, float] = {}
    for key in token.keys:
        factor = KIND_WEIGHTS.get(key.kind, 0.0) * weight
        term = term_of(key)
        if factor > best.get(term, 0.0):
            best[term] = factor
    return tuple(WeightedTerm(term, factor) for term, factor in best.items())


def held_members(found: tuple[Member, ...], holds: Holds, lang: str) -> tuple[Member, ...]:
    """Keep what the index can answer: terms it has, and phrases of which it has every word."""
    kept: list[Member] = []
    for member in found:
        if isinstance(member, WeightedTerm):
            if holds(lang, member.key):
                kept.append(member)
        elif isinstance(member, Phrase):
            words = tuple(tuple(term for term in word if holds(lang, term.key)) for word in member.words)
            if all(words):
                kept.append(Phrase(words, member.weight, member.slop))
        else:
            kept.append(member)
    return tuple(kept)

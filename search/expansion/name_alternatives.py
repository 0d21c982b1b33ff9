"""Alternatives that sound alike: names no table knows, and loanwords beside what the tables say."""

from collections.abc import Iterator, Mapping

from index.languages import language
from search.concepts import Source
from search.expansion.row_alternatives import Candidate
from search.names.matcher import NameIndex, NameMatch
from search.names.romanization import script_of

__all__ = ["loanword_candidates", "name_candidates"]

NAME_LIMIT = 0.34  # distance beyond which two names are two
LOANWORD_LIMIT, SHORTEST_LOANWORD = 0.12, 5
SPREAD = 0.1  # matches this much farther than a language's nearest one are not taken
MOST_MATCHES = 4  # in each language
# A word that a dictionary lists is likelier that word than a name: it must be nearer, and counts as farther.
ORDINARY_LIMIT, ORDINARY_LIMIT_SAME_SCRIPT, ORDINARY_WORD = 0.12, 0.05, 0.06
# How much is left of the confidence where the query's word is also an ordinary one: Mrs Rice, سعد.
DICTIONARY_WORD, LEXICON_WORD = 0.6, 0.45
LOANWORD_CONFIDENCE = 0.55


def name_candidates(word: str, weights: Mapping[str, float], names: NameIndex, *, trust: float) -> Iterator[Candidate]:
    """Find a name in other spellings and scripts.

    Args:
        word: one word as typed.
        weights: languages whose spelling it may follow.
        names: the index's vocabulary.
        trust: 1 for a word that can only be a name, less for one that is also another word.
    """
    matches = names.find(word, weights, NAME_LIMIT)
    script = script_of(word.lower())
    for match in _nearest(found for match in matches if (found := _judged(match, script))):
        confidence = 0.98 - 1.5 * match.distance
        yield Candidate(match.lang, match.word, Source.NAME, confidence * trust)


def _judged(match: NameMatch, script: str) -> NameMatch | None:
    """Weigh what a dictionary lists: the more so in the name's own script."""
    if not language(match.lang).is_word(match.word):
        return match
    limit = ORDINARY_LIMIT_SAME_SCRIPT if script_of(match.word) == script else ORDINARY_LIMIT
    if match.distance > limit:
        return None
    return match._replace(distance=match.distance + ORDINARY_WORD)


def loanword_candidates(word: str, weights: Mapping[str, float], names: NameIndex) -> Iterator[Candidate]:
    """Find the same word borrowed into another language: *computer*, компьютер."""
    if len(word) < SHORTEST_LOANWORD:
        return
    for match in _nearest(iter(names.find(word, weights, LOANWORD_LIMIT))):
        if match.lang not in weights and len(match.word) >= SHORTEST_LOANWORD:
            yield Candidate(match.lang, match.word, Source.LOANWORD, LOANWORD_CONFIDENCE * (1 - match.distance))


def _nearest(matches: Iterator[NameMatch]) -> Iterator[NameMatch]:
    """Keep what is about as near as the nearest of its language."""
    taken: dict[str, list[NameMatch]] = {}
    for match in sorted(matches, key=lambda match: match.distance):
        if match.distance > NAME_LIMIT:
            continue
        own = taken.setdefault(match.lang, [])
        if not own or (match.distance <= own[0].distance + SPREAD and len(own) < MOST_MATCHES):
            own.append(match)
            yield match

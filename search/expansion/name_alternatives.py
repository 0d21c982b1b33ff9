"""Alternatives that sound alike: names no table knows, and loanwords beside what the tables say."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from index.languages import LANGUAGES, language
from search.concepts import Source
from search.expansion.row_alternatives import Candidate
from search.expansion.row_store import RowStore
from search.names.inflected_names import base_names
from search.names.matcher import NameIndex, NameMatch
from search.names.pinyin import chinese_spellings
from search.names.romanization import script_of
from search.names.spelling import plain_spelling

__all__ = ["loanword_candidates", "name_candidates"]

NAME_LIMIT = 0.5  # distance beyond which two names are two
LOANWORD_LIMIT, SHORTEST_LOANWORD = 0.12, 5
FORM_OF = 0.1  # how much farther what the word may be an inflected form of is
SPREAD = 0.4  # matches this much farther than a language's nearest one are not taken
MOST_MATCHES = 8  # in each language
# A word that a dictionary lists is likelier that word than a name: it must be nearer and counts as farther; beyond
# `LISTED_SURE` it is found but not marked. A common word must be nearer to be taken at all.
LISTED_LIMIT, LISTED_LIMIT_SAME_SCRIPT, LISTED_SURE = 0.4, 0.08, 0.12
COMMON_LIMIT, COMMON_LIMIT_SAME_SCRIPT = 0.2, 0.04
LISTED, LISTED_SLOPE = 0.06, 0.4
UNMARKED = 0.33  # the distance from which the confidence is below a half
PEOPLE = "people.tsv:"  # where the lexicon keeps names
SAME_SCRIPT = 1.8  # one script's spellings of a name differ less than two scripts'
# How much is left of the confidence where the query's word is also an ordinary one: Mrs Rice, سعد.
DICTIONARY_WORD, LEXICON_WORD = 0.6, 0.45
LOANWORD_CONFIDENCE = 0.55
# A word made of Chinese syllables is a Chinese name the likelier the more of them it has; of letters alone here.
CHINESE_SHORT, CHINESE_LONG, LONG_CHINESE, CHINESE_LISTED = 0.7, 0.9, 6, 0.55
PALLADIUS = frozenset({"ru"})  # Ukrainian and Serbian have systems of their own


def name_candidates(
    word: str, weights: Mapping[str, float], names: NameIndex, rows: RowStore, *, trust: float
) -> Iterator[Candidate]:
    """Find a name in other spellings and scripts.

    Args:
        word: one word as typed.
        weights: languages whose spelling it may follow.
        names: the index's vocabulary.
        rows: the compiled tables, which say what is a common word.
        trust: 1 for a word that can only be a name, less for one that is also another word.
    """
    script = script_of(word.lower())
    for match in _nearest(_with_base_forms(word, weights, names), lambda match: _judged(match, script, rows)):
        yield Candidate(match.lang, match.word, Source.NAME, (0.98 - 1.5 * match.distance) * trust)
    yield from _chinese(word, weights, names, rows, trust)


def _with_base_forms(word: str, weights: Mapping[str, float], names: NameIndex) -> list[NameMatch]:
    """Find the name as typed and, somewhat farther, those it may be a form of; each match once, the nearest."""
    nearest = {match[:2]: match for match in names.find(word, weights, NAME_LIMIT)}
    for base in base_names(word.lower(), weights.keys()):
        for match in names.find(base, weights, NAME_LIMIT - FORM_OF):
            farther = match._replace(distance=match.distance + FORM_OF)
            known = nearest.setdefault(match[:2], farther)
            if farther.distance < known.distance:
                nearest[match[:2]] = farther
    return sorted(nearest.values(), key=lambda match: match.distance)


def _chinese(
    word: str, weights: Mapping[str, float], names: NameIndex, rows: RowStore, trust: float
) -> Iterator[Candidate]:
    """Spell a Chinese name by its syllables, for languages that have a table of them."""
    plain = plain_spelling(word.lower())
    if script_of(plain) == "Cyrl" and not PALLADIUS & weights.keys():
        return
    for lang in names.languages:
        script = LANGUAGES[lang].script
        if script == "Cyrl" and lang not in PALLADIUS:
            continue
        spellings = chinese_spellings(plain, script)
        confidence = CHINESE_LONG if max(len(plain), *map(len, spellings), 0) >= LONG_CHINESE else CHINESE_SHORT
        for spelling in spellings:
            listed = language(lang).is_word(spelling)
            if not (listed and _is_common(lang, spelling, rows)):
                yield Candidate(lang, spelling, Source.NAME, confidence * trust * (CHINESE_LISTED if listed else 1.0))


def _judged(match: NameMatch, script: str, rows: RowStore) -> NameMatch | None:
    """Weigh a match: the same script leaves less to guess, and an ordinary word is rarely a name.

    Returns:
        The match, as far away as before or farther; None if it is too far.
    """
    same_script = script_of(match.word) == script
    distance = match.distance * (SAME_SCRIPT if same_script else 1.0)
    if language(match.lang).is_word(match.word):
        if match.distance > (LISTED_LIMIT_SAME_SCRIPT if same_script else LISTED_LIMIT):
            return None
        beyond = match.distance - LISTED_SURE
        if match.distance > (COMMON_LIMIT_SAME_SCRIPT if same_script else COMMON_LIMIT) and _is_common(
            match.lang, match.word, rows
        ):
            return None
        distance = UNMARKED + LISTED_SLOPE * beyond if beyond > 0 else distance + LISTED
    return match._replace(distance=distance)


def _is_common(lang: str, word: str, rows: RowStore) -> bool:
    """Whether the lexicon has it as something else than somebody's name; dictionaries list many names."""
    entries = rows.find(lang, (word,))
    found = (rows.row(entry.row) for entry in entries if entry.quality == 1.0)  # as it stands, not as a guessed form
    return any(row.source == Source.LEXICON and not row.reference.startswith(PEOPLE) for row in found)


def loanword_candidates(word: str, weights: Mapping[str, float], names: NameIndex) -> Iterator[Candidate]:
    """Find the same word borrowed into another language: *computer*, компьютер."""
    if len(word) < SHORTEST_LOANWORD:
        return
    for match in _nearest(names.find(word, weights, LOANWORD_LIMIT), lambda match: match):
        if match.lang not in weights and len(match.word) >= SHORTEST_LOANWORD:
            yield Candidate(match.lang, match.word, Source.LOANWORD, LOANWORD_CONFIDENCE * (1 - match.distance))


def _nearest(matches: Sequence[NameMatch], judged: Callable[[NameMatch], NameMatch | None]) -> list[NameMatch]:
    """Keep what is about as near as the nearest of its language; a function word is no name.

    Args:
        matches: the nearest first.
        judged: moves a match farther away or leaves it where it is; None to leave it out. Asked of no more than
            may be kept.
    """
    taken: dict[str, list[NameMatch]] = {}
    farthest: dict[str, float] = {}
    for match in matches:
        if match.distance > farthest.get(match.lang, NAME_LIMIT + SPREAD):
            continue
        own = taken.setdefault(match.lang, [])
        nearer = sum(other.distance <= match.distance for other in own)
        if nearer >= MOST_MATCHES or language(match.lang).is_stop_word(match.word):
            continue
        if found := judged(match):
            own.append(found)
            farthest[match.lang] = min(farthest.get(match.lang, NAME_LIMIT + SPREAD), found.distance + SPREAD)
    kept: list[NameMatch] = []
    for own in taken.values():
        own.sort(key=lambda match: match.distance)
        within = min(NAME_LIMIT, own[0].distance + SPREAD) if own else 0.0
        kept += [match for match in own[:MOST_MATCHES] if match.distance <= within]
    return sorted(kept, key=lambda match: match.distance)

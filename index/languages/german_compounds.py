"""German compounds taken apart: Geldwäschebekämpfung is Geld + Wäsche + Bekämpfung.

A split is the cheapest way through the word by dynamic programming, after Koehn and Knight 2003 ("Empirical
methods for compound splitting"), over a dictionary instead of corpus counts:

* the head (last part) must be a noun form the dictionary lists, as the head carries the inflection;
* the other parts must be lemmas or neo-classical first parts, with one of the linking elements of German;
* parts have at least four letters, and endings that look like words (*-heit*, *-innen*) are none;
* of two splits at the same cost the one with the longer first part wins, as most compounds branch to the left
  (Bergbau + Betrieb, not Berg + Baubetrieb);
* a part that is a compound itself gives its own parts too.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

import dawg

from index.languages.lemma_tables import lemma_set, lemma_table, lemmatize

__all__ = ["compound_parts"]

SHORTEST_PART, LONGEST_WORD = 4, 60
FEMININE = ("innen", "in")
LINKS = ("", "s", "es", "n", "en", "er", "e", "ens")
NO_LINK, BEGIN_LINKS = ("",), frozenset("sen")
SHORT_FIRST_PARTS = frozenset("amt bau eis erz gas öl rad see".split())  # so common that they count
SHORTEST_FIRST_PART = min(map(len, SHORT_FIRST_PARTS))
FIRST_PARTS = frozenset(
    "agrar anti auto außen bio cyber elektro euro finanz foto geo grenz hydro innen kern krypto kyber makro miet mikro"
    " mini multi nano narko nuklear öko petro pharma rechts schul solar sprach straf tele thermo ultra video vize"
    " wohn".split()
)
# Suffixes and flectional endings that the dictionary also lists as words.
NO_PARTS = frozenset(
    "anten arien baren barer chen durch enden ende enten eren erin erinnen haft heit heiten hinter ieren igen iger"
    " iges igkeit innen inter ionen isch ischen ischer isten ismus keit keiten land lein lich lichen licher losen"
    " losigkeit ment mente ments nehmer nisse rechen samen schaft schaften sten ster tanten tinnen tion tionen über"
    " ungen unter wider".split()
)
_OTHER_PARTS = dawg.DAWG(sorted({*SHORT_FIRST_PARTS, *FIRST_PARTS}))
_COST_OF_PART, _COST_OF_LINK, _COST_OF_VERB = 3.0, 0.3, 0.6


class _Path(NamedTuple):
    cost: float
    rest: int  # letters after the last border: the fewer, the longer what comes before it
    parts: tuple[str, ...]


@lru_cache(maxsize=20_000)  # parts are taken apart too, and come again
def compound_parts(word: str) -> tuple[str, ...]:
    """Give the lemmas of a compound's parts, or nothing if the word is no compound.

    Args:
        word: one word, in its written case.

    >>> compound_parts("Geldwäschebekämpfung")
    ('Geldwäsche', 'Geld', 'Wäsche', 'Bekämpfung')
    """
    if lemmatize(word, "de")[:1].islower() and word[:1].isupper():
        return ()  # an adjective or verb that opens a sentence
    for ending in FEMININE:
        base = word.removesuffix(ending)
        if base != word and lemma_table("de").get(base) == base:
            return compound_parts(base)  # Ministerin is Minister, not Mini + …
    found = []
    for part in _split(word):
        found += [part, *compound_parts(part)]
    return tuple(dict.fromkeys(found))


def _split(word: str) -> tuple[str, ...]:
    lower = word.lower()
    length = len(lower)
    if length < SHORTEST_PART + 2 or length > LONGEST_WORD or not lower.isalpha():
        return ()
    heads = _heads(lower)
    if not heads:
        return ()
    best: dict[int, _Path] = {0: _Path(0.0, 0, ())}
    for start in range(max(heads) + 1):  # all ways to a border come from before it
        path = best.get(start)
        if path is None:
            continue
        if start in heads:
            noun = lemmatize(heads[start], "de")
            way = _Path(path.cost + _COST_OF_PART, length - start, (*path.parts, noun))
            best[length] = min(best.get(length, way), way)
        for end, way in _modifiers(path, lower, start):
            best[end] = min(best.get(end, way), way)
    found = best.get(length)
    return found.parts if found and len(found.parts) > 1 else ()


def _heads(word: str) -> dict[int, str]:
    """The noun forms that can end a compound, by where they begin: most words end with none, and are no compounds."""
    table = lemma_table("de")
    found = {}
    for start in range(SHORTEST_FIRST_PART, len(word) - SHORTEST_PART + 1):
        noun = word[start:].capitalize()
        if noun in table and word[start:] not in NO_PARTS:
            found[start] = noun
    return found


def _modifiers(path: _Path, word: str, start: int) -> Iterator[tuple[int, _Path]]:
    """The ways on from a border over each modifier, with each linking element."""
    for part in _known_beginnings(word[start:]):
        found = _modifier(part)
        if not found:
            continue
        lemma, cost = found
        after = start + len(part)
        for link in LINKS if word[after : after + 1] in BEGIN_LINKS else NO_LINK:
            end = after + len(link)
            if end < len(word) and word.startswith(link, after):
                linked = path.cost + cost + (_COST_OF_LINK if link else 0)
                yield end, _Path(linked, end - start, (*path.parts, lemma))


def _known_beginnings(rest: str) -> Iterable[str]:
    """What may be modifiers at the beginning of the rest of a word: all of them in one look-up."""
    if rest[0].capitalize().lower() != rest[0]:  # the set has no words with *ß* for the *Ss* that it is capitalised as
        return (rest[:end] for end in range(1, len(rest)))
    return {*lemma_set("de").prefixes(rest), *_OTHER_PARTS.prefixes(rest)}


@lru_cache(maxsize=20_000)
def _modifier(part: str) -> tuple[str, float] | None:
    """The lemma of a part that others can follow, with its cost."""
    if part in SHORT_FIRST_PARTS:
        return part.capitalize(), _COST_OF_PART
    if len(part) < SHORTEST_PART or part in NO_PARTS:
        return None
    table = lemma_table("de")
    noun = part.capitalize()
    if table.get(noun) == noun:
        return noun, _COST_OF_PART
    if part in FIRST_PARTS:
        return noun, _COST_OF_PART
    # Adjectives (Schwerverbrecher) and verbs by their infinitive's stem (Sprechzeit).
    if table.get(part) == part:
        return part, _COST_OF_PART + _COST_OF_VERB
    return None

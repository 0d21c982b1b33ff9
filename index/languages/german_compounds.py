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

from typing import NamedTuple

from index.languages.lemma_tables import lemma_table, lemmatize

__all__ = ["compound_parts"]

SHORTEST_PART, LONGEST_WORD = 4, 60
FEMININE = ("innen", "in")
LINKS = ("", "s", "es", "n", "en", "er", "e", "ens")
SHORT_FIRST_PARTS = frozenset("amt bau eis erz gas öl rad see".split())  # three letters, but so common that they count
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
_COST_OF_PART, _COST_OF_LINK, _COST_OF_VERB = 3.0, 0.3, 0.6


class _Path(NamedTuple):
    cost: float
    rest: int  # letters after the last border: the fewer, the longer what comes before it
    parts: tuple[str, ...]


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
    best: dict[int, _Path] = {0: _Path(0.0, 0, ())}
    shortest = min(map(len, SHORT_FIRST_PARTS))
    for end in range(shortest, length + 1):
        ways = [way for start in range(end - shortest + 1) if start in best
                for way in _ways(best[start], lower, start, end)]  # fmt: skip
        if ways:
            best[end] = min(ways)
    path = best.get(length)
    return path.parts if path and len(path.parts) > 1 else ()


def _ways(path: _Path, word: str, start: int, end: int) -> list[_Path]:
    segment = word[start:end]
    if end == len(word):
        head = _head(segment) if start else None
        return [_Path(path.cost + _COST_OF_PART, end - start, (*path.parts, head))] if head else []
    ways = []
    for link in LINKS:
        if not segment.endswith(link):
            continue
        part = segment[: len(segment) - len(link)]
        found = _modifier(part)
        if found:
            lemma, cost = found
            ways.append(_Path(path.cost + cost + (_COST_OF_LINK if link else 0), end - start, (*path.parts, lemma)))
    return ways


def _head(segment: str) -> str | None:
    """The lemma of a noun form that can end a compound."""
    noun = segment.capitalize()
    if len(segment) < SHORTEST_PART or segment in NO_PARTS or noun not in lemma_table("de"):
        return None
    return lemmatize(noun, "de")


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

"""German forms that the dictionary lists as words of their own, brought to their verb, adjective or name by rule.

*Gesagt* is listed under *sagen*, but *gebraucht* under itself; *stand* under itself, but *standen* under *stehen*.
The rules are those of any grammar (Duden 4, Die Grammatik, on weak participles, ablaut and adjective endings); each
holds only if the dictionary has what it leads to.
"""

from collections.abc import Iterator

from index.languages.lemma_tables import lemma_table

__all__ = ["adjectives", "is_bare_stem", "name_of_genitive", "verbs"]

# Prefixes that are never parted from their verb, and so take no ge-.
_INSEPARABLE = ("be", "ent", "er", "miss", "ver", "zer", "über", "unter", "wider", "hinter", "durch", "um")
_ADJECTIVE_ENDINGS = ("em", "en", "er", "es", "e")
SHORTEST_NAME = 4  # letters before the genitive's s: *Kurs* is no *Kur*
SHORTEST_STEM = 3  # letters


def verbs(word: str) -> tuple[str, ...]:
    """Give the infinitives a word in lower case may be a form of, beyond what the dictionary says.

    >>> verbs("gekehrt"), verbs("verzögert"), verbs("halbiert"), verbs("blühend"), verbs("garten")
    (('kehren',), ('verzögern',), ('halbieren',), ('blühen',), ())
    """
    table = lemma_table("de")
    return tuple(dict.fromkeys(verb for verb in _candidates(word) if verb == word or table.get(verb) == verb))


def _candidates(word: str) -> Iterator[str]:
    table = lemma_table("de")
    if word.endswith("t"):
        yield from _weak(word[:-1])
    elif word.endswith("end"):
        yield word[:-1]  # present participle
    elif word.endswith("en"):
        if table.get(word[:-2] + "t") == word:
            yield word  # the infinitive itself, where the dictionary sees an adjective: *heißen*
        elif word.startswith("ge"):
            yield word[2:]  # strong participle whose vowel is the infinitive's: *geblasen*, but not *gehören*
        past = table.get(word[:-2], "")
        if _is_ablaut(word[:-2], past):
            yield past
    past = table.get(word + "en", "")
    if _is_ablaut(word, past):
        yield past


def _weak(stem: str) -> Iterator[str]:
    """Infinitives of a weak participle without its t: *gebrauch(t)*, *ruinier(t)*, *überleb(t)*."""
    if stem.startswith("ge"):
        stems = (stem[2:],)
    elif stem.endswith("ier") or stem.startswith(_INSEPARABLE):
        stems = (stem,)
    else:
        return
    for base in stems:
        if len(base) >= SHORTEST_STEM:
            yield base + "en"
            yield base + "n"
            yield base.removesuffix("e") + "en"


def _is_ablaut(stem: str, verb: str) -> bool:
    """Whether the stem is the past of a verb whose vowel changes: *stand* of *stehen*, not *teil* of *teilen*."""
    changed = verb.endswith("en") and verb[0] == stem[0] and not stem.startswith(verb[:-2])
    participle = stem.endswith("t") and "ge" in stem
    return len(stem) >= SHORTEST_STEM and changed and not participle


def adjectives(word: str, listed: str) -> tuple[str, ...]:
    """Give the bare adjective of an inflected one that is listed with its ending: *letzter*, *lange*.

    Args:
        word: in lower case.
        listed: what the dictionary says of it.

    >>> adjectives("mittleres", "mittlerer"), adjectives("kuchen", "kuchen")
    (('mittler',), ())
    """
    stem = next((word.removesuffix(ending) for ending in _ADJECTIVE_ENDINGS if word.endswith(ending)), word)
    if len(stem) < SHORTEST_STEM or stem == word:
        return ()
    if listed.islower() and listed != word and listed in {stem + "er", stem + "e"}:
        return (stem,)
    table = lemma_table("de")
    return (stem,) if listed == word and table.get(stem) == stem == table.get(stem + "em") else ()


def is_bare_stem(word: str, verb: str) -> bool:
    """Whether a verb's form is only its imperative or its *ich*: *versuch*, *suche*, rare beside the noun in news."""
    return verb in {word + "en", word + "n"}


def name_of_genitive(word: str) -> str | None:
    """Give the name of which a capitalised word is the genitive, though the dictionary lists it too.

    >>> name_of_genitive("Koreas"), name_of_genitive("Kurs")
    ('Korea', None)
    """
    name, table = word[:-1], lemma_table("de")
    if word[-1:] == "s" and len(name) >= SHORTEST_NAME and name[-1] not in "sxz" and table.get(name) == name:
        return name
    return None

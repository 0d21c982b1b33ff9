"""Arabic forms that the dictionary lists as words of their own, brought to their lemma by rule.

The imperfect is listed under its verb for *he* (يعيش), but often under itself for *she* (تعيش); so are
feminines of relational adjectives, and perfects with a personal ending. All words here are folded; each rule holds
only if the dictionary has what it leads to (Ryding 2005, A Reference Grammar of Modern Standard Arabic, chapters 7,
10 and 21).
"""

from collections.abc import Callable, Iterator, Sequence

__all__ = ["masculine_adjective", "perfect_of", "singular_of", "third_person", "without_conjunction"]

Lookup = Callable[[str], str | None]

CONJUNCTIONS = ("و", "ف")  # and, so
# Before a verb: and, so, will, in order to, and will.
VERB_PROCLITICS = ("", *CONJUNCTIONS, "س", "ل", "وس")
OBJECTS = ("هما", "ها", "هم", "هن", "كم", "نا", "ه", "ي", "ك")  # them both, her, them, …, me, you
HE, SHE = "ي", "ت"  # the prefixes of the imperfect
RELATIONAL_FEMININE = "يه"
FEMININE = "ه"
PLURALS = tuple("ات" + pronoun for pronoun in ("", *OBJECTS))
# I, you or she, with an object or without; they, with an object; you all.
PERFECT_ENDINGS = ("ت", "تها", "ته", "تهم", "وا", "وه", "وها", "نا", "تا", "تم")
WEAK_RADICALS = ("", "ي", "ا")  # what falls before an ending: قضت is قضى + ت
SHORTEST_VERB, SHORTEST_ADJECTIVE = 3, 5  # letters


def third_person(word: str, lemma: str) -> str | None:
    """Give the *he* form of an imperfect that was left as it is: تعيش, يعيشه.

    The word must be the lemma but for what may stand around a verb: with the article it is a noun.

    >>> third_person("وتزرع", "تزرع"), third_person("التزرع", "تزرع")
    ('يزرع', None)
    """
    if len(lemma) < SHORTEST_VERB:
        return None
    if lemma[0] == SHE and any(word == proclitic + lemma for proclitic in VERB_PROCLITICS):
        return HE + lemma[1:]
    with_object = (proclitic + lemma + pronoun for proclitic in ("", *CONJUNCTIONS, "س", "ل") for pronoun in OBJECTS)
    return lemma if lemma[0] == HE and word in with_object else None


def masculine_adjective(word: str, lemma: str, table: Lookup) -> str | None:
    """Give the masculine of the feminine of a relational adjective (nisba): زراعي of زراعية."""
    feminine = lemma.endswith(RELATIONAL_FEMININE) and len(lemma) >= SHORTEST_ADJECTIVE and word.endswith(lemma)
    masculine = lemma[: -len(FEMININE)]
    return masculine if feminine and table(masculine) == masculine else None


def singular_of(bases: Sequence[str], table: Lookup) -> str | None:
    """Give the listed singular of a sound feminine plural, of which the dictionary may take the plural for a verb.

    Args:
        bases: the word, and what it is without what may stand before it.
        table: from a folded form to its lemma.
    """
    for base in bases if bases[0].endswith(PLURALS) else ():
        for plural in PLURALS:
            stem = base.removesuffix(plural)
            if stem != base and len(stem) >= SHORTEST_VERB:
                found = next((s for s in (stem + FEMININE, stem) if table(s) == s), None)
                if found:
                    return found
    return None


def perfect_of(form: str, table: Lookup) -> str | None:
    """Give the perfect of a form with a personal ending, also where a weak radical fell before it."""
    for stem in _without_ending(form):
        for radical in WEAK_RADICALS:
            verb = stem + radical
            if len(verb) >= SHORTEST_VERB and table(verb) == verb:
                return verb
    return None


def _without_ending(form: str) -> Iterator[str]:
    for ending in PERFECT_ENDINGS:
        if form.endswith(ending) and len(form) - len(ending) >= SHORTEST_VERB - 1:
            yield form[: -len(ending)]


def without_conjunction(word: str, table: Lookup) -> str | None:
    """Give the lemma of a short word after a conjunction, if only without it the dictionary has it: وتم is و + تم."""
    if word[:1] not in CONJUNCTIONS or len(word) < SHORTEST_VERB or table(word):
        return None
    return table(word[1:])

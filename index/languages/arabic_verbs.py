"""Arabic verb forms that the dictionary lists as words of their own, or not at all, brought to the perfect.

The third person masculine of the perfect is how dictionaries cite a verb: يسبب (he causes) and سببت (she caused) are
سبب. Taking a verb apart is only tried where the dictionary gives no other lemma, and only what the dictionary knows as
its own lemma counts, as many nouns begin and end like verbs. The prefix ت is left alone: with it most of what looks
like a verb is a verbal noun (تغير, change).
"""

from collections.abc import Iterator

__all__ = ["perfect_candidates"]

CONJUNCTIONS, PREFIXED_PARTICLES = "وف", "سل"  # and, so; will, in order to
PERSONS = "ين"  # he, they; we
IMPERFECT_ENDINGS = ("ون", "وا", "ين", "ان", "ن")
PERFECT_ENDINGS = ("ت", "وا")  # she; they
PRONOUNS = ("هما", "ها", "هم", "هن", "كم", "نا", "ه", "ي", "ك")
SHORTEST_VERB, SHORTEST_WITH_PARTICLE = 3, 5


def perfect_candidates(word: str) -> Iterator[str]:
    """Give what may be the perfect of a folded word, the likelier first.

    >>> list(perfect_candidates("سيكتبون"))
    ['كتبون', 'كتب', 'كتبو']
    """
    bases = [word]
    if word[:1] in CONJUNCTIONS and len(word) >= SHORTEST_WITH_PARTICLE:
        bases.append(word[1:])
    yield from _from_imperfect(bases)
    yield from _from_perfect(bases)


def _from_imperfect(bases: list[str]) -> Iterator[str]:
    particles = [base[1:] for base in bases if base[0] in PREFIXED_PARTICLES and len(base) >= SHORTEST_WITH_PARTICLE]
    for base in (*bases, *particles):
        stem = base[1:]
        if base[0] in PERSONS and len(stem) >= SHORTEST_VERB:
            yield stem
            yield from _without(stem, IMPERFECT_ENDINGS)
            yield from _without(stem, PRONOUNS)


def _from_perfect(bases: list[str]) -> Iterator[str]:
    for base in bases:
        yield from _without(base, PERFECT_ENDINGS)
    yield from bases[1:]


def _without(word: str, endings: tuple[str, ...]) -> Iterator[str]:
    for ending in endings if word.endswith(endings) else ():
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_VERB:
            yield word[: -len(ending)]

"""A light stemmer for Arabic words that no dictionary has: clitics, endings and the commonest broken plurals.

It strips more than light10 (Larkey, Ballesteros and Connell 2007): prepositions without the article, the imperfect's
prefixes, and two broken plurals. Since each is a guess, a word gets several stems.
"""

__all__ = ["light_stems"]

ARTICLES = ("وبال", "وكال", "فبال", "ولل", "فلل", "فال", "بال", "كال", "وال", "لل", "ال")
PRONOUNS = ("تهما", "هما", "تها", "تهم", "كما", "ها", "هم", "هن", "كم", "نا")
ENDINGS = ("تين", "تان", "يات", "يون", "يين", "ات", "ان", "ون", "ين", "يه", "ته", "وا", "ه", "ت", "ي", "ا")
CONJUNCTIONS, PREPOSITIONS, FUTURE, IMPERFECT = "وف", "بلك", "س", "يتن"
ALEF, WAW = "\u0627", "\u0648"


def light_stems(word: str) -> tuple[str, ...]:
    """Give the stems of a folded word, the safest first.

    >>> light_stems("المبرمجون")
    ('مبرمج',)
    """
    stems = [stem for base in _bases(word) for stem in _with_singular(_without_endings(base))]
    return tuple(dict.fromkeys(stems))


def _bases(word: str) -> list[str]:
    """The word without its article, or, if it has none, with each prefix it might have taken off."""
    for article in ARTICLES if word.startswith(ARTICLES) else ():
        if word.startswith(article) and len(word) - len(article) >= 2:
            return [word[len(article) :]]
    bases = [word]
    if word[:1] in CONJUNCTIONS and len(word) >= 4:
        bases.append(word[1:])
    found = list(bases)
    found += [base[1:] for base in bases if base[0] in PREPOSITIONS and len(base) >= 4]
    for base in bases:
        if base[0] == FUTURE and base[1] in IMPERFECT + ALEF and len(base) >= 5:
            base = base[1:]
            found.append(base)
        if base[0] in IMPERFECT and len(base) >= 4:
            found.append(base[1:])
    return found


def _without_endings(word: str) -> str:
    for endings in (PRONOUNS, ENDINGS):
        for ending in endings if word.endswith(endings) else ():
            if word.endswith(ending) and len(word) - len(ending) >= 3:
                word = word[: -len(ending)]
                break
    return word


def _with_singular(stem: str) -> tuple[str, ...]:
    """Add the singular of the patterns af'aal (اقلام, pens) and fu'uul (بنوك, banks)."""
    if len(stem) == 5 and stem[0] == ALEF and stem[3] == ALEF:
        return stem, stem[1:3] + stem[4]
    if len(stem) == 4 and stem[2] == WAW:
        return stem, stem[:2] + stem[3]
    return (stem,)

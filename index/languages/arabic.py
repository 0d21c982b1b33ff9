"""Arabic: letters folded, clitics stripped to a dictionary lemma, verbs to their perfect, else a light stem.

Folding, in this order (after Larkey, Ballesteros and Connell 2007, "Light stemming for Arabic information
retrieval", and Lucene's normalisation rules):

* vowel signs, Quranic marks and tatweel go;
* alef with hamza, with madda and alef wasla become plain alef; hamza seats become waw and yeh;
* alef maksura and Persian yeh become yeh, Persian kaf becomes kaf; teh marbuta becomes heh.
"""

import re
from functools import lru_cache

from index.languages.arabic_forms import (
    masculine_adjective,
    perfect_of,
    singular_of,
    third_person,
    without_conjunction,
)
from index.languages.arabic_stem import light_stems
from index.languages.arabic_verbs import perfect_candidates
from index.languages.language import Language, Steps
from index.languages.lemma_tables import lemma_table
from index.languages.stemming import snowball

__all__ = ["ARABIC", "fold_arabic", "without_proclitics"]

_SIGNS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640]")
ALEF, WAW, YEH, KAF = "\u0627", "\u0648", "\u064a", "\u0643"
HEH, TEH, TEH_MARBUTA = "\u0647", "\u062a", "\u0629"
HAMZA, SEATED_HAMZA = "\u0621", ("\u0627\u0624", "\u0627\u0626")  # on a waw or a yeh after a long a
_LETTERS = str.maketrans(
    {
        "\u0622": ALEF,  # alef with madda above
        "\u0623": ALEF,  # alef with hamza above
        "\u0625": ALEF,  # alef with hamza below
        "\u0671": ALEF,  # alef wasla
        "\u0624": WAW,  # waw with hamza above
        "\u0626": YEH,  # yeh with hamza above
        "\u0649": YEH,  # alef maksura
        "\u06cc": YEH,  # Farsi yeh
        "\u06a9": KAF,  # keheh
        TEH_MARBUTA: HEH,  # teh marbuta
        "\u06be": HEH,  # heh doachashmee
    }
)
CONJUNCTIONS = ("و", "ف")  # and, so
# with the article, to the article, the article, in, to, like, and the future's s-
PREFIXES = ("بال", "كال", "لل", "ال", "ب", "ل", "ك", "س")
ARTICLES = ("وال", "فال", "بال", "كال", "ال", "ولل", "لل")
LENGTHS = (3, 2, 1)  # letters, of those and of these: the longest come first, and one of each length can be there
PRONOUNS = ("هما", "ها", "هم", "هن", "كم", "نا", "ه", "ي", "ك")  # theirs, hers, …, mine, yours


@lru_cache(maxsize=10_000)  # each step folds the word, and lemmas come again
def fold_arabic(word: str) -> str:
    """Fold the letters that print and keyboards confuse.

    >>> fold_arabic("الأُمَّة")
    'الامه'
    """
    return without_signs(word.lower()).translate(_LETTERS)


def without_signs(word: str) -> str:
    """Take vowel signs and tatweel off and leave the letters alone."""
    return _SIGNS.sub("", word) if _SIGNS.search(word) else word


@lru_cache(maxsize=1_000)  # the steps of a word ask for them one after another
def _without_prefixes(word: str) -> tuple[str, ...]:
    """The folded word and what is left when conjunctions and then one prefix are taken off, longest first."""
    found = [word]
    if word.startswith(CONJUNCTIONS) and len(word) >= 4:
        found.append(word[1:])
    for base in list(found):
        for length in LENGTHS if base.startswith(PREFIXES) else ():
            prefix = base[:length]
            if prefix in PREFIXES and len(base) - length >= 2:
                found.append(base[length:])
                if prefix == "لل":  # the l of the article and that of the preposition fell together
                    found.append(base[1:])
    return tuple(found)


def _without_pronoun(word: str) -> list[str]:
    found = [word]
    for length in LENGTHS if word.endswith(PRONOUNS) else ():
        rest = word[:-length]
        if word[-length:] in PRONOUNS and len(rest) >= 2:
            if rest.endswith(TEH):  # teh marbuta opens before a pronoun: دولته is دولة + ه
                found += [rest[:-1] + TEH_MARBUTA, rest[:-1] + HEH]
            if rest.endswith(SEATED_HAMZA):  # the hamza of an ending takes a seat: بناؤه is بناء + ه
                found.append(rest[:-1] + HAMZA)
            found.append(rest)
    return found


def _lemma_after_article(word: str) -> str | None:
    """The word without its article, if that is a lemma as it stands: the dictionary takes some such words for verbs."""
    table = lemma_table("ar")
    for article in ARTICLES if word.startswith(ARTICLES) else ():
        rest = word.removeprefix(article)
        if rest != word and len(rest) >= 3 and table.get(rest) == rest:
            return fold_arabic(rest)
    return None


@lru_cache(maxsize=50_000)
def _dictionary_lemma(word: str) -> str | None:
    """The lemma by the careful spelling first: many pairs of words differ by a hamza alone."""
    noun = _lemma_after_article(word)
    if noun:
        return noun
    folded, candidates = fold_arabic(word), _without_clitics(word)
    for table, forms in (
        (lemma_table("ar"), candidates),
        (lemma_table("ar", fold_arabic), candidates if folded == word else _without_clitics(folded)),
    ):
        lemma = next(filter(None, map(table.get, forms)), None)
        if lemma:
            return fold_arabic(lemma)
    return None


def _without_clitics(word: str) -> list[str]:
    return [candidate for base in _without_prefixes(word) for candidate in _without_pronoun(base)]


def lemmas(word: str) -> tuple[str, ...]:
    """Give the dictionary's lemma, else the light stems, both mended by rule."""
    table, folded = lemma_table("ar", fold_arabic), fold_arabic(word)
    plural = singular_of(_without_prefixes(folded), table.get)
    if plural:
        return (plural,)
    found = _found(without_signs(word), folded)
    if found == (folded,) or (folded[:1] in CONJUNCTIONS and found == (folded[1:],)):
        mended = without_conjunction(folded, table.get) or perfect_of(found[0], table.get)
        # *She built* is written like *girl* (بنت): what the dictionary lists stays.
        listed = found if found[0] in table else ()
        found = (*listed, mended) if mended else found
    return tuple(dict.fromkeys(reading for lemma in found for reading in _readings(folded, lemma)))


def _found(word: str, folded: str) -> tuple[str, ...]:
    lemma = _dictionary_lemma(word)
    if lemma is None or folded.endswith(lemma):  # nothing but prefixes was taken off
        sure, other = _verb_lemmas(folded)
        lemma = sure or lemma or other
    return (lemma,) if lemma else light_stems(folded)


def _readings(folded: str, lemma: str) -> tuple[str, ...]:
    """A lemma, and beside it that of the verb or the adjective of which it may be a form: تعيش is also عاش."""
    table = lemma_table("ar", fold_arabic)
    verb = third_person(folded, lemma)
    if verb and verb in table:
        perfect = next((found for found in _found(verb, verb) if found != verb), None)
        if perfect and not perfect.startswith("ي"):
            return (perfect,) if verb == lemma else (lemma, perfect)
    masculine = masculine_adjective(folded, lemma, table.get)
    return (lemma, masculine) if masculine else (lemma,)


def _verb_lemmas(folded: str) -> tuple[str | None, str | None]:
    """The lemma of a verb form that is sure, as what is left of the form is a lemma itself; and the first of any."""
    table = lemma_table("ar", fold_arabic)
    first = None
    for candidate in perfect_candidates(folded):
        lemma = table.get(candidate)
        if lemma == candidate:
            return lemma, lemma
        first = first or lemma
    return None, first or None


def stems(word: str) -> tuple[str, ...]:
    """Stem with Snowball, which wants the unfolded letters."""
    return (fold_arabic(snowball("arabic", without_signs(word))),)


def without_proclitics(word: str) -> tuple[str, ...]:
    """Give what is left without the article, conjunctions and prepositions: names have no dictionary.

    >>> without_proclitics("ولبوتين")
    ('لبوتين', 'بوتين')
    """
    folded = fold_arabic(word)
    rest = [form for form in _without_prefixes(folded)[1:] if len(form) >= 3]
    return tuple(dict.fromkeys(rest))


def _is_word(word: str) -> bool:
    return fold_arabic(word) in lemma_table("ar", fold_arabic)


ARABIC = Language(
    code="ar",
    name="العربية",
    english_name="Arabic",
    script="Arab",
    stop_form=without_signs,
    steps=Steps(fold=fold_arabic, lemmas=lemmas, stems=stems, parts=without_proclitics),
    is_word=_is_word,
)

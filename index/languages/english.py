"""English: dictionary lemma, mended by rule where forms of one word part, in one spelling; its Snowball stem.

The dictionary lists many forms as words of their own (*felt*, *feeling*, *hotter*). Where such a form is a verb's or
an adjective's by rule, the word is indexed under both: nobody can tell from the form alone which one was meant.
"""

from functools import lru_cache, partial

from index.languages.english_spelling import shared_spelling
from index.languages.english_verbs import irregular_verb, is_verb, regular_verb
from index.languages.language import Language, Steps, casefold, fold_marks
from index.languages.lemma_tables import is_word, lemma_table, lemmatize
from index.languages.stemming import snowball

__all__ = ["ENGLISH"]

# Nouns whose f is voiced in the plural: a closed class (Quirk and others 1985, 5.83).
VES = {
    "calves": "calf",
    "dwarves": "dwarf",
    "elves": "elf",
    "halves": "half",
    "hooves": "hoof",
    "knives": "knife",
    "leaves": "leaf",
    "lives": "life",
    "loaves": "loaf",
    "scarves": "scarf",
    "sheaves": "sheaf",
    "shelves": "shelf",
    "thieves": "thief",
    "wharves": "wharf",
    "wives": "wife",
    "wolves": "wolf",
}
COMPARATIVES = {
    "better": "good",
    "best": "good",
    "worse": "bad",
    "worst": "bad",
    "farther": "far",
    "farthest": "far",
    "further": "far",
    "furthest": "far",
}
NATIONALITIES = ("ans", "ards")  # Laotians, Spaniards


def fold(word: str) -> str:
    """Lower case, no accents: *café* and *cafe* are both written."""
    return fold_marks(casefold(word))


@lru_cache(maxsize=1_000)  # the stem asks for it after the lemma
def lemmas(word: str) -> tuple[str, ...]:
    """Look the word up in lower case first: a sentence's first word is no name.

    >>> lemmas("cutting"), lemmas("honours")
    (('cutting', 'cut'), ('honor',))
    """
    lower = word.lower()
    listed = lemmatize(lower, "en")
    found = _verbs(lower, listed) or _nouns(lower, listed) or _adjectives(lower, listed) or (listed,)
    return tuple(dict.fromkeys(shared_spelling(fold(lemma)) for lemma in found))


def _verbs(word: str, listed: str) -> tuple[str, ...]:
    """The word as a form of a verb, and as a noun or an adjective that the form has become."""
    irregular = irregular_verb(word)
    if irregular:
        # *found* is also the verb of *founded*, and *felt* a cloth; but *gone* is nothing else.
        return (irregular, word) if listed == word or is_verb(word) else (irregular,)
    if not word.endswith(("ed", "ing")):
        return ()
    sure = listed != word and is_verb(listed)
    verb = listed if sure else regular_verb(word)
    if verb is None:
        return ()
    # What was done is also the noun of the deed, which has a plural of its own: *meeting*, *meetings*.
    return (listed, verb) if listed == word else (verb, word) if word.endswith("ing") else (verb,)


def _nouns(word: str, listed: str) -> tuple[str, ...]:
    """The singular of a noun in -f, and of a nationality, which dictionaries list as a name or not at all."""
    singular = VES.get(word)
    if singular:
        return (singular, listed) if listed != singular else (singular,)
    name = lemma_table("en").get(word.capitalize())
    if listed == word and name and name != word.capitalize():
        return (name,)
    if listed == word and word.endswith(NATIONALITIES) and word.removesuffix("s") in lemma_table("en"):
        return (word.removesuffix("s"),)
    return ()


def _adjectives(word: str, listed: str) -> tuple[str, ...]:
    """The adjective of a comparative: what has a superlative and no plural is one, unlike *number*."""
    if word in COMPARATIVES:
        return (COMPARATIVES[word],)
    table = lemma_table("en")
    if listed != word or not word.endswith("er") or word + "s" in table:
        return ()
    positive = table.get(word.removesuffix("er") + "est")
    return (positive,) if positive and positive[:2] == word[:2] else ()


def stems(word: str) -> tuple[str, ...]:
    """Stem the lemma, so that *men* and *man*, *oil* and *oils* still meet."""
    return (snowball("english", lemmas(word)[0]),)


ENGLISH = Language(
    code="en",
    name="English",
    english_name="English",
    script="Latn",
    steps=Steps(fold=fold, lemmas=lemmas, stems=stems),
    is_word=partial(is_word, lang="en"),
)

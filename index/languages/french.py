"""French: elided articles off, dictionary lemma, participles and feminines by rule, accents folded, Snowball stem."""

from functools import lru_cache, partial

import regex

from index.languages.french_forms import infinitives, masculines
from index.languages.language import POSSESSIVE, Language, Steps, casefold, fold_marks
from index.languages.lemma_tables import is_word, lemma_table, lemmatize
from index.languages.stemming import snowball

__all__ = ["FRENCH"]

# Grevisse, Le bon usage: the words whose final vowel is elided before a vowel or a mute h.
ELISION = regex.compile(
    rf"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|quelqu|presqu)['\u2018\u2019\u02bc](?=\w)|{POSSESSIVE.pattern}",
    regex.IGNORECASE,
)


def fold(word: str) -> str:
    """Lower case, no accents: capitals are often printed without them."""
    return fold_marks(casefold(word))


@lru_cache(maxsize=1_000)  # the stem asks for it after the lemma
def _lemma(word: str) -> str:
    # The dictionary is written with its accents, so it comes before folding. It leads from some feminine plurals to
    # the masculine plural only: *différentes*, *différents*, *différent*.
    listed = lemmatize(word.lower(), "fr")
    return (lemma_table("fr").get(listed) or listed).lower()


def lemmas(word: str) -> tuple[str, ...]:
    """Look the word up as it is accented; participles meet their verb too, and feminines their masculine.

    >>> lemmas("brodé"), lemmas("danseuses")
    (('brode', 'broder'), ('danseur',))
    """
    lower = word.lower()
    found = [_lemma(word)]
    # A feminine that the dictionary lists itself is a noun: *armée* is not *armer*, nor *avenue* the past of *avenir*.
    if not (found[0].endswith("e") and found[0] == lower.removesuffix("s")):
        found += infinitives(lower)
    found += masculines(lower)
    return tuple(dict.fromkeys(map(fold_marks, found)))


def stems(word: str) -> tuple[str, ...]:
    """Stem the accented lemma, as the algorithm expects accents."""
    return (fold_marks(snowball("french", _lemma(word))),)


FRENCH = Language(
    code="fr",
    name="français",
    english_name="French",
    script="Latn",
    clitics=ELISION,
    steps=Steps(fold=fold, lemmas=lemmas, stems=stems),
    is_word=partial(is_word, lang="fr"),
)

"""French: elided articles cut off, dictionary lemma, accents folded after it, Snowball stem."""

from functools import partial

import regex

from index.languages.language import POSSESSIVE, Language, Steps, casefold, fold_marks
from index.languages.lemma_tables import is_word, lemmatize
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


def _lemma(word: str) -> str:
    # The dictionary is written with its accents, so it comes before folding.
    return lemmatize(word.lower(), "fr").lower()


def lemmas(word: str) -> tuple[str, ...]:
    """Look the word up as it is accented."""
    return (fold_marks(_lemma(word)),)


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

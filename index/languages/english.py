"""English: dictionary lemma, Snowball stem of the lemma."""

from functools import partial

from index.languages.language import Language, Steps, casefold, fold_marks
from index.languages.lemma_tables import is_word, lemmatize
from index.languages.stemming import snowball

__all__ = ["ENGLISH"]


def fold(word: str) -> str:
    """Lower case, no accents: *café* and *cafe* are both written."""
    return fold_marks(casefold(word))


def lemmas(word: str) -> tuple[str, ...]:
    """Look the word up in lower case first: a sentence's first word is no name."""
    return (fold(lemmatize(word.lower(), "en")),)


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

"""Copy this file to add a language: say in one line what is special about it.

1. Name the file after the language; set code (ISO 639-1), names and script (ISO 15924).
2. Write `stop_words/<code>.txt`, with its source and licence in the first lines.
3. Choose the steps; each takes one word in its written case. Leave out what the language does not have.
4. Add the language to the table in `__init__.py`.
5. Add its words to `tests/index/languages/test_<language>.py`: what must conflate, and what must stay apart.
6. Run `make test`.

The test suite runs this template as if it were a language, so it cannot rot.
"""

from index.languages.language import Language, Steps, casefold, fold_marks
from index.languages.stemming import snowball

__all__ = ["TEMPLATE"]


def fold(word: str) -> str:
    """Give the exact key: what two spellings of one word have in common."""
    return fold_marks(casefold(word))


def stems(word: str) -> tuple[str, ...]:
    """Give the stem; say here in what form the algorithm wants the word."""
    return (snowball("porter", fold(word)),)


TEMPLATE = Language(
    code="xx",
    name="the language's own name for itself",
    english_name="Template",
    script="Latn",
    steps=Steps(fold=fold, stems=stems),
)

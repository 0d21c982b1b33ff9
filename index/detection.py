"""Which language an article is in, with a confidence.

py3langid (Lui and Baldwin 2012, "langid.py") over the languages the product analyses: naming the candidates is what
makes short texts come out right. The script is looked at first, as it settles most of the question for free.
"""

from collections.abc import Collection
from functools import cache
from typing import Any, NamedTuple

import regex

__all__ = ["Detection", "detect_language"]

SAMPLE = 4000  # code points; more text changes nothing and costs time
_LETTER = regex.compile(r"\p{L}")


class Detection(NamedTuple):
    """A language's ISO 639-1 code and its probability, 0..1."""

    lang: str
    confidence: float


@cache
def _identifier(languages: frozenset[str]) -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(sorted(languages & set(identifier.labels)))
    return identifier


def detect_language(text: str, languages: Collection[str], unknown: str = "und") -> Detection:
    """Guess the language of a text.

    Args:
        text: title and body, or as much of them as there is.
        languages: codes to choose from; those the model does not know are never chosen.
        unknown: what to answer for a text without a letter.

    >>> detect_language("Die Regierung hat am Montag neue Maßnahmen beschlossen.", {"en", "de", "fr"}).lang
    'de'
    """
    sample = text[:SAMPLE]
    if not _LETTER.search(sample):
        return Detection(unknown, 0.0)
    # Capitalised headlines look foreign to a model of running text.
    lang, probability = _identifier(frozenset(languages)).classify(sample.lower() if sample.isupper() else sample)
    return Detection(str(lang), round(float(probability), 4))

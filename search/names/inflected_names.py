"""What a name may be a form of: Верещагиным of Верещагин, *Krestovskys* of *Krestovsky*, وغسان of غسان.

A name is typed, or copied out of a sentence, as the sentence has it; no dictionary knows it, so endings and glued
prefixes are taken off by rule, and what is left counts for a little less than what was typed.
"""

from collections.abc import Collection, Mapping

import regex

from index.languages.arabic import without_proclitics
from index.languages.russian import parses
from search.names.romanization import script_of

__all__ = ["base_names"]

SHORTEST_REST = 4  # letters; of three, too many are left of other names
CYRILLIC_LANGUAGES = ("ru", "uk")
# A possessive or genitive, and a plural: the Krestovskys, Wereschtschagins Bilder.
_LATIN_ENDINGS: Mapping[str, regex.Pattern[str]] = {
    "en": regex.compile(r"(?:['’]s|(?<=s)['’]|(?<=[^s'’])s)$"),
    "de": regex.compile(r"(?:['’]s|['’]|(?<=[^szxß'’])s)$"),
}


def base_names(word: str, languages: Collection[str]) -> tuple[str, ...]:
    """Give the names that a word may be a form of, without the word itself.

    Args:
        word: one word in lower case.
        languages: that it may be in.

    >>> base_names("верещагиным", ["ru"]), base_names("krestovskys", ["en"]), base_names("krestovskys", ["fr"])
    (('верещагин',), ('krestovsky',), ())
    """
    script = script_of(word)
    if script == "Cyrl":
        found = [form for lang in languages if lang in CYRILLIC_LANGUAGES for form in parses(word, lang)]
    elif script == "Arab":
        found = list(without_proclitics(word)) if "ar" in languages else []
    else:
        found = [_LATIN_ENDINGS[lang].sub("", word) for lang in languages if lang in _LATIN_ENDINGS]
    return tuple(dict.fromkeys(form for form in found if form != word and len(form) >= SHORTEST_REST))

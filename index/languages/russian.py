"""Russian: ё as е, the dictionary's likely parses, Snowball stem, prefixed words and names inside adjectives."""

import re
from functools import lru_cache, partial

import regex

from index.languages.language import Language, Steps
from index.languages.pymorphy_parses import morph, parser
from index.languages.stemming import snowball

__all__ = ["RUSSIAN", "parses", "pymorphy_language"]

_CYRILLIC = regex.compile(r"\p{Cyrillic}")
# What the parser takes; other words are the business of pymorphy3's analysers of hyphens, numbers and initials.
_LETTERS = {"ru": re.compile("[а-яё]{2,}"), "uk": re.compile("[абвгґдеєжзиіїйклмнопрстуфхцчшщьюя]{2,}")}
LIKELY = 0.12  # a parse less likely than this joins more wrong forms than right ones
PREFIXES = tuple(
    "авиа авто агро аэро био вело видео газо гео гидро евро интернет кибер кино космо крипто медиа метео микро мото"
    " нано нарко наци нефте онлайн радио само спец теле тепло фото электро энерго".split()
)  # fmt: skip
SHORTEST_REST = 4
ADJECTIVE = "ский"  # how one is made from a name
# Grammemes (opencorpora.org/dict.php?act=gram).
_INFLECTED = frozenset({"NOUN", "ADJF", "ADJS", "INFN", "VERB", "PRTF"})
_NAMES = frozenset({"Name", "Surn", "Patr", "Geox", "Orgn"})


def fold_yo(word: str) -> str:
    """Lower case, with ё as е: print rarely tells them apart.

    >>> fold_yo("Королёв")
    'королев'
    """
    return word.lower().replace("ё", "е")


@lru_cache(maxsize=1_000)  # the steps of a word ask for them one after another
def parses(word: str, code: str = "ru") -> tuple[str, ...]:
    """Give the dictionary forms of the likely parses, most likely first, in lower case.

    pymorphy3 gives each parse its share in OpenCorpora, or guesses by the ending.

    >>> parses("санкциями")
    ('санкция',)
    """
    if _LETTERS[code].fullmatch(word):
        return parser(code).normal_forms(word, LIKELY)
    if not _CYRILLIC.match(word):
        return (word,)  # a foreign word has no Russian forms, and pymorphy3 fails on letters Python has no name for
    found = morph(code).parse(word)
    likely = [parse.normal_form for parse in found if parse.score >= LIKELY] or [
        parse.normal_form for parse in found[:1]
    ]
    return tuple(dict.fromkeys(likely))


@lru_cache(maxsize=1_000)
def lemmas(word: str) -> tuple[str, ...]:
    """Look the word up with its ё, as the dictionary has it."""
    return tuple(dict.fromkeys([fold_yo(lemma) for lemma in parses(word.lower())]))


def stems(word: str) -> tuple[str, ...]:
    """Stem the likeliest lemma."""
    return (snowball("russian", lemmas(word)[0]),)


def parts(word: str) -> tuple[str, ...]:
    """Give what is findable inside a word: криптобиржа has биржа in it, ельцинский has Ельцин."""
    found: list[str] = []
    for lemma in lemmas(word):
        if lemma.startswith(PREFIXES):
            found += _prefixed(lemma)
        if lemma.endswith(ADJECTIVE):
            found += _name_in_adjective(lemma)
    return tuple(found)


def _prefixed(lemma: str) -> tuple[str, ...]:
    for prefix in PREFIXES:
        rest = lemma.removeprefix(prefix)
        if len(rest) < len(lemma) and len(rest) >= SHORTEST_REST and _is_inflected_word(rest):
            return (prefix, *lemmas(rest))
    return ()


def _is_inflected_word(word: str) -> bool:
    if word.removesuffix("инг") != word:  # an English -ing noun need not be in the dictionary: криптомайнинг
        return True
    if not (word.endswith(("ер", "ист", "ция")) or parser("ru").knows(word)):
        return False
    return not parser("ru").readings(word)[0].grammemes.isdisjoint(_INFLECTED)


def _name_in_adjective(lemma: str) -> tuple[str, ...]:
    """The surname in an adjective made from it: сталинский has сталин in it, русский has none."""
    base = lemma.removesuffix(ADJECTIVE)
    listed = parser("ru").listed_readings(base)
    return (base,) if any("Surn" in form.grammemes and fold_yo(form.normal_form) == base for form in listed) else ()


def _is_word(word: str, code: str) -> bool:
    """Whether the dictionary lists the word as anything but a name."""
    if not _CYRILLIC.match(word):
        return False
    return any(form.grammemes.isdisjoint(_NAMES) for form in parser(code).listed_readings(word.lower()))


def pymorphy_language(code: str, name: str, english_name: str, steps: Steps) -> Language:
    """Describe a language that pymorphy3 has a dictionary for."""
    return Language(
        code=code,
        name=name,
        english_name=english_name,
        script="Cyrl",
        steps=steps,
        is_word=partial(_is_word, code=code),
    )


RUSSIAN = pymorphy_language("ru", "русский", "Russian", Steps(fold=fold_yo, lemmas=lemmas, stems=stems, parts=parts))

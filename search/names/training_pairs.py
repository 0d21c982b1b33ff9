"""Pairs of one name in two spellings, from which the transducer learns: CLDR's names, and our own rows of people.

Two languages in the Latin script write most names alike, and differ in those they have from other scripts: for them,
the Russian names are transcribed into both beside.

CLDR names territories, languages and cities in every language. Many of those are translations (*Germany*, Германия) and
not spellings, so only words that already sound about alike are kept.
"""

from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

import regex
from babel import Locale

from index.languages import LANGUAGES
from search.names.distance import name_distance
from search.names.romanization import phonetic_code
from search.names.spelling import plain_spelling
from search.names.transcription import SPELLINGS, transcribe

__all__ = ["locale_names", "training_pairs"]

SAME_NAME = 0.4  # distance up to which two words are spellings of one name
LONGEST, SHORTEST = 14, 2
_WORD = regex.compile(r"[\p{L}\p{M}]+")


def training_pairs(one: str, other: str) -> tuple[tuple[str, str], ...]:
    """Give the spellings of names in two languages, in a fixed order, each pair once.

    Args:
        one: ISO 639-1 code of a language of the lexicon.
        other: another one.
    """
    found: set[tuple[str, str]] = set()
    for names, others in (*_cldr_names(one, other), *_authored_names(one, other)):
        for name in names:
            for against in others:
                found.update(_word_pairs(name, one, against, other))
    if _is_latin(one) and _is_latin(other):
        found.update(_transcribed_pairs(one, other))
    return tuple(sorted(found))


def _is_latin(lang: str) -> bool:
    return LANGUAGES[lang].script == "Latn" and lang in SPELLINGS


def _transcribed_pairs(one: str, other: str) -> Iterator[tuple[str, str]]:
    """Pair the two spellings of each Russian name: Schukowski in German is Joukovski in French."""
    names = [*locale_names("ru").values(), *(name for cells, _ in _authored_names("ru", one) for name in cells)]
    for word in {word for name in names for word in _WORD.findall(name.lower())}:
        spelled, spelled_other = (plain_spelling(transcribe(word, "ru", lang).lower()) for lang in (one, other))
        if all(SHORTEST <= len(spelling) <= LONGEST for spelling in (spelled, spelled_other)):
            yield spelled, spelled_other


def _word_pairs(name: str, lang: str, against: str, against_lang: str) -> Iterator[tuple[str, str]]:
    """Pair the words of two names that have as many."""
    words, others = _WORD.findall(name.lower()), _WORD.findall(against.lower())
    if len(words) != len(others):
        return
    arabic = "ar" in (lang, against_lang)
    for word, other in zip(words, others, strict=True):
        spelled, spelled_other = plain_spelling(word), plain_spelling(other)
        if not (SHORTEST <= len(spelled) <= LONGEST and SHORTEST <= len(spelled_other) <= LONGEST):
            continue
        code, code_other = phonetic_code(spelled, lang), phonetic_code(spelled_other, against_lang)
        if code and code_other and name_distance(code, code_other, unsure=arabic) < SAME_NAME:
            yield spelled, spelled_other


def _cldr_names(one: str, other: str) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    names, others = locale_names(one), locale_names(other)
    for key in names.keys() & others.keys():
        yield (names[key],), (others[key],)


def locale_names(lang: str) -> Mapping[tuple[str, str], str]:
    """Give the names CLDR has in a language, by kind and code."""
    locale = Locale.parse(lang)
    kinds: Mapping[str, Mapping[Any, str]] = {
        "territory": locale.territories,
        "language": locale.languages,
        "script": locale.scripts,
        "city": {zone: data["city"] for zone, data in locale._data["time_zones"].items() if "city" in data},
    }
    found = {(kind, str(key)): name for kind, names in kinds.items() for key, name in names.items()}
    if lang not in {"ru", "ar"}:
        # A Latin-script language leaves a city out that it writes as the time zone's own name does.
        for zone in Locale.parse("ru")._data["time_zones"]:
            found.setdefault(("city", zone), zone.rsplit("/", 1)[-1].replace("_", " "))
    return found


def _authored_names(one: str, other: str) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    lines = files("search.expansion").joinpath("lexicon/people.tsv").read_text(encoding="utf-8").splitlines()
    columns = lines[0].split("\t")
    for line in lines[1:]:
        if line and not line.startswith("#"):
            cells = dict(zip(columns, line.split("\t"), strict=True))
            yield tuple(cells[one].split(";")), tuple(cells[other].split(";"))

"""One broad phonetic code for all scripts, so that a name's spellings come near one another.

The code's letters are what they look like in English, with these beside them: C as in *church*, S as in *ship*, J as
in *measure* and *judge*, y as in *yes*; a e i o u are any vowel like them. Arabic writes no short vowels, so its
codes lack them.

Digraphs are read by the language's rules: *sch* is S in German, *ch* is S in French and C in English.
"""

import unicodedata
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

import regex

from search.names.other_scripts import OTHER_SCRIPTS, SCRIPT_RANGES

__all__ = ["phonetic_code", "script_of"]

Table = Mapping[str, str]

CYRILLIC: Table = MappingProxyType(dict(zip(
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґўқғәөүұңһјљњћђџ",
    ("a b v g d e o J z i y k l m n o p r s t u f h C C S S . i . e u a i i e g v k g a o u u n h y l n C J J").split(),
    strict=True,
)))  # fmt: skip
CYRILLIC_DIGRAPHS: Table = {"дж": "J", "тш": "C", "тч": "C", "кс": "ks", "ье": "ye", "ья": "ya", "ью": "yu"}

ARABIC: Table = MappingProxyType(dict(zip(
    "اأإآٱءئؤبتثجحخدذرزسشصضطظعغفقكلمنهةويىپچژگڤکی",
    "a a i a a . i u b t t J h h d d r z s S s d t z a g f k k l m n h a w y a p C J g v k y".split(),
    strict=True,
)))  # fmt: skip
ARABIC_DIGRAPHS: Table = {"تش": "C", "دج": "J", "تس": "C"}

# Read in any Latin-script language; a language's own rules come before these.
LATIN_COMMON: Table = {
    "shch": "S", "tch": "C", "sh": "S", "ch": "C", "kh": "h", "gh": "g", "ph": "f", "th": "t", "zh": "J", "dh": "d",
    "ts": "C", "tz": "C", "cz": "C", "ck": "k", "qu": "k", "x": "ks", "ce": "se", "ci": "si", "cy": "si", "c": "k",
    "q": "k", "w": "v", "dj": "J", "j": "J", "ou": "u", "oo": "u", "ee": "i", "eau": "o", "ai": "e", "ei": "e",
    "ae": "e", "oe": "e", "ue": "u", "y": "i",
}  # fmt: skip
LATIN: Mapping[str, Table] = {
    "en": {"sch": "S", "dzh": "J", "w": "w", "au": "o", "aw": "o", "ya": "ya", "yo": "yo", "yu": "yu", "ye": "ye"},
    "de": {
        "schtsch": "S", "tsch": "C", "dsch": "J", "sch": "S", "ei": "ai", "ie": "i", "eu": "oi", "ch": "h",
        "j": "y", "z": "C", "tz": "C", "v": "f", "w": "v", "au": "au",
    },
    "fr": {
        "chtch": "S", "tch": "C", "ch": "S", "dj": "J", "ou": "u", "oi": "ua", "au": "o", "gn": "n", "gue": "ge",
        "gui": "gi", "ge": "Je", "gi": "Ji", "h": "", "kh": "h", "ya": "ya", "yo": "yo", "ye": "ye", "aï": "ay",
    },
}  # fmt: skip
LATIN_LETTERS = str.maketrans({
    "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "e", "œ": "e", "þ": "t", "ð": "d", "ə": "a", "ş": "S",
    "ç": "s", "č": "C", "ć": "C", "š": "S", "ś": "S", "ž": "J", "ź": "z", "ż": "J", "ğ": "", "ñ": "n", "ï": "y",
})  # fmt: skip
HEH, SHORTEST_WITH_VOWEL = "\u0647", 3
_NOT_CODE = regex.compile(r"[^a-zCJS]")
_DOUBLED = regex.compile(r"(.)\1+")


def script_of(word: str) -> str:
    """Give the ISO 15924 code of the word's first letter, or an empty string for a script we have no code for.

    >>> script_of("Минск"), script_of("مصر"), script_of("Kyiv"), script_of("Αθήνα"), script_of("東京")
    ('Cyrl', 'Arab', 'Latn', 'Grek', '')
    """
    for char in word:
        if char.isascii() and char.isalpha():
            return "Latn"
        for script, first, last in SCRIPT_RANGES:
            if first <= char <= last:
                return script
        if char.isalpha():
            return "Latn" if char < "\u0250" or "\u1e00" <= char <= "\u1eff" else ""
    return ""


class _Reader(NamedTuple):
    """Tables put together: reads letters from left to right, the longest rule first."""

    sounds: Table
    lengths: tuple[int, ...]  # of the rules' letters, the greatest first

    def read(self, word: str) -> str:
        # A pattern of all rules reads no faster, and takes longer to compile than a search takes.
        said, place = [], 0
        while place < len(word):
            for length in self.lengths:
                sound = self.sounds.get(word[place : place + length])
                if sound is not None:
                    break
            else:
                sound, length = word[place], 1
            said.append(sound)
            place += length
        return "".join(said)


def _reader(first: Table, then: Table) -> _Reader:
    """Put two tables together; of two rules for the same letters, the first table's counts."""
    sounds = {**then, **first}
    return _Reader(sounds, tuple(sorted(set(map(len, sounds)), reverse=True)))


@cache  # made when a word of its kind is met
def _reader_of(script: str, lang: str = "") -> _Reader:
    if script == "Cyrl":
        return _reader(CYRILLIC_DIGRAPHS, CYRILLIC)
    if script == "Arab":
        return _reader(ARABIC_DIGRAPHS, ARABIC)
    return _reader(LATIN.get(lang, {}), LATIN_COMMON) if script == "Latn" else _reader({}, OTHER_SCRIPTS[script].sounds)


def phonetic_code(word: str, lang: str) -> str:
    """Say how a word sounds, roughly.

    Args:
        word: one word in lower case.
        lang: the language whose spelling it follows; matters for the Latin script alone.

    >>> phonetic_code("ельцин", "ru"), phonetic_code("jelzin", "de"), phonetic_code("eltsine", "fr")
    ('elCin', 'yelCin', 'elCine')
    """
    script = script_of(word)
    if script == "Cyrl":
        code = _reader_of(script).read(word)
    elif script == "Arab":
        # A final heh is a vowel more often than not: the index writes teh marbuta as heh, and names end in -e with it.
        vowel = word.endswith(HEH) and len(word) > SHORTEST_WITH_VOWEL
        code = _reader_of(script).read(word[:-1] + "ا" if vowel else word)
    elif script == "Latn":
        code = _reader_of(script, lang).read(_plain_latin(word))
    elif script:
        code = _reader_of(script).read(_with_inherent_vowels(word, script))
    else:
        return ""
    return _DOUBLED.sub(r"\1", _NOT_CODE.sub("", code))


def _with_inherent_vowels(word: str, script: str) -> str:
    """Write the vowel that an Indic consonant has in itself where no other sign follows; at the end it is silent."""
    row = OTHER_SCRIPTS[script]
    return row.inherent.sub(row.vowel, word) if row.inherent else word


def _plain_latin(word: str) -> str:
    if word.isascii():
        return word
    word = word.translate(LATIN_LETTERS)
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))

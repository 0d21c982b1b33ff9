"""Chinese names, which newspapers write by tables of syllables: pinyin in the Latin script, Palladius in Russian.

Xueqin is Сюэцинь by rule, and no rule of letters would say so. Latin spellings are Hanyu Pinyin without tones (ISO
7098); Russian ones follow the Palladius system, in which a final *n* is soft and a final *ng* hard; Arabic has no
standard, so its table is of the usual press spelling and has the finals alone that are written in one way.
"""

from collections.abc import Iterator, Mapping
from itertools import islice, product

from search.names.romanization import script_of

__all__ = ["chinese_spellings"]

# Which finals follow an initial; ü is written u after j, q and x.
_AFTER_SIBILANT = "a ai an ang ao e en eng i ong ou u uan ui un uo"
_AFTER_VELAR = "a ai an ang ao e en eng ong ou u ua uai uan uang ui un uo"
_AFTER_PALATAL = "i ia ian iang iao ie in ing iong iu ü üan üe ün"
FINALS: Mapping[str, str] = {
    "b": "a ai an ang ao ei en eng i ian iao ie in ing o u",
    "p": "a ai an ang ao ei en eng i ian iao ie in ing o ou u",
    "m": "a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u",
    "f": "a an ang ei en eng o ou u",
    "d": "a ai an ang ao e ei eng i ian iao ie ing iu ong ou u uan ui un uo",
    "t": "a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo",
    "n": "a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan uo ü üe",
    "l": "a ai an ang ao e ei eng i ia ian iang iao ie in ing iu ong ou u uan un uo ü üe",
    "g": f"{_AFTER_VELAR} ei", "k": _AFTER_VELAR, "h": f"{_AFTER_VELAR} ei",
    "j": _AFTER_PALATAL, "q": _AFTER_PALATAL, "x": _AFTER_PALATAL,
    "zh": f"{_AFTER_SIBILANT} ua uai uang", "ch": f"{_AFTER_SIBILANT} uai uang",
    "sh": "a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo",
    "r": "an ang ao e en eng i ong ou u uan ui un uo",
    "z": f"{_AFTER_SIBILANT} ei", "c": _AFTER_SIBILANT, "s": _AFTER_SIBILANT,
}  # fmt: skip
RUSSIAN_INITIALS: Mapping[str, str] = dict(zip(
    "b p m f d t n l g k h j q x zh ch sh r z c s".split(),
    "б п м ф д т н л г к х цз ц с чж ч ш ж цз ц с".split(),
    strict=True,
))  # fmt: skip
RUSSIAN_FINALS: Mapping[str, str] = dict(zip(
    "a ai an ang ao e ei en eng i ia ian iang iao ie in ing iong iu o ong ou u ua uai uan uang ui un uo ü üan üe "
    "ün".split(),
    "а ай ань ан ао э эй энь эн и я янь ян яо е инь ин юн ю о ун оу у уа уай уань уан уй унь о юй юань юэ юнь".split(),
    strict=True,
))  # fmt: skip
# Syllables without an initial, and the two that the tables above would spell otherwise than is usual.
RUSSIAN_SYLLABLES: Mapping[str, str] = dict(zip(
    "a ai an ang ao e en er o ou ya yan yang yao ye yi yin ying yong you yu yuan yue yun wa wai wan wang wei wen weng "
    "wo wu hui zi ci si".split(),
    "а ай ань ан ао э энь эр о оу я янь ян яо е и инь ин юн ю юй юань юэ юнь ва вай вань ван вэй вэнь вэн "
    "во у хуэй цзы цы сы".split(),
    strict=True,
))  # fmt: skip
ARABIC_INITIALS: Mapping[str, tuple[str, ...]] = {
    "b": ("ب",), "p": ("ب",), "m": ("م",), "f": ("ف",), "d": ("د",), "t": ("ت",), "n": ("ن",), "l": ("ل",),
    "g": ("غ", "ق", "ج"), "k": ("ك",), "h": ("ه", "خ"), "j": ("ج",), "q": ("تش",), "x": ("ش",), "zh": ("تش", "ج"),
    "ch": ("تش",), "sh": ("ش",), "r": ("ر",), "z": ("تس", "ز"), "c": ("تس",), "s": ("س",), "y": ("ي",), "w": ("و",),
}  # fmt: skip
ARABIC_FINALS: Mapping[str, tuple[str, ...]] = {
    "a": ("ا",), "ai": ("اي",), "an": ("ان",), "ang": ("انغ", "انج"), "ao": ("او",), "ei": ("ي",), "i": ("ي",),
    "ia": ("يا",), "ian": ("يان",), "iang": ("يانغ", "يانج"), "iao": ("ياو",), "in": ("ين",), "ing": ("ينغ", "ينج"),
    "iu": ("يو",), "ong": ("ونغ", "ونج"), "ou": ("و",), "u": ("و",), "uan": ("وان",), "uang": ("وانغ",), "uo": ("و",),
    "ü": ("و",), "üan": ("وان",),
}  # fmt: skip
HARD_SIGN = "ъ"  # between a final ng and a vowel: Чанъань
_RUSSIAN_VOWELS = frozenset("аеиоуыэюя")
MOST_SYLLABLES, MOST_SPELLINGS = 4, 8


def _syllables() -> Iterator[tuple[str, str, str]]:
    """Every syllable with its initial and final."""
    for initial, finals in FINALS.items():
        for final in finals.split():
            written = final.replace("ü", "u") if initial in "jqx" else final
            yield initial + written, initial, final


def _russian() -> Mapping[str, str]:
    ruled = {s: RUSSIAN_INITIALS[initial] + RUSSIAN_FINALS[final] for s, initial, final in _syllables()}
    return {**ruled, **RUSSIAN_SYLLABLES}


def _arabic() -> Mapping[str, tuple[str, ...]]:
    parts = [*_syllables(), *((s, s[0], s[1:]) for s in RUSSIAN_SYLLABLES if s[0] in "yw")]
    return {
        syllable: tuple(a + b for a, b in product(ARABIC_INITIALS[initial], ARABIC_FINALS[final]))
        for syllable, initial, final in parts
        if final in ARABIC_FINALS
    }


def _unmarked(syllable: str) -> str:
    """Without its dots, as people type it and as keys have it."""
    return syllable.replace("ü", "u")


_RUSSIAN = _russian()
_ARABIC = _arabic()
_LATIN: dict[str, tuple[str, ...]] = {}  # the syllables by their spelling without dots: lu is lu or lü
_PINYIN: dict[str, tuple[str, ...]] = {}  # and by their Russian spelling: цзань is zan, ли is li
for _syllable, _written in _RUSSIAN.items():
    _LATIN[_unmarked(_syllable)] = (*_LATIN.get(_unmarked(_syllable), ()), _syllable)
    _PINYIN[_written] = (*_PINYIN.get(_written, ()), _syllable)


def chinese_spellings(word: str, script: str) -> tuple[str, ...]:
    """Give the spellings of a Chinese name in another script.

    Args:
        word: a word in lower case and without marks, in pinyin or as Russian writes it.
        script: ISO 15924: `Latn` for pinyin, `Cyrl` for Russian, `Arab`.

    Returns:
        The likeliest first; none if the word is not made of such syllables throughout.

    >>> chinese_spellings("lin", "Cyrl"), chinese_spellings("цинь", "Latn"), chinese_spellings("smith", "Cyrl")
    (('линь',), ('qin',), ())
    """
    cyrillic = script_of(word) == "Cyrl"
    if not word or script == script_of(word) or script not in {"Latn", "Cyrl", "Arab"}:
        return ()
    readings = _cuts(word.replace(HARD_SIGN, ""), _PINYIN) if cyrillic else _cuts(word.replace("'", ""), _LATIN)
    spelled = (written for syllables in readings for written in _spelled(syllables, script))
    return tuple(islice(dict.fromkeys(spelled), MOST_SPELLINGS))


def _cuts(word: str, known: Mapping[str, tuple[str, ...]], most: int = MOST_SYLLABLES) -> Iterator[tuple[str, ...]]:
    """Every way to read a word as syllables, those with long first syllables first."""
    if not word:
        yield ()
    if not word or not most:
        return
    for length in range(min(6, len(word)), 0, -1):
        for syllable in known.get(word[:length], ()):
            for rest in _cuts(word[length:], known, most - 1):
                yield (syllable, *rest)


def _spelled(syllables: tuple[str, ...], script: str) -> Iterator[str]:
    if script == "Cyrl":
        yield _joined([_RUSSIAN[syllable] for syllable in syllables])
    elif script == "Latn":
        yield "".join(map(_unmarked, syllables))
    else:
        yield from map("".join, product(*(_ARABIC.get(syllable, ()) for syllable in syllables)))


def _joined(syllables: list[str]) -> str:
    """Put Russian syllables together, with a sign between ng and a vowel, which n has in itself."""
    word = ""
    for syllable in syllables:
        word += HARD_SIGN * (word.endswith("н") and syllable[0] in _RUSSIAN_VOWELS) + syllable
    return word

"""Cyrillic names as newspapers write them in another language: Жуковский is Zhukovsky, Schukowski, Joukovski, جوكوفسكي.

Our own short tables of the usual press spelling: for English after BGN/PCGN with -y for -ий, for German after Duden,
for French and Arabic as agencies write. Other languages in the Latin script get the English one. The phonetic code is
not used: it is made for matching and reads ц and ч alike. Arabic names have no table: short vowels are not written.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from index.languages import LANGUAGES
from search.names.romanization import script_of

__all__ = ["base_form", "transcribe"]

VOWELS = frozenset("аеёиоуыэюяіїє")
FRONT_VOWELS = frozenset("еиэіє")
_LETTERS = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґ"

# In which Slavic and Caucasian surnames end where they are not inflected.
SURNAME_ENDINGS = tuple("ов ев ёв ин ын ова ева ёва ина ына ий ый ой ая ко ук юк ич ян дзе швили ия".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spelling:
    """How one language writes the letters; `endings` come first, `letters` last, those for a place between."""

    letters: Mapping[str, str]
    first: Mapping[str, str] = field(default_factory=dict)
    after_vowel: Mapping[str, str] = field(default_factory=dict)
    before_front: Mapping[str, str] = field(default_factory=dict)
    endings: tuple[tuple[str, str], ...] = ()


def _letters(written: str) -> Mapping[str, str]:
    """Pair the letters with how they are written; a dot is nothing."""
    pairs = zip(_LETTERS, written.split(), strict=True)
    return {letter: other.replace(".", "") for letter, other in pairs}


SPELLINGS: Mapping[str, _Spelling] = {
    "en": _Spelling(
        letters=_letters("a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch . y . e yu ya i yi ye g"),
        first={"е": "ye"},
        after_vowel={"е": "ye"},
        endings=(("ий", "y"), ("ый", "y")),
    ),
    "de": _Spelling(
        letters=_letters(
            "a b w g d e jo sch s i i k l m n o p r s t u f ch z tsch sch schtsch . y . e ju ja i ji je g"
        ),
        first={"е": "je"},
        after_vowel={"е": "je"},
        endings=(("ий", "i"), ("ый", "y")),
    ),
    "fr": _Spelling(
        letters=_letters("a b v g d e io j z i ï k l m n o p r s t ou f kh ts tch ch chtch . y . e iou ia i ï ie g"),
        first={"е": "ie", "й": "i"},
        after_vowel={"е": "ïe"},
        before_front={"г": "gu"},
        # Or -in would be read as a nasal vowel.
        endings=(("ий", "i"), ("ый", "y"), ("ин", "ine")),
    ),
    "ar": _Spelling(
        letters=_letters("ا ب ف غ د ي يو ج ز ي ي ك ل م ن و ب ر س ت و ف خ تس تش ش شتش . ي . ي يو يا ي ي ي غ"),
        first={"а": "أ", "и": "إي", "і": "إي", "о": "أو", "у": "أو", "э": "إ"},
        endings=(("ий", "ي"), ("ый", "ي"), ("ия", "يا")),
    ),
}
# Where Ukrainian reads a letter otherwise than Russian.
UKRAINIAN = {"en": {"г": "h", "и": "y"}, "de": {"г": "h", "и": "y"}, "fr": {"г": "h", "и": "y"}, "ar": {"г": "ه"}}


def base_form(name: str, lemmas: Iterable[str]) -> str:
    """Choose the form of a Cyrillic name that is not inflected.

    A morphology that does not know a surname reads Щегловитов as many of a thing called щегловит: endings of surnames
    say more.

    Args:
        name: as it is written.
        lemmas: what it may be a form of, the likeliest first.

    >>> base_form("Щегловитов", ["щегловит"]), base_form("Щегловитову", ["щегловита", "щегловитов"])
    ('Щегловитов', 'щегловитов')
    """
    forms = (name, *lemmas)
    return next((form for form in forms if form.lower().endswith(SURNAME_ENDINGS)), forms[1] if forms[1:] else name)


def transcribe(name: str, lang: str, reader: str) -> str:
    """Write a name for a reader of another language.

    Args:
        name: one word in the Cyrillic script.
        lang: the language it is in.
        reader: the language it is wanted in.

    Returns:
        The name with a capital; empty where there is no table for it.

    >>> [transcribe("Ежевский", "ru", reader) for reader in ("en", "de", "fr", "ru")]
    ['Yezhevsky', 'Jeschewski', 'Iejevski', '']
    """
    wanted = "en" if reader not in SPELLINGS and LANGUAGES[reader].script == "Latn" else reader
    word = name.lower()
    if wanted not in SPELLINGS or script_of(word) != "Cyrl" or not set(word) <= set(_LETTERS):
        return ""
    spelling = SPELLINGS[wanted]
    changed = UKRAINIAN[wanted] if lang == "uk" else {}
    ending = next((pair for pair in spelling.endings if word.endswith(pair[0]) and len(word) > len(pair[0])), ("", ""))
    body = word.removesuffix(ending[0]) if lang != "uk" or ending[0] == "ий" else word
    written = [_written(word, place, spelling, changed) for place in range(len(body))]
    return "".join(written).capitalize() + (ending[1] if body != word else "")


def _written(word: str, place: int, spelling: _Spelling, changed: Mapping[str, str]) -> str:
    letter = word[place]
    if place == 0 and letter in spelling.first:
        return spelling.first[letter]
    if place and word[place - 1] in VOWELS and letter in spelling.after_vowel:
        return spelling.after_vowel[letter]
    if letter not in changed and letter in spelling.before_front and word[place + 1 : place + 2] in FRONT_VOWELS:
        return spelling.before_front[letter]
    return changed.get(letter, spelling.letters[letter])

"""What the letters of Greek, Armenian, Georgian, Hebrew, Devanagari and Tamil sound like, as `romanization` codes it.

Each script is a table row: digraphs beside letters, and, where a consonant is followed by an unwritten *a*, the letter
to put there. Readings are those of names in the news, mostly foreign ones: ג is g, φ is f.
"""

from collections.abc import Mapping
from typing import NamedTuple

import regex

__all__ = ["OTHER_SCRIPTS", "SCRIPT_RANGES", "ScriptSounds"]

# Unicode blocks of the scripts that have a code, beside Latin, which has many.
SCRIPT_RANGES: tuple[tuple[str, str, str], ...] = (
    ("Cyrl", "\u0400", "\u052f"),
    ("Arab", "\u0600", "\u06ff"),
    ("Grek", "\u0370", "\u03ff"),
    ("Grek", "\u1f00", "\u1fff"),
    ("Armn", "\u0530", "\u058f"),
    ("Hebr", "\u0590", "\u05ff"),
    ("Deva", "\u0900", "\u097f"),
    ("Taml", "\u0b80", "\u0bff"),
    ("Geor", "\u10a0", "\u10ff"),
)


class ScriptSounds(NamedTuple):
    """The sounds of a script's letters; `inherent` finds the places of an unwritten vowel, which is `vowel`."""

    sounds: Mapping[str, str]
    inherent: "regex.Pattern[str] | None" = None
    vowel: str = ""


def _sounds(letters: str, sounds: str, digraphs: Mapping[str, str] | None = None) -> Mapping[str, str]:
    """Pair letters, separated by spaces, with their sounds; a dot is nothing."""
    pairs = zip(letters.split(), sounds.split(), strict=True)
    return {**(digraphs or {}), **{letter: sound.replace(".", "") for letter, sound in pairs}}


GREEK = ScriptSounds(
    _sounds(
        "α β γ δ ε ζ η θ ι κ λ μ ν ξ ο π ρ σ ς τ υ φ χ ψ ω ά έ ή ί ό ύ ώ ϊ ΐ ϋ ΰ",
        "a v g d e z i t i k l m n ks o p r s s t i f h ps o a e i i o i o i i i i",
        {
            "μπ": "b", "ντ": "d", "γκ": "g", "γγ": "ng", "γχ": "nh", "τσ": "C", "τζ": "J", "ου": "u", "ού": "u",
            "αι": "e", "αί": "e", "ει": "i", "εί": "i", "οι": "i", "οί": "i", "αυ": "av", "αύ": "av", "ευ": "ev",
            "εύ": "ev",
        },
    )
)  # fmt: skip
ARMENIAN = ScriptSounds(
    _sounds(
        "ա բ գ դ ե զ է ը թ ժ ի լ խ ծ կ հ ձ ղ ճ մ յ ն շ ո չ պ ջ ռ ս վ տ ր ց ւ փ ք օ ֆ և",
        "a b g d e z e e t J i l h C k h dz g C m y n S o C p J r s v t r C v p k o f ev",
        {"ու": "u", "դժ": "J"},
    )
)
GEORGIAN = ScriptSounds(
    _sounds(
        "ა ბ გ დ ე ვ ზ თ ი კ ლ მ ნ ო პ ჟ რ ს ტ უ ფ ქ ღ ყ შ ჩ ც ძ წ ჭ ხ ჯ ჰ",
        "a b g d e v z t i k l m n o p J r s t u p k g k S C C dz C C h J h",
    )
)
# Hebrew and Yiddish in one: of letters that they read otherwise, ע is the vowel that it is in names of either.
HEBREW = ScriptSounds(
    _sounds(
        "א ב ג ד ה ו ז ח ט י כ ך ל מ ם נ ן ס ע פ ף צ ץ ק ר ש ת",
        "a b g d h u z h t i k h l m m n n s e p f C C k r S t",
        {
            "וו": "v", "װ": "v", "וי": "oi", "ױ": "oi", "יי": "ai", "ײ": "ai", "זש": "J", "דזש": "J", "טש": "C",
            "א\u05b8": "o", "פ\u05bf": "f", "ב\u05bf": "v", "ז\u05f3": "J", "ג\u05f3": "J", "צ\u05f3": "C",
        },
    )
)  # fmt: skip
DEVANAGARI = ScriptSounds(
    _sounds(
        "क ख ग घ ङ च छ ज झ ञ ट ठ ड ढ ण त थ द ध न प फ ब भ म य र ल ळ व श ष स ह "
        "अ आ इ ई उ ऊ ऋ ए ऐ ओ औ ऑ ऍ ा ि ी ु ू ृ े ै ो ौ ॉ ॅ ं ँ",
        "k k g g n C C J J n t t d d n t t d d n p f b b m y r l l v S S s h "
        "a a i i u u ri e ai o au o e a i i u u ri e ai o au o e n n",
        {"क\u093c": "k", "ख\u093c": "h", "ज\u093c": "z", "ड\u093c": "r", "ढ\u093c": "r", "फ\u093c": "f"},
    ),
    regex.compile("(?<=[क-ह]\u093c?)(?=[क-हंँ])"),
    "अ",
)
TAMIL = ScriptSounds(
    _sounds(
        "க ங ச ஜ ஞ ட ண த ந ன ப ம ய ர ற ல ள ழ வ ஶ ஷ ஸ ஹ அ ஆ இ ஈ உ ஊ எ ஏ ஐ ஒ ஓ ஔ ா ி ீ ு ூ ெ ே ை ொ ோ ௌ",
        "k n s J n t n t n n p m y r r l l l v S S s h a a i i u u e e ai o o au a i i u u e e ai o o au",
        {"ஃப": "f", "ட்ஜ": "J"},
    ),
    regex.compile("(?<=[க-ஹ])(?=[க-ஹ])"),
    "அ",
)
OTHER_SCRIPTS: Mapping[str, ScriptSounds] = {
    "Grek": GREEK, "Armn": ARMENIAN, "Geor": GEORGIAN, "Hebr": HEBREW, "Deva": DEVANAGARI, "Taml": TAMIL,
}  # fmt: skip

"""Consonant skeletons: keys under which the spellings of a name in any script fall together.

Consonants that scripts and transcriptions confuse share a class, vowels go, and where a letter can be two sounds the
word gets a key for each. Two words may differ by one more consonant: each key is also stored without any one of its
letters (symmetric deletion: Garbe 2012, SymSpell).
"""

import regex

__all__ = ["skeleton_keys"]

_CLASSES = str.maketrans(
    {"b": "b", "p": "b", "f": "b", "v": "b", "t": "d", "d": "d", "k": "g", "g": "g", "J": "j", "C": "j", "S": "s",
     "s": "s", "z": "s", "w": None, "h": None, "y": None, "a": None, "e": None, "i": None, "o": None, "u": None}
)  # fmt: skip
_DOUBLED = regex.compile(r"(.)\1+")
# What else a letter of a script may stand for: Arabic و is v in names, ج is g in Egypt; х is h or k; …
_READINGS = {
    "Arab": (("w", "v"), ("J", "g"), ("J", "C"), ("s", "z")),
    "Cyrl": (("v", "w"), ("h", "k"), ("C", "s"), ("g", "h"), ("C", "ts")),
    "Latn": (("v", "w"), ("C", "S"), ("J", "y"), ("C", "k"), ("g", "J"), ("h", "k"), ("C", "ts"), ("S", "C")),
}


def skeleton_keys(code: str, script: str, *, deletions: bool = True) -> frozenset[str]:
    """Give the keys of a phonetic code.

    Args:
        code: what `phonetic_code` gives.
        script: the script the word was written in, which says what its letters may stand for.
        deletions: also the keys with one letter left out.

    >>> sorted(skeleton_keys("putin", "Latn", deletions=False))
    ['bdn']
    """
    keys = {_skeleton(code)}
    keys |= {_skeleton(code.replace(letter, other)) for letter, other in _READINGS.get(script, ()) if letter in code}
    if deletions:
        keys |= {key[:i] + key[i + 1 :] for key in keys if len(key) > 2 for i in range(len(key))}
    return frozenset(key for key in keys if key)


def _skeleton(code: str) -> str:
    return _DOUBLED.sub(r"\1", code.translate(_CLASSES))

"""The plain spelling of a word: its script's own letters without marks, as the transducer learns them."""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

__all__ = ["LETTER_BITS", "Spellings", "plain_spelling", "spelling_matrix"]

Spellings = NDArray[np.uint16]  # one word a row: its letters by their code points, then zeros
LETTER_BITS = 11  # enough for the Latin, Cyrillic and Arabic blocks
SPELLING_WIDTH = 20  # letters that count; hardly a name is longer

ALEF, WAW, YEH, HEH, KAF = "\u0627", "\u0648", "\u064a", "\u0647", "\u0643"
TATWEEL = "\u0640"
_LETTERS = str.maketrans({
    "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ə": "a", "ё": "е",
    "\u0622": ALEF, "\u0623": ALEF, "\u0625": ALEF, "\u0671": ALEF,  # alef with madda, hamza above, below, wasla
    "\u0649": YEH, "\u06cc": YEH, "\u06a9": KAF, "\u0629": HEH,  # alef maksura, Farsi yeh and kaf, teh marbuta
    TATWEEL: "",
})  # fmt: skip
SHORT_I = "й"  # a letter of its own, not an и with a mark
_BLOCKS = (range(0xC0, 0x250), range(0x400, 0x530), range(0x620, 0x700), range(0x1E00, 0x1F00))
_BARE = {
    number: unicodedata.normalize("NFD", chr(number))[0]
    for block in _BLOCKS
    for number in block
    if chr(number) != SHORT_I
} | _LETTERS


@lru_cache(maxsize=100_000)
def plain_spelling(word: str) -> str:
    """Take the marks off a word in lower case, and give letters with several forms one.

    >>> plain_spelling("gəncə"), plain_spelling("горбачёв"), plain_spelling("أحمد"), plain_spelling("łódź")
    ('ganca', 'горбачев', 'احمد', 'lodz')
    """
    bare = word.translate(_BARE)
    return bare if bare.isalpha() else "".join(char for char in bare if char.isalpha())


def spelling_matrix(spellings: Sequence[str]) -> Spellings:
    """Put plain spellings into a matrix; what is longer than its width is cut, and rare letters become one.

    >>> spelling_matrix(["ana", "ли"])[:, :4].tolist()
    [[97, 110, 97, 0], [1083, 1080, 0, 0]]
    """
    text = np.array(list(spellings), dtype=f"U{SPELLING_WIDTH}")
    letters = text.view(np.uint32).reshape(len(spellings), SPELLING_WIDTH)
    return np.minimum(letters, (1 << LETTER_BITS) - 1).astype(np.uint16)

"""How far apart two phonetic codes are: edit distance with cheap changes for sounds that are often confused.

After Zobel and Dart 1996 ("Phonetic string matching"), with costs of our own, set by hand on CLDR's place names.
"""

import numpy as np
from numpy.typing import NDArray

from index.compiled import compiled
from search.names.code_arrays import CODE_WIDTH, Codes, code_matrix, code_strings

__all__ = ["name_distance", "name_distances", "nearest_by_edits"]

_CHANGES = {
    "bp": 0.2, "fv": 0.2, "dt": 0.35, "kg": 0.3, "sz": 0.2, "SC": 0.35, "JC": 0.3, "zS": 0.5, "sS": 0.35, "Jz": 0.4,
    "SJ": 0.35, "Jg": 0.3, "hk": 0.4, "hg": 0.35, "vw": 0.2, "bv": 0.5, "yJ": 0.4, "Jd": 0.6, "Ck": 0.5, "Cs": 0.4,
    "Cz": 0.35, "uw": 0.1, "iy": 0.1, "ow": 0.25, "ey": 0.3, "uv": 0.5, "tC": 0.5, "fb": 0.6, "hS": 0.6, "aw": 0.45,
    "ew": 0.45, "iw": 0.45, "ay": 0.45, "oy": 0.45, "uy": 0.45,
}  # fmt: skip
_VOWELS = "aeiou"
_OTHER_VOWEL, _OTHER_SOUND = 0.3, 1.2
_DROP_VOWEL, _DROP_VOWEL_UNSURE, _DROP_GLIDE, _DROP_H, _DROP_SOUND = 0.35, 0.15, 0.35, 0.4, 1.0


def _change_costs() -> NDArray[np.float32]:
    costs = np.full((128, 128), _OTHER_SOUND, dtype=np.float32)
    changes = {a + b: _OTHER_VOWEL for a in _VOWELS for b in _VOWELS} | _CHANGES
    for letters, cost in changes.items():
        one, other = map(ord, letters)
        costs[one, other] = costs[other, one] = cost
    np.fill_diagonal(costs, 0.0)
    return costs


def _drop_costs(vowel: float) -> NDArray[np.float32]:
    costs = np.full(128, _DROP_SOUND, dtype=np.float32)
    for char in _VOWELS:
        costs[ord(char)] = vowel
    for char, cost in {"y": _DROP_GLIDE, "w": _DROP_GLIDE, "h": _DROP_H, "\0": 0.0}.items():
        costs[ord(char)] = cost
    return costs


_COSTS = _change_costs()
_DROPS = np.stack([_drop_costs(_DROP_VOWEL), _drop_costs(_DROP_VOWEL_UNSURE)])
_COMPILED = compiled("search.names._alignment")
MOST_WITH_CARE = 600


def name_distances(
    code: str, codes: Codes, numbers: NDArray[np.uint32], unsure: NDArray[np.bool_]
) -> NDArray[np.float32]:
    """Measure the distances of a code to many by their length: 0 is the same, .5 hardly the same name.

    Args:
        code: a phonetic code.
        codes: others, see `code_matrix`.
        numbers: the rows of them that are measured.
        unsure: of each of these whether either side is written in Arabic script, where vowels are missing for good
            reason, or in another whose vowels are unsure.
    """
    if _COMPILED:
        found = np.empty(len(numbers), dtype=np.float32)
        _COMPILED.edit_costs(code.encode()[:CODE_WIDTH], codes, codes.shape[1], numbers, unsure, _COSTS, _DROPS, found)
        return found
    found = np.empty(len(numbers), dtype=np.float32)
    for places, drops in ((unsure, _DROPS[1]), (~unsure, _DROPS[0])):
        found[places] = _measured(code, codes[numbers[places]], drops)
    return found


def nearest_by_edits(code: str, codes: Codes, numbers: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Leave out what is far by plain edits, where measuring so many with care would take too long without a compiler.

    Args:
        code: a phonetic code.
        codes: others.
        numbers: the rows of them that may be near.
    """
    if _COMPILED or len(numbers) <= MOST_WITH_CARE:
        return numbers
    from rapidfuzz import process  # a hundredth of a second, which the loops in C spare
    from rapidfuzz.distance import Levenshtein

    cheap = process.cdist([code.encode()], code_strings(codes[numbers]), scorer=Levenshtein.normalized_distance)[0]
    return numbers[np.sort(np.argpartition(cheap, MOST_WITH_CARE)[:MOST_WITH_CARE])]


def _measured(code: str, codes: Codes, drops: NDArray[np.float32]) -> NDArray[np.float32]:
    dropped = np.zeros((len(codes), codes.shape[1] + 1), dtype=np.float32)
    np.cumsum(drops[codes], axis=1, out=dropped[:, 1:])
    row = dropped
    letters = code.encode()[:CODE_WIDTH]
    for letter in letters:
        kept = row + drops[letter]
        kept[:, 1:] = np.minimum(kept[:, 1:], row[:, :-1] + _COSTS[letter][codes])
        # Dropping letters of the other code costs the same from wherever one starts: one running minimum finds it.
        row = np.minimum.accumulate(kept - dropped, axis=1) + dropped
    lengths = (codes != 0).sum(axis=1)
    longer = np.maximum(lengths, len(letters)).astype(np.float32)
    found: NDArray[np.float32] = row[np.arange(len(codes)), lengths] / np.maximum(2.0, longer**0.8)
    return np.maximum(found, 0.0)


def name_distance(one: str, other: str, *, unsure: bool = False) -> float:
    """Measure the distance of two codes.

    Args:
        one: a phonetic code.
        other: another one.
        unsure: as above.

    >>> name_distance("putin", "putin"), round(name_distance("yelCin", "elCin"), 2)
    (0.0, 0.08)
    """
    first = np.zeros(1, dtype=np.uint32)
    return float(name_distances(one, code_matrix([other]), first, np.array([unsure]))[0])

"""Consonant skeletons: keys under which the spellings of a name in any script fall together.

Consonants that scripts and transcriptions confuse share a class, vowels go, and where a letter can be two sounds the
word gets a key for each. Two words may differ by one more consonant: each key is also given without any one of its
letters (symmetric deletion: Garbe 2012, SymSpell). Keys are hashes, made for a whole vocabulary at a time.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search.names.code_arrays import Codes

__all__ = ["SkeletonKeys", "skeleton_keys", "skeleton_keys_of"]

_CLASSES = {
    "b": "b", "p": "b", "f": "b", "v": "b", "t": "d", "d": "d", "k": "g", "g": "g", "J": "j", "C": "j", "S": "s",
    "s": "s", "z": "s", "c": "c", "j": "j", "l": "l", "m": "m", "n": "n", "q": "q", "r": "r", "x": "x",
}  # fmt: skip
# What else a letter of a script may stand for: Arabic و is v in names, ج is g in Egypt; х is h or k; …
_READINGS = {
    "Arab": (("w", "v"), ("J", "g"), ("J", "C"), ("s", "z")),
    "Cyrl": (("v", "w"), ("h", "k"), ("C", "s"), ("g", "h"), ("C", "ts")),
    "Latn": (("v", "w"), ("C", "S"), ("J", "y"), ("C", "k"), ("g", "J"), ("h", "k"), ("C", "ts"), ("S", "C")),
    "Grek": (("h", "k"), ("C", "S"), ("g", "y"), ("d", "nd"), ("b", "mb")),
    "Armn": (("h", "k"), ("g", "h"), ("C", "ts")),
    "Geor": (("h", "k"), ("g", "h"), ("C", "ts")),
    "Hebr": (("k", "h"), ("h", "k"), ("C", "s"), ("u", "v"), ("e", "g")),
    "Deva": (("v", "w"), ("h", "k"), ("J", "z"), ("C", "S")),
    "Taml": (("v", "w"), ("k", "h"), ("s", "C"), ("J", "z")),
}
_LONGEST = 12  # consonants that count
_SHORTEST_TO_CUT = 3  # a skeleton of two consonants without one of them is hardly a key
_AT_ONCE = 50_000  # rows, which bounds the memory
# Keys are polynomials modulo 2^64; an odd base has an inverse, so taking a letter out is one step.
_BASE = 0x9E3779B97F4A7C15
_UNBASE = pow(_BASE, -1, 2**64)
_POWERS = [pow(_BASE, place + 1, 2**64) for place in range(_LONGEST)]
_FINISH = np.uint64(0xD6E8FEB86659FD93)


class SkeletonKeys(NamedTuple):
    """Keys with the row of the code that each belongs to; a row may have a key twice."""

    keys: NDArray[np.uint32]
    rows: NDArray[np.uint32]


def skeleton_keys(codes: Codes, script: str) -> tuple[SkeletonKeys, SkeletonKeys]:
    """Give the keys of phonetic codes.

    Args:
        codes: codes of words in one script.
        script: ISO 15924, which says what the letters may stand for.

    Returns:
        The keys of the whole skeletons, and those with one consonant left out.
    """
    whole: list[SkeletonKeys] = []
    cut: list[SkeletonKeys] = []
    for start in range(0, len(codes), _AT_ONCE):
        for skeletons, rows in _readings(codes[start : start + _AT_ONCE], script):
            words = (rows + start).astype(np.uint32)
            prefixes = _prefix_hashes(skeletons)
            whole.append(SkeletonKeys(_finished(prefixes[:, -1]), words))
            cut += _without_one(skeletons, prefixes, words)
    return _joined(whole), _joined(cut)


def skeleton_keys_of(code: str, script: str) -> tuple[list[int], list[int]]:
    """Give the keys of one phonetic code, each once, as `skeleton_keys` does of many but sooner.

    >>> whole, cut = skeleton_keys_of("putin", "Cyrl")
    >>> len(whole), len(cut)
    (1, 3)
    """
    readings = [("", ""), *(reading for reading in _READINGS.get(script, ()) if reading[0] in code)]
    whole: set[int] = set()
    cut: set[int] = set()
    for letter, other in readings:
        sounds = code.replace(letter, other) if letter else code
        consonants = [ord(_CLASSES[sound]) for sound in sounds if sound in _CLASSES][:_LONGEST]
        skeleton = [consonant for consonant, _ in groupby(consonants)]
        whole.add(_key(skeleton))
        if len(skeleton) >= _SHORTEST_TO_CUT:
            cut.update(_key(skeleton[:place] + skeleton[place + 1 :]) for place in range(len(skeleton)))
    return sorted(whole), sorted(cut)


def _key(skeleton: list[int]) -> int:
    total = sum(consonant * power for consonant, power in zip(skeleton, _POWERS, strict=False))
    return total * int(_FINISH) % 2**64 >> 32


def _readings(codes: Codes, script: str) -> Iterator[tuple[Codes, NDArray[np.int64]]]:
    """The skeletons of every reading, with the rows that have it."""
    everything = np.arange(len(codes))
    yield _skeletons(codes, "", ""), everything
    for letter, other in _READINGS.get(script, ()):
        rows = everything[(codes == ord(letter)).any(axis=1)]
        if rows.size:
            yield _skeletons(codes[rows], letter, other), rows


def _skeletons(codes: Codes, letter: str, other: str) -> Codes:
    """Classes of consonants, one beside another, with one letter read as one or two others."""
    tables = np.zeros((2, 128), dtype=np.uint8)
    for char, consonant in _CLASSES.items():
        tables[0, ord(char)] = ord(consonant)
    if letter:
        read = [ord(_CLASSES[char]) if char in _CLASSES else 0 for char in other]
        tables[:, ord(letter)] = [*read, 0][:2]
    if len(other) > 1:
        pairs = np.empty((len(codes), 2 * codes.shape[1]), dtype=np.uint8)
        pairs[:, 0::2], pairs[:, 1::2] = tables[0][codes], tables[1][codes]
    else:
        pairs = tables[0][codes]
    consonants = _packed(pairs, pairs != 0)
    single = consonants != 0
    single[:, 1:] &= consonants[:, 1:] != consonants[:, :-1]
    return _packed(consonants, single)


def _packed(letters: Codes, kept: NDArray[np.bool_]) -> Codes:
    """Move what is kept to the left."""
    rows, columns = np.nonzero(kept)
    places = (np.cumsum(kept, axis=1) - 1)[rows, columns]
    fits = places < _LONGEST
    packed = np.zeros((len(letters), _LONGEST), dtype=np.uint8)
    packed[rows[fits], places[fits]] = letters[rows, columns][fits]
    return packed


def _prefix_hashes(skeletons: Codes) -> NDArray[np.uint64]:
    """The hash of each beginning of each skeleton, from the empty to the whole one."""
    powers = np.array(_POWERS, dtype=np.uint64)
    hashes = np.zeros((len(skeletons), _LONGEST + 1), dtype=np.uint64)
    np.cumsum(skeletons * powers, axis=1, out=hashes[:, 1:])
    return hashes


def _without_one(skeletons: Codes, prefixes: NDArray[np.uint64], rows: NDArray[np.uint32]) -> Iterator[SkeletonKeys]:
    lengths = (skeletons != 0).sum(axis=1)
    for place in range(int(lengths.max(initial=0))):
        long = (lengths > place) & (lengths >= _SHORTEST_TO_CUT)
        before, after, whole = prefixes[long, place], prefixes[long, place + 1], prefixes[long, -1]
        yield SkeletonKeys(_finished(before + (whole - after) * np.uint64(_UNBASE)), rows[long])


def _finished(hashes: NDArray[np.uint64]) -> NDArray[np.uint32]:
    return ((hashes * _FINISH) >> np.uint64(32)).astype(np.uint32)


def _joined(parts: list[SkeletonKeys]) -> SkeletonKeys:
    if not parts:
        return SkeletonKeys(np.zeros(0, np.uint32), np.zeros(0, np.uint32))
    return SkeletonKeys(np.concatenate([p.keys for p in parts]), np.concatenate([p.rows for p in parts]))

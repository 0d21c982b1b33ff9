"""Which letters a phonetic code has, as bits: two codes that share few need not be compared letter by letter.

The distance of bags is a lower bound of the edit distance (Bartolini, Ciaccia and Patella 2002, "String matching with
metric trees using an approximate distance"), of codes that have no letter three times: here a letter counts twice at
most, which fits into a number.
"""

import string

import numpy as np
from numpy.typing import NDArray

from search.names.code_arrays import CODE_WIDTH, Codes

__all__ = ["Bags", "bag_distances", "letter_bag", "letter_bags"]

Bags = NDArray[np.uint64]  # one code a number: a bit for each letter it has, another for each it has again

_LETTERS = string.ascii_lowercase + "CSJ"
_BITS = np.zeros(128, dtype=np.uint64)
for _place, _letter in enumerate(_LETTERS):
    _BITS[ord(_letter)] = 1 << _place
_AGAIN = np.uint64(len(_LETTERS))  # places that the bit of the second occurrence is to the left


def letter_bags(codes: Codes) -> Bags:
    """Give the bags of codes.

    >>> from search.names.code_arrays import code_matrix
    >>> [number.bit_count() for number in letter_bags(code_matrix(["ana", "putin", ""])).tolist()]
    [3, 5, 0]
    """
    once = np.zeros(len(codes), dtype=np.uint64)
    again = np.zeros(len(codes), dtype=np.uint64)
    for column in codes.T:
        bits = _BITS[column]
        again |= once & bits
        once |= bits
    bags: Bags = once | again << _AGAIN
    return bags


def letter_bag(code: str) -> int:
    """Give the bag of one code.

    >>> from search.names.code_arrays import code_matrix
    >>> letter_bag("ana") == int(letter_bags(code_matrix(["ana"]))[0])
    True
    """
    once = again = 0
    for letter in code[:CODE_WIDTH]:
        bit = int(_BITS[ord(letter)])
        again |= once & bit
        once |= bit
    return once | again << int(_AGAIN)


def bag_distances(bag: int, bags: Bags) -> NDArray[np.float32]:
    """Give the share of the letters that two codes do not have in common: 0 is all, 1 is none.

    Args:
        bag: the bag of a phonetic code.
        bags: the bags of others.
    """
    shared = np.bitwise_count(bags & np.uint64(bag))
    most = np.maximum(np.maximum(np.bitwise_count(bags), bag.bit_count()), 1).astype(np.float32)
    found: NDArray[np.float32] = 1 - shared / most
    return found

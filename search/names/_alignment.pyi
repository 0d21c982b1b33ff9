"""The inner loops of `distance` and `transducer` in C; see `alignment_module`."""

import numpy as np
from numpy.typing import NDArray

def edit_costs(
    code: bytes,
    codes: NDArray[np.uint8],
    width: int,
    numbers: NDArray[np.uint32],
    unsure: NDArray[np.bool_],
    changes: NDArray[np.float32],
    drops: NDArray[np.float32],
    out: NDArray[np.float32],
) -> None:
    """Measure a code against rows of others, as `name_distances` does.

    Args:
        code: letters in ASCII.
        codes: rows of `width` letters.
        width: letters of a row.
        numbers: the rows wanted.
        unsure: of each whether the second half of `drops` counts.
        changes: 128 by 128 costs of a letter for a letter.
        drops: two times 128 costs of a letter for nothing.
        out: is filled, one distance a number.

    Raises:
        ValueError: sizes do not fit one another, or a row is not there.
    """

def chunk_costs(
    word: NDArray[np.uint16],
    others: NDArray[np.uint16],
    first: NDArray[np.int64],
    second: NDArray[np.int64],
    costs: NDArray[np.float32],
    backwards: bool,
    out: NDArray[np.float32],
) -> None:
    """Measure a word against others, as `Transducer.costs` does.

    Args:
        word: a row of letters, see `spelling_matrix`.
        others: rows as wide.
        first: the packed chunks of the pair's first spelling, sorted.
        second: of its second.
        costs: a row for each of the first and one for what is not there, a column likewise for the second.
        backwards: the word is in the second spelling.
        out: is filled, one cost another word.

    Raises:
        ValueError: sizes do not fit one another.
    """

def likeliest(
    lists: list[NDArray[np.uint32]], bag: int, bags: NDArray[np.uint64], langs: NDArray[np.uint8], most: int
) -> bytes:
    """Give the numbers in lists, each once, in their order; of a language with too many, those of the likest bags.

    Args:
        lists: numbers of words.
        bag: letters of a code, see `letter_bags`.
        bags: of all words.
        langs: of all words.
        most: how many of each language are wanted.

    Returns:
        32-bit numbers.

    Raises:
        ValueError: sizes do not fit one another, or there is no such word.
    """

"""Phonetic codes as rows of a matrix of bytes, so that thousands are measured at once."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["CODE_WIDTH", "Codes", "code_matrix", "code_strings"]

Codes = NDArray[np.uint8]  # one code a row: its letters in ASCII, then zeros
CODE_WIDTH = 20  # letters that count; hardly a name is longer


def code_matrix(codes: Sequence[str]) -> Codes:
    """Put codes into a matrix; what is longer than its width is cut.

    >>> code_matrix(["putin", "ana"])[:, :6].tolist()
    [[112, 117, 116, 105, 110, 0], [97, 110, 97, 0, 0, 0]]
    """
    cut = np.array([code.encode() for code in codes], dtype=f"S{CODE_WIDTH}")
    return cut.view(np.uint8).reshape(len(codes), CODE_WIDTH)


def code_strings(codes: Codes) -> list[bytes]:
    """Give the codes of a matrix as strings of bytes."""
    found: list[bytes] = np.ascontiguousarray(codes).view(f"S{CODE_WIDTH}").ravel().tolist()
    return found

"""Look-ups in a compiled dictionary in C; see `index.compiled`."""

def listed_ends(units: memoryview, word: str, most: int, shortest: int, letter: str, other: str, /) -> int:
    """Say which ends of a word a dictionary lists.

    Args:
        units: a dictionary as dawgdic writes it: how many units there are (32 bits), and these.
        word: any text without lone surrogates.
        most: how many letters may be left out at the beginning, less than 64.
        shortest: how many letters have to stay.
        letter: one that may stand for another one, or nothing.
        other: that one.

    Returns:
        A bit for each number of letters left out, whether what is left is listed.

    Raises:
        ValueError: this is no dictionary.
    """

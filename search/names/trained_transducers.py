"""The transducers that `python -m search.names.train` trained, read from the table that it wrote.

Reading the table takes a fortieth of a second, longer than a search; so what it comes to is kept in the user's cache
folder, mapped when it is needed.
"""

import hashlib
import math
from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

from index.cache_files import mark_used, remove_unused
from index.languages.lemma_tables import cache_folder
from search.names.array_file import Arrays, open_arrays, save_arrays
from search.names.transducer import PAIRS, Transducer

__all__ = ["MODEL_FILE", "transducer"]

MODEL_FILE = "chunks.tsv"
COSTS_VERSION = 1  # raised when chances become other costs
_PARTS = ("firsts", "seconds", "costs")


def transducer(one: str, other: str) -> tuple[Transducer, bool] | None:
    """Give the transducer between two spellings, and whether it is to be used backwards.

    Args:
        one: see `spelling_of`.
        other: another one.

    Returns:
        None if there is none.
    """
    if (one, other) in PAIRS:
        return _trained()[one, other], False
    return (_trained()[other, one], True) if (other, one) in PAIRS else None


@cache
def _trained() -> Mapping[tuple[str, str], Transducer]:
    table = Path(__file__).with_name(MODEL_FILE).read_bytes()
    digest = hashlib.blake2b(table, digest_size=8).hexdigest()
    path = cache_folder().parent / f"transducers-{COSTS_VERSION}-{digest}.arrays"
    arrays = open_arrays(path)
    if arrays is None:
        found = _read(table.decode())
        with suppress(OSError):  # no place to keep them: slower to start, otherwise the same
            save_arrays(_named(found), path)
            remove_unused(path.parent.glob("transducers-*.arrays"))
        return found
    mark_used(path)
    return {
        (one, other): Transducer(**{part: arrays[f"{one}-{other}-{part}"] for part in _PARTS}) for one, other in PAIRS
    }


def _named(found: Mapping[tuple[str, str], Transducer]) -> Arrays:
    return {
        f"{one}-{other}-{part}": array for (one, other), own in found.items() for part, array in own.arrays().items()
    }


def _read(table: str) -> Mapping[tuple[str, str], Transducer]:
    chances: defaultdict[tuple[str, str], dict[tuple[str, str], float]] = defaultdict(dict)
    for line in table.splitlines():
        if line and not line.startswith("#"):
            one, other, letters, others, cost = line.split("\t")
            chances[one, other][letters, others] = math.exp(-float(cost))
    return {pair: Transducer.of_chances(own) for pair, own in chances.items()}

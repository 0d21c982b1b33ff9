"""A pymorphy3 dictionary as it lies in its files.

pymorphy3 opens the same files, but makes an object of each of 5,600 tags and reads what all installed packages say of
themselves to find the folder: three quarters of the time it takes to start.
"""

import json
import sys
from array import array
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import pymorphy3
from pymorphy3.dawg import ConditionalProbDistDAWG, PredictionSuffixesDAWG, WordsDawg

__all__ = ["MorphologicalDictionary", "open_dictionary"]

_TAGS = "opencorpora-int"  # the tags with English names


class MorphologicalDictionary(NamedTuple):
    """Words and the paradigms they follow (Korobov 2015), and what was counted of them.

    A word's entries are pairs of a paradigm and a form in it; those of an ending have before them how many words have
    it. A paradigm lists its forms' endings, then their tags, then their prefixes, all as numbers. `substitutes` are
    letters that stand for others (*е* for *ё*), as the tries take them. `probabilities` are None where there are none.
    """

    words: WordsDawg
    endings: Sequence[PredictionSuffixesDAWG]  # one for each prefix
    paradigms: Sequence[Sequence[int]]
    suffixes: Sequence[str]
    prefixes: Sequence[str]
    tags: Sequence[str]
    probabilities: ConditionalProbDistDAWG | None
    substitutes: Any
    longest_ending: int


@cache
def open_dictionary(code: str) -> MorphologicalDictionary:
    """Open the dictionary of a language (`ru`, `uk`), once."""
    folder = Path(import_module(f"pymorphy3_dicts_{code}").get_path())
    meta = dict(json.loads((folder / "meta.json").read_bytes()))
    options = meta.get("compile_options") or meta["prediction_options"]
    prefixes = options.get("paradigm_prefixes") or json.loads((folder / "paradigm-prefixes.json").read_bytes())
    words = WordsDawg().load(str(folder / "words.dawg"))
    endings = [
        PredictionSuffixesDAWG().load(str(folder / f"prediction-suffixes-{number}.dawg"))
        for number in range(len(prefixes))
    ]
    counted = ConditionalProbDistDAWG().load(str(folder / "p_t_given_w.intdawg")) if meta.get("P(t|w)") else None
    return MorphologicalDictionary(
        words=words,
        endings=endings,
        paradigms=_Paradigms(folder / "paradigms.array"),
        suffixes=json.loads((folder / "suffixes.json").read_bytes()),
        prefixes=prefixes,
        tags=json.loads((folder / meta["gramtab_formats"][_TAGS]).read_bytes()),
        probabilities=counted,
        substitutes=words.compile_replaces(getattr(pymorphy3.lang, code).CHAR_SUBSTITUTES),
        longest_ending=int(options["max_suffix_length"]),
    )


class _Paradigms(Sequence[Sequence[int]]):
    """Paradigms as they lie in the file: how many there are, and of each how many numbers it has, and these.

    All are of 16 bits, little-endian.
    """

    def __init__(self, path: Path) -> None:
        self._numbers = array("H", path.read_bytes())
        if sys.byteorder == "big":
            self._numbers.byteswap()
        self._starts, place = [], 1
        for _ in range(self._numbers[0]):
            self._starts.append(place)
            place += 1 + self._numbers[place]

    def __len__(self) -> int:
        return len(self._starts)

    def __getitem__(self, number: Any) -> Any:
        start = self._starts[number] + 1
        return self._numbers[start : start + self._numbers[start - 1]]

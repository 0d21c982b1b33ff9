"""Make the transducer's model file: `make names-model`, or `python -m search.names.train`.

The file is the same byte for byte for the same release of babel and the same rows of people.
"""

import math
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from search.names.trained_transducers import MODEL_FILE
from search.names.training import learn_chunks
from search.names.training_pairs import training_pairs
from search.names.transducer import PAIRS

__all__ = ["main", "model_lines"]


def model_lines() -> Iterator[str]:
    """Train every pair, and give the lines of the file: two languages, two chunks, and minus the log probability."""
    yield f"# Made by `python -m search.names.train` from CLDR (babel {version('babel')}) and lexicon/people.tsv."
    for one, other in PAIRS:
        pairs = training_pairs(one, other)
        chances = learn_chunks(pairs)
        print(f"{one} {other}: {len(pairs)} pairs of words, {len(chances)} pairs of chunks", file=sys.stderr)
        for (letters, others), chance in sorted(chances.items()):
            yield f"{one}\t{other}\t{letters}\t{others}\t{-math.log(chance):.2f}"


def main() -> None:
    """Write the file beside this module."""
    text = "".join(f"{line}\n" for line in model_lines())
    Path(__file__).with_name(MODEL_FILE).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()

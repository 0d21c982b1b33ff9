"""Learn how chunks of one spelling become chunks of another: expectation maximisation over all alignments.

A memoryless many-to-many transducer (Jiampojamarn, Kondrak and Sherif 2007, "Applying many-to-many alignments and
hidden Markov models to letter-to-phoneme conversion"): a pair of names is a sequence of chunk pairs drawn one by one.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

__all__ = ["CHUNK_SHAPES", "learn_chunks"]

Chunk = tuple[str, str]
# Letters taken of the one spelling and of the other; a vowel may be missing on either side.
CHUNK_SHAPES = ((0, 1), (1, 0), (1, 1), (1, 2), (2, 1), (2, 2), (3, 1), (3, 2))
ROUNDS = 6
RAREST = 0.3  # expected count below which a chunk is an accident
UNSEEN = 1e-9


def learn_chunks(pairs: Sequence[tuple[str, str]], rounds: int = ROUNDS) -> Mapping[Chunk, float]:
    """Learn the joint probability of every pair of chunks.

    Args:
        pairs: one name in two spellings each.
        rounds: of expectation and maximisation.
    """
    chances: Mapping[Chunk, float] = {}
    for _ in range(rounds):
        counts: defaultdict[Chunk, float] = defaultdict(float)
        for one, other in pairs:
            _count(one, other, chances, counts)
        kept = {chunk: count for chunk, count in counts.items() if count > RAREST}
        total = math.fsum(kept.values())
        chances = {chunk: count / total for chunk, count in kept.items()}
    return chances


def _count(one: str, other: str, chances: Mapping[Chunk, float], counts: defaultdict[Chunk, float]) -> None:
    """Add a pair's expected chunks, over all its alignments, weighted by their probability."""
    steps = list(_steps(one, other, chances))
    forward: defaultdict[tuple[int, int], float] = defaultdict(float, {(0, 0): 1.0})
    for start, end, _, chance in steps:
        forward[end] += forward[start] * chance
    whole = forward[len(one), len(other)]
    if whole <= 0:
        return
    backward: defaultdict[tuple[int, int], float] = defaultdict(float, {(len(one), len(other)): 1.0})
    for start, end, chunk, chance in reversed(steps):
        weight = backward[end] * chance
        backward[start] += weight
        counts[chunk] += forward[start] * weight / whole


def _steps(
    one: str, other: str, chances: Mapping[Chunk, float]
) -> Iterable[tuple[tuple[int, int], tuple[int, int], Chunk, float]]:
    """Every chunk that may stand somewhere in an alignment, in the order in which a sum over alignments needs them."""
    for i in range(len(one) + 1):
        for j in range(len(other) + 1):
            for di, dj in CHUNK_SHAPES:
                if i + di <= len(one) and j + dj <= len(other):
                    chunk = (one[i : i + di], other[j : j + dj])
                    chance = chances.get(chunk, UNSEEN) if chances else _first_guess(di, dj)
                    yield (i, j), (i + di, j + dj), chunk, chance


def _first_guess(one: int, other: int) -> float:
    """Before anything is known: the shorter the chunk the likelier, and letters seldom vanish."""
    return 0.1 ** (one + other + (2 if not (one and other) else 0))

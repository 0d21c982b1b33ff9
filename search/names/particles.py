"""Articles that are written to a name or left out: *al-*, *el-*, ال."""

from collections.abc import Iterator

import regex

__all__ = ["without_particles"]

ALEF_LAM = "\u0627\u0644"
SHORTEST_REST = 3
# The Arabic article in Latin and Cyrillic letters, assimilated before sun letters: as-Sisi, ash-Sharaa, ад-Дин.
_HYPHENATED = regex.compile(r"^(?:[ae](?:l|d|n|r|s|sh|t|z)|аль|эль|а[дзнрстш]|эд|ас|аш)[-’']")


def without_particles(word: str) -> Iterator[str]:
    """Give a name in lower case, and what is left of it without its article.

    >>> list(without_particles("al-assad")), list(without_particles("القذافي")), list(without_particles("alaska"))
    (['al-assad', 'assad'], ['القذافي', 'قذافي'], ['alaska'])
    """
    yield word
    rest = word.removeprefix(ALEF_LAM) if word.startswith(ALEF_LAM) else _HYPHENATED.sub("", word)
    if rest != word and len(rest) >= SHORTEST_REST:
        yield rest

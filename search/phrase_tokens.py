"""Which tokens of a text are a phrase."""

from collections.abc import Iterator

from index.analysis import Token

__all__ = ["joined_spans", "phrase_matches"]


def phrase_matches(words: list[list[Token]], slop: int) -> Iterator[tuple[Token, ...]]:
    """Find the tokens of each occurrence of a phrase, in order of position."""
    if not all(words):
        return
    for first in words[0]:
        found = [first]
        for offset, candidates in enumerate(words[1:], start=1):
            if slop == 0:
                near = [token for token in candidates if token.position == first.position + offset]
            else:
                reach = len(words) + slop
                near = [token for token in candidates if abs(token.position - first.position) < reach]
                near.sort(key=lambda token: abs(token.position - first.position))
            if not near:
                break
            found.append(near[0])
        else:
            yield tuple(sorted(found, key=lambda token: token.start))


def joined_spans(tokens: tuple[Token, ...]) -> list[tuple[int, int]]:
    """Give the spans of a phrase's words; words that follow one another are one span."""
    spans: list[tuple[int, int]] = []
    position = None
    for token in tokens:
        if position is not None and token.position - position <= 1:
            spans[-1] = (spans[-1][0], max(spans[-1][1], token.end))
        else:
            spans.append((token.start, token.end))
        position = token.position
    return spans

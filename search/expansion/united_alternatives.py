"""One alternative of two that say the same, and which of their sources gives it its name."""

from search.concepts import Alternative, Source

__all__ = ["united"]

# The order in which sources are believed, the surest first.
_TRUST = (
    Source.SAME_WORD,
    Source.OWN_LEXICON,
    Source.LEXICON,
    Source.CLDR,
    Source.DICTIONARY,
    Source.LOANWORD,
    Source.NAME,
)


def _distrust(alternative: Alternative) -> int:
    return _TRUST.index(alternative.source.partition(":")[0])  # dictionary:NAME


def united(one: Alternative, other: Alternative) -> Alternative:
    """Two sources that agree are surer than either; the more trusted one gives its name."""
    agreed = max(one.confidence, other.confidence)
    if one.source != other.source:
        agreed = 1 - (1 - one.confidence) * (1 - other.confidence)
    named = min(one, other, key=_distrust)
    return Alternative(
        lang=one.lang,
        text=named.text,
        source=named.source,
        confidence=round(agreed, 3),
        members=tuple(dict.fromkeys((*one.members, *other.members))),
        marked_from=min(one.marked_from, other.marked_from),
    )

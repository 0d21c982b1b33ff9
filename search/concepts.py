"""A clause of the query with everything it is searched as: a concept and its alternatives."""

from dataclasses import dataclass

from index.matching import Occur, Part, Phrase, Prefix, WeightedTerm

__all__ = ["MARKED_CONFIDENCE", "Alternative", "Concept", "Source"]

# Everything is searched for, but only what is likelier right than wrong is marked; translations must be surer.
MARKED_CONFIDENCE = 0.5


class Source:
    """The knowledge an alternative came from, as it is shown to users; a dictionary's is `dictionary:NAME`."""

    SAME_WORD = "same word"
    OWN_LEXICON = "own lexicon"
    LEXICON = "lexicon"
    CLDR = "cldr"
    DICTIONARY = "dictionary"
    LOANWORD = "loanword"
    NAME = "name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """One way a concept is said in one language.

    `members` are what the index is asked for: the keys of `text`, weighted by the confidence. `marked_from` is the
    confidence from which on what they find is marked, and not only found.
    """

    lang: str
    text: str
    source: str
    confidence: float
    members: tuple[WeightedTerm | Prefix | Phrase, ...]
    marked_from: float = MARKED_CONFIDENCE

    @property
    def is_marked(self) -> bool:
        """Whether what is found for it is marked, and not only searched."""
        return self.confidence >= self.marked_from


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """One or more words of the query that mean one thing, and all that stands for it."""

    text: str
    alternatives: tuple[Alternative, ...]
    occur: Occur = Occur.SHOULD
    parts: tuple[Part, ...] = (Part.TITLE, Part.BODY)

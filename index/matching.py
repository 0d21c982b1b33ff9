"""What a backend is asked and what it answers: frozen, neutral types that know no engine and no query string."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

__all__ = [
    "Clause",
    "Filter",
    "Match",
    "Matches",
    "Occur",
    "Part",
    "Phrase",
    "Prefix",
    "Request",
    "Scoring",
    "Statistics",
    "TermGroup",
    "WeightedTerm",
]


class Part(StrEnum):
    """A searchable part of an article."""

    TITLE = "title"
    BODY = "body"


class Occur(StrEnum):
    """What a clause asks of a document."""

    SHOULD = "should"
    MUST = "must"
    MUST_NOT = "must not"


@dataclass(frozen=True, slots=True)
class WeightedTerm:
    """A key of the group's language; `weight` in (0, 1]."""

    key: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Prefix:
    """All keys that begin like this."""

    text: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words near one another; each word is given by the keys that stand for it.

    With `slop` 0 the words follow one another in order. Otherwise they stand in any order within
    `len(words) + slop` consecutive positions. The phrase counts at the position of its first word.
    """

    words: tuple[tuple[WeightedTerm, ...], ...]
    weight: float = 1.0
    slop: int = 0


@dataclass(frozen=True, slots=True)
class TermGroup:
    """One concept in one language: all that stands for it there, scored as a single term."""

    lang: str
    members: tuple[WeightedTerm | Prefix | Phrase, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """One concept in every language it has words in."""

    groups: tuple[TermGroup, ...]
    occur: Occur = Occur.SHOULD
    parts: tuple[Part, ...] = (Part.TITLE, Part.BODY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What a document must be, whatever it says; empty means anything.

    `since` and `until` are ISO 8601 dates, both included; a document without a date passes neither.
    """

    languages: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scoring:
    """BM25F's parameters and the preference for documents that hold more of the concepts.

    A document's score is multiplied by `(held / asked) ** coverage`, where held and asked are the
    summed inverse document frequencies of the scoring clauses.
    """

    k1: float = 1.2
    b: float = 0.5
    title_boost: float = 2.0
    coverage: float = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A whole question to a backend; the best `limit` documents are wanted, or all if it is None."""

    clauses: tuple[Clause, ...]
    filter: Filter = field(default_factory=Filter)
    scoring: Scoring = field(default_factory=Scoring)
    limit: int | None = 10


@dataclass(frozen=True, slots=True)
class Match:
    """A document that matches; `number` is its place in the snapshot, valid for that snapshot only."""

    number: int
    lang: str
    score: float
    published: str


@dataclass(frozen=True, slots=True)
class Matches:
    """The answer: the best first, ties by number; totals and counts are over all matches.

    `languages` and `sources` count matches by language and by source, each without its own filter,
    so that a reader sees what choosing another one would give.
    """

    best: tuple[Match, ...]
    total: int
    languages: Mapping[str, int]
    sources: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """What an index holds."""

    documents: int
    languages: Mapping[str, int]
    sources: Mapping[str, int]
    terms: int
    bytes: int
    earliest: str
    latest: str

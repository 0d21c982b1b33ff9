"""What a backend is asked and what it answers: frozen, neutral types that know no engine and no query string.

What a request has many of are tuples: an engine that keeps what it worked out looks for it at every search, and the
hash of a tuple takes a fraction of the time.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

__all__ = [
    "ANYTHING",
    "USUAL_SCORING",
    "Clause",
    "Filter",
    "Fuzzy",
    "Match",
    "Matches",
    "Member",
    "Occur",
    "Order",
    "Part",
    "Phrase",
    "Prefix",
    "Request",
    "Scoring",
    "Statistics",
    "TermGroup",
    "WeightedTerm",
    "Wildcard",
    "Word",
]


class Part(StrEnum):
    """A searchable part of an article."""

    TITLE = "title"
    BODY = "body"

    __hash__ = str.__hash__  # an enumeration's own takes several times as long


class Occur(StrEnum):
    """What a clause asks of a document."""

    SHOULD = "should"
    MUST = "must"
    MUST_NOT = "must not"

    __hash__ = str.__hash__


class WeightedTerm(NamedTuple):
    """A key of the group's language; `weight` in (0, 1]."""

    key: str
    weight: float = 1.0


class Word(NamedTuple):
    """One word by its keys (lemma, stem, written form): of those that a document holds, the best one counts."""

    keys: tuple[WeightedTerm, ...]


@dataclass(frozen=True, slots=True)
class Prefix:
    """All keys that begin like this."""

    text: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Wildcard:
    """All keys of a form: `*` stands for any letters or none, `?` for one."""

    pattern: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """All keys within an edit distance: letters put in, left out or changed; at most 2."""

    text: str
    distance: int = 1
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


Member = WeightedTerm | Word | Prefix | Wildcard | Fuzzy | Phrase


class TermGroup(NamedTuple):
    """One concept in one language: all that stands for it there, scored as a single term."""

    lang: str
    members: tuple[Member, ...]


class Clause(NamedTuple):
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
    ids: frozenset[str] = frozenset()


ANYTHING = Filter()


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


USUAL_SCORING = Scoring()


class Order(StrEnum):
    """What comes first: the best score, or the latest date and those without one last; ties by number."""

    SCORE = "score"
    DATE = "date"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A whole question to a backend.

    The first `limit` documents are wanted, or all if it is None. `counts` asks for the counts by language, source and
    month, which cost about as much as the ranking.
    """

    clauses: tuple[Clause, ...]
    filter: Filter = ANYTHING
    scoring: Scoring = USUAL_SCORING
    limit: int | None = 10
    order: Order = Order.SCORE
    counts: bool = True


class Match(NamedTuple):
    """A document that matches; `number` is its place in the snapshot, valid for that snapshot only."""

    number: int
    lang: str
    score: float
    published: str


class Matches(NamedTuple):
    """The answer: the best first, ties by number; totals and counts are over all matches.

    `languages`, `sources` and `months` (`2021-06`) count matches, each without its own filter, so that a reader sees
    what choosing another one would give; they are empty if they were not asked for. `leaders` are the best match of
    each language that matches, whether it is among `best` or not, the best first.
    """

    best: tuple[Match, ...]
    total: int
    languages: Mapping[str, int]
    sources: Mapping[str, int]
    months: Mapping[str, int] = MappingProxyType({})
    leaders: tuple[Match, ...] = ()


class Statistics(NamedTuple):
    """What an index holds."""

    documents: int
    languages: Mapping[str, int]
    sources: Mapping[str, int]
    terms: int
    bytes: int
    earliest: str
    latest: str

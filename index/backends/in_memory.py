"""The readable reference: the whole of matching and ranking in plain dictionaries and loops.

It is what the words in `matching` mean, and what the fast backend is tested against. A document's score is

    (held / asked) ** coverage · Σ over concepts  idf · tf · (k1 + 1) / (tf + k1)

with, for a concept in the document's language (weighted structured synonyms: Pirkola 1998, Darwish and Oard 2003;
BM25F: Robertson, Zaragoza and Taylor 2004):

* tf = Σ over words and parts  boost · (frequency of the word's best key) / (1 - b + b · length / average length)
* frequency of a key = weight · number of its places, of a phrase = Σ over places of its weight there
* length as it is kept in one byte, see `schema.kept_length`; the average is of true lengths
* df = Σ over words of the greatest (weight · document frequency) of its keys in a part, at most N; of a phrase the
  greatest Σ over documents of its best weight in a part; N = number of the language's documents
* idf = ln(1 + (N - df + .5) / (df + .5))
* held, asked = summed idf of the scoring concepts that the document holds, and of all.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain
from math import log
from typing import NamedTuple

from index.backends.patterns import stands_for
from index.backends.protocol import WriteOptions
from index.documents import Added, Document, public_id
from index.languages import language
from index.matching import (
    Clause,
    Filter,
    Match,
    Matches,
    Occur,
    Order,
    Part,
    Phrase,
    Request,
    Scoring,
    Statistics,
    TermGroup,
    WeightedTerm,
    Word,
)
from index.schema import analysis_language, kept_length, terms_of

__all__ = ["InMemoryBackend", "InMemorySnapshot"]

Positions = dict[int, float]  # position -> weight of the best key there


class _Found(NamedTuple):
    """How often a word stands in a part of each document, and in how many documents, both weighted."""

    frequencies: Mapping[int, float]
    document_frequency: float


class InMemoryBackend:
    """An index that lives as long as the process."""

    def __init__(self) -> None:
        self._documents: dict[str, Document] = {}
        self._snapshot: InMemorySnapshot | None = None
        self._commits = 0

    def snapshot(self) -> "InMemorySnapshot":
        """Index the articles anew if they changed."""
        if self._snapshot is None:
            self._snapshot = InMemorySnapshot(tuple(self._documents.values()), str(self._commits))
        return self._snapshot

    @contextmanager
    def writer(self, _options: WriteOptions = WriteOptions()) -> Iterator["_Writer"]:  # noqa: B008
        """Begin to write."""
        yield _Writer(self)

    def write(self, documents: Iterable[Document]) -> int:
        """Add or replace articles in one commit; give how many were replaced."""
        with self.writer() as writer:
            added = writer.add(tuple(documents))
            writer.commit()
        return added.replaced

    def delete(self, identifiers: Sequence[str]) -> int:
        """Forget articles, by id or public id."""
        ids = {public_id(id_): id_ for id_ in self._documents}
        with self.writer() as writer:
            deleted = writer.delete([ids.get(identifier, identifier) for identifier in identifiers])
            writer.commit()
        return deleted

    def replace_all(self, documents: dict[str, Document]) -> None:
        """Make other articles the index."""
        self._documents = documents
        self._snapshot = None
        self._commits += 1


class _Writer:
    """Changes a copy of the articles; a replaced one goes to the end, as in every append-only store."""

    def __init__(self, backend: InMemoryBackend) -> None:
        self._backend, self._documents = backend, dict(backend.snapshot().by_id)

    def add(self, documents: Sequence[Document]) -> Added:
        """Add or replace."""
        replaced = unchanged = 0
        for document in documents:
            known = self._documents.get(document.id)
            if known == document:
                unchanged += 1
            else:
                replaced += self._documents.pop(document.id, None) is not None
                self._documents[document.id] = document
        return Added(replaced, unchanged)

    def delete(self, identifiers: Sequence[str]) -> int:
        """Forget."""
        return sum(self._documents.pop(identifier, None) is not None for identifier in set(identifiers))

    def commit(self) -> None:
        """Make it the index."""
        self._backend.replace_all(dict(self._documents))


class InMemorySnapshot:
    """Articles with, for each key of a language and part, the positions in each article."""

    def __init__(self, documents: tuple[Document, ...], generation: str) -> None:
        self.generation = generation
        self._documents = documents
        self.by_id = {document.id: document for document in documents}
        self._postings: dict[tuple[str, Part, str], dict[int, set[int]]] = defaultdict(dict)
        self._lengths: dict[Part, dict[int, int]] = {part: {} for part in Part}
        self._chains = [analysis_language(document.lang) for document in documents]
        for number, document in enumerate(documents):
            self._add(number, Part.TITLE, document.title)
            self._add(number, Part.BODY, document.text)

    def _add(self, number: int, part: Part, text: str) -> None:
        lang = self._chains[number]
        length = 0
        for token in language(lang).analyzer.tokens(text):
            length = token.position + 1
            for key in terms_of(token.keys):
                self._postings[lang, part, key].setdefault(number, set()).add(token.position)
        self._lengths[part][number] = length

    def search(self, request: Request) -> Matches:
        """Score every document against every clause."""
        held = {id(clause): self._hold(clause, request) for clause in request.clauses}
        scoring = [clause for clause in request.clauses if clause.occur is not Occur.MUST_NOT]
        scores = {}
        for number in range(len(self._documents)):
            holds = {id(clause): number in held[id(clause)][0] for clause in request.clauses}
            if any(holds[id(c)] for c in request.clauses if c.occur is Occur.MUST_NOT):
                continue
            if not all(holds[id(c)] for c in scoring if c.occur is Occur.MUST):
                continue
            if scoring and not any(holds[id(c)] for c in scoring):
                continue
            lang = self._chains[number]
            idfs = [(held[id(c)][1][lang], held[id(c)][0].get(number)) for c in scoring]
            total = sum(score for _, score in idfs if score is not None)
            asked = sum(idf for idf, _ in idfs)
            kept = sum(idf for idf, score in idfs if score is not None)
            scores[number] = total * (kept / asked) ** request.scoring.coverage if asked else 0.0
        return self._answer(scores, request)

    def _hold(self, clause: Clause, request: Request) -> tuple[dict[int, float], dict[str, float]]:
        """The score of each document that holds the clause, and the clause's idf in each language."""
        k1 = request.scoring.k1
        counts = Counter(self._chains)
        scores: dict[int, float] = {}
        idfs = {lang: log(1 + (n + 0.5) / 0.5) for lang, n in counts.items()}
        for group in clause.groups:
            if group.lang not in counts:
                continue
            frequencies: dict[int, float] = defaultdict(float)
            df, count = 0.0, counts[group.lang]
            for word in self._words(group, clause.parts):
                df += max((found.document_frequency for found in word.values()), default=0.0)
                for part, found in word.items():
                    for number, frequency in found.frequencies.items():
                        frequencies[number] += frequency * self._worth(number, part, group.lang, request.scoring)
            df = min(df, count)
            idfs[group.lang] = log(1 + (count - df + 0.5) / (df + 0.5))
            for number, tf in frequencies.items():
                scores[number] = idfs[group.lang] * tf * (k1 + 1) / (tf + k1)
        return scores, idfs

    def _worth(self, number: int, part: Part, lang: str, scoring: Scoring) -> float:
        """What one place in a part of a document is worth."""
        average = self._average_length(part, lang)
        boost = scoring.title_boost if part is Part.TITLE else 1.0
        length = kept_length(self._lengths[part][number])
        return boost / (1 - scoring.b + scoring.b * length / average if average else 1.0)

    def _average_length(self, part: Part, lang: str) -> float:
        lengths = [self._lengths[part][n] for n, chain_ in enumerate(self._chains) if chain_ == lang]
        return sum(lengths) / len(lengths)

    def _words(self, group: TermGroup, parts: Sequence[Part]) -> Iterator[dict[Part, _Found]]:
        """Give, for each word of a group and each part, how often it stands where."""
        for member in group.members:
            if isinstance(member, Phrase):
                yield {part: self._phrase(member, group.lang, part) for part in parts}
            elif isinstance(member, WeightedTerm | Word):
                keys = member.keys if isinstance(member, Word) else (member,)
                yield {part: self._best_key(keys, group.lang, part) for part in parts}
            else:
                held = {key for lang, part, key in self._postings if lang == group.lang and part in parts}
                for key in sorted(key for key in held if stands_for(member, key)):
                    yield {
                        part: self._best_key((WeightedTerm(key, member.weight),), group.lang, part) for part in parts
                    }

    def _best_key(self, keys: Sequence[WeightedTerm], lang: str, part: Part) -> _Found:
        frequencies: dict[int, float] = defaultdict(float)
        df = 0.0
        for term in keys:
            postings = self._postings.get((lang, part, term.key), {})
            df = max(df, term.weight * len(postings))
            for number, positions in postings.items():
                frequencies[number] = max(frequencies[number], term.weight * len(positions))
        return _Found(frequencies, df)

    def _phrase(self, phrase: Phrase, lang: str, part: Part) -> _Found:
        places = self._phrase_positions(phrase, lang, part)
        df = sum(max(positions.values()) for positions in places.values())
        return _Found({number: sum(positions.values()) for number, positions in places.items()}, df)

    def _word_positions(self, word: Sequence[WeightedTerm], lang: str, part: Part) -> dict[int, Positions]:
        found: dict[int, Positions] = defaultdict(dict)
        for term in word:
            for number, positions in self._postings.get((lang, part, term.key), {}).items():
                for position in positions:
                    found[number][position] = max(term.weight, found[number].get(position, 0.0))
        return found

    def _phrase_positions(self, phrase: Phrase, lang: str, part: Part) -> dict[int, Positions]:
        words = [self._word_positions(word, lang, part) for word in phrase.words]
        window = len(words) + phrase.slop
        found: dict[int, Positions] = defaultdict(dict)
        for number in set.intersection(*(set(word) for word in words)):
            places = [word[number] for word in words]
            for start in sorted(set(chain.from_iterable(places))):
                if phrase.slop:
                    near = [[w for p, w in place.items() if start <= p < start + window] for place in places]
                else:
                    near = [[place[start + i]] if start + i in place else [] for i, place in enumerate(places)]
                if all(near):
                    found[number][start] = phrase.weight * min(max(weights) for weights in near)
        return found

    def _answer(self, scores: dict[int, float], request: Request) -> Matches:
        wanted = request.filter
        passing = [n for n in scores if self._passes(n, wanted)]
        matches = sorted((self._match(n, scores[n]) for n in passing), key=lambda match: match.number)
        key = (lambda match: match.published) if request.order is Order.DATE else (lambda match: match.score)
        ordered = sorted(matches, key=key, reverse=True)
        leaders = {match.lang: match for match in reversed(ordered)}
        counts = self._counts(scores, wanted) if request.counts else ({}, {}, {})
        return Matches(
            best=tuple(ordered[: request.limit]),
            total=len(passing),
            languages=counts[0],
            sources=counts[1],
            months=counts[2],
            leaders=tuple(match for match in ordered if leaders[match.lang] is match),
        )

    def _match(self, number: int, score: float) -> Match:
        return Match(number, self._documents[number].lang, score, self._documents[number].published)

    def _counts(
        self, numbers: Iterable[int], wanted: Filter
    ) -> tuple[Mapping[str, int], Mapping[str, int], Mapping[str, int]]:
        found = [self._documents[n] for n in numbers]
        return (
            Counter(d.lang for d in found if _passes(d, replace(wanted, languages=frozenset()))),
            Counter(d.source for d in found if d.source and _passes(d, replace(wanted, sources=frozenset()))),
            Counter(d.published[:7] for d in found if d.published and _passes(d, replace(wanted, since="", until=""))),
        )

    def _passes(self, number: int, wanted: Filter) -> bool:
        return _passes(self._documents[number], wanted)

    def documents(self, numbers: Sequence[int]) -> tuple[Document, ...]:
        """Look the articles up."""
        return tuple(self._documents[number] for number in numbers)

    def ids(self, numbers: Sequence[int]) -> tuple[str, ...]:
        """Look the ids up."""
        return tuple(self._documents[number].id for number in numbers)

    def positions(self, number: int, part: Part, keys: Collection[str]) -> frozenset[int]:
        """Look the positions up."""
        found = (self._postings.get((self._chains[number], part, key), {}) for key in keys)
        return frozenset(position for postings in found for position in postings.get(number, ()))

    def document(self, identifier: str) -> Document | None:
        """Look through all articles; an id goes before a public id that happens to look like it."""
        by_id = (d for d in self._documents if d.id == identifier)
        by_public_id = (d for d in self._documents if public_id(d.id) == identifier)
        return next(chain(by_id, by_public_id), None)

    def holds(self, lang: str, key: str) -> bool:
        """Look the key up."""
        return any((lang, part, key) in self._postings for part in Part)

    def document_frequency(self, lang: str, key: str) -> int:
        """Count articles over both parts."""
        return len(set(chain.from_iterable(self._postings.get((lang, part, key), {}) for part in Part)))

    def vocabulary(self, lang: str) -> Iterator[str]:
        """Collect the keys of both parts."""
        return iter({key for lng, _, key in self._postings if lng == lang})

    def languages(self) -> tuple[str, ...]:
        """Give the chains in use."""
        return tuple(sorted(set(self._chains)))

    def statistics(self) -> Statistics:
        """Count; what is in memory takes no bytes on disk."""
        days = sorted(d.published for d in self._documents if d.published)
        return Statistics(
            documents=len(self._documents),
            languages=Counter(d.lang for d in self._documents),
            sources=Counter(d.source for d in self._documents if d.source),
            terms=len({(lang, key) for lang, _, key in self._postings}),
            bytes=0,
            earliest=days[0] if days else "",
            latest=days[-1] if days else "",
        )


def _passes(document: Document, wanted: Filter) -> bool:
    day = document.published[:10]
    return (
        (not wanted.languages or document.lang in wanted.languages)
        and (not wanted.sources or document.source in wanted.sources)
        and (not wanted.ids or document.id in wanted.ids)
        and (not wanted.since or (day != "" and day >= wanted.since))
        and (not wanted.until or (day != "" and day <= wanted.until))
    )

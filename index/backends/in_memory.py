"""The readable reference: the whole of matching and ranking in plain dictionaries and loops.

It is what the words in `matching` mean, and what the fast backends are tested against. A document's score is

    (held / asked) ** coverage · Σ over concepts  idf · tf · (k1 + 1) / (tf + k1)

with, for a concept in the document's language (weighted structured synonyms: Pirkola 1998, Darwish and Oard 2003;
BM25F: Robertson, Zaragoza and Taylor 2004):

* tf = Σ over parts  boost · Σ over positions (best weight there) / (1 - b + b · length / average length)
* df = Σ over documents of the best weight in them, N = number of the language's documents
* idf = ln(1 + (N - df + .5) / (df + .5))
* held, asked = summed idf of the scoring concepts that the document holds, and of all.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from math import log

from index.documents import Document, public_id
from index.languages import language
from index.matching import (
    Clause,
    Filter,
    Match,
    Matches,
    Occur,
    Part,
    Phrase,
    Prefix,
    Request,
    Statistics,
    TermGroup,
    WeightedTerm,
)
from index.schema import analysis_language, term_of

__all__ = ["InMemoryBackend", "InMemorySnapshot"]

Positions = dict[int, float]  # position -> weight of the best key there


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

    def write(self, documents: Iterable[Document]) -> int:
        """Add or replace; a replaced article goes to the end, as in every append-only store."""
        replaced = 0
        for document in documents:
            replaced += self._documents.pop(document.id, None) is not None
            self._documents[document.id] = document
        self._changed()
        return replaced

    def delete(self, identifiers: Sequence[str]) -> int:
        """Forget the articles."""
        ids = {public_id(id_): id_ for id_ in self._documents}
        found = {ids.get(identifier, identifier) for identifier in identifiers} & self._documents.keys()
        for id_ in found:
            del self._documents[id_]
        self._changed()
        return len(found)

    def _changed(self) -> None:
        self._snapshot = None
        self._commits += 1


class InMemorySnapshot:
    """Articles with, for each key of a language and part, the positions in each article."""

    def __init__(self, documents: tuple[Document, ...], generation: str) -> None:
        self.generation = generation
        self._documents = documents
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
            for key in set(map(term_of, token.keys)):
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
        k1, b = request.scoring.k1, request.scoring.b
        counts = Counter(self._chains)
        scores: dict[int, float] = {}
        idfs = {lang: log(1 + (n + 0.5) / 0.5) for lang, n in counts.items()}
        for group in clause.groups:
            if group.lang not in counts:
                continue
            found = {part: self._group_positions(group, part) for part in clause.parts}
            numbers = set(chain.from_iterable(found.values()))
            best = {n: max(w for part in found for w in found[part].get(n, {}).values()) for n in numbers}
            df, count = sum(best.values()), counts[group.lang]
            idfs[group.lang] = log(1 + (count - df + 0.5) / (df + 0.5))
            for number in numbers:
                tf = 0.0
                for part, positions in found.items():
                    average = self._average_length(part, group.lang)
                    boost = request.scoring.title_boost if part is Part.TITLE else 1.0
                    norm = 1 - b + b * self._lengths[part][number] / average if average else 1.0
                    tf += boost * sum(positions.get(number, {}).values()) / norm
                scores[number] = idfs[group.lang] * tf * (k1 + 1) / (tf + k1)
        return scores, idfs

    def _average_length(self, part: Part, lang: str) -> float:
        lengths = [self._lengths[part][n] for n, chain_ in enumerate(self._chains) if chain_ == lang]
        return sum(lengths) / len(lengths)

    def _group_positions(self, group: TermGroup, part: Part) -> dict[int, Positions]:
        found: dict[int, Positions] = defaultdict(dict)
        for member in group.members:
            for number, positions in self._member_positions(member, group.lang, part).items():
                for position, weight in positions.items():
                    found[number][position] = max(weight, found[number].get(position, 0.0))
        return found

    def _member_positions(self, member: WeightedTerm | Prefix | Phrase, lang: str, part: Part) -> dict[int, Positions]:
        if isinstance(member, WeightedTerm):
            postings = self._postings.get((lang, part, member.key), {})
            return {number: dict.fromkeys(found, member.weight) for number, found in postings.items()}
        if isinstance(member, Prefix):
            keys = [k for (lng, prt, k) in self._postings if lng == lang and prt is part and k.startswith(member.text)]
            terms = tuple(WeightedTerm(key, member.weight) for key in keys)
            return self._group_positions(TermGroup(lang, terms), part)
        return self._phrase_positions(member, lang, part)

    def _phrase_positions(self, phrase: Phrase, lang: str, part: Part) -> dict[int, Positions]:
        words = [self._group_positions(TermGroup(lang, word), part) for word in phrase.words]
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
        best = sorted(passing, key=lambda n: (-scores[n], n))[: request.limit]
        no_lang = [n for n in scores if self._passes(n, wanted, languages=False)]
        no_source = [n for n in scores if self._passes(n, wanted, sources=False)]
        return Matches(
            best=tuple(Match(n, self._documents[n].lang, scores[n], self._documents[n].published) for n in best),
            total=len(passing),
            languages=Counter(self._documents[n].lang for n in no_lang),
            sources=Counter(self._documents[n].source for n in no_source if self._documents[n].source),
        )

    def _passes(self, number: int, wanted: Filter, *, languages: bool = True, sources: bool = True) -> bool:
        document = self._documents[number]
        day = document.published[:10]
        return (
            (not languages or not wanted.languages or document.lang in wanted.languages)
            and (not sources or not wanted.sources or document.source in wanted.sources)
            and (not wanted.since or (day != "" and day >= wanted.since))
            and (not wanted.until or (day != "" and day <= wanted.until))
        )

    def documents(self, numbers: Sequence[int]) -> tuple[Document, ...]:
        """Look the articles up."""
        return tuple(self._documents[number] for number in numbers)

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

"""From the clauses of a query to concepts: every source is asked, and what the index holds is kept."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from index.backends import Snapshot
from index.languages import language
from index.matching import Occur, Part, Prefix, WeightedTerm
from search.concepts import Alternative, Concept, Source
from search.expansion.compound_parts import compound_candidates
from search.expansion.dictionary_alternatives import dictionary_candidates
from search.expansion.function_words import says_something
from search.expansion.hyphens import hyphenated_pieces
from search.expansion.marking import marked_from
from search.expansion.members import (
    Member,
    exact_members,
    held_members,
    members,
    quoted_members,
    weighted_members,
)
from search.expansion.name_alternatives import (
    DICTIONARY_WORD,
    LEXICON_WORD,
    loanword_candidates,
    name_candidates,
)
from search.expansion.query_language import query_languages
from search.expansion.row_alternatives import Candidate, row_candidates
from search.expansion.row_keys import MAX_TERM_WORDS
from search.expansion.same_word import same_word_candidates
from search.expansion.sense_preference import sense_weights
from search.expansion.switches import ALL_ON, PartialRows, Switches
from search.expansion.united_alternatives import united
from search.expansion.user_knowledge import Knowledge
from search.names.matcher import NameIndex
from search.query import Query, QueryClause, Shape

__all__ = ["Expander", "Expansion"]

MOST_ALTERNATIVES = 8  # in each language; measured: three lose 3 % of recall, fifteen gain none
LEAST_CONFIDENCE = 0.2  # measured: what is less sure finds next to nothing that is right
SURE = 0.8  # a row found with this quality knows the word
AS_WRITTEN = 1.0  # a row found with this quality has the word as it stands
SCATTERED = 0.3  # confidence of the single words of a term: an article may hold them apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Expansion:
    """The concepts of a query, and the languages it may be in with their weights."""

    concepts: tuple[Concept, ...]
    languages: Mapping[str, float]


class Expander:
    """Expands queries against one snapshot of an index."""

    def __init__(
        self, known: Knowledge, snapshot: Snapshot, names: Callable[[], NameIndex], switches: Switches = ALL_ON
    ) -> None:
        """Put the sources together.

        Args:
            known: the lexicon, CLDR and what the user has added to them.
            snapshot: the index that is to be asked.
            names: makes or gives the snapshot's vocabulary of names; called when a name is looked up.
            switches: the sources and languages to do without.
        """
        self._snapshot, self._names, self._off = snapshot, names, switches.off
        # What is an ordinary word, and of which language, all tables say; what it is searched as, those left on.
        self._all_rows, self._rows = known.rows, PartialRows(known.rows, switches.off)
        self._dictionaries = () if Source.DICTIONARY in switches.off else known.dictionaries
        self._forbidden = known.forbidden
        self._languages = snapshot.languages()
        self._targets = tuple(filter(switches.wants, self._languages))

    def expand(self, query: Query, query_language: str = "") -> Expansion:
        """Turn clauses into concepts.

        Args:
            query: the parsed query.
            query_language: the language it is in, if somebody said; else it is guessed.
        """
        words = [word for clause in query.clauses for word in clause.text.split()]
        weights = (
            {query_language: 1.0}
            if query_language
            else query_languages(words, self._languages, self._all_rows, self._snapshot.holds)
        )
        groups: list[list[QueryClause]] = []
        for plain, run in groupby(query.clauses, key=_is_plain):
            clauses = list(run)
            groups += self._terms(clauses, weights) if plain else [[clause] for clause in clauses]
        groups = _without_stop_words(groups, weights)
        terms = [tuple(word for clause in group for word in clause.text.split()) for group in groups]
        senses = sense_weights(terms, weights, self._rows)
        concepts = tuple(self._concept(group, weights, fit) for group, fit in zip(groups, senses, strict=True))
        return Expansion(concepts=concepts, languages=weights)

    def _terms(self, clauses: list[QueryClause], weights: Mapping[str, float]) -> list[list[QueryClause]]:
        """Put neighbouring words together that the tables know as one term, the longest first.

        A term neither begins nor ends with a function word, but for a negation.
        """
        likeliest = next(iter(weights), "")
        counts = [not likeliest or says_something(clause.text, language(likeliest)) for clause in clauses]
        found: list[list[QueryClause]] = []
        start = 0
        while start < len(clauses):
            for length in range(min(MAX_TERM_WORDS, len(clauses) - start) if counts[start] else 1, 0, -1):
                words = tuple(clause.text for clause in clauses[start : start + length])
                if length == 1 or (counts[start + length - 1] and self._known_as(words, weights)):
                    break
            found.append(clauses[start : start + length])
            start += length
        return found

    def _known_as(self, words: tuple[str, ...], languages: Iterable[str], quality: float = SURE) -> frozenset[str]:
        """The tables that surely have a term in any of the languages, by their source."""
        entries = (entry for lang in languages for entry in self._rows.find(lang, words))
        return frozenset(self._rows.row(entry.row).source for entry in entries if entry.quality >= quality)

    def _concept(
        self, clauses: list[QueryClause], weights: Mapping[str, float], senses: Mapping[int, float]
    ) -> Concept:
        first = clauses[0]
        text = " ".join(clause.text for clause in clauses)
        if first.shape is Shape.PREFIX:
            alternatives = self._prefix(text, weights)
        elif first.shape is Shape.PHRASE:
            alternatives = self._phrase(text, weights, senses)
        elif len(clauses) > 1:
            alternatives = self._term(text, weights, senses)
        else:
            alternatives = self._word(text, weights, senses)
        parts = (first.part,) if first.part else (Part.TITLE, Part.BODY)
        if first.occur is Occur.MUST_NOT:  # leave out what surely is meant, not what may be
            alternatives = tuple(a for a in alternatives if a.confidence >= SURE)
        return Concept(text=text, alternatives=alternatives, occur=first.occur, parts=parts)

    def _as_typed(self, weights: Mapping[str, float]) -> tuple[str, ...]:
        """The languages the query's own words are looked for in."""
        return tuple(lang for lang in self._languages if lang in weights or lang in self._targets)

    def _prefix(self, text: str, weights: Mapping[str, float]) -> tuple[Alternative, ...]:
        return tuple(
            Alternative(
                lang=lang,
                text=f"{text}*",
                source=Source.SAME_WORD,
                confidence=1.0,
                members=(Prefix(language(lang).steps.fold(text)),),
            )
            for lang in self._as_typed(weights)
        )

    def _phrase(self, text: str, weights: Mapping[str, float], senses: Mapping[int, float]) -> tuple[Alternative, ...]:
        """A quoted phrase: as it stands everywhere, and as a term where the tables know it as one."""
        found = [
            self._alternative(Candidate(lang, text, Source.SAME_WORD, 1.0), quoted_members(text, language(lang), 1.0))
            for lang in self._as_typed(weights)
        ]
        found += self._from_rows(tuple(text.split()), weights, senses)
        return self._best(self._allowed(found, text, weights))

    def _term(self, text: str, weights: Mapping[str, float], senses: Mapping[int, float]) -> tuple[Alternative, ...]:
        """Several words that the tables know as one: the term, and its words for less."""
        words = tuple(text.split())
        found = [
            self._alternative(
                Candidate(lang, text, Source.SAME_WORD, weights.get(lang, 1.0)),
                members(text, language(lang), weights.get(lang, 1.0)),
            )
            for lang in self._languages
            if lang in weights
        ]
        found += self._from_rows(words, weights, senses)
        for word in words:
            if not any(language(lang).is_stop_word(word) for lang in weights):
                found += [_scaled(alternative, SCATTERED) for alternative in self._word(word, weights, senses)]
        return self._best(self._allowed(found, text, weights))

    def _word(self, word: str, weights: Mapping[str, float], senses: Mapping[int, float]) -> tuple[Alternative, ...]:
        found = [
            self._alternative(candidate, (members if inflected else exact_members)(
                candidate.text, language(candidate.lang), candidate.confidence
            ))
            for candidate, inflected in same_word_candidates(word, weights, self._as_typed(weights), self._all_rows)
        ]  # fmt: skip
        found += self._from_rows((word,), weights, senses)
        known = self._known_as((word,), weights)
        ordinary = any(language(lang).is_word(word) for lang in weights)
        if not known:
            found += self._from_parts(word, weights)
            for piece in hyphenated_pieces(word):
                found += [_scaled(alternative, SCATTERED) for alternative in self._word(piece, weights, senses)]
        # An Arabic name is easily taken for a form of another word: what counts is the word as it stands.
        as_written = self._known_as((word,), weights, AS_WRITTEN)
        trust = LEXICON_WORD if as_written else DICTIONARY_WORD if known or ordinary else 1.0
        # A capital may make a name of any word, and a script without capitals never tells; but a country is a country.
        may_be_name = word[:1].isupper() or not word.islower()
        if Source.NAME not in self._off and (trust == 1.0 or (may_be_name and Source.CLDR not in as_written)):
            found += self._from_names(name_candidates(word, weights, self._names(), self._all_rows, trust=trust))
        if Source.LOANWORD not in self._off and trust < 1.0:
            found += self._from_names(loanword_candidates(word, weights, self._names()))
        return self._best(self._allowed(found, word, weights))

    def _from_rows(
        self, words: tuple[str, ...], weights: Mapping[str, float], senses: Mapping[int, float]
    ) -> list[Alternative]:
        candidates = [
            *row_candidates(words, weights, self._targets, self._rows, senses),
            *dictionary_candidates(words, weights, self._targets, self._dictionaries),
        ]
        return [
            self._alternative(c, weighted_members(self._rows.members(c.lang, c.text), c.confidence)) for c in candidates
        ]

    def _from_names(self, candidates: Iterable[Candidate]) -> list[Alternative]:
        # The word is a key of the index already.
        return [
            self._alternative(c, (WeightedTerm(c.text, c.confidence),)) for c in candidates if c.lang in self._targets
        ]

    def _from_parts(self, word: str, weights: Mapping[str, float]) -> list[Alternative]:
        found = compound_candidates(word, weights, self._targets, self._rows)
        return [self._alternative(candidate, asked) for candidate, asked in found]

    def _alternative(self, candidate: Candidate, asked: tuple[Member, ...]) -> Alternative:
        return Alternative(
            lang=candidate.lang,
            text=candidate.text,
            source=candidate.source,
            confidence=round(min(1.0, candidate.confidence), 3),
            members=held_members(asked, self._snapshot.holds, candidate.lang),
            marked_from=marked_from(candidate),
        )

    def _allowed(self, found: Iterable[Alternative], text: str, weights: Mapping[str, float]) -> list[Alternative]:
        """Leave out what the user forbade; what was typed itself stays, in the languages it may be in."""
        partners = self._forbidden.partners(text, tuple(weights))
        return [
            a
            for a in found
            if (a.source == Source.SAME_WORD and a.lang in weights)
            or not self._forbidden.forbids(partners, a.text, a.lang)
        ]

    def _best(self, found: Iterable[Alternative]) -> tuple[Alternative, ...]:
        """Merge what says the same, let the votes of several sources add up, keep the best of each language."""
        merged: dict[tuple[str, str], Alternative] = {}
        for alternative in sorted(found, key=lambda a: -a.confidence):
            if not alternative.members or alternative.confidence < LEAST_CONFIDENCE:
                continue
            key = (alternative.lang, language(alternative.lang).steps.fold(alternative.text))
            known = merged.get(key)
            merged[key] = united(known, alternative) if known else alternative
        kept: list[Alternative] = []
        counts: dict[str, int] = {}
        # The user's own words come first, so that nothing more confident crowds them out.
        for alternative in sorted(merged.values(), key=lambda a: (a.source != Source.OWN_LEXICON, -a.confidence)):
            counts[alternative.lang] = counts.get(alternative.lang, 0) + 1
            if counts[alternative.lang] <= MOST_ALTERNATIVES:
                kept.append(alternative)
        return tuple(kept)


def _without_stop_words(groups: list[list[QueryClause]], weights: Mapping[str, float]) -> list[list[QueryClause]]:
    """Drop function words of the query's likeliest language that are in no term, unless there is nothing else."""
    likeliest = next(iter(weights), "")
    if not likeliest:
        return groups
    spoken = language(likeliest)
    content = [
        group
        for group in groups
        if len(group) > 1 or group[0].shape is not Shape.WORD or not spoken.is_stop_word(group[0].text)
    ]
    return content if any(group[0].occur is not Occur.MUST_NOT for group in content) else groups


def _is_plain(clause: QueryClause) -> bool:
    return clause.shape is Shape.WORD and clause.occur is Occur.SHOULD and clause.part is None


def _scaled(alternative: Alternative, factor: float) -> Alternative:
    return replace(
        alternative,
        confidence=round(alternative.confidence * factor, 3),
        members=weighted_members(alternative.members, factor),
    )

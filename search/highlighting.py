"""Marks and snippets: which words of an article match, why, and which passages show it best.

The article is analysed again with its language's chain and its tokens' keys are compared with what was asked for: so
the marks stand on the words as they are written, whatever form the index holds. Where the index was asked at which
positions the keys stand, only the words there are analysed. Only what is likelier right than wrong is marked. Passages
are cut at sentence borders and chosen by the concepts they cover (the article as a corpus of sentences, after Lucene's
UnifiedHighlighter).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import regex

from index.analysis import Kind, Token
from index.languages import language
from index.matching import Part, Phrase, Prefix, WeightedTerm
from index.schema import analysis_language, term_of, terms_of
from search.concepts import MARKED_CONFIDENCE, Alternative, Concept, Source
from search.expansion.marking import Look, looks, looks_like
from search.hits import Mark, Snippet
from search.phrase_tokens import joined_spans, phrase_matches

__all__ = ["Highlighter", "opening"]

OPENING_LENGTH = 90  # code points, one line of a heading
SNIPPET_LENGTH = 260  # code points, about three lines
MOST_SNIPPETS = 2
STRETCH = 60_000  # code points that are marked at once for snippets
# A dot after an initial (M. Durand) or before a small letter (z. B., etc. and) ends no sentence.
_SENTENCE_END = regex.compile(r"""(?:(?:(?<!\b\p{Lu})\.(?!\s+\p{Ll})|[!?…؟۔।。！？])+["'»”’)\]]*\s+|\n+)""")

Positions = frozenset[int] | None

_SOUNDS = frozenset({Source.NAME, Source.LOANWORD})


class _Reason(NamedTuple):
    """Why a token would be marked, if it is sure: the concept's place in the query, and the alternative."""

    concept: int
    text: str
    source: str
    confidence: float
    sure: bool
    look: Look = Look()


class Highlighter:
    """Marks articles of one language for one query."""

    def __init__(self, lang: str, concepts: Sequence[Concept], part: Part) -> None:
        """Collect what is to be marked.

        Args:
            lang: the article's language.
            concepts: the query; excluded concepts are never marked.
            part: the part of the article the text is.
        """
        self._language = language(analysis_language(lang))
        self._terms: dict[str, list[_Reason]] = defaultdict(list)
        self._prefixes: list[tuple[str, _Reason]] = []
        self._phrases: list[tuple[Phrase, _Reason]] = []
        # One text is asked for its marks, its snippets and what is unsure of it.
        self._spans = lru_cache(maxsize=4)(self._all_spans)
        for number, concept in enumerate(concepts):
            if concept.occur != "must not" and part in concept.parts:
                for alternative in concept.alternatives:
                    if alternative.lang == self._language.code:
                        self._collect(alternative, number, concept.text)

    def _collect(self, alternative: Alternative, concept: int, text: str) -> None:
        wanted = looks(alternative, self._language)
        for member in alternative.members:
            # A stem in the query is asked for at less weight than the alternative: it is less sure too.
            sure = alternative.is_marked and member.weight >= MARKED_CONFIDENCE
            reason = _Reason(concept, text, alternative.source, min(alternative.confidence, member.weight), sure)
            if isinstance(member, WeightedTerm):
                self._terms[member.key].append(reason._replace(look=wanted.get(member.key, Look())))
            elif isinstance(member, Prefix):
                self._prefixes.append((member.text, reason))
            else:
                self._phrases.append((member, reason))

    @property
    def keys(self) -> frozenset[str] | None:
        """The keys that may be marked; None if they cannot be listed, as those of a prefix."""
        if self._prefixes:
            return None
        words = (term.key for phrase, _ in self._phrases for word in phrase.words for term in word)
        return frozenset((*self._terms, *words))

    def marks(self, text: str, at: Positions = None) -> tuple[Mark, ...]:
        """Mark a text: sorted, disjoint spans; where two overlap, the longer and then the surer one stays.

        Args:
            text: the text.
            at: the positions at which any of `keys` stands, if the index was asked.
        """
        return tuple(mark for mark, _ in self._found(text, at))

    def unsure(self, text: str, at: Positions = None) -> tuple[tuple[str, str, str], ...]:
        """Give what was searched for and found but is too unsure to be marked: (query's words, article's, source)."""
        found = self._found(text, at, unsure=True)
        return tuple(dict.fromkeys((mark.concept, text[mark.start : mark.end], mark.source) for mark, _ in found))

    def _found(self, text: str, at: Positions, *, unsure: bool = False) -> list[tuple[Mark, int]]:
        if not (self._terms or self._prefixes or self._phrases):
            return []
        spans = [span for span in self._spans(text, at) if span[2].sure or unsure]
        found: list[tuple[Mark, int]] = []
        reached = 0
        for start, end, reason in spans:
            if start >= reached:
                mark = Mark(
                    start=start, end=end, concept=reason.text, source=reason.source, confidence=reason.confidence
                )
                found.append((mark, reason.concept))
                reached = end
        return found

    def _all_spans(self, text: str, at: Positions) -> list[tuple[int, int, _Reason]]:
        """Give what may be marked, in the order it is taken."""
        tokens = list(self._language.analyzer.tokens(text, at))
        capitals = text != text.lower()
        spans = [(token.start, token.end, reason) for token in tokens for reason in self._reasons(token, capitals)]
        spans += self._phrase_spans(tokens)
        return sorted(spans, key=lambda span: (span[0], -span[1], -span[2].confidence, span[2].concept))

    def _reasons(self, token: Token, capitals: bool) -> Iterable[_Reason]:
        for key in token.keys:
            text = term_of(key)
            part = key.kind is Kind.PART
            for reason in self._terms.get(text, ()):
                if not part or self._may_be_part(reason):
                    tell = capitals and not part
                    alike = looks_like(token, reason.look, self._language, capitals_tell=tell)
                    yield reason if alike else reason._replace(sure=False)
            if key.kind in (Kind.EXACT, Kind.LEMMA):
                for prefix, reason in self._prefixes:
                    if text.startswith(prefix):
                        yield reason

    def _may_be_part(self, reason: _Reason) -> bool:
        """Whether a reason holds inside a word: what only sounds alike (Chris, Wahl-kreise) does not in a compound."""
        return reason.source not in _SOUNDS or self._language.script != "Latn"

    def _phrase_spans(self, tokens: list[Token]) -> list[tuple[int, int, _Reason]]:
        spans: list[tuple[int, int, _Reason]] = []
        if not self._phrases:
            return spans
        by_key: dict[str, list[Token]] = defaultdict(list)
        for token in tokens:
            for key in terms_of(token.keys):
                by_key[key].append(token)
        for phrase, reason in self._phrases:
            words = [
                sorted({t for term in word for t in by_key.get(term.key, ())}, key=lambda t: t.position)
                for word in phrase.words
            ]
            for found in phrase_matches(words, phrase.slop):
                spans += [(start, end, reason) for start, end in joined_spans(found)]
        return spans

    def snippets(self, text: str, at: Positions = None) -> tuple[Snippet, ...]:
        """Choose the passages that cover the most concepts; without a mark, where an unsure match stands.

        Of a text as long as a book, the first stretch that has a mark is looked at.
        """
        if len(text) > STRETCH:
            border = _word_border(text, STRETCH, forward=False)
            if border < len(text) and not self._found(text[:border], at):
                rest = self.snippets(text[border:].lstrip())
                if any(snippet.marks for snippet in rest):
                    return rest
            text = text[:border]
        marked = self._found(text, at)
        found = marked or self._found(text, at, unsure=True)
        sentences = _sentences(text)
        if not found:
            return (_cut(text, sentences[0], []),) if sentences else ()
        passages = _passages(sentences, [mark for mark, _ in found])
        concept_of = {mark.start: concept for mark, concept in found}
        chosen: list[tuple[int, int]] = []
        covered: set[int] = set()
        while passages and len(chosen) < MOST_SNIPPETS:
            best = max(passages, key=lambda span: _worth(span, found, covered))
            gain = {concept_of[m.start] for m, _ in found if best[0] <= m.start < best[1]} - covered
            if chosen and not gain:
                break
            chosen.append(best)
            covered |= gain
            passages.remove(best)
        return tuple(_cut(text, span, [mark for mark, _ in marked]) for span in sorted(chosen))


def opening(text: str) -> str:
    """Give the first sentence of a text, or as much of it as fits into a heading.

    >>> opening("The river rose. People left.")
    'The river rose.'
    """
    sentences = _sentences(text)
    if not sentences:
        return ""
    start, end = sentences[0]
    if end - start <= OPENING_LENGTH:
        return text[start:end]
    return text[start : _word_border(text, start + OPENING_LENGTH, forward=False)].rstrip() + "…"


def _sentences(text: str) -> list[tuple[int, int]]:
    """Part a text into sentences, without the space around them."""
    borders = [0, *(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]
    spans = []
    for start, end in pairwise(borders):
        piece = text[start:end]
        start += len(piece) - len(piece.lstrip())
        end -= len(piece) - len(piece.rstrip())
        if start < end:
            spans.append((start, end))
    return spans


def _passages(sentences: list[tuple[int, int]], marks: list[Mark]) -> list[tuple[int, int]]:
    """Join a sentence that has marks with the next ones while they fit into a snippet."""
    passages = []
    for number, (start, end) in enumerate(sentences):
        if any(start <= mark.start < end for mark in marks):
            for _, after in sentences[number + 1 :]:
                if after - start > SNIPPET_LENGTH:
                    break
                end = after
            passages.append((start, end))
    return passages


def _worth(span: tuple[int, int], found: list[tuple[Mark, int]], covered: set[int]) -> tuple[float, float, int]:
    """Compare passages: new concepts first, then how sure and how many marks, then the earlier one."""
    inside = [(mark, concept) for mark, concept in found if span[0] <= mark.start < span[1]]
    new = {concept for _, concept in inside} - covered
    return float(len(new)), sum(mark.confidence for mark, _ in inside[:4]), -span[0]


def _cut(text: str, span: tuple[int, int], marks: list[Mark]) -> Snippet:
    """Cut a passage out; one that is too long is cut between words around its first mark."""
    start, end = span
    if end - start > SNIPPET_LENGTH:
        inside = [mark for mark in marks if start <= mark.start < end]
        if inside and inside[0].end - start > SNIPPET_LENGTH * 3 // 4:
            start = max(start, inside[0].start - SNIPPET_LENGTH // 3)
            start = _word_border(text, start, forward=True)
        end = _word_border(text, min(end, max(start + SNIPPET_LENGTH, inside[0].end if inside else 0)), forward=False)
    shifted = tuple(
        replace(mark, start=mark.start - start, end=mark.end - start)
        for mark in marks
        if start <= mark.start and mark.end <= end
    )
    return Snippet(
        text=text[start:end], marks=shifted, cut_before=text[:start].strip() != "", cut_after=text[end:].strip() != ""
    )


def _word_border(text: str, place: int, *, forward: bool) -> int:
    """Move a place to the next space, so that no word is cut; a text without spaces is cut where it is."""
    if place <= 0 or place >= len(text) or text[place - 1].isspace() or text[place].isspace():
        return place
    if forward:
        space = next((i for i in range(place, min(len(text), place + 60)) if text[i].isspace()), None)
        return place if space is None else space + 1
    space = next((i for i in range(place, max(0, place - 60), -1) if text[i].isspace()), None)
    return place if space is None else space

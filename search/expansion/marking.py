"""What a translation finds is marked only if it is surer than a spelling must be, and if that word stands there.

Measured on 400 marks judged blind: what rows of the lexicon and CLDR translate with at least .8 was right in 210 of
219 cases. Below, it was right in 30 of 35 where a row has the typed word as it stands and the translation as the
first of its cell, else in 48 of 67. What is the same word or sounds alike is right from .5 on. A dictionary of the
user's is believed by its own measure, and a synonym in the query's own language is a synonym however little it is
searched for.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from index.analysis import Kind, Token
from index.languages import Language, language
from index.schema import term_of
from search.concepts import MARKED_CONFIDENCE, Alternative, Source
from search.expansion.row_alternatives import Candidate

__all__ = ["TRANSLATION", "Look", "looks", "looks_like", "marked_from"]

TRANSLATION = 0.8
BEGINNING = 3  # letters
NOUNS_WITH_CAPITAL = frozenset({"de"})
_ROWS = frozenset({Source.LEXICON, Source.CLDR})


def marked_from(candidate: Candidate) -> float:
    """Say from which confidence on is marked what a candidate finds."""
    translated = candidate.source in _ROWS and not candidate.usual
    return TRANSLATION if translated else MARKED_CONFIDENCE


class Look(NamedTuple):
    """How a word of the article must look to be marked; empty where it does not matter."""

    spelled: str = ""
    beginnings: tuple[str, ...] = ()
    capital: bool = False


def looks(alternative: Alternative, lang: Language) -> Mapping[str, Look]:
    """Say under which keys of a translation other words meet, and how a word found there must look to be marked.

    Rows have dictionary forms, well spelled. Under a key that folding made of one stand words that differ by an accent
    (*pêche*, *péché*) or, in Arabic, by the last letter. And if a language's lemma of one is another word, as in Arabic
    the verb of a verbal noun (تطريز is under طرز), all forms of that verb, its nouns and its participles meet under it:
    of 26 such marks 18 were wrong. What looks otherwise is found, but not marked; *детей* begins like *дети*, though
    their lemma is *ребёнок*. In German a noun has a capital: *macht* is no *Macht*.

    Args:
        alternative: any alternative; what is not from a row is typed or found as it is inflected, and may look anyhow.
        lang: its language.

    Returns:
        The looks by key; under other keys a word may look anyhow.
    """
    return _row_looks(alternative.text, lang.code) if alternative.source in _ROWS else {}


@lru_cache(maxsize=20_000)
def _row_looks(text: str, code: str) -> Mapping[str, Look]:
    lang = language(code)
    tokens = tuple(lang.analyzer.tokens(text))
    beginnings = tuple({key[:BEGINNING] for token in tokens for key in _written_keys(token, lang)})
    lemmas = {term_of(key) for token in tokens for key in token.keys if key.kind is Kind.LEMMA}
    noun = code in NOUNS_WITH_CAPITAL and len(tokens) == 1 and text[:1].isupper()
    found = {lemma: Look(beginnings=beginnings) for lemma in lemmas if not lemma.startswith(beginnings)}
    if noun:
        found = {lemma: found.get(lemma, Look())._replace(capital=True) for lemma in lemmas}
    if len(tokens) == 1:
        found[lang.steps.fold(tokens[0].text)] = Look(spelled=_plain(tokens[0].text), capital=noun)
    return found


def looks_like(token: Token, look: Look, lang: Language, *, capitals_tell: bool = True) -> bool:
    """Whether a word of the article looks as it must; letters without their accents are taken for any.

    Args:
        token: the word.
        look: how it must look.
        lang: its language.
        capitals_tell: a small letter at its beginning means something here: it does not in a text without capitals, or
            if only a part of the word is looked at.
    """
    if look.capital and capitals_tell and token.text[:1].islower():
        return False
    if look.beginnings:
        return any(key.startswith(look.beginnings) for key in _written_keys(token, lang))
    fold = lang.steps.fold
    end = _plain(token.text)[-len(look.spelled) :] if look.spelled else ""
    if not end or fold(end) != fold(look.spelled) or len(end) != len(look.spelled):
        return True  # another form of the word
    return all(one in (other, fold(one)) for one, other in zip(end, look.spelled, strict=True))


def _plain(word: str) -> str:
    """The word in small letters without vowel signs and stress marks."""
    return "".join(char for char in word.lower() if unicodedata.category(char) != "Mn")


def _written_keys(token: Token, lang: Language) -> Iterator[str]:
    """Give the keys that are the word as it is written; in Arabic also without the article: السودان is سودان."""
    yield lang.steps.fold(token.text)
    for key in token.keys:
        if key.kind is Kind.EXACT or (key.kind is Kind.PART and lang.script == "Arab"):
            yield term_of(key)

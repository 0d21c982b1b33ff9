"""What a title says, word by word, for whoever cannot read it: the words the tables know, in the title's order.

This is no translation: words stand in their dictionary form, function words and unknown ones are left out. A word of
several senses is given in one: that of the row whose head word it is, else the one that most articles in the reader's
language hold. Then, in this order:

* terms of several words before single ones;
* a compound, or an Arabic word with its proclitics, by its parts if it is not known as a whole;
* numbers, and Latin names in any text, as they stand; Cyrillic names in the reader's spelling; of Arabic names only
  those the query asked for, as the query writes them: their short vowels are not written, so the letters do not tell.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from math import log1p

from index.analysis import Kind, Token, clean
from index.languages import LANGUAGES, Language, language
from index.schema import analysis_language
from search.concepts import Source
from search.expansion.compound_parts import greatest_parts
from search.expansion.function_words import says_something
from search.expansion.hyphens import hyphenated_pieces
from search.expansion.row_alternatives import SYNONYM_STEP_QUERY
from search.expansion.row_keys import MAX_TERM_WORDS, Entry, term_keys
from search.expansion.row_store import RowStore
from search.expansion.rows import ConceptRow
from search.hits import GlossWord, Mark
from search.names.romanization import script_of
from search.names.transcription import base_form, transcribe

__all__ = ["Glosser"]

SURE = 0.8  # a row found with this quality knows the word; stems do not
MOST_WORDS = 16  # of a gloss: a title that is longer is a text
SHORTEST_NAME = 3
LANGUAGE_ROW = "language"
LANGUAGES_WITH_CAPITAL = frozenset({"de", "en", "nl"})  # where names of languages have one
BETWEEN_PARTS = " + "


class Glosser:
    """Glosses titles for readers of one language."""

    def __init__(self, rows: RowStore, reader: str, frequency: Callable[[str, str], int]) -> None:
        """Put it together.

        Args:
            rows: the lexicon and CLDR.
            reader: the language glosses are wanted in.
            frequency: how many articles of a language hold a term; tells the usual sense from the rare one.
        """
        self._rows, self._reader = rows, reader
        # The titles of one page, and of the next queries', repeat their words.
        self._said = lru_cache(maxsize=20_000)(self._say)
        self._frequency = lru_cache(maxsize=10_000)(lambda text: frequency(text, reader))

    @property
    def reader(self) -> str:
        """The language glosses are in."""
        return self._reader

    def gloss(self, title: str, lang: str, marks: Sequence[Mark] = ()) -> tuple[GlossWord, ...]:
        """Gloss a title.

        Args:
            title: any text, the shorter the better.
            lang: the language it is in.
            marks: what the query found in it.

        Returns:
            The known words, each once; empty where nothing would be said that the title does not say itself.
        """
        lang = analysis_language(lang)
        if not self._reader or lang == self._reader or LANGUAGES[lang].script == "Zyyy":
            return ()
        found: dict[str, GlossWord] = {}
        for word in self._words(title, language(lang), marks):
            found.setdefault(word.text.casefold(), word)
            if len(found) == MOST_WORDS:
                break
        told = any(word.text.casefold() != word.word.casefold() for word in found.values())
        return tuple(found.values()) if told else ()

    def _words(self, title: str, lang: Language, marks: Sequence[Mark]) -> Iterator[GlossWord]:
        tokens = list(lang.analyzer.tokens(title))
        capitals_tell = title != title.upper()
        place = 0
        while place < len(tokens):
            token = tokens[place]
            length, word = self._longest(tokens, place, lang)
            if word is None and not lang.is_stop_word(token.text):
                word = _asked_name(token, marks, self._reader)
                if word is None and not _is_compound(tokens, place):
                    word = self._in_parts(token.text, lang)
                    word = word or self._as_it_stands(token.text, lang, first=place == 0, capitals_tell=capitals_tell)
            if word is not None:
                yield word
                length = max(length, sum(1 for other in tokens[place:] if other.start < token.end))
            place += length

    def _longest(self, tokens: Sequence[Token], place: int, lang: Language) -> tuple[int, GlossWord | None]:
        """The longest term that begins at a token, with how many tokens it has."""
        first = tokens[place].text
        if not says_something(first, lang):
            return 1, None
        known = self._longer_keys(tokens, place, lang)
        for length in range(min(MAX_TERM_WORDS if known else 1, len(tokens) - place), 0, -1):
            words = tuple(token.text for token in tokens[place : place + length])
            if length > 1:
                if not says_something(words[-1], lang):
                    continue
                if known.isdisjoint(key for key, _ in term_keys(lang, words)):
                    continue
            said = self._said(lang.code, words)
            if said:
                return length, GlossWord(text=said[0], word=" ".join(words), source=said[1])
        return 1, None

    def _longer_keys(self, tokens: Sequence[Token], place: int, lang: Language) -> frozenset[str]:
        """Give the keys of terms that begin with a token and go on with the next one that says something."""
        known = self._rows.longer_keys(lang.code, tokens[place].text)
        if not known:
            return frozenset()
        if hyphenated_pieces(tokens[place].text):  # the term may go on inside the token
            return frozenset().union(*known.values())
        after = next((token for token in tokens[place + 1 :] if says_something(token.text, lang)), None)
        keys = after.keys if after else ()
        pieces = hyphenated_pieces(after.text) if after else ()
        texts = {key.text for key in keys} | {text for piece in pieces[:1] for text, _ in term_keys(lang, (piece,))}
        return frozenset().union(*(known[text] for text in texts if text in known))

    def _say(self, lang: str, words: tuple[str, ...]) -> tuple[str, str] | None:
        """The reader's word for a term in its usual sense, and the table that has it."""
        entries = [entry for entry in self._rows.find(lang, words) if entry.quality >= SURE]
        entries = [entry for entry in entries if self._may_say(self._rows.row(entry.row), lang, words)]
        if not entries:
            return None
        row = self._rows.row(max(entries, key=self._usualness).row if len(entries) > 1 else entries[0].row)
        return row.terms[self._reader][0], row.source

    def _may_say(self, row: ConceptRow, lang: str, words: tuple[str, ...]) -> bool:
        """Whether a row is in the reader's language, and no name of a language that the word hardly means.

        CLDR has hundreds of languages, and many are called as people and places are: Конго is no Kikongo.
        """
        if self._reader not in row.terms:
            return False
        kind, _, code = row.reference.partition(" ")
        if kind != LANGUAGE_ROW:
            return True
        written_small = lang not in LANGUAGES_WITH_CAPITAL and words[0][:1].isupper()
        return len(code) == len("en") and not written_small

    def _usualness(self, entry: Entry) -> tuple[bool, float, float]:
        held = log1p(self._frequency(self._rows.row(entry.row).terms[self._reader][0]))
        if entry.rank == 0:
            return True, entry.quality, held
        return False, entry.quality / (1 + SYNONYM_STEP_QUERY * entry.rank) * (1 + held), 0.0

    def _in_parts(self, word: str, lang: Language) -> GlossWord | None:
        """A compound by all of its parts, or an Arabic word without its proclitics."""
        if lang.script == "Arab":
            bare = [key.text for key in lang.analyzer.keys(word) if key.kind is Kind.PART]
            known = [said for part in bare if (said := self._said(lang.code, (part,)))][:1]
        else:
            parts = greatest_parts(word, lang)
            known = [said for part in parts if (said := self._said(lang.code, (part,)))]
            if len(parts) < 2 or len(known) < len(parts):
                return None
        return (
            GlossWord(text=BETWEEN_PARTS.join(text for text, _ in known), word=word, source=known[0][1])
            if known
            else None
        )

    def _as_it_stands(self, word: str, lang: Language, *, first: bool, capitals_tell: bool) -> GlossWord | None:
        """A number or a name; None for a word that may be any."""
        if word[:1].isdecimal():
            return GlossWord(text=clean(word), word=word, source=Source.SAME_WORD)
        script = script_of(word.lower())
        if script == "Latn" and lang.script != "Latn":
            return GlossWord(text=word, word=word, source=Source.SAME_WORD)
        # Without a dictionary the capital of a sentence's first word says nothing.
        tells = capitals_tell and word[:1].isupper() and (_has_dictionary(lang) or not first)
        if not tells or len(word) < SHORTEST_NAME or lang.is_word(word):
            return None
        if script == "Latn" or script == LANGUAGES[self._reader].script:
            return GlossWord(text=word, word=word, source=Source.SAME_WORD)
        if word.isupper():
            return None  # letters that stand for words, of another language
        text = transcribe(base_form(word, _lemmas(word, lang)), lang.code, self._reader)
        return GlossWord(text=text, word=word, source=Source.NAME) if text else None


def _asked_name(token: Token, marks: Iterable[Mark], reader: str) -> GlossWord | None:
    """The query's own spelling of a name it found here."""
    for mark in marks:
        is_here = mark.start <= token.start < mark.end and mark.source == Source.NAME
        if is_here and script_of(mark.concept.lower()) == LANGUAGES[reader].script:
            return GlossWord(text=mark.concept, word=token.text, source=Source.NAME)
    return None


def _is_compound(tokens: Sequence[Token], place: int) -> bool:
    """Whether the token's pieces follow as tokens of their own."""
    return place + 1 < len(tokens) and tokens[place + 1].start < tokens[place].end


def _has_dictionary(lang: Language) -> bool:
    return lang.steps.lemmas is not type(lang.steps)().lemmas


def _lemmas(word: str, lang: Language) -> Iterator[str]:
    return (key.text for key in lang.analyzer.keys(word) if key.kind is Kind.LEMMA)

"""Lemma dictionaries from disk: simplemma's tables as automata of a few megabytes.

simplemma ships its tables as compressed Python data: unpacking one takes .1-.7 s and up to 138 MB. An automaton made of
it once (Daciuk et al. 2000, "Incremental construction of minimal acyclic finite-state automata") opens in a
millisecond and finds a form in a tenth of a microsecond. It gives the place of a rule, which says how many letters
of the form to cut and what to write instead: forms that are inflected alike share states. The files lie in the user's
cache folder, shared by all indexes; they are derived from data under several licences (partly ODbL), so they are made
on the user's machine and never shipped.
"""

import os
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import cache, lru_cache
from pathlib import Path
from types import ModuleType
from typing import TypeVar, overload

import dawg
from platformdirs import user_cache_path

from index.cache_files import installed_version

__all__ = ["LemmaTable", "is_word", "lemma_set", "lemma_table", "lemmatize", "listed_lemma"]


T = TypeVar("T")
# A rule is one character for how many letters are cut, counted from this one, and what is written instead.
_NONE_CUT = ord(" ")
_UNCHANGED = chr(_NONE_CUT)
_UNIT, _END = 4, b"\xff"  # bytes of a unit of an automaton; what ends a file, and is in no text


class LemmaTable(Mapping[str, str]):
    """Form to lemma: a mapping that only looks up, as simplemma asks for one."""

    def __init__(self, rules: str, places: dawg.IntDAWG) -> None:
        """Take what `of` makes and `read` reads.

        Args:
            rules: each with a line end behind it, and first the one that changes nothing.
            places: of each form's rule in these.
        """
        self._rules = rules
        self._places = places
        self._place = places.get  # bound once: it is asked for with every word

    @classmethod
    def of(cls, lemmas: Iterator[tuple[str, str]]) -> "LemmaTable":
        """Make a table of pairs of a form and its lemma; of a form that comes again the first counts."""
        rules = {_UNCHANGED: 0}
        places: dict[str, int] = {}
        end = len(_UNCHANGED) + 1
        for form, lemma in lemmas:
            if not form or form in places:  # a mark alone folds to nothing
                continue
            rule = _rule(form, lemma)
            if rule not in rules:
                rules[rule] = end
                end += len(rule) + 1
            places[form] = rules[rule]
        return cls("".join(f"{rule}\n" for rule in rules), dawg.IntDAWG(places.items()))

    @classmethod
    def read(cls, path: Path) -> "LemmaTable":
        """Take a table up as `written` made it.

        Raises:
            OSError: there is no such file, or it is cut short.
        """
        with path.open("rb") as file:  # which has the automaton first: only then is it read without a copy
            units = int.from_bytes(file.read(_UNIT), "little")
            file.seek(units * _UNIT, os.SEEK_CUR)
            rules = file.read()
        if rules[-1:] != _END:
            raise OSError(f"{path} is cut short")
        return cls(rules[:-1].decode(), dawg.IntDAWG().load(str(path)))

    def written(self) -> bytes:
        """Give the table as bytes: the automaton (how many units of 32 bits, and these), then the rules by lines."""
        return bytes(self._places.tobytes()) + self._rules.encode() + _END

    def __getitem__(self, form: str) -> str:
        lemma = self.get(form)
        if lemma is None:
            raise KeyError(form)
        return lemma

    @overload
    def get(self, form: str, /) -> str | None: ...

    @overload
    def get(self, form: str, /, default: str | T) -> str | T: ...

    def get(self, form: str, /, default: object = None) -> object:
        """Give the lemma of a form, most of which have none: an exception for each would take longer than looking."""
        place = self._place(form)
        if place is None:
            return default
        if place == 0:
            return form
        rules = self._rules
        written = rules[place + 1 : rules.index("\n", place)]
        return form[: len(form) + _NONE_CUT - ord(rules[place])] + written

    def __contains__(self, form: object) -> bool:
        return form in self._places

    def __iter__(self) -> Iterator[str]:
        raise TypeError("a lemma table finds forms, it does not list them")

    def __len__(self) -> int:
        raise TypeError("a lemma table finds forms, it does not count them")


def _rule(form: str, lemma: str) -> str:
    shorter = min(len(form), len(lemma))
    shared = next((place for place in range(shorter) if form[place] != lemma[place]), shorter)
    return chr(_NONE_CUT + len(form) - shared) + lemma[shared:]


def cache_folder() -> Path:
    """Where the tables lie: `SEARCH_CACHE`, else the user's cache folder for this product."""
    given = os.environ.get("SEARCH_CACHE")
    root = Path(given) if given else user_cache_path("dragoman")
    return root / f"lemmas-{installed_version('simplemma')}"


@cache
def lemma_table(lang: str, fold: Callable[[str], str] | None = None) -> LemmaTable:
    """Open a language's table, making its file first if there is none yet (a few seconds, once).

    Args:
        lang: ISO 639-1 code of a language simplemma has.
        fold: applied to forms and lemmas alike; the file's name carries the function's name.
    """
    path = cache_folder() / f"{lang}{'-' + fold.__name__ if fold else ''}.table"
    try:
        return LemmaTable.read(path)
    except OSError:  # not there yet, or cut short by a crash: make it
        table = LemmaTable.of(_pairs(lang, fold))
        _save(table.written(), path)
        return table


@cache
def lemma_set(lang: str) -> dawg.DAWG:
    """Open the set of a language's lemmas in lower case, made like its table: it finds all that begin a text."""
    path = cache_folder() / f"{lang}.dawg"
    try:
        return dawg.DAWG().load(str(path))
    except OSError:
        lemmas = dawg.DAWG(sorted({form.lower() for form, lemma in _source(lang).items() if form == lemma}))
        _save(bytes(lemmas.tobytes()), path)
        return lemmas


def _pairs(lang: str, fold: Callable[[str], str] | None) -> Iterator[tuple[str, str]]:
    for form, lemma in _source(lang).items():
        yield (fold(form), fold(lemma)) if fold else (form, lemma)


def _source(lang: str) -> Mapping[str, str]:
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory

    found: Mapping[str, str] = DefaultDictionaryFactory().get_dictionary(lang)
    return found


def _save(data: bytes, path: Path) -> None:
    """Write under another name and rename, so that no other process ever sees half a file.

    Where no cache can be written the next start is slower, and all else the same.
    """
    import tempfile  # which who only reads does without

    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=".new")
        scratch = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(handle)  # else a loss of power may leave the name with half of it
            scratch.replace(path)
        except OSError:
            scratch.unlink(missing_ok=True)
            raise


# Of simplemma's strategies, all others ask for an apostrophe or a hyphen in these languages.
_PLAIN_LANGUAGES = frozenset({"de", "en", "fr"})
_APOSTROPHE_LETTER = "\u02bc"


@lru_cache(maxsize=1_000)  # the steps of a word ask for its lemma one after another
def lemmatize(word: str, lang: str) -> str:
    """Give the lemma of a word, or the word itself where the tables know nothing.

    Args:
        word: one word in its written case (German nouns are told from verbs by it).
        lang: ISO 639-1 code of a language simplemma has.
    """
    if lang in _PLAIN_LANGUAGES and word.isalpha() and not word.isnumeric() and _APOSTROPHE_LETTER not in word:
        return _plain_lemma(unicodedata.normalize("NFC", word), lang)
    return str(_unlisted_lemmas().whole(word, lang))


@cache
def _unlisted_lemmas() -> ModuleType:
    from index.languages import unlisted_lemmas  # which looks parts of words up here

    return unlisted_lemmas


def listed_lemma(word: str, lang: str) -> str | None:
    """Give what the table has for a word of letters alone, in its case or the other one."""
    table = lemma_table(lang)
    return table.get(word) or table.get(word.lower() if word[:1].isupper() else word.capitalize())


def _plain_lemma(word: str, lang: str) -> str:
    """What simplemma gives for a word of letters alone, without asking what cannot have an answer."""
    return listed_lemma(word, lang) or str(_unlisted_lemmas().guess(word, lang))


def is_word(word: str, lang: str, *, nouns_are_capitalised: bool = False) -> bool:
    """Whether the tables list the word as an ordinary one, which names, capitalised in them, are not.

    Args:
        word: one word in any case.
        lang: ISO 639-1 code of a language simplemma has.
        nouns_are_capitalised: whether a capital says nothing, as in German.
    """
    table = lemma_table(lang)
    return word.lower() in table or (nouns_are_capitalised and word.capitalize() in table)

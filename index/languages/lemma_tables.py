"""Lemma dictionaries from disk: simplemma's tables as memory-mapped tries.

simplemma ships its tables as compressed Python data: unpacking one takes .1-.7 s and up to 138 MB. A trie made of it
once maps in under a millisecond. The tries lie in the user's cache folder, shared by all indexes; they are derived
from data under several licences (partly ODbL), so they are made on the user's machine and never shipped.
"""

import os
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from types import ModuleType
from typing import TypeVar, overload

import marisa_trie
from platformdirs import user_cache_path

from index.cache_files import installed_version

__all__ = ["LemmaTable", "is_word", "lemma_table", "lemma_trie", "lemmatize", "listed_lemma"]


T = TypeVar("T")
AnyTrie = TypeVar("AnyTrie", marisa_trie.Trie, marisa_trie.BytesTrie)


class LemmaTable(Mapping[str, str]):
    """Form to lemma, read from a trie on disk; iteration is not needed and slow."""

    def __init__(self, trie: marisa_trie.BytesTrie) -> None:
        self._trie = trie

    def __getitem__(self, form: str) -> str:
        lemmas = self._trie.get(form)
        if not lemmas:
            raise KeyError(form)
        return str(lemmas[0].decode())

    @overload
    def get(self, form: str, /) -> str | None: ...

    @overload
    def get(self, form: str, /, default: str | T) -> str | T: ...

    def get(self, form: str, /, default: object = None) -> object:
        """Give the lemma of a form, most of which have none: an exception for each would take longer than looking."""
        lemmas = self._trie.get(form)
        return lemmas[0].decode() if lemmas else default

    def __contains__(self, form: object) -> bool:
        return form in self._trie

    def __iter__(self) -> Iterator[str]:
        return iter(self._trie)

    def __len__(self) -> int:
        return len(self._trie)


def cache_folder() -> Path:
    """Where the tries lie: `SEARCH_CACHE`, else the user's cache folder for this product."""
    given = os.environ.get("SEARCH_CACHE")
    root = Path(given) if given else user_cache_path("dragoman")
    return root / f"lemmas-{installed_version('simplemma')}"


@cache
def lemma_table(lang: str, fold: Callable[[str], str] | None = None) -> LemmaTable:
    """Open a language's table, making its trie first if there is none yet (a few seconds, once).

    Args:
        lang: ISO 639-1 code of a language simplemma has.
        fold: applied to forms and lemmas alike; the trie's name carries the function's name.
    """
    path = cache_folder() / f"{lang}{'-' + fold.__name__ if fold else ''}.trie"
    return LemmaTable(_kept(path, marisa_trie.BytesTrie, lambda: marisa_trie.BytesTrie(_pairs(lang, fold))))


@cache
def lemma_trie(lang: str) -> marisa_trie.Trie:
    """Open the trie of a language's lemmas in lower case, made like its table: all that begin a text in one look-up."""
    path = cache_folder() / f"{lang}-lemmas.trie"
    return _kept(path, marisa_trie.Trie, lambda: marisa_trie.Trie(_lemmas(lang)))


def _kept(path: Path, kind: type[AnyTrie], make: Callable[[], AnyTrie]) -> AnyTrie:
    """Map a trie from disk, making it first if it is not there."""
    try:
        return kind().mmap(str(path))
    except (OSError, RuntimeError):
        pass  # not there yet, or cut short by a crash: make it
    built = make()
    try:
        _save(built, path)
    except OSError:
        return built  # no writable cache: slower to start, otherwise the same
    return kind().mmap(str(path))


def _pairs(lang: str, fold: Callable[[str], str] | None) -> Iterator[tuple[str, bytes]]:
    seen: set[str] = set()
    for form, lemma in _source(lang).items():
        if fold:
            form, lemma = fold(form), fold(lemma)
        if form not in seen:  # two forms may fold together: the first one is as good as any
            seen.add(form)
            yield form, lemma.encode()


def _lemmas(lang: str) -> Iterator[str]:
    return (form.lower() for form, lemma in _source(lang).items() if form == lemma)


def _source(lang: str) -> Mapping[str, str]:
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory

    found: Mapping[str, str] = DefaultDictionaryFactory().get_dictionary(lang)
    return found


def _save(trie: AnyTrie, path: Path) -> None:
    """Write under another name and rename, so that no other process ever sees half a trie."""
    import tempfile  # which who only reads does without

    path.parent.mkdir(parents=True, exist_ok=True)
    handle, scratch = tempfile.mkstemp(dir=path.parent, suffix=".new")
    os.close(handle)
    try:
        trie.save(scratch)
        Path(scratch).replace(path)
    except OSError:
        Path(scratch).unlink(missing_ok=True)
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

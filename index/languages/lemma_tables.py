"""Lemma dictionaries from disk: simplemma's tables as memory-mapped tries.

simplemma ships its tables as compressed Python data: unpacking one takes .1-.7 s and up to 138 MB. A trie made of it
once maps in under a millisecond. The tries lie in the user's cache folder, shared by all indexes; they are derived
from data under several licences (partly ODbL), so they are made on the user's machine and never shipped.
"""

import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path

import marisa_trie
from platformdirs import user_cache_path
from simplemma import Lemmatizer
from simplemma.strategies import DefaultStrategy
from simplemma.strategies.dictionaries import DefaultDictionaryFactory, DictionaryFactory

__all__ = ["LemmaTable", "is_word", "lemma_table", "lemmatize"]


class LemmaTable(Mapping[str, str]):
    """Form to lemma, read from a trie on disk; iteration is not needed and slow."""

    def __init__(self, trie: marisa_trie.BytesTrie) -> None:
        self._trie = trie

    def __getitem__(self, form: str) -> str:
        lemmas = self._trie.get(form)
        if not lemmas:
            raise KeyError(form)
        return str(lemmas[0].decode())

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
    return root / f"lemmas-{version('simplemma')}"


@cache
def lemma_table(lang: str, fold: Callable[[str], str] | None = None) -> LemmaTable:
    """Open a language's table, making its trie first if there is none yet (a few seconds, once).

    Args:
        lang: ISO 639-1 code of a language simplemma has.
        fold: applied to forms and lemmas alike; the trie's name carries the function's name.
    """
    path = cache_folder() / f"{lang}{'-' + fold.__name__ if fold else ''}.trie"
    trie = marisa_trie.BytesTrie()
    try:
        return LemmaTable(trie.mmap(str(path)))
    except (OSError, RuntimeError):
        pass  # not there yet, or cut short by a crash: make it
    built = marisa_trie.BytesTrie(_pairs(lang, fold))
    try:
        _save(built, path)
    except OSError:
        return LemmaTable(built)  # no writable cache: slower to start, otherwise the same
    return LemmaTable(trie.mmap(str(path)))


def _pairs(lang: str, fold: Callable[[str], str] | None) -> Iterator[tuple[str, bytes]]:
    seen: set[str] = set()
    for form, lemma in DefaultDictionaryFactory().get_dictionary(lang).items():
        if fold:
            form, lemma = fold(form), fold(lemma)
        if form not in seen:  # two forms may fold together: the first one is as good as any
            seen.add(form)
            yield form, lemma.encode()


def _save(trie: marisa_trie.BytesTrie, path: Path) -> None:
    """Write under another name and rename, so that no other process ever sees half a trie."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, scratch = tempfile.mkstemp(dir=path.parent, suffix=".new")
    os.close(handle)
    try:
        trie.save(scratch)
        Path(scratch).replace(path)
    except OSError:
        Path(scratch).unlink(missing_ok=True)
        raise


class _TrieFactory(DictionaryFactory):
    """What simplemma asks for tables: ours."""

    def get_dictionary(self, lang: str) -> Mapping[str, str]:
        return lemma_table(lang)


_LEMMATIZER = Lemmatizer(
    cache_max_size=1,  # the analyzer keeps whole key sets already
    lemmatization_strategy=DefaultStrategy(dictionary_factory=_TrieFactory()),
)


def lemmatize(word: str, lang: str) -> str:
    """Give the lemma of a word, or the word itself where the tables know nothing.

    Args:
        word: one word in its written case (German nouns are told from verbs by it).
        lang: ISO 639-1 code of a language simplemma has.
    """
    return str(_LEMMATIZER.lemmatize(word, lang=lang)) or word


def is_word(word: str, lang: str, *, nouns_are_capitalised: bool = False) -> bool:
    """Whether the tables list the word as an ordinary one, which names, capitalised in them, are not.

    Args:
        word: one word in any case.
        lang: ISO 639-1 code of a language simplemma has.
        nouns_are_capitalised: whether a capital says nothing, as in German.
    """
    table = lemma_table(lang)
    return word.lower() in table or (nouns_are_capitalised and word.capitalize() in table)

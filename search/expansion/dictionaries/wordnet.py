"""Wordnets in WN-LMF, the XML of the Open Multilingual Wordnet and Open English Wordnet.

A `Lexicon` is in one language. Its `LexicalEntry`s have senses in `Synset`s, and synsets of different languages that
mean the same carry the same identifier of the Interlingual Index (`ili`). So the files of several languages are read
together and joined; a single one gives synonyms within its language.
"""

from collections.abc import Iterator
from pathlib import Path

from index.errors import LexiconError
from search.expansion.dictionaries.entries import DictionaryEntry, DictionaryFiles, clean_terms, known_language
from search.expansion.dictionaries.xml_elements import ReadElement, elements, local_name, root_name

__all__ = ["is_wordnet", "read_wordnet"]

_NO_INDEX = frozenset({"", "in"})  # no identifier, or one that is only proposed
Words = dict[str, dict[str, list[str]]]  # synset or concept → language → words


def is_wordnet(_path: Path, start: bytes) -> bool:
    """Whether a file is WN-LMF."""
    return root_name(start) == "LexicalResource"


def read_wordnet(files: DictionaryFiles) -> Iterator[DictionaryEntry]:
    """Read wordnets and join them by the Interlingual Index.

    Raises:
        LexiconError: a file is malformed, or has an entry without written form.
    """
    concepts: Words = {}
    places: dict[str, str] = {}
    for path in files.paths:
        words: Words = {}
        for read in elements(path, frozenset({"LexicalEntry", "Synset"})):
            if local_name(read.element.tag) == "LexicalEntry":
                _take_entry(path, read, words)
            else:
                _take_synset(path, read, words, concepts, places)
    for concept, by_language in concepts.items():
        terms = {lang: clean_terms(found) for lang, found in by_language.items()}
        terms = {lang: found for lang, found in terms.items() if found}
        if sum(map(len, terms.values())) > 1:
            yield DictionaryEntry(place=places[concept], terms=terms)


def _take_entry(path: Path, read: ReadElement, words: Words) -> None:
    lang = known_language(_language(path, read))
    lemma = next((child for child in read.element if local_name(child.tag) == "Lemma"), None)
    written = lemma.get("writtenForm", "") if lemma is not None else ""
    if not written:
        raise LexiconError(path, read.line, "a LexicalEntry without <Lemma writtenForm=…>")
    for sense in read.element:
        if local_name(sense.tag) == "Sense" and lang:
            words.setdefault(sense.get("synset", ""), {}).setdefault(lang, []).append(written.replace("_", " "))


def _take_synset(path: Path, read: ReadElement, words: Words, concepts: Words, places: dict[str, str]) -> None:
    identifier = read.element.get("id", "")
    if not identifier:
        raise LexiconError(path, read.line, "a Synset without id")
    ili = read.element.get("ili", "")
    concept = identifier if ili in _NO_INDEX else ili
    members = words.pop(identifier, {})
    if members:
        places.setdefault(concept, f"{path.name}:{read.line} {concept}")
    for lang, found in members.items():
        concepts.setdefault(concept, {}).setdefault(lang, []).extend(found)


def _language(path: Path, read: ReadElement) -> str:
    for attributes in reversed(read.around):
        if "language" in attributes:
            return attributes["language"]
    raise LexiconError(path, read.line, "its <Lexicon> does not say its language")

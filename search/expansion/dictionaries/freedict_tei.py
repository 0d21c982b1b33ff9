"""FreeDict's sources: TEI XML, chapter 9 of the TEI guidelines.

An `entry` has its spellings in `form/orth`, and in each `sense` its translations in `cit[@type='trans']/quote`. The
language stands in the nearest `xml:lang`; where there is none, the file's name says it (`eng-deu.tei`).
"""

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from index.errors import LexiconError
from search.expansion.dictionaries.entries import (
    DictionaryEntry,
    DictionaryFiles,
    clean_terms,
    known_language,
    pair_of,
)
from search.expansion.dictionaries.xml_elements import XML_LANG, ReadElement, elements, local_name, root_name

__all__ = ["is_tei", "read_tei"]

_TRANSLATION = frozenset({"trans", "translation", "translationEquivalent"})
Pair = tuple[str, str] | None


def is_tei(path: Path, start: bytes) -> bool:
    """Whether a file is TEI XML."""
    return path.name.endswith((".tei", ".tei.gz", ".tei.xz")) or root_name(start) in {"TEI", "TEI.2"}


def read_tei(files: DictionaryFiles) -> Iterator[DictionaryEntry]:
    """Read the entries of TEI files.

    Raises:
        LexiconError: a file is malformed, has an entry without headword, or does not say its languages.
    """
    for path in files.paths:
        found = False
        for read in elements(path, frozenset({"entry"})):
            found = True
            yield from _entries(path, read, files.pair)
        if not found:
            raise LexiconError(path, 0, "there is no entry in it")


def _entries(path: Path, read: ReadElement, pair: Pair) -> Iterator[DictionaryEntry]:
    form = _child(read.element, "form")
    spelled = clean_terms(_text(orth) for orth in _all(form, "orth")) if form is not None else ()
    if form is None or not _all(form, "orth"):
        raise LexiconError(path, read.line, "an entry without <form><orth>")
    around = next((a[XML_LANG] for a in reversed((*read.around, read.element.attrib)) if XML_LANG in a), "")
    source = pair[0] if pair else known_language(form.get(XML_LANG, around)) or pair_of(path, None)[0]
    for sense in _all(read.element, "sense") or [read.element]:
        by_language: dict[str, list[str]] = {}
        for cit in _all(sense, "cit"):
            if cit.get("type") in _TRANSLATION:
                for quote in _all(cit, "quote"):
                    target = _target(path, quote.get(XML_LANG, cit.get(XML_LANG, "")), pair)
                    by_language.setdefault(target, []).append(_text(quote))
        terms = {lang: clean_terms(texts) for lang, texts in by_language.items() if lang and lang != source}
        terms = {source: spelled} | {lang: found for lang, found in terms.items() if found}
        if spelled and len(terms) > 1:
            yield DictionaryEntry(place=f"{path.name}:{read.line}", terms=terms)


def _target(path: Path, code: str, pair: Pair) -> str:
    if pair:
        return pair[1]
    return known_language(code) if code else pair_of(path, None)[1]


def _all(element: Element, name: str) -> list[Element]:
    return [child for child in element.iter() if child is not element and local_name(child.tag) == name]


def _child(element: Element, name: str) -> Element | None:
    return next((child for child in element if local_name(child.tag) == name), None)


def _text(element: Element) -> str:
    return "".join(element.itertext())

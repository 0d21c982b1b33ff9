"""Lists of names: each line one person, place or organisation, with all the ways it is written.

    ru:Абишев, en:Abishev, de:Abischew, ar:عبيشيف => Q0000001
    Qorvatex	Корватекс	كورفاتكس

Spellings are separated by tabs, or by commas where the line has no tab (as in the synonym files of Solr and
OpenSearch). A spelling may begin with the code of its language and a colon; without, it belongs to all lexicon
languages of its script. `=> …` at the end is kept as a note. `#` opens a comment line.
"""

from collections.abc import Iterator
from pathlib import Path

import regex

from index.errors import LexiconError
from index.languages import LANGUAGES
from search.expansion.authored_rows import LEXICON_LANGUAGES
from search.expansion.dictionaries.entries import (
    DictionaryEntry,
    DictionaryFiles,
    clean_terms,
    known_language,
    lines_of,
)

__all__ = ["is_name_list", "read_name_list"]

_SUFFIXES = (".names", ".synonyms")
_PREFIXED = regex.compile(r"([A-Za-z]{2,3}(?:-[A-Za-z]+)?):\s*(.*)")
_SCRIPTS = {
    script: regex.compile(rf"\p{{Script={script}}}")
    for script in sorted({LANGUAGES[code].script for code in LEXICON_LANGUAGES})
}


def is_name_list(path: Path, _start: bytes) -> bool:
    """Whether a file is a list of names, by its name."""
    return path.suffix in _SUFFIXES


def read_name_list(files: DictionaryFiles) -> Iterator[DictionaryEntry]:
    """Read lists of names.

    Raises:
        LexiconError: a line has one spelling only, or one of a language or script that is not known.
    """
    for path in files.paths:
        for number, line in lines_of(path):
            if line.strip() and not line.startswith("#"):
                yield _entry(path, number, line)


def _entry(path: Path, number: int, line: str) -> DictionaryEntry:
    spellings, _, note = line.partition("=>")
    cells = [cell.strip() for cell in spellings.split("\t" if "\t" in spellings.strip() else ",")]
    if len(cells) < 2 or not all(cells):
        raise LexiconError(path, number, "not two spellings or more, separated by commas or tabs")
    terms: dict[str, list[str]] = {}
    for cell in cells:
        for lang, text in _languages(path, number, cell):
            terms.setdefault(lang, []).append(text)
    cleaned = {lang: clean_terms(found) for lang, found in terms.items()}
    if not all(cleaned.values()):
        raise LexiconError(path, number, "a spelling is too long, or has no letter")
    return DictionaryEntry(place=f"{path.name}:{number}", terms=cleaned, note=note.strip())


def _languages(path: Path, number: int, cell: str) -> list[tuple[str, str]]:
    prefixed = _PREFIXED.fullmatch(cell)
    if prefixed:
        lang = known_language(prefixed[1])
        if not lang:
            raise LexiconError(path, number, f"no language {prefixed[1]!r} in {cell!r}")
        return [(lang, prefixed[2])]
    for script, letter in _SCRIPTS.items():
        if letter.search(cell):
            return [(lang, cell) for lang in LEXICON_LANGUAGES if LANGUAGES[lang].script == script]
    raise LexiconError(path, number, f"say the language of {cell!r}, such as 'el:{cell}'")

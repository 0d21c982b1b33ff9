"""dictd dictionaries, as Debian's `dict-freedict-*` packages have them: an index and the definitions it points into.

A line of the index is `headword TAB offset TAB length`, the numbers in base 64 (dictfmt(1)). The definitions, often
compressed (`.dict.dz` is gzip with an index of its own), are laid out for readers; in FreeDict's:

- the first line is the headword as it is spelled, its pronunciation between slashes and its grammar in `<>`;
- each further line is a sense, perhaps numbered, its translations separated by commas;
- what is indented deeper, or begins with a label (`see:`, `Synonym:`, `Note:`), is no translation.
"""

import zlib
from collections.abc import Iterator
from pathlib import Path

import regex

from index.errors import LexiconError
from search.expansion.dictionaries.entries import (
    DictionaryEntry,
    DictionaryFiles,
    clean_terms,
    lines_of,
    opened,
    pair_of,
)

__all__ = ["is_dictd", "read_dictd"]

_DIGITS = {c: n for n, c in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")}
_ABOUT_ITSELF = ("00database", "00-database")
_PRONUNCIATION = regex.compile(r"\s/.*")
_GRAMMAR = regex.compile(r"<[^>]*>")
_LABEL = regex.compile(r"\s*(?:see|Synonyms?|Antonyms?|Notes?|Examples?):")
_NUMBER = regex.compile(r"\s*\d+\.\s")
_DEEPER = "   "
_GLOSS = regex.compile(r"\s[-–—]\s.*")  # what follows a dash explains
# Between translations, but not inside a remark.
_SEPARATOR = regex.compile(r"(?:<[^>]*>|\[[^\]]*\]|\([^)]*\))(*SKIP)(*FAIL)|[,;،؛]|\s/\s")
_MARKS = regex.compile(r"[^\p{L}\p{N}]")


def is_dictd(path: Path, _start: bytes) -> bool:
    """Whether a file belongs to a dictd dictionary, by its name."""
    return path.name.endswith((".index", ".dict", ".dict.dz"))


def read_dictd(files: DictionaryFiles) -> Iterator[DictionaryEntry]:
    """Read dictionaries, each named by its index or its definitions.

    Raises:
        LexiconError: a part is missing or damaged, or the languages are not known.
    """
    for path in dict.fromkeys(map(_without_suffix, files.paths)):
        index = path.with_name(f"{path.name}.index")
        pair = pair_of(index, files.pair)
        definitions = _definitions(index)
        seen: set[tuple[int, int]] = set()
        for number, line in lines_of(index):
            headword, start, length = _index_line(index, number, line)
            if start + length > len(definitions):
                raise LexiconError(
                    index, number, "points behind the end of the definitions: they do not belong together"
                )
            # Several headwords may share a definition, which says how it is really spelled.
            if headword.startswith(_ABOUT_ITSELF) or (start, length) in seen:
                continue
            seen.add((start, length))
            try:
                text = definitions[start : start + length].decode("utf-8")
            except UnicodeDecodeError as error:
                raise LexiconError(index, number, f"its definition is not UTF-8: {error.reason}") from error
            yield from _entries(headword, text, pair, f"{index.name}:{number}")


def _without_suffix(path: Path) -> Path:
    for suffix in (".index", ".dict.dz", ".dict"):
        if path.name.endswith(suffix):
            return path.with_name(path.name.removesuffix(suffix))
    return path


def _definitions(index: Path) -> bytes:
    name = index.name.removesuffix(".index")
    for path in (index.with_name(f"{name}.dict.dz"), index.with_name(f"{name}.dict")):
        if path.exists():
            try:
                with opened(path) as stream:
                    return stream.read()
            except (EOFError, OSError, zlib.error) as error:
                raise LexiconError(path, 0, f"cannot be unpacked: {error}") from error
    raise LexiconError(index, 0, f"there is no {name}.dict.dz and no {name}.dict beside it")


def _index_line(index: Path, number: int, line: str) -> tuple[str, int, int]:
    cells = line.split("\t")
    if len(cells) not in {3, 4}:  # some have the headword's spelling as a fourth
        raise LexiconError(index, number, f"{len(cells)} cells instead of headword, offset and length")
    try:
        return cells[0], _number(cells[1]), _number(cells[2])
    except KeyError as error:
        raise LexiconError(index, number, f"{error} is no digit of an offset or a length") from None


def _number(digits: str) -> int:
    """Read a number in base 64, the highest digit first.

    >>> _number("BA")
    64
    """
    value = 0
    for digit in digits:
        value = value * 64 + _DIGITS[digit]
    return value


def _entries(headword: str, text: str, pair: tuple[str, str], place: str) -> Iterator[DictionaryEntry]:
    first, _, rest = text.partition("\n")
    written = _GRAMMAR.sub("", _PRONUNCIATION.sub("", first))
    if _bare(written) != _bare(headword):  # the definition does not repeat it, as it does in FreeDict
        written, rest = headword, text
    spelled = clean_terms([written])
    if not spelled:
        return
    source, target = pair
    for line in rest.splitlines():
        if line.startswith(_DEEPER) or _LABEL.match(line):
            continue
        sense = _NUMBER.sub("", line)
        found = clean_terms(_GLOSS.sub("", part) for part in _SEPARATOR.split(sense))
        if found:
            yield DictionaryEntry(place=place, terms={source: spelled, target: found})


def _bare(text: str) -> str:
    return _MARKS.sub("", text).casefold()

"""Tab-separated terms: a column a language, a line a sense, synonyms separated by `;`, the most usual first.

The first line names the columns' languages (`en	de`); without such a line they are given as `--from en --to de`.
Cells may be empty as long as two terms are left. `#` opens a comment line; directly above a row it is the row's note.
"""

from collections.abc import Iterator
from pathlib import Path

from index.errors import LexiconError
from search.expansion.dictionaries.entries import (
    DictionaryEntry,
    DictionaryFiles,
    clean_terms,
    known_language,
    lines_of,
)

__all__ = ["is_pairs", "read_pairs"]

_SUFFIXES = (".tsv", ".tab", ".txt", ".tsv.gz", ".tsv.xz")


def is_pairs(path: Path, _start: bytes) -> bool:
    """Whether a file is a table, by its name."""
    return path.name.endswith(_SUFFIXES)


def read_pairs(files: DictionaryFiles) -> Iterator[DictionaryEntry]:
    """Read tables.

    Raises:
        LexiconError: the languages are not known, or a line has another number of cells or no two terms.
    """
    for path in files.paths:
        columns: tuple[str, ...] = files.pair or ()
        note = ""
        for number, line in lines_of(path):
            if number == 1 and (header := _header(line)):
                columns = header
            elif not columns:
                reason = "the first line must name two languages or more (en<TAB>de), or say --from and --to"
                raise LexiconError(path, 1, reason)
            elif line.startswith("#"):
                note = line.lstrip("# ").strip()
            else:
                if line.strip():
                    yield _entry(path, number, line, columns, note)
                note = ""


def _header(line: str) -> tuple[str, ...]:
    codes = tuple(known_language(cell) for cell in line.split("\t"))
    return codes if len(codes) > 1 and all(codes) and len(set(codes)) == len(codes) else ()


def _entry(path: Path, number: int, line: str, columns: tuple[str, ...], note: str) -> DictionaryEntry:
    cells = line.split("\t")
    if len(cells) != len(columns):
        raise LexiconError(path, number, f"{len(cells)} cells instead of {len(columns)} ({', '.join(columns)})")
    terms = {lang: clean_terms(cell.split(";")) for lang, cell in zip(columns, cells, strict=True)}
    terms = {lang: found for lang, found in terms.items() if found}
    if sum(map(len, terms.values())) < 2:
        raise LexiconError(path, number, "there are no two terms in it")
    return DictionaryEntry(place=f"{path.name}:{number}", terms=terms, note=note)

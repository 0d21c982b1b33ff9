"""The file of the user's own words: rows that beat every other source, and pairs that are forbidden.

The file has the form of the authored ones, with fewer languages allowed: the first line names two or more of them
(`en	de`), each further line is one concept, synonyms separated by `;`. Cells may be empty as long as two terms are
left. `#` opens a comment; directly above a row it is the row's note. A line

    !	mining	добыча

forbids a pair: neither term is searched as the other any more, whichever of them the query has, in any inflected form.
"""

from pathlib import Path

from index.errors import LexiconError
from search.concepts import Source
from search.expansion.dictionaries.entries import known_language, lines_of
from search.expansion.rows import ConceptRow

__all__ = ["read_rows_and_pairs"]

FORBIDS = "!"


def read_rows_and_pairs(path: Path) -> tuple[tuple[ConceptRow, ...], tuple[tuple[str, str], ...]]:
    """Read the file.

    Raises:
        LexiconError: a line is malformed.
        OSError: the file cannot be read.
    """
    rows: list[ConceptRow] = []
    forbidden: list[tuple[str, str]] = []
    columns: tuple[str, ...] = ()
    note = ""
    for number, line in lines_of(path):
        if line.startswith("#"):
            note = line.lstrip("# ").strip()
            continue
        if line.split("\t")[0].strip() == FORBIDS:
            forbidden.append(_pair(path, number, line))
        elif line.strip() and not columns:
            columns = _columns(path, number, line)
        elif line.strip():
            rows.append(_row(path, number, line, columns, note))
        note = ""
    return tuple(rows), tuple(forbidden)


def _columns(path: Path, number: int, line: str) -> tuple[str, ...]:
    codes = tuple(known_language(cell) for cell in line.split("\t"))
    if len(codes) < 2 or not all(codes) or len(set(codes)) < len(codes):
        reason = f"{line!r} should name two languages or more, separated by tabs, such as 'en<TAB>de'"
        raise LexiconError(path, number, reason)
    return codes


def _pair(path: Path, number: int, line: str) -> tuple[str, str]:
    terms = [" ".join(cell.split()) for cell in line.split("\t")[1:]]
    if len(terms) != 2 or not all(terms):
        raise LexiconError(path, number, "to forbid a pair, write '!<TAB>term<TAB>term'")
    return terms[0], terms[1]


def _row(path: Path, number: int, line: str, columns: tuple[str, ...], note: str) -> ConceptRow:
    cells = line.split("\t")
    if len(cells) != len(columns):
        raise LexiconError(path, number, f"{len(cells)} cells instead of {len(columns)} ({', '.join(columns)})")
    terms = {
        lang: tuple(" ".join(term.split()) for term in cell.split(";"))
        for lang, cell in zip(columns, cells, strict=True)
    }
    terms = {lang: found for lang, found in terms.items() if found != ("",)}
    if not all(term for found in terms.values() for term in found):
        raise LexiconError(path, number, "an empty synonym")
    if sum(map(len, terms.values())) < 2:
        raise LexiconError(path, number, "there are no two terms in it")
    return ConceptRow(source=Source.OWN_LEXICON, reference=f"{path.name}:{number}", terms=terms, note=note)

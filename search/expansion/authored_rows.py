"""The authored lexicon: TSV files by subject, written by hand for this project.

A file opens with the header `en ru ar de fr` (tab-separated). Each line is one concept with all cells filled; synonyms
in a cell are separated by `;`, the most usual first. A line that begins with `#` is a comment; directly above a row it
is that row's note.
"""

from collections.abc import Iterator
from pathlib import Path

from index.errors import LexiconError
from search.concepts import Source
from search.expansion.rows import ConceptRow

__all__ = ["LEXICON_LANGUAGES", "lexicon_files", "read_lexicon"]

LEXICON_LANGUAGES = ("en", "ru", "ar", "de", "fr")
HEADER = "\t".join(LEXICON_LANGUAGES)


def lexicon_files() -> tuple[Path, ...]:
    """List the authored files by name."""
    return tuple(sorted(Path(__file__).with_name("lexicon").glob("*.tsv")))


def read_lexicon(file: Path) -> Iterator[ConceptRow]:
    """Read the rows of one file.

    Raises:
        LexiconError: a line is not of the form above; names file and line.
    """
    lines = file.read_text(encoding="utf-8").splitlines()
    if not lines or lines[0] != HEADER:
        raise LexiconError(file.name, 1, f"the first line must be {HEADER!r}")
    note = ""
    for number, line in enumerate(lines[1:], start=2):
        if not line.strip():
            note = ""
        elif line.startswith("#"):
            note = line.lstrip("# ").strip()
        else:
            yield _row(line, file.name, number, note)
            note = ""


def _row(line: str, name: str, number: int, note: str) -> ConceptRow:
    cells = [tuple(term.strip() for term in cell.split(";")) for cell in line.split("\t")]
    if len(cells) != len(LEXICON_LANGUAGES):
        raise LexiconError(name, number, f"{len(cells)} cells instead of {len(LEXICON_LANGUAGES)}")
    if not all(term for cell in cells for term in cell):
        raise LexiconError(name, number, "an empty cell or synonym")
    terms = dict(zip(LEXICON_LANGUAGES, cells, strict=True))
    return ConceptRow(source=Source.LEXICON, reference=f"{name}:{number}", terms=terms, note=note)

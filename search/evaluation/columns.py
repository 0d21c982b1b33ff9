"""Files of columns, as trec_eval and its relatives read and write them: one record a line, white space between."""

from collections.abc import Iterable, Iterator

from index.errors import DocumentError

__all__ = ["numbered_columns"]


def numbered_columns(lines: Iterable[bytes], path: str, names: tuple[str, ...]) -> Iterator[tuple[int, list[str]]]:
    r"""Part the lines of a file into columns; empty lines are left out.

    Args:
        lines: the file.
        path: what to call it in messages.
        names: of the columns, all of which each line must have.

    Yields:
        The number of a line, from 1, and its columns.

    Raises:
        DocumentError: a line is not UTF-8, or has more or fewer columns.

    >>> list(numbered_columns([b"7 0 doc 1\n"], "qrels", ("topic", "iteration", "article", "grade")))
    [(1, ['7', '0', 'doc', '1'])]
    """
    for number, line in enumerate(lines, start=1):
        try:
            columns = line.decode("utf-8-sig").split()
        except UnicodeDecodeError as error:
            raise DocumentError(path, f"is not UTF-8 text (byte {error.start})", number) from error
        if columns and len(columns) != len(names):
            wanted = " ".join(names)
            raise DocumentError(path, f"must be '{wanted}', with {len(names)} columns, not {len(columns)}", number)
        if columns:
            yield number, columns

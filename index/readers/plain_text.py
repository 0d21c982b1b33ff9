"""Plain text files: one article a file, its title the first line when that reads like one."""

from collections.abc import Iterator
from typing import BinaryIO

from index.documents import Document, check_article_text
from index.errors import DocumentError

__all__ = ["decode", "read_plain_text", "split_title"]

LONGEST_TITLE = 200  # code points
SENTENCE_ENDS = (".", "!", ";", ":", ",", "。", "؛", "،", "۔", "।")


def read_plain_text(stream: BinaryIO, path: str, identifier: str) -> Iterator[Document | DocumentError]:
    """Read one article.

    Args:
        stream: the file, opened for bytes.
        path: what to call it in messages.
        identifier: the id the article gets.
    """
    try:
        text = check_article_text(decode(stream.read(), path), path)
    except DocumentError as error:
        yield error
        return
    title, body = split_title(text)
    yield Document(id=identifier, title=title, text=body)


def decode(content: bytes, path: str) -> str:
    """Turn bytes into text: UTF-8, or UTF-16 with its mark.

    Raises:
        DocumentError: it is neither.
    """
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise DocumentError(
            path, f"is not UTF-8 text (byte {error.start}): convert it, e.g. with 'iconv -f WINDOWS-1251 -t UTF-8'"
        ) from error
    if "\0" in text:
        raise DocumentError(path, "is not text: it holds NUL characters")
    return text


def split_title(text: str) -> tuple[str, str]:
    r"""Part an article into title and body; the title is empty where the first line is no title.

    A title is one short line that does not end like a sentence, with text after it.

    >>> split_title("Flood in the valley\n\nThe river rose.")
    ('Flood in the valley', 'The river rose.')
    >>> split_title("The river rose.\nPeople left.")
    ('', 'The river rose.\nPeople left.')
    """
    text = text.strip()
    first, _, rest = text.partition("\n")
    first, rest = first.strip(), rest.strip()
    is_title = 0 < len(first) <= LONGEST_TITLE and rest != "" and not first.endswith(SENTENCE_ENDS)
    return (first, rest) if is_title else ("", text)

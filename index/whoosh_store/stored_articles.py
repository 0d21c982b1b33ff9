"""An article as it is stored, before it is compressed: a list in JSON of its shorter values, a line end, its text.

JSON has no line end in it, and the text needs no escapes: it is most of what is written and read.
"""

import hashlib
import json
from operator import attrgetter
from typing import Any

from index.documents import Document

__all__ = ["COLUMNS", "content_hash", "read_article", "stored_article"]

COLUMNS = ("lang", "source", "published")  # not in the article: the segment keeps them as places in a list of values
_LISTED = ("id", "title", "url", "lang_confidence")
_column_values = attrgetter(*COLUMNS)
_quoted = json.encoder.encode_basestring  # what `json.dumps` writes of a text, without an encoder made for each list


def stored_article(document: Document) -> bytes:
    """Give what is stored of an article."""
    listed = ", ".join(map(_quoted, (document.id, document.title, document.url)))
    return f"[{listed}, {json.dumps(document.lang_confidence)}]\n{document.text}".encode("utf-8", "surrogatepass")


def read_article(stored: bytes) -> dict[str, Any]:
    """Give the values of what was stored, by their names.

    Raises:
        ValueError: it is no article.
    """
    listed, line_end, text = stored.partition(b"\n")
    try:
        values, decoded = json.loads(listed), text.decode("utf-8", "surrogatepass")
    except ValueError as error:
        raise ValueError(f"this is no article: {error}") from error
    kinds = list(map(type, values)) if isinstance(values, list) else []
    if not line_end or kinds not in ([str, str, str, float], [str, str, str, int]):
        raise ValueError("this is no article: it has other values")
    return dict(zip(_LISTED, values, strict=True)) | {"text": decoded}


def content_hash(document: Document, stored: bytes | None = None) -> int:
    """Give 64 bits that tell one state of an article from another; `stored` spares making that again."""
    columns = ", ".join(map(_quoted, _column_values(document)))
    digest = hashlib.blake2b(f"[{columns}]\n".encode("utf-8", "surrogatepass"), digest_size=8)
    digest.update(stored_article(document) if stored is None else stored)
    return int.from_bytes(digest.digest(), "big")

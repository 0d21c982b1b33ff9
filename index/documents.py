"""The article as it travels from a reader to the index and back."""

import hashlib
import unicodedata
from base64 import b32encode
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from index.errors import DocumentError

__all__ = ["Added", "Document", "normalize_text", "parse_published", "public_id"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One article.

    `text` and `title` are in Unicode NFC and every offset anywhere in the product counts code
    points into them. `lang` is an ISO 639-1 code, empty until the language is known;
    `lang_confidence` is 1.0 where the language was given and the detector's probability where it
    was not. `published` is an ISO 8601 date or date and time, or empty.
    """

    id: str
    text: str
    title: str = ""
    lang: str = ""
    lang_confidence: float = 1.0
    url: str = ""
    source: str = ""
    published: str = ""


class Added(NamedTuple):
    """What became of articles that were to go into an index, beside those that are new.

    `replaced` have taken the place of others with their ids; `unchanged` were there already, word for word.
    """

    replaced: int
    unchanged: int


def normalize_text(text: str) -> str:
    r"""Bring text into the one form the product keeps: NFC, LF line ends, no byte order mark.

    >>> normalize_text("\ufeffCafe\u0301\r\n") == "Café\n"
    True
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    return unicodedata.normalize("NFC", text)


def parse_published(value: str) -> str:
    """Check a publication date and return it as ISO 8601.

    >>> parse_published("2022-05-03T10:00:00Z")
    '2022-05-03T10:00:00+00:00'
    >>> parse_published(" 2022-05-03 ")
    '2022-05-03'

    Raises:
        ValueError: the value is neither an ISO 8601 date nor a date and time.
    """
    value = value.strip()
    if not value:
        return ""
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        return datetime.fromisoformat(value.replace("Z", "+00:00")).isoformat()


def public_id(document_id: str) -> str:
    """Derive the short id used in addresses, so that any document id works there.

    50 bits of BLAKE2b in base 32: among a million articles the chance of any two sharing one is
    about one in two thousand, and the index keeps the full id beside it.

    >>> public_id("https://example.org/a?b=c#d")
    'uevjsvrgzf'
    """
    digest = hashlib.blake2b(document_id.encode("utf-8", "surrogatepass"), digest_size=10).digest()
    return b32encode(digest).decode("ascii").lower()[:10]


def check_article_text(text: str, path: str, line: int | None = None) -> str:
    """Return the text of an article in normal form.

    Raises:
        DocumentError: there is nothing in it to index.
    """
    text = normalize_text(text)
    if not text.strip():
        raise DocumentError(path, "the article is empty", line)
    return text

"""JSON lines: one article a line, `{"id"?, "lang"?, "title"?, "text", "url"?, "source"?, "published"?}`."""

import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from index.documents import Document, normalize_text, parse_published
from index.errors import DocumentError

__all__ = ["read_json_lines"]

LANGUAGE_TAG = re.compile(r"([a-z]{2})(?:[-_][a-z0-9]+)*", re.IGNORECASE)
# Codes that ISO 639-1 gives beside ours, or gave once.
OTHER_CODES = {"nb": "no", "nn": "no", "in": "id", "ji": "yi", "sh": "sr"}
TEXT_FIELDS = ("lang", "title", "text", "url", "source", "published")


def read_json_lines(stream: BinaryIO, path: str, identifier: str) -> Iterator[Document | DocumentError]:
    """Read articles; a line that is none is a problem with its number, and the next lines still come.

    Args:
        stream: the file, opened for bytes.
        path: what to call it in messages.
        identifier: what the ids of articles without id and address begin with.
    """
    for number, line in enumerate(stream, start=1):
        if not line.strip():
            continue
        try:
            yield _article(_record(line), f"{identifier}:{number}")
        except ValueError as error:
            yield DocumentError(path, str(error), number)


def _record(line: bytes) -> dict[str, Any]:
    """Parse a line.

    Raises:
        ValueError: it is not a JSON object in UTF-8, or one of its fields is of the wrong kind.
    """
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ValueError(f"is not UTF-8 text (byte {error.start})") from error
    except json.JSONDecodeError as error:
        raise ValueError(f"is not JSON: {error.msg} (column {error.colno})") from error
    except RecursionError as error:
        raise ValueError("is not an article: it is nested too deeply") from error
    if not isinstance(record, dict):
        raise ValueError("is not a JSON object")
    for name in TEXT_FIELDS:
        if not isinstance(record.get(name) or "", str):
            raise ValueError(f"field {name!r} must be text")
    identifier = record.get("id")
    if isinstance(identifier, bool) or not isinstance(identifier, str | int | None):
        raise ValueError("field 'id' must be text or a whole number")
    return record


def _article(record: dict[str, Any], fallback_id: str) -> Document:
    text = _clean(record, "text")
    title = " ".join(_clean(record, "title").split())
    if not text.strip() and not title:
        raise ValueError("the article is empty: field 'text' is missing or blank")
    given = record.get("id")
    url = _clean(record, "url").strip()
    return Document(
        id=normalize_text(str(given)) if given not in (None, "") else url or fallback_id,
        text=text,
        title=title,
        lang=_language(_clean(record, "lang").strip()),
        url=url,
        source=_clean(record, "source").strip(),
        published=_published(_clean(record, "published")),
    )


def _clean(record: dict[str, Any], name: str) -> str:
    text = normalize_text(record.get(name) or "")
    # JSON can spell half of a surrogate pair, which no file or page can hold.
    return text.encode("utf-8", "replace").decode("utf-8")


def _language(tag: str) -> str:
    if not tag:
        return ""
    match = LANGUAGE_TAG.fullmatch(tag)
    if not match:
        raise ValueError(f"field 'lang' must be an ISO 639-1 code such as 'en', not {tag!r}")
    code = match[1].lower()
    return OTHER_CODES.get(code, code)


def _published(value: str) -> str:
    try:
        return parse_published(value)
    except ValueError:
        raise ValueError(f"field 'published' must be a date such as 2022-05-03, not {value!r}") from None

"""Articles out of a damaged segment.

Each article is a Zstandard frame of its own, and the hash of what it said lies in another section, so damage in one
place leaves the others to be read and proven. Where even the table of sections is gone, the frames are found by the
number each begins with; then nothing proves them but their form, and language, source and date are not in them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import zstandard

from index.detection import detect_language
from index.documents import Document
from index.languages import LANGUAGES, UNKNOWN_CODE
from index.whoosh_store.segment import Segment
from index.whoosh_store.segment_check import ReadSegment, is_unharmed, known_ids
from index.whoosh_store.storage import Storage
from index.whoosh_store.stored_articles import COLUMNS, read_article

__all__ = ["Salvage", "salvage"]

FRAME = b"\x28\xb5\x2f\xfd"  # RFC 8878, 3.1.1: the magic number of a frame
_ARTICLE_SECTIONS = frozenset({"documents/articles", "documents/article_ends"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Salvage:
    """What could be read of a segment's living articles.

    `unproven` are the ids of those whose language, source or date was lost or guessed; `lost` the ids of those that
    cannot be read, `nameless` how many more are lost; `revived` whether deleted articles may be among `documents`.
    """

    documents: tuple[Document, ...] = ()
    unproven: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    nameless: int = 0
    revived: bool = False


@dataclass(slots=True)
class _Gathered:
    documents: list[Document] = field(default_factory=list)
    unproven: list[str] = field(default_factory=list)
    lost: list[int] = field(default_factory=list)


def salvage(storage: Storage, read: ReadSegment) -> Salvage:
    """Read what can be read of a damaged segment's living articles."""
    if read.opened is None:
        return _from_frames(storage, read)
    segment, found = read.opened, _Gathered()
    damaged = frozenset(error.section for error in read.damage)
    for number in range(segment.documents):
        if segment.is_alive(number):
            _take(segment, number, damaged, found)
    lost = known_ids(segment, found.lost, damaged)
    return Salvage(
        documents=tuple(found.documents),
        unproven=tuple(found.unproven),
        lost=lost,
        nameless=len(found.lost) - len(lost),
    )


def _take(segment: Segment, number: int, damaged: frozenset[str], found: _Gathered) -> None:
    if is_unharmed(segment, number):
        found.documents.append(segment.document(number))
        return
    document = None if damaged & _ARTICLE_SECTIONS else _without_damaged_columns(segment, number, damaged)
    if document is None:
        found.lost.append(number)
        return
    found.documents.append(document)
    if any(_is_damaged(name, damaged) for name in COLUMNS):
        found.unproven.append(document.id)


def _without_damaged_columns(segment: Segment, number: int, damaged: frozenset[str]) -> Document | None:
    """Read an article whose own sections are whole; None if it cannot be read all the same."""
    stored = _stored(segment.article(number))
    if stored is None:
        return None
    for name in COLUMNS:
        if not _is_damaged(name, damaged):
            stored[name] = segment.value(name, number)
    if "lang" not in stored:
        stored["lang"] = next(lang for lang, own in segment.languages.items() if number in own)
    return Document(**stored)


def _is_damaged(column: str, damaged: frozenset[str]) -> bool:
    return bool(damaged & {f"columns/{column}", f"columns/{column}_values", f"columns/{column}_ends"})


def _stored(frame: bytes) -> dict[str, Any] | None:
    """Decode what is stored of an article; None if it is none."""
    try:
        return read_article(zstandard.ZstdDecompressor().decompressobj().decompress(frame))
    except (zstandard.ZstdError, ValueError):
        return None


def _from_frames(storage: Storage, read: ReadSegment) -> Salvage:
    record = read.record
    try:
        articles = list(_frames(storage.read(record.file_name)))
    except OSError:
        return Salvage(nameless=record.living)
    deleted = record.deletions()
    counted = len(articles) == record.documents
    if counted and deleted is not None:
        articles = [article for article, gone in zip(articles, deleted.tolist(), strict=True) if not gone]
    documents = tuple(_with_language(stored) for stored in articles)
    return Salvage(
        documents=documents,
        unproven=tuple(document.id for document in documents),
        nameless=max(0, record.living - len(documents)),
        revived=not counted and deleted is not None,
    )


def _frames(data: bytes) -> Iterator[dict[str, Any]]:
    place = data.find(FRAME)
    while place >= 0:
        following = data.find(FRAME, place + 1)
        # What comes behind the last frame is left unread by the decompressor.
        stored = _stored(data[place : following if following >= 0 else len(data)])
        if stored is not None:
            yield stored
        place = following


def _with_language(stored: dict[str, Any]) -> Document:
    guess = detect_language(f"{stored['title']}\n{stored['text']}", LANGUAGES, UNKNOWN_CODE)
    return Document(**stored | {"lang": guess.lang, "lang_confidence": guess.confidence})

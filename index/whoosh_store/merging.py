"""Several segments made one, without deleted documents: whole arrays are moved, no posting is looked at by itself.

What is written comes a stretch of terms at a time, so that memory is bounded whatever the segments' size.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from index.matching import Part
from index.schema import field_name
from index.whoosh_store.field_merging import FieldSource, merge_field
from index.whoosh_store.postings_sorting import narrow
from index.whoosh_store.section_file import AT_ONCE, SectionWriter
from index.whoosh_store.segment import Segment
from index.whoosh_store.segment_builder import write_values
from index.whoosh_store.stored_articles import COLUMNS

__all__ = ["merge_segments"]

Array = NDArray[Any]


class _Kept:
    """Which documents of which segment follow one another in the merged one: language by language, living ones."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self.segments = segments
        self.languages: list[tuple[str, int, int]] = []
        self.blocks: list[tuple[int, Array]] = []  # segment and its documents, in the new order
        self.numbers = [np.zeros(segment.documents, dtype=np.uint32) for segment in segments]  # new ones by old ones
        self.own_numbers: dict[tuple[int, str], Array] = {}  # the same, counted from the language's first document
        count = 0
        for lang in sorted({lang for segment in segments for lang in segment.languages}):
            first = count
            for place, segment in enumerate(segments):
                own = segment.languages.get(lang, range(0))
                living = np.arange(own.start, own.stop)
                if segment.alive is not None:
                    living = living[segment.alive[own.start : own.stop]]
                self.numbers[place][living] = np.arange(count, count + len(living), dtype=np.uint32)
                self.own_numbers[place, lang] = self.numbers[place][own.start : own.stop] - np.uint32(first)
                self.blocks.append((place, living))
                count += len(living)
            self.languages.append((lang, first, count))
        self.count = count

    def alive(self, place: int, lang: str) -> NDArray[np.bool_] | None:
        """Which documents of a segment's language live; None if all do."""
        segment = self.segments[place]
        own = segment.languages[lang]
        return None if segment.alive is None else segment.alive[own.start : own.stop]


def merge_segments(segments: Sequence[Segment], file: BinaryIO) -> int:
    """Write the living documents of segments as one segment.

    Args:
        segments: in the order their documents are to have within each language.
        file: the new segment's.

    Returns:
        The checksum that stands for the file.
    """
    writer, kept = SectionWriter(file), _Kept(segments)
    for lang, first, end in kept.languages:
        for part in Part:
            sources = [
                FieldSource(postings, kept.own_numbers[place, lang], kept.alive(place, lang))
                for place, segment in enumerate(segments)
                if (postings := segment.field(part, lang)) is not None
            ]
            merge_field(writer, field_name(part, lang), sources, end - first)
    _merge_texts(writer, kept, "documents/ids", "documents/id_ends")
    _merge_hashes(writer, kept)
    _merge_texts(writer, kept, "documents/articles", "documents/article_ends")
    writer.add("documents/contents", *_gathered(kept, "documents/contents"))
    for name in COLUMNS:
        _merge_column(writer, kept, name)
    for part in Part:
        lengths = _gathered(kept, f"columns/{part}_length")
        writer.add(f"columns/{part}_length", narrow(np.concatenate(lengths)))
    languages = [found for found in kept.languages if found[1] < found[2]]
    return writer.finish({"documents": kept.count, "languages": languages})


def _gathered(kept: _Kept, section: str) -> list[Array]:
    return [kept.segments[place].file[section][numbers] for place, numbers in kept.blocks]


def _merge_texts(writer: SectionWriter, kept: _Kept, blob: str, ends: str) -> None:
    """Move texts in runs of documents that stay neighbours."""

    def pieces() -> Iterator[Array]:
        yield np.zeros(0, dtype=np.uint8)
        for place, numbers in kept.blocks:
            file = kept.segments[place].file
            for first, end in _runs(numbers):
                start, stop = int(file[ends][first]), int(file[ends][end])
                for begin in range(start, stop, AT_ONCE):
                    yield file[blob][begin : min(stop, begin + AT_ONCE)]
                    file.release()

    writer.add_all(blob, np.dtype(np.uint8), pieces())
    sizes = [np.diff(kept.segments[place].file[ends].astype(np.int64))[numbers] for place, numbers in kept.blocks]
    writer.add(ends, narrow(np.cumsum(np.concatenate([np.zeros(1, np.int64), *sizes]))))


def _runs(numbers: Array) -> Iterator[tuple[int, int]]:
    """Give first and end of each run of numbers that follow one another."""
    if numbers.size:
        borders = np.flatnonzero(np.diff(numbers) != 1) + 1
        for run in np.split(numbers, borders):
            yield int(run[0]), int(run[-1]) + 1


def _merge_hashes(writer: SectionWriter, kept: _Kept) -> None:
    hashes, numbers = [np.zeros(0, np.uint64)], [np.zeros(0, np.uint32)]
    for place, segment in enumerate(kept.segments):
        old = segment.file["documents/hash_numbers"]
        living = slice(None) if segment.alive is None else segment.alive[old]
        hashes.append(segment.file["documents/hashes"][living])
        numbers.append(kept.numbers[place][old[living]])
    together = np.concatenate(hashes)
    order = np.argsort(together, kind="stable")
    writer.add("documents/hashes", together[order])
    writer.add("documents/hash_numbers", narrow(np.concatenate(numbers)[order], max(kept.count - 1, 0)))


def _merge_column(writer: SectionWriter, kept: _Kept, name: str) -> None:
    used = [
        sorted({segment.values(name)[number] for number in np.unique(np.concatenate(own)).tolist()}) if own else []
        for segment, own in _columns(kept, name)
    ]
    values = sorted(set().union(*used))
    places = {value: place for place, value in enumerate(values)}
    tables = [np.array([places.get(value, 0) for value in segment.values(name)]) for segment in kept.segments]
    moved = [
        tables[place][kept.segments[place].column(name)[numbers]] for place, numbers in kept.blocks if numbers.size
    ]
    writer.add(f"columns/{name}", narrow(np.concatenate([np.zeros(0, np.int64), *moved]), max(len(values) - 1, 0)))
    write_values(writer, name, values)


def _columns(kept: _Kept, name: str) -> Iterator[tuple[Segment, list[Array]]]:
    """Give each segment with the column's numbers of its living documents."""
    ordered = sorted(kept.blocks, key=lambda block: block[0])
    for place, blocks in groupby(ordered, key=lambda block: block[0]):
        segment = kept.segments[place]
        yield segment, [segment.column(name)[numbers] for _, numbers in blocks]

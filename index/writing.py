"""From articles to a committed index: language, batches, progress, and an account of what was left out."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from index.backends import Backend, WriteOptions, Writer
from index.detection import detect_language
from index.documents import Document
from index.errors import DocumentError
from index.languages import LANGUAGES, UNKNOWN_CODE
from index.readers import ReadItem, Unread

__all__ = ["Report", "index_articles", "with_language"]

BATCH_ARTICLES = 500
BATCH_CHARACTERS = 5_000_000  # what bounds memory when articles are long
COMMIT_ARTICLES = 50_000  # what an interruption costs at most


@dataclass(slots=True, kw_only=True)
class Report:
    """What a run has done so far; it grows as the run goes on."""

    indexed: int = 0
    replaced: int = 0
    unchanged: int = 0
    languages: Counter[str] = field(default_factory=Counter)
    problems: list[DocumentError] = field(default_factory=list)
    unread: Counter[str] = field(default_factory=Counter)


def index_articles(
    backend: Backend,
    items: Iterable[ReadItem],
    *,
    defaults: Mapping[str, str] | None = None,
    options: WriteOptions | None = None,
    on_progress: Callable[[Report], None] = lambda _report: None,
) -> Report:
    """Write articles into an index, with a commit now and then.

    An article that is there as it is costs little more than reading it, so a run that was cut off goes on where it was
    when it is started again.

    Args:
        backend: the index.
        items: what the readers yield.
        defaults: `lang` and `source` for articles that do not say theirs.
        options: how to write.
        on_progress: called after every item; the report is the running one.

    Returns:
        What was done; an article that could not be read is in `problems` and the rest is in the index.

    Raises:
        IndexStoreError: the index cannot be written; what was committed before is in it.
    """
    report = Report()
    batch: list[Document] = []
    size = uncommitted = 0
    with backend.writer(options or WriteOptions()) as writer:
        for item in items:
            if isinstance(item, Document):
                document = with_language(_with_defaults(item, defaults or {}))
                batch.append(document)
                size += len(document.text)
                if len(batch) >= BATCH_ARTICLES or size >= BATCH_CHARACTERS:
                    uncommitted += len(batch)
                    _add(writer, batch, report)
                    batch, size = [], 0
            elif isinstance(item, Unread):
                report.unread[item.path.suffix.lower()] += 1
            else:
                report.problems.append(item)
            if uncommitted >= COMMIT_ARTICLES:
                writer.commit()
                uncommitted = 0
            on_progress(report)
        _add(writer, batch, report)
        if report.indexed > report.unchanged:
            writer.commit()
    on_progress(report)
    return report


def _add(writer: Writer, batch: list[Document], report: Report) -> None:
    added = writer.add(batch)
    report.replaced += added.replaced
    report.unchanged += added.unchanged
    report.indexed += len(batch)
    report.languages.update(document.lang for document in batch)


def _with_defaults(document: Document, defaults: Mapping[str, str]) -> Document:
    missing = {name: value for name, value in defaults.items() if value and not getattr(document, name)}
    if not missing:
        return document
    return replace(document, lang=missing.get("lang", document.lang), source=missing.get("source", document.source))


def with_language(document: Document) -> Document:
    """Give an article its language, if it does not say it, and how sure we are."""
    if document.lang:
        return document
    found = detect_language(f"{document.title}\n{document.text}", LANGUAGES, UNKNOWN_CODE)
    return replace(document, lang=found.lang, lang_confidence=found.confidence)

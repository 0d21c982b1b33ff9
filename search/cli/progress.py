"""The progress line of long runs, on standard error and only in a terminal."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Protocol, TypeVar

from index.documents import Document

__all__ = ["shown_progress"]

Item = TypeVar("Item")


class Watch(Protocol):
    """Passes items on."""

    def __call__(self, items: Iterable[Item], /) -> Iterable[Item]:
        """Give the items as they come."""


@contextmanager
def shown_progress(unit: str = "articles", counted: type = Document) -> Iterator[Watch]:
    """Show how many articles were read and how fast, for as long as the context lasts.

    Args:
        unit: what is counted, in the plural.
        counted: the type of the items that count.

    Yields:
        What passes the items on and counts them.
    """
    if not sys.stderr.isatty():
        yield lambda items: items
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, Task, TextColumn
    from rich.text import Text

    class Speed(TextColumn):
        """Items a second, over the last half minute."""

        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:,.0f} {unit}/s" if task.speed else "")

    columns = (SpinnerColumn(), TextColumn(f"{{task.completed:,.0f}} {unit}"), Speed(""))
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("reading", total=None)

        def watched(items: Iterable[Item], /) -> Iterator[Item]:
            for item in items:
                progress.advance(task, int(isinstance(item, counted)))
                yield item

        yield watched

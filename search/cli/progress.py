"""The progress line of long runs, on standard error and only in a terminal."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from index.documents import Document
from index.readers import ReadItem

__all__ = ["shown_progress"]

Watch = Callable[[Iterable[ReadItem]], Iterable[ReadItem]]


@contextmanager
def shown_progress() -> Iterator[Watch]:
    """Show how many articles were read and how fast, for as long as the context lasts.

    Yields:
        What passes the readers' items on and counts the articles among them.
    """
    if not sys.stderr.isatty():
        yield lambda items: items
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, Task, TextColumn
    from rich.text import Text

    class Speed(TextColumn):
        """Articles a second, over the last half minute."""

        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:,.0f} articles/s" if task.speed else "")

    columns = (SpinnerColumn(), TextColumn("{task.completed:,.0f} articles"), Speed(""))
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("reading", total=None)

        def watched(items: Iterable[ReadItem]) -> Iterator[ReadItem]:
            for item in items:
                progress.advance(task, int(isinstance(item, Document)))
                yield item

        yield watched

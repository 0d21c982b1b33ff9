"""A whole article for people, with the marks of a query."""

from index.documents import Document
from search.hits import ArticleView
from search.rendering.terminal import BETWEEN, language_label
from search.rendering.terminal_text import COLORED, PLAIN, Style, isolated, marked, marked_line, one_line

__all__ = ["render", "render_colored"]


def render(view: ArticleView) -> str:
    """Give title, origin and text, with marks in brackets."""
    return _article(view, PLAIN)


def render_colored(view: ArticleView) -> str:
    """Give title, origin and text, with marks in colour."""
    return _article(view, COLORED)


def _article(view: ArticleView, style: Style) -> str:
    document = view.document
    title = isolated(marked_line(document.title, view.title_marks, style))
    text = marked(document.text, view.text_marks, style)
    # A paragraph is a line of its own, and so is its direction.
    body = "\n".join(isolated(line) for line in text.split("\n")).rstrip("\n")
    head = "".join(f"{line}\n" for line in (title, _origin(document), one_line(document.url)) if line)
    return f"{head}\n{body}\n"


def _origin(document: Document) -> str:
    about = (document.source, document.published, language_label(document.lang), document.id)
    return BETWEEN.join(isolated(one_line(part)) for part in about if part)

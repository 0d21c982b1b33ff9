"""Text for people: each hit with its title, where it is from, marked snippets, and why it was found.

    1. Kasachstan geht gegen Krypto-Mining vor
       word by word: Kazakhstan · proceed · crypto mining
       Spiegel · 2022-05-03 · German (de) · uevjsvrgzf
       … illegale Anlagen zum [Schürfen] von Kryptowährungen …
       mining → Schürfen · lexicon

Text that runs from right to left has a line of its own. `render` is for pipes and files, `render_colored` for
terminals that show colours.
"""

from index.languages import LANGUAGES
from search.hits import Hit, ResultPage, Snippet
from search.rendering.terminal_text import COLORED, PLAIN, Style, has_rtl, isolated, marked_line, one_line

__all__ = ["count_of", "language_label", "render", "render_colored", "summary"]

BETWEEN = " · "
ELLIPSIS = "…"


def render(page: ResultPage) -> str:
    """Give the hits with marks in brackets, a blank line between them."""
    return "\n".join(_hit(hit, PLAIN) for hit in page.hits)


def render_colored(page: ResultPage) -> str:
    """Give the hits with marks in colour."""
    return "\n".join(_hit(hit, COLORED) for hit in page.hits)


def summary(page: ResultPage) -> str:
    """Say how many articles match, in which languages, and how long it took.

    The languages are those of all matches, so they may add up to more than a filter lets through.
    """
    counts = ", ".join(f"{lang} {count}" for lang, count in page.languages.items() if count)
    shown = f"{page.first}–{page.first + len(page.hits) - 1} of " if len(page.hits) < page.total else ""
    return f"{shown}{count_of(page.total, 'article')}{f' ({counts})' if counts else ''} in {page.took_ms:.0f} ms"


def count_of(number: int, noun: str) -> str:
    """Count things in words.

    >>> count_of(1, "article"), count_of(1200, "article")
    ('1 article', '1,200 articles')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def language_label(code: str) -> str:
    """Name a language with the code to ask for it by.

    >>> language_label("de"), language_label("ja")
    ('German (de)', 'ja')
    """
    return f"{LANGUAGES[code].english_name} ({code})" if code in LANGUAGES else code


def _hit(hit: Hit, style: Style) -> str:
    number = f"{hit.rank}. "
    indent = " " * len(number)
    title = _title(hit, style)
    about = (hit.source, hit.published[:10], language_label(hit.lang), hit.public_id)
    lines = [f"{number.rstrip()}\n{indent}{title}" if has_rtl(title) else f"{number}{title}"]
    lines.append(indent + _in(style.quiet, BETWEEN.join(isolated(one_line(part)) for part in about if part)))
    if hit.gloss:
        lines.insert(1, indent + _in(style.quiet, _gloss(hit)))
    lines += [indent + _snippet(snippet, style) for snippet in hit.snippets]
    lines += [indent + _in(style.quiet, reason) for reason in _reasons(hit)]
    return "".join(f"{line}\n" for line in lines)


def _title(hit: Hit, style: Style) -> str:
    if not hit.title:
        return isolated(_in(style.title, one_line(hit.heading or hit.id)))
    opening, closing = style.title
    # A colour ends all that is on, so the title's style opens anew after each mark.
    inside = Style(mark=(style.mark[0], style.mark[1] + opening))
    return isolated(opening + marked_line(hit.title, hit.title_marks, inside) + closing)


def _gloss(hit: Hit) -> str:
    words = BETWEEN.join(isolated(one_line(word.text)) for word in hit.gloss)
    return f"word by word: {words}"


def _snippet(snippet: Snippet, style: Style) -> str:
    text = marked_line(snippet.text, snippet.marks, style)
    before, after = (f"{ELLIPSIS} " if snippet.cut_before else "", f" {ELLIPSIS}" if snippet.cut_after else "")
    return isolated(f"{before}{text}{after}")


def _reasons(hit: Hit) -> list[str]:
    """One line for each concept and source, with the words of the article it was found by."""
    found: dict[tuple[str, str], list[str]] = {}
    for concept, word, source in hit.reasons:
        found.setdefault((concept, source), []).append(isolated(one_line(word)))
    return [
        f"{isolated(one_line(concept))} → {', '.join(words)}{BETWEEN}{source}"
        for (concept, source), words in found.items()
    ]


def _in(style: tuple[str, str], text: str) -> str:
    return f"{style[0]}{text}{style[1]}"

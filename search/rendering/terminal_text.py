"""Text made fit for a terminal: harmless, marked, and steady where it runs from right to left.

* Control characters could drive the terminal, and articles come from anywhere: they are replaced.
* Directional controls of the article are dropped; a text that holds right-to-left letters is isolated as a whole
  instead (Unicode Standard Annex 9, FSI and PDI), so that it cannot reorder the ranks and punctuation beside it.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from search.hits import Mark

__all__ = ["COLORED", "PLAIN", "Style", "has_rtl", "isolated", "marked", "marked_line", "one_line", "printable"]

FIRST_STRONG_ISOLATE, POP_DIRECTIONAL_ISOLATE = "\u2068", "\u2069"
REPLACEMENT = "\ufffd"
_DIRECTIONAL = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_CONTROLS = {code: REPLACEMENT for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\t\n"}
_UNSAFE = _CONTROLS | {ord(character): None for character in _DIRECTIONAL}
_SPACES = re.compile(r"\s+")


class Style(NamedTuple):
    """What stands before and after a title, a marked word, and what matters less."""

    title: tuple[str, str] = ("", "")
    mark: tuple[str, str] = ("[", "]")
    quiet: tuple[str, str] = ("", "")


PLAIN = Style()
# ECMA-48 graphic renditions: bold, bold red as grep marks, faint.
_RESET = "\x1b[0m"
COLORED = Style(title=("\x1b[1m", _RESET), mark=("\x1b[1;31m", _RESET), quiet=("\x1b[2m", _RESET))


def printable(text: str) -> str:
    r"""Replace what would drive the terminal; tabs and line ends stay.

    >>> printable("red \x1b[31m alert\u202e!")
    'red �[31m alert!'
    """
    return text.translate(_UNSAFE)


def one_line(text: str) -> str:
    r"""Make text printable and put it on one line.

    >>> one_line("two\n  lines")
    'two lines'
    """
    return printable(_SPACES.sub(" ", text))


def has_rtl(text: str) -> bool:
    """Whether the text holds a letter that is written from right to left.

    >>> has_rtl("Binance"), has_rtl("Binance بينانس")
    (False, True)
    """
    return not text.isascii() and any(unicodedata.bidirectional(character) in {"R", "AL"} for character in text)


def isolated(text: str) -> str:
    """Isolate a printable text from its line if it holds right-to-left letters."""
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_DIRECTIONAL_ISOLATE}" if has_rtl(text) else text


def marked(text: str, marks: Sequence[Mark], style: Style) -> str:
    """Make text printable, with its marks shown in the style; line ends stay.

    Args:
        text: the text the marks count in.
        marks: sorted and disjoint.
        style: how marks look.
    """
    opening, closing = style.mark
    pieces, end = [], 0
    for mark in marks:
        pieces += [printable(text[end : mark.start]), opening, printable(text[mark.start : mark.end]), closing]
        end = mark.end
    return "".join([*pieces, printable(text[end:])])


def marked_line(text: str, marks: Sequence[Mark], style: Style) -> str:
    """Make text printable with its marks, on one line."""
    return " ".join(marked(text, marks, style).split())

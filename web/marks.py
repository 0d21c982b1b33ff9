"""The one place where text and spans become markup: everything is escaped here, once.

Three forms of one reason, for three ways to read: a line under the hit that everybody sees (`mining → майнинга ·
lexicon`), a title on every mark for the mouse, and a description that points to the line on the first mark of each
reason, which takes the focus. Later marks of the same reason do not: that would be many stops that say nothing new.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from markupsafe import Markup, escape

from search.hits import Mark
from web.wording import percent

__all__ = ["MarkedTexts", "Passage", "Reason", "mark_texts", "marked", "paragraphs"]

# Words of two directions meet in a title attribute, where no markup can keep them apart.
ISOLATE, END_ISOLATE = "\u2068", "\u2069"


class Passage(NamedTuple):
    """A text and its marks, sorted and disjoint."""

    text: str
    marks: tuple[Mark, ...]


class Reason(NamedTuple):
    """Why marks stand there: a concept, the words that were found for it, and the source that says so."""

    anchor: str
    concept: str
    words: tuple[str, ...]
    source: str

    @property
    def is_same_word(self) -> bool:
        """Whether the article has the very word that was typed, so that an arrow would say nothing."""
        return [word.casefold() for word in self.words] == [self.concept.casefold()]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedTexts:
    """The texts of one article as markup, and the reasons of their marks, each once."""

    title: Markup
    texts: tuple[Markup, ...]
    reasons: tuple[Reason, ...]


def marked(text: str, marks: Iterable[Mark], attributes: Callable[[Mark], Markup] = lambda _mark: Markup()) -> Markup:
    """Turn a text and its marks into markup.

    Invariant, checked by a property test: without its tags the result is the escaped text.

    Args:
        text: anything.
        marks: sorted and disjoint.
        attributes: gives what a mark's tag is to carry, with the space before it.

    >>> marked("a <b>", [Mark(start=2, end=5, concept="b", source="lexicon", confidence=1.0)])
    Markup('a <mark>&lt;b&gt;</mark>')
    """
    pieces: list[Markup] = []
    reached = 0
    for mark in marks:
        pieces.append(escape(text[reached : mark.start]))
        pieces.append(Markup("<mark{}>{}</mark>").format(attributes(mark), text[mark.start : mark.end]))
        reached = mark.end
    pieces.append(escape(text[reached:]))
    return Markup().join(pieces)


def mark_texts(prefix: str, title: Passage, passages: Sequence[Passage]) -> MarkedTexts:
    """Turn the title and the passages of an article into markup.

    Args:
        prefix: what the anchors of the reasons begin with, one of its own for each article on a page.
        title: the title; its marks do not take the focus, as it may be a link.
        passages: the snippets or paragraphs.
    """
    title, passages = _joined(title), tuple(map(_joined, passages))
    reasons = _reasons(prefix, (title, *passages))
    described: set[tuple[str, str]] = set()

    def attributes(passage: Passage, *, may_focus: bool) -> Callable[[Mark], Markup]:
        def of_mark(mark: Mark) -> Markup:
            found = passage.text[mark.start : mark.end]
            text = Markup(' title="{}"').format(_sentence(mark, found))
            key = (mark.concept, mark.source)
            if may_focus and key not in described:
                described.add(key)
                text += Markup(' tabindex="0" aria-describedby="{}"').format(reasons[key].anchor)
            return text

        return of_mark

    return MarkedTexts(
        title=marked(*title, attributes(title, may_focus=False)),
        texts=tuple(marked(*passage, attributes(passage, may_focus=True)) for passage in passages),
        reasons=tuple(reasons.values()),
    )


def paragraphs(text: str, marks: Sequence[Mark]) -> tuple[Passage, ...]:
    r"""Part a text at its line breaks; empty lines are left out, and a mark over a break is in both paragraphs.

    >>> [passage.text for passage in paragraphs("One.\n\n Two.", ())]
    ['One.', 'Two.']
    """
    found = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        inner_start = start + len(line) - len(line.lstrip())
        inner_end = inner_start + len(line.strip())
        if inner_start < inner_end:
            found.append(Passage(text[inner_start:inner_end], _within(marks, inner_start, inner_end)))
        start = end + 1
    return tuple(found)


def _joined(passage: Passage) -> Passage:
    """Make one mark of the words of a phrase: neighbours with one reason and only a space between them."""
    text, marks = passage
    joined: list[Mark] = []
    for mark in marks:
        last = joined[-1] if joined else None
        if last and _is_continued(text, last, mark):
            joined[-1] = replace(last, end=mark.end, confidence=min(last.confidence, mark.confidence))
        else:
            joined.append(mark)
    return Passage(text, tuple(joined))


def _is_continued(text: str, mark: Mark, following: Mark) -> bool:
    return (
        (mark.concept, mark.source) == (following.concept, following.source)
        and text[mark.end : following.start] in {" ", "\N{NO-BREAK SPACE}"}
        and text[mark.start : mark.end].casefold() != text[following.start : following.end].casefold()
    )


def _within(marks: Iterable[Mark], start: int, end: int) -> tuple[Mark, ...]:
    return tuple(
        replace(mark, start=max(mark.start, start) - start, end=min(mark.end, end) - start)
        for mark in marks
        if mark.start < end and start < mark.end
    )


def _reasons(prefix: str, passages: Iterable[Passage]) -> dict[tuple[str, str], Reason]:
    words: dict[tuple[str, str], dict[str, str]] = {}
    for text, marks in passages:
        for mark in marks:
            found = " ".join(text[mark.start : mark.end].split())
            words.setdefault((mark.concept, mark.source), {}).setdefault(found.casefold(), found)
    return {
        (concept, source): Reason(f"{prefix}-why-{number}", concept, tuple(found.values()), source)
        for number, ((concept, source), found) in enumerate(words.items(), start=1)
    }


def _sentence(mark: Mark, found: str) -> str:
    concept = f"{ISOLATE}{mark.concept}{END_ISOLATE}"
    words = f"{ISOLATE}{' '.join(found.split())}{END_ISOLATE}"
    return f"{concept} → {words} · {mark.source}, {percent(mark.confidence)} sure"

"""What a search gives back: a page of hits with marked spans; text and spans only, never markup."""

from collections.abc import Mapping
from dataclasses import dataclass

from index.documents import Document
from search.concepts import Concept

__all__ = ["ArticleView", "GlossWord", "Hit", "Mark", "ResultPage", "Snippet"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A span of a text, in code points, and why it is marked; marks of one text are sorted and disjoint."""

    start: int
    end: int
    concept: str
    source: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """A passage of the article; `cut_before` and `cut_after` say whether text was left out at its ends."""

    text: str
    marks: tuple[Mark, ...]
    cut_before: bool = False
    cut_after: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossWord:
    """A word of the title in the reader's language, the words of the title it stands for, and who says so."""

    text: str
    word: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An article in the list; `rank` counts from 1 over all pages.

    `title` is empty where the article has none; `heading` is then the beginning of its text. `unsure` says why it
    was found where nothing in it is sure enough to be marked: no hit is without a reason.
    `gloss` is what the title or heading says word by word in the language `gloss_lang`; both are empty if it is in that
    language, or nothing is known of it.
    """

    rank: int
    score: float
    id: str
    public_id: str
    lang: str
    title: str
    title_marks: tuple[Mark, ...]
    url: str
    source: str
    published: str
    snippets: tuple[Snippet, ...]
    heading: str = ""
    unsure: tuple[tuple[str, str, str], ...] = ()
    gloss: tuple[GlossWord, ...] = ()
    gloss_lang: str = ""

    @property
    def reasons(self) -> tuple[tuple[str, str, str], ...]:
        """Say why it was found: (words of the query, words of the article, source), each once."""
        if self.unsure:
            return tuple((concept, text, f"{source}, unsure") for concept, text, source in self.unsure)
        texts = [(self.title, self.title_marks), *((snippet.text, snippet.marks) for snippet in self.snippets)]
        found = {
            (mark.concept, text[mark.start : mark.end].casefold(), mark.source): (
                mark.concept,
                text[mark.start : mark.end],
                mark.source,
            )
            for text, marks in reversed(texts)
            for mark in reversed(marks)
        }
        return tuple(reversed(found.values()))


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultPage:
    """The answer to a query.

    `languages` and `sources` count all matches, each without its own filter. `query_languages` are the languages the
    query may be in, likeliest first, with their share of the best one's probability.
    """

    query: str
    took_ms: float
    total: int
    first: int
    warnings: tuple[str, ...]
    languages: Mapping[str, int]
    sources: Mapping[str, int]
    query_languages: Mapping[str, float]
    concepts: tuple[Concept, ...]
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView:
    """A whole article with its marks."""

    document: Document
    public_id: str
    title_marks: tuple[Mark, ...]
    text_marks: tuple[Mark, ...]
    heading: str = ""

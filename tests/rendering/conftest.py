"""Pages of all shapes, for properties that every output format must have."""

from dataclasses import replace

import pytest
from hypothesis import strategies as st

from index.documents import Document
from index.matching import Occur
from search.concepts import Alternative, Concept, Source
from search.hits import ArticleView, GlossWord, Hit, Mark, ResultPage, Snippet

SOURCES = st.sampled_from([Source.SAME_WORD, Source.LEXICON, Source.CLDR, Source.LOANWORD, Source.NAME, "dictionary:x"])
# Letters of both directions and what has a meaning to terminals, tables and JSON.
TEXTS = st.text(
    st.one_of(st.sampled_from("abя \t\n\r\"',;\\[]\x1b\x07\x85\u2028\u202e\u2069عقو"), st.characters(codec="utf-8"))
)
CONFIDENCES = st.floats(0, 1)


@st.composite
def marks_of(draw: st.DrawFn, text: str) -> tuple[Mark, ...]:
    """Marks as the type promises them: sorted, disjoint, not empty, inside the text."""
    borders = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    return tuple(
        Mark(start=start, end=end, concept=draw(TEXTS), source=draw(SOURCES), confidence=draw(CONFIDENCES))
        for start, end in zip(borders[::2], borders[1::2], strict=False)
    )


@st.composite
def snippets(draw: st.DrawFn) -> Snippet:
    text = draw(TEXTS)
    return Snippet(text=text, marks=draw(marks_of(text)), cut_before=draw(st.booleans()), cut_after=draw(st.booleans()))


@st.composite
def hits(draw: st.DrawFn) -> Hit:
    title = draw(TEXTS)
    return Hit(
        rank=1,
        score=draw(st.floats(0, 1000)),
        id=draw(TEXTS),
        public_id="uevjsvrgzf",
        lang=draw(st.sampled_from(["en", "ar", "ja", "und"])),
        title=title,
        title_marks=draw(marks_of(title)),
        url=draw(TEXTS),
        source=draw(TEXTS),
        published=draw(st.sampled_from(["", "2022-05-03", "2022-05-03T10:00:00+00:00"])),
        snippets=tuple(draw(st.lists(snippets(), max_size=2))),
        gloss=tuple(draw(st.lists(st.builds(GlossWord, text=TEXTS, word=TEXTS, source=SOURCES), max_size=2))),
        gloss_lang="ar",
    )


@st.composite
def concepts(draw: st.DrawFn) -> Concept:
    alternative = st.builds(
        Alternative,
        lang=st.sampled_from(["en", "ar", "ru"]),
        text=TEXTS,
        source=SOURCES,
        confidence=CONFIDENCES,
        members=st.just(()),
    )
    return Concept(
        text=draw(TEXTS),
        alternatives=tuple(draw(st.lists(alternative, max_size=4))),
        occur=draw(st.sampled_from(Occur)),
    )


@st.composite
def result_pages(draw: st.DrawFn) -> ResultPage:
    found = draw(st.lists(hits(), max_size=3))
    return ResultPage(
        query=draw(TEXTS),
        took_ms=draw(st.floats(0, 1000)),
        total=len(found) + draw(st.integers(0, 5)),
        first=1,
        warnings=tuple(draw(st.lists(TEXTS, max_size=1))),
        languages={"en": 1},
        sources={},
        query_languages={"en": 1.0},
        concepts=tuple(draw(st.lists(concepts(), max_size=2))),
        hits=tuple(replace(hit, rank=rank) for rank, hit in enumerate(found, start=1)),
    )


@pytest.fixture(scope="session")
def pages() -> st.SearchStrategy[ResultPage]:
    """A strategy for pages, to be drawn from."""
    return result_pages()


@pytest.fixture(scope="session")
def page() -> ResultPage:
    """A page of two hits as a reader would see it."""
    latin = Hit(
        rank=9,
        score=1 / 3,
        id="de 1",
        public_id="uevjsvrgzf",
        lang="de",
        title="Schürfen verboten",
        title_marks=(Mark(start=0, end=8, concept="mining", source="lexicon", confidence=0.73),),
        url="https://example.org/?a=1&b=2",
        source='Tag, "Blatt"',
        published="2022-05-03T10:00:00+00:00",
        snippets=(
            Snippet(
                text="Das Schürfen\nund das\tMining.",
                marks=(
                    Mark(start=4, end=12, concept="mining", source="lexicon", confidence=0.73),
                    Mark(start=21, end=27, concept="mining", source="same word", confidence=1.0),
                ),
                cut_before=True,
            ),
            Snippet(text="Zweite Stelle.", marks=(), cut_after=True),
        ),
    )
    arabic = Hit(
        rank=10,
        score=0.25,
        id="ar-1",
        public_id="abcdefghij",
        lang="ar",
        title="عقوبات جديدة",
        title_marks=(),
        url="",
        source="الأخبار",
        published="",
        snippets=(
            Snippet(
                text="أعلنت عقوبات.",
                marks=(Mark(start=6, end=12, concept="санкции", source="lexicon", confidence=1.0),),
            ),
        ),
        gloss=(GlossWord(text="sanctions", word="عقوبات", source="lexicon"),),
        gloss_lang="en",
    )
    alternatives = (
        Alternative(lang="de", text="Schürfen", source="lexicon", confidence=0.73, members=()),
        Alternative(lang="ar", text="تعدين", source="lexicon", confidence=0.4, members=()),
        Alternative(lang="de", text="Mining", source="same word", confidence=1.0, members=()),
    )
    return ResultPage(
        query="mining -gold",
        took_ms=12.34567,
        total=12,
        first=9,
        warnings=("something was odd",),
        languages={"de": 11, "ar": 1, "fr": 0},
        sources={"Tageblatt": 11},
        query_languages={"en": 1.0, "de": 0.25},
        concepts=(
            Concept(text="mining", alternatives=alternatives),
            Concept(text="gold", alternatives=(), occur=Occur.MUST_NOT),
        ),
        hits=(latin, arabic),
    )


@pytest.fixture(scope="session")
def views() -> st.SearchStrategy[ArticleView]:
    """A strategy for whole articles."""

    @st.composite
    def article_views(draw: st.DrawFn) -> ArticleView:
        document = Document(id=draw(TEXTS), text=draw(TEXTS), title=draw(TEXTS), lang="en", url=draw(TEXTS))
        return ArticleView(
            document=document,
            public_id="uevjsvrgzf",
            title_marks=draw(marks_of(document.title)),
            text_marks=draw(marks_of(document.text)),
        )

    return article_views()

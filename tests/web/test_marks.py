"""Text and spans become markup: escaped once, and nothing lost."""

import re
from html import escape, unescape

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from search.hits import Mark
from tests.web.reading import Page
from web.marks import MarkedTexts, Passage, mark_texts, marked, paragraphs

TEXT = st.text(st.sampled_from("ab &<>\"'\n\u00a0марк كتاب\u0301\u202e") | st.characters(exclude_categories=["Cs"]))
WORDS = st.sampled_from(["bank", "<b>", '"x" onfocus="y', "банк", "a&amp;b"])


@st.composite
def passages(draw: st.DrawFn) -> Passage:
    """Draw a text with sorted, disjoint, non-empty marks."""
    text = draw(TEXT)
    borders = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8, unique=True)))
    marks = tuple(
        Mark(
            start=start,
            end=end,
            concept=draw(WORDS),
            source=draw(st.sampled_from(["lexicon", "name", "dictionary:<x>"])),
            confidence=draw(st.floats(0.5, 1)),
        )
        for start, end in zip(borders[::2], borders[1::2], strict=False)
    )
    return Passage(text, marks)


def without_tags(markup: Markup) -> str:
    """Take the tags of the marks away, attributes and all; there may be no others."""
    return re.sub(r'</?mark(?: [a-z-]+="[^"<>]*")*>', "", markup)


def entities(text: str) -> str:
    """Escape as the standard library does; two libraries agree on the meaning, not on the spelling of an entity."""
    return unescape(escape(text))


@given(passages())
def test_unmarking_gives_back_the_escaped_text(passage: Passage):
    plain = without_tags(marked(*passage))
    assert "<" not in plain
    assert ">" not in plain
    assert plain == str(Markup.escape(passage.text))
    assert unescape(plain) == entities(passage.text)


@given(passages())
def test_every_mark_is_where_it_was(passage: Passage):
    found = re.findall(r"<mark>(.*?)</mark>", marked(*passage), re.DOTALL)
    assert [unescape(text) for text in found] == [passage.text[mark.start : mark.end] for mark in passage.marks]


@given(passages(), st.lists(passages(), max_size=3))
def test_reasons_and_attributes_are_escaped_too(title: Passage, texts: list[Passage]):
    made = mark_texts("hit-1", title, texts)
    for passage, markup in zip([title, *texts], [made.title, *made.texts], strict=True):
        assert without_tags(markup) == str(Markup.escape(passage.text))
        Page(f"<p>{markup}</p>".replace("\r", ""))


@given(passages(), st.lists(passages(), max_size=3))
def test_every_reason_is_described_by_one_mark_at_most(title: Passage, texts: list[Passage]):
    made = mark_texts("hit-1", title, texts)
    described = re.findall(r'aria-describedby="([^"]*)"', "".join(made.texts))
    assert len(described) == len(set(described))
    assert set(described) <= {reason.anchor for reason in made.reasons}
    assert {(reason.concept, reason.source) for reason in made.reasons} == {
        (mark.concept, mark.source) for passage in (title, *texts) for mark in passage.marks
    }
    assert "tabindex" not in made.title, "the title is a link, which cannot hold another stop"


@given(passages())
def test_paragraphs_lose_no_word_and_no_mark(passage: Passage):
    made = paragraphs(*passage)
    assert [part.text for part in made] == [line.strip() for line in passage.text.split("\n") if line.strip()]
    for part in made:
        reached = 0
        for mark in part.marks:
            assert reached <= mark.start < mark.end <= len(part.text)
            reached = mark.end
    seen = "".join(part.text[mark.start : mark.end] for part in made for mark in part.marks)
    wanted = "".join(passage.text[mark.start : mark.end] for mark in passage.marks)
    assert "".join(seen.split()) == "".join(wanted.split())


def marks(text: str, *found: tuple[str, str, str]) -> Passage:
    """Mark words of a text: (words, concept, source)."""
    spans = []
    reached = 0
    for words, concept, source in found:
        start = text.index(words, reached)
        reached = start + len(words)
        spans.append(Mark(start=start, end=reached, concept=concept, source=source, confidence=0.8))
    return Passage(text, tuple(spans))


def test_a_reason_is_given_once_with_all_its_words():
    text = marks(
        "Банки и банк. Bank, банки.",
        ("Банки", "bank", "lexicon"),
        ("банк", "bank", "lexicon"),
        ("Bank", "bank", "same word"),
        ("банки", "bank", "lexicon"),
    )
    made = mark_texts("a", Passage("", ()), [text])
    assert [(reason.concept, reason.words, reason.source) for reason in made.reasons] == [
        ("bank", ("Банки", "банк"), "lexicon"),
        ("bank", ("Bank",), "same word"),
    ]
    assert [reason.is_same_word for reason in made.reasons] == [False, True]


def joined(text: Passage) -> MarkedTexts:
    return mark_texts("a", Passage("", ()), [text])


def test_the_words_of_a_phrase_become_one_mark():
    made = joined(marks("über die Zentrale Bank", ("Zentrale", "b", "lexicon"), ("Bank", "b", "lexicon")))
    assert made.texts[0].count("<mark") == 1
    assert made.reasons[0].words == ("Zentrale Bank",)


def test_neighbours_for_other_reasons_or_with_other_words_between_stay_apart():
    for words in (
        marks("crypto mining", ("crypto", "mining", "lexicon"), ("mining", "mining", "same word")),
        marks("bank and bank", ("bank", "b", "lexicon"), ("bank", "b", "lexicon")),
        marks("bank bank", ("bank", "b", "lexicon"), ("bank", "b", "lexicon")),
        marks("one, two", ("one", "b", "lexicon"), ("two", "b", "lexicon")),
    ):
        assert joined(words).texts[0].count("<mark") == 2

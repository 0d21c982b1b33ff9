"""A whole article, for people."""

from hypothesis import given
from hypothesis import strategies as st

from index.documents import Document
from search.hits import ArticleView, Mark
from search.rendering import article
from search.rendering.terminal_text import printable

VIEW = ArticleView(
    document=Document(
        id="a-1", title="Gold, عقوبات", text="Gold rises.\n\nقال: ذهب.", lang="en", url="https://x.org/", source="Post"
    ),
    public_id="uevjsvrgzf",
    title_marks=(Mark(start=0, end=4, concept="gold", source="same word", confidence=1.0),),
    text_marks=(
        Mark(start=0, end=4, concept="gold", source="same word", confidence=1.0),
        Mark(start=18, end=21, concept="gold", source="lexicon", confidence=1.0),
    ),
)


def test_layout():
    assert article.render(VIEW) == (
        "\u2068[Gold], عقوبات\u2069\nPost · English (en) · a-1\nhttps://x.org/\n\n"
        "[Gold] rises.\n\n\u2068قال: [ذهب].\u2069\n"
    )


def test_colours_take_the_place_of_brackets():
    assert "\n\x1b[1;31mGold\x1b[0m rises.\n" in article.render_colored(VIEW)


@given(st.data())
def test_unmarking_gives_back_the_text(views, data):
    view = data.draw(views)
    colored = article.render_colored(view)
    for code in ("\x1b[1;31m", "\x1b[0m", "\u2068", "\u2069"):
        colored = colored.replace(code, "")
    assert colored.endswith(f"\n{printable(view.document.text).rstrip(chr(10))}\n")

"""Marks stand on the words as they are written; snippets are cut between words and sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.languages import language
from index.matching import Occur, Part, Phrase, Prefix, WeightedTerm
from search.concepts import Alternative, Concept
from search.expansion.members import members
from search.highlighting import SNIPPET_LENGTH, Highlighter


def concept(lang: str, *members, text: str = "query", confidence: float = 1.0, **kwargs) -> Concept:
    alternative = Alternative(lang=lang, text="x", source="lexicon", confidence=confidence, members=members)
    return Concept(text=text, alternatives=(alternative,), **kwargs)


def marked(lang: str, text: str, *concepts: Concept) -> list[str]:
    return [text[mark.start : mark.end] for mark in Highlighter(lang, concepts, Part.BODY).marks(text)]


@pytest.mark.parametrize(
    ("lang", "key", "text", "words"),
    [
        ("en", "glacier", "Two glaciers; the glacier’s edge", ["glaciers", "glacier"]),
        ("ru", "ледник", "Ледниками и ледники", ["Ледниками", "ледники"]),
        ("ar", "جسر", "عبر والجُسْر الجسر", ["والجُسْر", "الجسر"]),
        ("de", "brücke", "Die Brücken und die Bruecke", ["Brücken", "Bruecke"]),
        ("fr", "ecole", "L'école de l’École", ["école", "École"]),
        ("de", "wasser", "Hochwasserschutz", ["Hochwasserschutz"]),
        ("en", "guineabissau", "in Guinea-Bissau now", ["Guinea-Bissau"]),
    ],
)
def test_words_are_marked_as_they_are_written(lang: str, key: str, text: str, words: list[str]):
    assert marked(lang, text, concept(lang, WeightedTerm(key))) == words


def test_unsure_alternatives_are_not_marked_but_told():
    unsure = concept("en", WeightedTerm("glacier", 0.3), confidence=0.3, text="Eis")
    highlighter = Highlighter("en", (unsure,), Part.BODY)
    assert highlighter.marks("a glacier") == ()
    assert highlighter.unsure("a glacier") == (("Eis", "glacier", "lexicon"),)


def test_excluded_concepts_and_other_parts_are_not_marked():
    assert marked("en", "a glacier", concept("en", WeightedTerm("glacier"), occur=Occur.MUST_NOT)) == []
    assert marked("en", "a glacier", concept("en", WeightedTerm("glacier"), parts=(Part.TITLE,))) == []
    assert marked("de", "a glacier", concept("en", WeightedTerm("glacier"))) == []


def test_prefixes():
    assert marked("en", "glacial glaciers glance", concept("en", Prefix("glac"))) == ["glacial", "glaciers"]


def words(*keys: str) -> tuple:
    return tuple((WeightedTerm(key),) for key in keys)


def test_phrases_are_marked_only_together():
    exact = concept("en", Phrase(words("cold", "water")))
    assert marked("en", "cold water, water, cold; cold clear water", exact) == ["cold water"]
    near = concept("en", Phrase(words("cold", "water"), slop=2))
    assert marked("en", "cold clear water", near) == ["cold", "water"]
    assert marked("en", "cold air lay over all of the deep water", near) == []


TEXT = (
    "The first sentence is about nothing. The second one names a glacier and a fjord. "
    + "Then follow many words that say little about either of them. " * 8
    + "At the end a fjord is named again."
)


def test_snippets_show_where_the_concepts_are():
    both = (concept("en", WeightedTerm("glacier")), concept("en", WeightedTerm("fjord")))
    (snippet,) = Highlighter("en", both, Part.BODY).snippets(TEXT)
    assert [snippet.text[m.start : m.end] for m in snippet.marks] == ["glacier", "fjord"]
    assert snippet.text.startswith("The second one")
    assert snippet.cut_before
    assert snippet.cut_after


def test_a_book_is_searched_to_its_end():
    text = "Nothing is here at all. " * 20_000 + "The glacier is here. " + "Nothing again. " * 10_000
    (snippet,) = Highlighter("en", (concept("en", WeightedTerm("glacier")),), Part.BODY).snippets(text)
    assert [snippet.text[m.start : m.end] for m in snippet.marks] == ["glacier"]


def test_initials_and_abbreviations_end_no_sentence():
    text = "Nothing here. The judge, M. Perrin, saw e.g. a glacier in Dr. Ek's etc. collection. Nothing there."
    (snippet,) = Highlighter("en", (concept("en", WeightedTerm("glacier")),), Part.BODY).snippets(text)
    assert snippet.text.startswith("The judge, M. Perrin, saw e.g. a glacier in")


def test_without_a_match_the_snippet_is_the_beginning():
    (snippet,) = Highlighter("en", (), Part.BODY).snippets(TEXT)
    assert TEXT.startswith(snippet.text)
    assert snippet.marks == ()
    assert Highlighter("en", (), Part.BODY).snippets("") == ()


@given(
    st.lists(st.sampled_from(["ice", "ices", "fjord", "x" * 70, "a", ".", "\n", "лёд", "جليد", "…"]), max_size=120).map(
        " ".join
    ),
    st.sampled_from(["en", "ru", "ar", "de"]),
)
def test_snippets_are_pieces_of_the_text_with_their_marks_inside(text: str, lang: str):
    asked = (
        concept(lang, WeightedTerm("ice"), WeightedTerm("лед"), WeightedTerm("جليد")),
        concept(lang, WeightedTerm("fjord")),
    )
    highlighter = Highlighter(lang, asked, Part.BODY)
    reached = 0
    for mark in highlighter.marks(text):
        assert reached <= mark.start < mark.end <= len(text)
        reached = mark.end
    for snippet in highlighter.snippets(text):
        assert snippet.text in text
        assert len(snippet.text) <= SNIPPET_LENGTH + 80
        reached = 0
        for mark in snippet.marks:
            assert reached <= mark.start < mark.end <= len(snippet.text)
            reached = mark.end
        assert not snippet.text[:1].isspace()
    if highlighter.marks(text):
        assert any(snippet.marks for snippet in highlighter.snippets(text))


@pytest.mark.parametrize(
    ("lang", "term", "text", "words"),
    [
        ("ar", "غير مرئي", "كائن غير مرئي", ["غير مرئي"]),
        ("ar", "غير مرئي", "كائن مرئي", []),
        ("fr", "sans nuage", "un ciel sans nuage", ["sans nuage"]),
        ("fr", "sans nuage", "un gros nuage", []),
        ("ru", "не женат", "он не женат", ["не женат"]),
        ("de", "nicht schwimmen", "sie schwimmen", []),
    ],
)
def test_a_term_with_a_negation_does_not_mark_its_opposite(lang: str, term: str, text: str, words: list[str]):
    assert marked(lang, text, concept(lang, *members(term, language(lang), 1.0))) == words

"""Glosses: the known words of a title in the reader's language, in its order, and nothing made up."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.backends import BACKENDS
from index.documents import Document
from index.errors import LanguageError
from index.languages import LANGUAGES
from search.concepts import Source
from search.expansion.gloss import Glosser
from search.hits import GlossWord, Mark
from search.service import SearchOptions, SearchService


def glossed(rows, title: str, lang: str, reader: str, marks: tuple[Mark, ...] = ()) -> str:
    found = Glosser(rows, reader, lambda _text, _lang: 0).gloss(title, lang, marks)
    return " · ".join(word.text for word in found)


@pytest.mark.parametrize(
    ("title", "lang", "reader", "expected"),
    [
        ("Верблюды и аисты под зонтом", "ru", "en", "camel · stork · umbrella"),  # inflected; stop words are no words
        ("Верблюды и аисты под зонтом", "ru", "de", "Kamel · Storch · Regenschirm"),
        ("Des chameaux près du phare", "fr", "en", "camel · lighthouse"),
        ("Pinguine im Leuchtturm", "de", "ru", "пингвин · маяк"),
        ("The lighthouse of Namibia", "en", "ar", "منارة · ناميبيا"),
        ("La banque centrale et le phare", "fr", "en", "central bank · lighthouse"),  # the term, not its words
        ("Kamelbäckerei in Namibia", "de", "en", "camel + bakery · Namibia"),  # a compound by its parts
        ("والمخبز والمنارة", "ar", "en", "bakery · lighthouse"),  # proclitics are cut off
        ("Зонт, зонтик и снова зонты", "ru", "en", "umbrella"),  # once
        ("12 верблюдов за 3,5 часа", "ru", "en", "12 · camel · 3.5 · hour"),  # numbers as they are written here
    ],
)
def test_known_words_in_the_order_of_the_title(rows, title: str, lang: str, reader: str, expected: str):
    assert glossed(rows, title, lang, reader) == expected


@pytest.mark.parametrize(
    ("title", "lang", "reader", "expected"),
    [
        ("Кружилихин пришёл на маяк", "ru", "en", "Kruzhilikhin · come · lighthouse"),
        ("Маяк Кружилихину", "ru", "fr", "phare · Kroujilikhine"),  # inflected: the dative goes
        ("Маяк компании Zorvelix", "ru", "en", "lighthouse · company · Zorvelix"),  # a Latin name in any text
        ("Zorvelix kauft Leuchtturm", "de", "en", "Zorvelix · buy · lighthouse"),
        ("МКПЗ и маяк", "ru", "en", "lighthouse"),  # letters that stand for words say nothing
        ("МАЯК КРУЖИЛИХИНА", "ru", "en", "lighthouse"),  # where all is in capitals they tell nothing
        ("منارة زروفيلكس", "ar", "en", "lighthouse"),  # no vowels are written: the letters do not tell the name
    ],
)
def test_names_are_kept_where_the_script_lets_them(rows, title: str, lang: str, reader: str, expected: str):
    assert glossed(rows, title, lang, reader) == expected


def test_a_name_that_was_asked_for_is_spelled_as_it_was_asked(rows):
    title = "منارة زروفيلكس"
    mark = Mark(start=6, end=len(title), concept="Zorvelix", source=Source.NAME, confidence=0.9)
    assert glossed(rows, title, "ar", "en", (mark,)) == "lighthouse · Zorvelix"


@pytest.mark.parametrize(
    ("title", "lang", "reader"),
    [
        ("Camels and storks", "en", "en"),  # the reader's own language
        ("Zorvelix", "de", "en"),  # nothing that the title does not say itself
        ("ラクダと灯台", "ja", "en"),  # no chain
        ("Верблюды", "ru", ""),  # nobody knows who reads
        ("", "ru", "en"),
    ],
)
def test_nothing_is_said_where_there_is_nothing_to_say(rows, title: str, lang: str, reader: str):
    assert glossed(rows, title, lang, reader) == ""


def test_of_two_senses_the_one_the_index_holds_more_often(rows):
    """Both senses of *посетить* stand down their cells, so the index decides: visit or attend."""

    def said(usual: str) -> str:
        glosser = Glosser(rows, "en", lambda text, _lang: 50 if text == usual else 0)
        return glosser.gloss("Аист посетил маяк", "ru")[1].text

    assert (said("visit"), said("attend")) == ("visit", "attend")


def test_a_language_is_not_taken_for_a_place(rows):
    """CLDR has the language Kikongo as *конго*, which Russian writes small."""
    assert glossed(rows, "Верблюды в Конго", "ru", "fr") == "chameau · Kongo"


def test_every_word_says_where_it_is_from(rows):
    found = Glosser(rows, "en", lambda _text, _lang: 0).gloss("Верблюды Намибии и Кружилихин", "ru")
    assert found == (
        GlossWord(text="camel", word="Верблюды", source="lexicon"),
        GlossWord(text="Namibia", word="Намибии", source="cldr"),
        GlossWord(text="Kruzhilikhin", word="Кружилихин", source="name"),
    )


@given(st.text(), st.sampled_from(sorted(LANGUAGES)), st.sampled_from(["en", "ru", "ar", "uk", "sv"]))
@settings(max_examples=150, deadline=None)
def test_any_title_is_glossed_by_words_of_its_own(rows, title: str, lang: str, reader: str):
    found = Glosser(rows, reader, lambda _text, _lang: 0).gloss(title, lang)
    for word in found:
        assert word.text
        assert all(piece in title for piece in word.word.split())
    assert len({word.text.casefold() for word in found}) == len(found)


ARTICLES = (
    Document(id="ru", lang="ru", title="Маяк и верблюды", text="У маяка пасутся верблюды."),
    Document(id="en", lang="en", title="Camels at the lighthouse", text="Camels graze."),
    Document(id="de", lang="de", title="", text="Am Leuchtturm grasen Kamele. Niemand weiß, wem sie gehören."),
)


@pytest.fixture(scope="module")
def service(rows) -> SearchService:
    backend = BACKENDS["in_memory"](None, True)
    backend.write(ARTICLES)
    return SearchService(backend, rows)


def test_hits_are_glossed_in_the_language_of_the_query(service: SearchService):
    hits = {hit.id: hit for hit in service.search("lighthouse").hits}
    assert ([word.text for word in hits["ru"].gloss], hits["ru"].gloss_lang) == (["lighthouse", "camel"], "en")
    assert [word.text for word in hits["de"].gloss][:1] == ["lighthouse"]  # of the heading where there is no title
    assert (hits["en"].gloss, hits["en"].gloss_lang) == ((), "")


def test_the_language_of_glosses_can_be_chosen(service: SearchService):
    hits = {hit.id: hit for hit in service.search("lighthouse", SearchOptions(gloss="fr")).hits}
    assert [word.text for word in hits["ru"].gloss] == ["phare", "chameau"]
    assert hits["en"].gloss_lang == "fr"
    with pytest.raises(LanguageError, match="no language 'xx'"):
        service.search("lighthouse", SearchOptions(gloss="xx"))

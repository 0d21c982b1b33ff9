"""From a query to alternatives: every source gives what it should, and no more."""

import pytest

from index.backends import BACKENDS
from index.documents import Document
from search.concepts import Alternative
from search.expansion.query_language import query_languages
from search.query import parse_query
from search.service import SearchService


def alternatives(service: SearchService, query: str, lang: str, query_language: str = "") -> dict[str, Alternative]:
    snapshot = service._backend.snapshot()
    expansion = service._expander(snapshot).expand(parse_query(query), query_language)
    return {a.text: a for concept in expansion.concepts for a in concept.alternatives if a.lang == lang}


def over(rows, **texts: str) -> SearchService:
    """A service over one article a language."""
    backend = BACKENDS["in_memory"](None, True)
    backend.write([Document(id=lang, lang=lang, text=text) for lang, text in texts.items()])
    return SearchService(backend, rows)


@pytest.mark.parametrize(
    ("query", "lang", "text", "source"),
    [
        ("hospital", "ru", "больница", "lexicon"),
        ("hospitals", "fr", "hôpital", "lexicon"),
        ("больницами", "ar", "مستشفى", "lexicon"),
        ("المستشفيات", "en", "hospital", "lexicon"),
        ("Darchiashvili", "ru", "дарчиашвили", "name"),
        ("Дарчиашвили", "de", "dartschiaschwili", "name"),
        ("دارتشياشفيلي", "fr", "dartchiachvili", "name"),
    ],
)
def test_a_word_is_found_in_another_language(service, query: str, lang: str, text: str, source: str):
    found = alternatives(service, query, lang)
    assert text in found
    assert found[text].source == source
    assert found[text].confidence >= 0.5


def test_cldr_gives_countries_in_languages_the_lexicon_lacks(rows):
    service = over(rows, es="El tren llegó a Noruega.", pl="Norwegia leży na północy.")
    assert alternatives(service, "Norway", "es")["Noruega"].source == "cldr"
    assert alternatives(service, "Norway", "pl")["Norwegia"].source == "cldr"


def test_what_the_index_does_not_hold_is_left_out(rows):
    service = over(rows, de="Die Brücke ist gesperrt.")
    assert set(alternatives(service, "bridge", "de")) == {"Brücke"}
    assert alternatives(service, "windmill", "de") == {}


def test_false_friends_do_not_cross(rows):
    service = over(rows, de="Das Gift wirkte schnell.", en="The chef got a gift.")
    assert all(a.confidence < 0.5 for a in alternatives(service, "gift", "de", "en").values())
    assert alternatives(service, "Gift", "de", "de")["Gift"].confidence == 1.0


def test_unknown_words_cross_as_they_stand(rows):
    service = over(rows, de="Das Modell Zorblatt fährt.", ru="Модель Zorblatt едет.", ar="سيارة Zorblatt جديدة")
    for lang in ("de", "ru", "ar"):
        assert alternatives(service, "Zorblatt", lang)["Zorblatt"].confidence >= 0.5


def test_numbers_cross(rows):
    service = over(rows, ru="В 1969 году.", ar="عام 1969")
    assert alternatives(service, "1969", "ru")["1969"].confidence == 1.0
    assert alternatives(service, "1969", "ar")["1969"].confidence == 1.0


def test_terms_of_several_words_are_one_concept(rows):
    service = over(rows, en="The central bank raised rates.", de="Die Zentralbank hob die Zinsen an.")
    expansion = service._expander(service._backend.snapshot()).expand(parse_query("central bank rates"))
    assert [concept.text for concept in expansion.concepts] == ["central bank", "rates"]
    assert "Zentralbank" in alternatives(service, "central bank", "de")


def test_compounds_are_translated_part_by_part(rows):
    service = over(rows, en="The bridge toll rose.", ru="Мост и больница закрыты.")
    found = alternatives(service, "Brückenkrankenhaus", "ru")
    assert any(a.members for a in found.values())


def test_what_is_left_out_must_be_sure(service):
    expansion = service._expander(service._backend.snapshot()).expand(parse_query("river -hospital"))
    assert all(a.confidence >= 0.8 for a in expansion.concepts[1].alternatives)
    assert expansion.concepts[1].alternatives


def test_stop_words_are_dropped_unless_there_is_nothing_else(service):
    expander = service._expander(service._backend.snapshot())
    assert [c.text for c in expander.expand(parse_query("the river and its bridge")).concepts] == ["river", "bridge"]
    assert [c.text for c in expander.expand(parse_query("the and")).concepts] == ["the", "and"]


def test_function_words_stay_inside_a_term(service):
    expander = service._expander(service._backend.snapshot())

    def concepts(text: str) -> list[str]:
        return [concept.text for concept in expander.expand(parse_query(text)).concepts]

    assert concepts("the rule of law and the river") == ["rule of law", "river"]
    assert concepts("the river of the hospital") == ["river", "hospital"]
    assert concepts("نهر غير صالح") == ["نهر", "غير صالح"]
    assert concepts("نهر صالح") == ["نهر", "صالح"]


def test_every_alternative_says_where_it_comes_from(service):
    snapshot = service._backend.snapshot()
    for query in ("hospital", "Darchiashvili", "flood village", '"cuts off"', "riv*", "2021"):
        for concept in service._expander(snapshot).expand(parse_query(query)).concepts:
            for alternative in concept.alternatives:
                assert alternative.source in {"same word", "lexicon", "cldr", "name", "loanword"}
                assert 0.2 <= alternative.confidence <= 1
                assert alternative.members


@pytest.mark.parametrize(
    ("words", "best"),
    [
        (["больница"], "ru"),
        (["مستشفى"], "ar"),
        (["Krankenhaus"], "de"),
        (["the", "hospital"], "en"),
        (["hôpital"], "fr"),
        (["Überschwemmung", "Brücke"], "de"),
    ],
)
def test_the_query_language_is_guessed(rows, words: list[str], best: str):
    weights = query_languages(words, ["en", "de", "fr", "ru", "ar"], rows, lambda _lang, _key: False)
    assert next(iter(weights)) == best
    assert weights[best] == 1.0
    assert all(0 < weight <= 1 for weight in weights.values())


def test_a_word_of_two_languages_is_searched_in_both(rows):
    weights = query_languages(["chat"], ["en", "fr"], rows, lambda _lang, _key: False)
    assert {"en", "fr"} <= set(weights)


def test_a_script_nobody_writes_here_has_no_language(rows):
    assert query_languages(["ქართული"], ["en", "ru"], rows, lambda _lang, _key: False) == {}


def test_a_translation_that_means_much_else_is_less_sure(rows):
    backend = BACKENDS["in_memory"](None, True)
    backend.write([Document(id="1", lang="ru", text="Замок и галстук.")])
    service = SearchService(backend, rows)
    lock, tie = (
        next(entry for entry in service.search(query).concepts[0].alternatives if entry.lang == "ru")
        for query in ("padlock", "necktie")
    )
    assert (lock.text, tie.text) == ("замок", "галстук")
    assert lock.confidence < tie.confidence

"""Sources are turned off one by one, and the languages chosen; the query's own words are always searched."""

import pytest

from index.backends import BACKENDS
from index.documents import Document
from index.errors import LanguageError
from search.concepts import Source
from search.expansion.switches import ALL_ON, SWITCHES, Switches
from search.service import SearchOptions, SearchService

ARTICLES = (
    Document(
        id="en", lang="en", title="Stork nests in Namibia", text="Mr Tchernyaguine counts storks and plays marimba."
    ),
    Document(
        id="ru", lang="ru", title="Гнёзда аистов в Намибии", text="Чернягин считает аистов и слышит: играет маримба."
    ),
    Document(id="de", lang="de", title="Storchennest in Namibia", text="Tschernjagin zählt Störche."),
)
SOURCES = {source: name for name, source in SWITCHES.items()}


@pytest.fixture(scope="module")
def farm(rows) -> SearchService:
    backend = BACKENDS["in_memory"](None, True)
    backend.write(ARTICLES)
    return SearchService(backend, rows)


def asked(service: SearchService, query: str, switches: Switches = ALL_ON, said: str = "") -> set[tuple[str, str]]:
    """What a query is searched as: languages and sources."""
    page = service.search(query, SearchOptions(switches=switches, query_language=said))
    return {(found.lang, found.source) for concept in page.concepts for found in concept.alternatives}


@pytest.mark.parametrize(
    ("query", "source"),
    [
        ("stork", Source.LEXICON),
        ("Namibia", Source.CLDR),
        ("Tchernyaguine", Source.NAME),
        ("marimba", Source.LOANWORD),
    ],
)
def test_a_source_that_is_off_gives_nothing_and_the_others_go_on(farm: SearchService, query: str, source: str):
    everything = asked(farm, query, said="en")
    assert ("ru", source) in everything
    left = asked(farm, query, Switches(off=frozenset({source})), said="en")
    assert source not in {found for _, found in left}
    assert ("en", Source.SAME_WORD) in left
    others = frozenset(SOURCES) - {source}
    assert ("ru", source) in asked(farm, query, Switches(off=others), said="en")


def test_without_names_a_name_is_found_as_it_is_written(farm: SearchService):
    assert {hit.id for hit in farm.search("Чернягин").hits} == {"en", "ru", "de"}
    page = farm.search("Чернягин", SearchOptions(switches=Switches(off=frozenset({Source.NAME}))))
    assert [hit.id for hit in page.hits] == ["ru"]


def test_only_some_languages_are_expanded_into(farm: SearchService):
    def found(*only: str) -> set[str]:
        return {hit.id for hit in farm.search("аист", SearchOptions(switches=Switches(only=frozenset(only)))).hits}

    assert found("de") == {"ru", "de"}
    assert found("en") == {"ru", "en"}
    assert found("ru") == {"ru"}
    assert found() == {"ru", "en", "de"}


@pytest.mark.parametrize("query", ['"stork nests"', "stor*", "Tchernyaguine", "Namibia", "Storchennest", "stork nests"])
def test_no_language_that_was_not_asked_for(farm: SearchService, query: str):
    langs = {lang for lang, _ in asked(farm, query, Switches(only=frozenset({"ru"})))}
    spoken = set(farm.search(query).query_languages)
    assert langs <= spoken | {"ru"}


def test_the_language_of_the_query_is_guessed_with_all_knowledge(farm: SearchService):
    off = Switches(off=frozenset(SOURCES))
    pages = [farm.search("stork", SearchOptions(switches=switches)) for switches in (Switches(), off)]
    assert pages[0].query_languages == pages[1].query_languages


def test_marks_of_an_article_follow_the_switches(farm: SearchService):
    view = farm.article("ru", "stork", switches=Switches(off=frozenset({Source.LEXICON})))
    assert view is not None
    assert not view.text_marks
    assert farm.article("ru", "stork").text_marks


def test_an_unknown_language_is_named(farm: SearchService):
    with pytest.raises(LanguageError, match="no language 'xx'"):
        farm.search("stork", SearchOptions(switches=Switches(only=frozenset({"xx"}))))

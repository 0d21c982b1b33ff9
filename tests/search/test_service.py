"""The whole search: query in, page of marked hits out."""

from itertools import pairwise

import pytest

from index.backends import BACKENDS
from index.documents import Document, public_id
from index.errors import LanguageError
from index.matching import Filter
from search.service import SearchOptions, SearchService, Sort
from tests.articles import ARTICLES, FLOOD_EN

FLOODS = {"flood-en", "flood-de", "flood-fr", "flood-ru", "flood-ar"}


@pytest.mark.parametrize("query", ["flood", "наводнение", "فيضان", "Hochwasser", "inondation"])
def test_one_word_finds_the_story_in_all_languages(service: SearchService, query: str):
    page = service.search(query)
    assert {hit.id for hit in page.hits} == FLOODS
    assert page.total == 5
    assert page.languages == {"en": 1, "de": 1, "fr": 1, "ru": 1, "ar": 1}
    for hit in page.hits:
        assert hit.title_marks or any(snippet.marks for snippet in hit.snippets), hit.id
        assert hit.reasons


@pytest.mark.parametrize(
    "query", ["Darchiashvili", "Дарчиашвили", "Dartschiaschwili", "Dartchiachvili", "دارتشياشفيلي"]
)
def test_a_name_finds_its_spellings(service: SearchService, query: str):
    assert {hit.id for hit in service.search(query).hits} == FLOODS


def test_marks_carry_their_reason(service: SearchService):
    hits = {hit.lang: hit for hit in service.search("hospital").hits}
    assert ("hospital", "больница", "lexicon") in hits["ru"].reasons
    assert ("hospital", "hospital", "same word") in hits["en"].reasons


def test_words_are_excluded_in_every_language(service: SearchService):
    found = {hit.id for hit in service.search("flood -hospital").hits}
    assert found == {"flood-de"}


def test_filters_paging_and_order(service: SearchService):
    only = service.search("flood", SearchOptions(filter=Filter(languages=frozenset({"ru", "ar"}))))
    assert {hit.lang for hit in only.hits} == {"ru", "ar"}
    assert sum(only.languages.values()) == 5
    assert {hit.lang for hit in service.search("flood lang:fr").hits} == {"fr"}
    first = service.search("flood", SearchOptions(count=2))
    second = service.search("flood", SearchOptions(first=3, count=2))
    assert [hit.rank for hit in second.hits] == [3, 4]
    assert not {hit.id for hit in first.hits} & {hit.id for hit in second.hits}
    by_date = service.search("flood", SearchOptions(sort=Sort.DATE))
    dates = [hit.published for hit in by_date.hits]
    assert dates == sorted(dates, reverse=True)
    assert len(service.search("lang:de").hits) == 2


def test_an_unknown_language_is_named(service: SearchService):
    with pytest.raises(LanguageError, match="no language 'xx'"):
        service.search("flood", SearchOptions(filter=Filter(languages=frozenset({"xx"}))))
    with pytest.raises(LanguageError, match="no language 'xx'"):
        service.search("flood", SearchOptions(query_language="xx"))


@pytest.mark.parametrize("query", ["", "   ", "qwxzqwxz", "-flood -the", '""', "\u202e\0", "a" * 5000, "🎉", "京都"])
def test_odd_queries_are_answered(service: SearchService, query: str):
    page = service.search(query)
    assert page.total >= len(page.hits)


def test_a_phrase_is_honoured(service: SearchService):
    assert {hit.id for hit in service.search('"took in the injured"').hits} == {"flood-en"}
    assert service.search('"injured the in took"').total == 0


def test_the_ranking_for_evaluation_is_the_list_people_see(service: SearchService):
    run = service.ranking("flood hospital", 100)
    page = service.search("flood hospital", SearchOptions(count=100))
    assert [article for article, _ in run] == [hit.id for hit in page.hits]
    scores = [score for _, score in run]
    assert all(one > other for one, other in pairwise(scores))


def test_an_article_with_its_marks(service: SearchService):
    for identifier in (FLOOD_EN.id, public_id(FLOOD_EN.id)):
        view = service.article(identifier, "больница")
        assert view is not None
        assert view.document == FLOOD_EN
        assert [view.document.text[m.start : m.end] for m in view.text_marks] == ["hospital"]
    assert service.article("nowhere") is None


def test_what_is_known_of_a_word(service: SearchService):
    found = service.lookup("Krankenhäusern")
    assert {"en", "ru", "ar", "de", "fr"} <= {entry.lang for entry in found}
    hospital = next(entry for entry in found if entry.text == "hospital")
    assert hospital.source == "lexicon"
    assert hospital.articles == 1
    assert "hospital" in hospital.keys
    assert service.lookup("qwxzqwxz") == ()


def test_new_articles_are_found_at_once(rows):
    backend = BACKENDS["in_memory"](None, True)
    backend.write(ARTICLES)
    service = SearchService(backend, rows)
    assert service.search("Eyjafjallajökull").total == 0
    backend.write([Document(id="new", lang="de", text="Der Vulkan Eyjafjallajökull raucht.")])
    assert [hit.id for hit in service.search("Eyjafjallajokull").hits] == ["new"]


def test_the_service_is_shared_by_threads(service: SearchService):
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(8) as pool:
        pages = list(pool.map(service.search, ["flood", "hospital", "Darchiashvili", "river"] * 10))
    assert all(page.hits for page in pages)
    assert len({tuple(hit.id for hit in page.hits) for page in pages[::4]}) == 1


def test_marks_are_the_same_whether_the_index_says_where_to_look_or_not(service):
    """Only words where the index has one of the keys are analysed; all of them would give the same marks."""
    for query in ("flood", "река мост", '"cuts off villages"', "Fluss", "champion", "village*"):
        page = service.search(query)
        assert page.hits, query
        for hit in page.hits:
            view = service.article(hit.id, query)
            whole = {(mark.start, mark.end, mark.concept) for mark in view.text_marks}
            for snippet in hit.snippets:
                start = view.document.text.find(snippet.text)
                shown = {(m.start + start, m.end + start, m.concept) for m in snippet.marks}
                inside = {mark for mark in whole if start <= mark[0] and mark[1] <= start + len(snippet.text)}
                assert shown == inside, (query, hit.id)
            assert hit.title_marks == view.title_marks

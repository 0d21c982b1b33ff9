"""The pages for people, read as their browsers read them."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from index.documents import public_id
from search.settings import Settings
from tests.web.articles import ARTICLES, HOSTILE, make_index
from tests.web.reading import Element, Page
from web import create_app

Get = Callable[..., Page]
FRENCH_ID = "https://example.org//fr/article?a=1&b=2#top"
PATHS = (
    "/",
    "/search?q=inflation",
    "/search?q=flood&page=2",
    "/search?q=qqqqzzzz",
    "/search?q=flood&page=50",
    "/search?q=inflation+-bank&in=en,ar&since=2020-01-01&sort=date&from=en",
    "/article/en-rates?q=inflation",
    "/article/hostile?q=inflation",
    "/article/nothing",
    "/search?q=a&page=x",
)


def hits(page: Page) -> list[Element]:
    return page.all("article", class_="hit")


def languages(page: Page) -> list[str]:
    return [hit["lang"] for hit in hits(page)]


def parameters(link: Element) -> dict[str, list[str]]:
    return parse_qs(urlsplit(link["href"]).query)


@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_sound(client: FlaskClient, path: str):
    page = Page(client.get(path).text)
    ids = [element["id"] for element in page.elements if "id" in element.attributes]
    assert len(ids) == len(set(ids)), "an id is there twice"
    assert page.one("html").has(lang="en", dir="ltr")
    assert len(page.all("h1")) == 1
    assert page.one("main").has(id="content")
    assert page.one("a", class_="skip")["href"] == "#content"
    assert page.one("form", page.one("search"))["action"] == "/search"
    labelled = {label["for"] for label in page.all("label") if "for" in label.attributes}
    assert {"q", "since", "until", "sort", "from"} <= labelled
    for name in ("aria-labelledby", "aria-describedby"):
        for element in page.elements:
            if name in element.attributes:
                assert page.by_id(element[name]).words


@pytest.mark.parametrize("path", PATHS)
def test_nothing_is_inline(client: FlaskClient, path: str):
    page = Page(client.get(path).text)
    assert page.all("style") == []
    assert [script.text for script in page.all("script")] == [""]
    assert page.one("script")["src"].startswith("/static/")
    for element in page.elements:
        assert not [name for name in element.attributes if name == "style" or name.startswith("on")]


def test_the_start_page_says_what_the_index_holds(get: Get):
    page = get("/")
    assert page.one("p", class_="figure").words == f"{len(ARTICLES)} articles in 6 languages"
    assert "English 25" in page.one("ul", class_="held").words
    examples = page.all("a", page.one("p", class_="examples"))
    assert {link["lang"] for link in examples} == {"en", "ru", "ar", "de", "fr"}
    assert [link["dir"] for link in examples if link["lang"] == "ar"] == ["rtl"]


def test_one_word_finds_articles_in_every_language(get: Get):
    page = get("/search", q="inflation")
    assert {"en", "ru", "ar", "de", "fr", "ja"} == set(languages(page))
    assert page.one("p", role="status").words.startswith("7 articles · ")
    assert page.one("title").words == "inflation – Dragoman"
    assert page.one("input", id="q")["value"] == "inflation"


def test_language_and_direction_are_right_everywhere(get: Get):
    page = get("/search", q="inflation")
    for lang, direction in (("ar", "rtl"), ("ru", "ltr"), ("ja", "auto")):
        hit = next(hit for hit in hits(page) if hit["lang"] == lang)
        assert hit["dir"] == direction
        assert page.one("h2", hit).has(lang=lang, dir=direction)
        assert page.all("p", hit, class_="snippet")
        assert all(text.has(lang=lang, dir=direction) for text in page.all("p", hit, class_="snippet"))
        assert page.one("ul", hit, class_="meta")["lang"] == "en"
    article = get("/article/ar-rates", q="inflation")
    reading = article.one("article")
    paragraphs = [text for text in article.all("p", reading) if text["lang"] == "ar"]
    assert len(paragraphs) == 2
    assert all(element.has(dir="rtl") for element in [reading, article.one("h1"), *paragraphs])


def test_marks_say_why(get: Get):
    page = get("/search", q="inflation", **{"in": "ru"})
    (hit,) = hits(page)
    (mark,) = page.all("mark", hit)
    assert mark.text == "Инфляция"
    assert mark["tabindex"] == "0"
    assert "inflation" in mark["title"]
    assert "lexicon" in mark["title"]
    assert page.by_id(mark["aria-describedby"]).words == "inflation → found as Инфляция · lexicon"


def test_a_reason_takes_the_focus_once(get: Get):
    page = get("/search", q="flood village")
    first = hits(page)[0]
    assert [mark.text for mark in page.all("mark", first)] == ["Flood", "flood", "village", "flood"]
    focusable = [mark for mark in page.all("mark", first) if "tabindex" in mark.attributes]
    assert [mark.text for mark in focusable] == ["flood", "village"]
    assert len({mark["aria-describedby"] for mark in focusable}) == 2
    assert not any(parent.tag == "a" for mark in focusable for parent in mark.parents)


def test_the_words_of_a_phrase_are_one_mark(get: Get):
    page = get("/article/ru-rates", q="central bank")
    assert [mark.text for mark in page.all("mark", page.one("h1"))] == ["Центральный банк"]


def test_a_language_can_be_put_on_and_taken_off(get: Get):
    page = get("/search", q="inflation")
    links = {link.words.split()[0]: link for link in page.all("a", page.one("nav", aria_labelledby="languages-title"))}
    assert links["Russian"].words.startswith("Russian 1 ")
    assert parameters(links["Russian"]) == {"q": ["inflation"], "in": ["ru"]}
    filtered = get(links["Russian"]["href"])
    assert languages(filtered) == ["ru"]
    on = filtered.one("a", aria_current="true")
    assert parameters(on) == {"q": ["inflation"]}
    both = next(link for link in filtered.all("a") if link.words.startswith("Arabic"))
    assert set(languages(get(both["href"]))) == {"ru", "ar"}


def test_languages_may_be_listed_or_repeated(get: Get):
    listed = get("/search?q=inflation&in=ru,ar")
    repeated = get("/search?q=inflation&in=ru&in=ar")
    assert sorted(languages(listed)) == sorted(languages(repeated)) == ["ar", "ru"]


def test_a_filter_that_matches_nothing_can_still_be_taken_off(get: Get):
    page = get("/search", q="flood", **{"in": "ar"})
    assert hits(page) == []
    assert parameters(page.one("a", aria_current="true")) == {"q": ["flood"]}
    assert "search without them" in page.one("div", class_="nothing").words


def test_sources_filter_even_with_a_comma_in_their_name(get: Get):
    page = get("/search", q="inflation")
    nav = page.one("nav", aria_labelledby="sources-title")
    link = next(link for link in page.all("a", nav) if link.words.startswith("Beispiel, Zeitung"))
    assert languages(get(link["href"])) == ["de"]


def test_dates_are_bounds_and_both_included(get: Get):
    page = get("/search", q="inflation", since="2020-12-31", until="2021-01-02")
    assert sorted(languages(page)) == ["ar", "de"]
    assert "open" in page.one("details", class_="options").attributes
    assert page.one("input", id="since")["value"] == "2020-12-31"


def test_newest_first(get: Get):
    page = get("/search", q="inflation", sort="date")
    days = [page.one("time", hit)["datetime"][:10] for hit in hits(page) if page.all("time", hit)]
    assert len(days) == 4
    assert days == sorted(days, key=date.fromisoformat, reverse=True)
    assert "selected" in next(o for o in page.all("option") if o.has(value="date")).attributes


def test_dates_are_written_for_people(get: Get):
    page = get("/search", q="inflation", **{"in": "ru"})
    assert (page.one("time")["datetime"], page.one("time").text) == ("2022-05-04T10:30:00+00:00", "4 May 2022")


def test_pages_follow_one_another(get: Get):
    first, second, third = (get("/search", q="flood", page=number) for number in (1, 2, 3))
    assert [len(hits(page)) for page in (first, second, third)] == [10, 10, 3]
    seen = [heading.words for page in (first, second, third) for heading in page.all("h2", class_="title")]
    assert len(set(seen)) == 23
    assert second.one("ol", class_="hits")["start"] == "11"
    assert parameters(first.one("a", rel="next")) == {"q": ["flood"], "page": ["2"]}
    assert first.all("a", rel="prev") == []
    assert parameters(second.one("a", rel="prev")) == {"q": ["flood"]}
    assert third.all("a", rel="next") == []
    assert second.one("link", rel="next")["href"] == second.one("a", rel="next")["href"]


def test_a_page_after_the_last_leads_back(get: Get):
    page = get("/search", q="flood", page=9)
    assert parameters(page.one("a", rel="prev")) == {"q": ["flood"], "page": ["3"]}


def test_an_article_without_title_is_listed_by_its_beginning(get: Get):
    page = get("/search", q="inflation", **{"in": "de"})
    heading = page.one("h2", class_="untitled")
    assert heading.words == "Die Inflation steigt seit Monaten, und die Zentralbank hat am Dienstag die Zinsen erhöht."
    article = get(page.one("a", heading)["href"])
    assert article.one("h1").words == heading.words
    assert article.one("title").words.startswith("Die Inflation steigt")


def test_searched_as(get: Get):
    page = get("/search", q="inflation -bank")
    shown = page.one("details", class_="searched-as")
    section = page.all("section", shown)[0]
    rows = {row.words.split()[0]: row for row in page.all("div", section)}
    assert "инфляция lexicon · 100%" in rows["Russian"].words
    assert page.one("bdi", rows["Arabic"]).has(lang="ar", dir="rtl")
    assert [h.words for h in page.all("h2", shown)] == ["inflation", "without bank"]
    assert "this project’s own lexicon" in shown.words


def test_what_was_not_understood_is_said(get: Get):
    assert "quotation mark" in get("/search", q='"flood').one("p", class_="warning").words


def test_nothing_found(get: Get):
    page = get("/search", q="qqqqzzzz <wwwwvvvv>")
    assert page.one("p", role="status").words.startswith("No articles")
    assert "qqqqzzzz <wwwwvvvv>" in page.one("div", class_="nothing").words


def test_an_empty_query_leads_to_the_start_page(client: FlaskClient):
    response = client.get("/search?q=+")
    assert (response.status_code, response.location) == (302, "/")


def test_article(get: Get):
    results = get("/search", q="inflation", **{"in": "en,ru"}, sort="date")
    link = next(a for a in results.all("a") if "Central bank raises" in a.words)
    page = get(link["href"])
    assert urlsplit(link["href"]).path == f"/article/{public_id('en-rates')}"
    assert page.one("h1").words == "Central bank raises rates as inflation climbs"
    assert [p.words for p in page.all("p", page.one("div", class_="text"))] == [
        "The central bank raised its interest rate on Tuesday.",
        "Inflation has been rising for months. <b>Bold</b>.",
    ]
    assert {mark.text for mark in page.all("mark")} == {"inflation", "Inflation"}
    assert page.one("ul", class_="meta").words == "English The Example Times 3 May 2022"
    assert page.one("a", rel="external noopener noreferrer")["href"] == "https://example.org/rates?id=1&lang=en"
    back = page.one("a", page.one("p", class_="back"))
    assert parameters(back) == {"q": ["inflation"], "in": ["en,ru"], "sort": ["date"]}


@pytest.mark.parametrize(
    "path", [public_id(FRENCH_ID), "https%3A%2F%2Fexample.org%2F%2Ffr%2Farticle%3Fa%3D1%26b%3D2%23top"]
)
def test_any_id_leads_to_its_article(get: Get, path: str):
    page = get(f"/article/{path}")
    assert page.one("h1").words == "L’inflation augmente encore"
    assert page.all("mark") == []
    assert page.all("p", class_="back") == []
    assert page.one("link", rel="canonical")["href"] == f"/article/{public_id(FRENCH_ID)}"


def test_a_detected_language_says_so(get: Get):
    assert "language detected, 87% sure" in get(f"/article/{public_id(FRENCH_ID)}").one("ul", class_="meta").words
    assert "detected" not in get("/article/en-rates").one("ul", class_="meta").words


def test_only_web_addresses_become_links(get: Get):
    page = get(f"/article/{public_id(FRENCH_ID)}")
    assert page.one("p", class_="origin").words == "Original: javascript:alert(1)"
    assert not [link for link in page.all("a") if link["href"].lower().startswith("javascript")]


@pytest.mark.parametrize("path", ["/search?q=inflation&in=en", "/article/hostile?q=inflation"])
def test_hostile_text_stays_text(get: Get, path: str):
    page = get(path)
    # What is written in the article is what is read, entities and all: it was escaped once, not never and not twice.
    seen = " ".join(HOSTILE.split())
    assert any(seen in element.words for element in page.all("p") if element.has(lang="en"))
    assert any(element.words == seen for tag in ("h1", "h2") for element in page.all(tag))
    assert any(element.words == seen for element in page.all("bdi"))
    assert all(image["src"].startswith("/static/") for image in page.all("img"))


def test_hostile_query_stays_text(get: Get):
    page = get("/search", q='"><script>alert(1)</script>')
    assert page.one("input", id="q")["value"] == '"><script>alert(1)</script>'
    assert len(page.all("script")) == 1


def test_no_such_page(client: FlaskClient):
    for path, words in (("/article/none", "No article"), ("/nowhere", "nothing at this address")):
        response = client.get(path)
        assert response.status_code == 404
        assert words in Page(response.text).one("main").words


def test_opensearch(client: FlaskClient):
    response = client.get("/opensearch.xml", base_url="https://news.example.org:8443/")
    assert response.mimetype == "application/opensearchdescription+xml"
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    root = ElementTree.fromstring(response.text)
    urls = {url.get("type"): url.get("template") for url in root.findall(f"{space}Url")}
    assert urls["text/html"] == "https://news.example.org:8443/search?q={searchTerms}"
    assert root.findtext(f"{space}ShortName") == "Dragoman"
    image = root.findtext(f"{space}Image") or ""
    assert client.get(urlsplit(image).path).mimetype == "image/svg+xml"


def test_without_an_index_the_page_says_what_to_do(tmp_path: Path):
    folder = tmp_path / "index"
    client = create_app(Settings(index=folder)).test_client()
    response = client.get("/")
    assert response.status_code == 503
    page = Page(response.text)
    assert page.one("h1").words == "Nothing to search in yet"
    assert page.one("pre").words == "search index PATH…"
    assert str(folder) not in response.text, "where it lies on the server is nobody's business"
    make_index(folder, ARTICLES[:2])
    assert client.get("/").status_code == 200, "an index made while the server runs is found"


def test_sources_off_and_languages_chosen_stay_in_the_form_and_in_links(get: Get):
    page = get("/search", q="Tuesday", sources_off=["names", "cldr"], only="ar,ru")
    assert "open" in page.one("details", class_="options").attributes
    boxes = {box["value"]: "checked" in box.attributes for box in page.all("input", name="sources_off")}
    assert boxes == {"lexicon": False, "cldr": True, "dictionaries": False, "loanwords": False, "names": True}
    assert page.one("input", id="only")["value"] == "ar,ru"
    links = [link["href"] for link in page.all("a") if "/article/" in link.attributes.get("href", "")]
    assert links
    for link in links:
        parameters = parse_qs(urlsplit(link).query)
        assert (parameters["sources_off"], parameters["only"]) == (["names,cldr"], ["ar,ru"])


def test_nothing_found_with_sources_off_leads_back(get: Get):
    page = get("/search", q="Zentralbankrat", sources_off="lexicon,cldr,names,loanwords", only="fr")
    assert "Sources or languages are off" in page.one("div", class_="nothing").words
    (back,) = [link for link in page.all("a") if link.words == "search with all of them"]
    assert parse_qs(urlsplit(back["href"]).query) == {"q": ["Zentralbankrat"]}


def test_titles_in_other_languages_are_glossed(get: Get):
    glosses = {hit["lang"]: hit for hit in hits(get("/search", q="inflation", **{"from": "en"}))}
    page = get("/search", q="Inflation", **{"from": "de"}, gloss="ar")
    shown = [element.words for element in page.all("p", class_="gloss")]
    assert shown
    assert all(words.startswith("word by word: ") for words in shown)
    texts = [element for element in page.all("span", lang="ar") if any(p.has(class_="gloss") for p in element.parents)]
    assert texts
    assert {element["dir"] for element in texts} == {"rtl"}
    assert page.one("input", name="gloss")["value"] == "ar"
    english = get("/search", q="inflation", **{"from": "en"})
    assert "word by word: central bank" in " ".join(element.words for element in english.all("p", class_="gloss"))
    assert "word by word" not in glosses["en"].words

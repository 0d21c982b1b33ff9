"""The search for programs: the promised shape, and the same answers as the pages."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from index.documents import public_id
from search.rendering.json_format import page_dict
from search.service import SearchOptions, SearchService
from tests.web.articles import ARTICLES, HOSTILE


def ask(client: FlaskClient, path: str, **parameters: Any) -> dict[str, Any]:
    response = client.get(path, query_string=parameters)
    assert response.status_code == 200, response.text
    assert response.mimetype == "application/json"
    body = response.get_json()
    assert isinstance(body, dict)
    return body


def test_the_shape_is_the_promised_one(client: FlaskClient):
    body = ask(client, "/api/v1/search", q="inflation")
    assert list(body) == ["query", "took_ms", "total", "warnings", "languages", "concepts", "hits"]
    assert (body["query"], body["total"], body["warnings"]) == ("inflation", 7, [])
    assert body["languages"] == {"en": 2, "ru": 1, "ar": 1, "de": 1, "fr": 1, "ja": 1}
    (concept,) = body["concepts"]
    assert {"lang", "text", "confidence", "source"} == set(concept["alternatives"][0])
    hit = body["hits"][0]
    assert {"rank", "score", "id", "public_id", "lang", "title", "title_marks", "url", "source", "published"} < set(hit)
    assert [each["rank"] for each in body["hits"]] == [1, 2, 3, 4, 5, 6, 7]


def test_it_is_what_the_command_line_prints(client: FlaskClient, service: SearchService):
    body = ask(client, "/api/v1/search", q="central bank", n=3)
    expected = page_dict(service.search("central bank", SearchOptions(count=3)))
    assert body | {"took_ms": 0} == expected | {"took_ms": 0}


def test_marks_point_into_the_text(client: FlaskClient):
    body = ask(client, "/api/v1/search", q="inflation", **{"in": "ru,ar"})
    marked = {
        snippet["text"][mark["start"] : mark["end"]]
        for hit in body["hits"]
        for snippet in hit["snippets"]
        for mark in snippet["marks"]
    }
    assert {"Инфляция", "التضخم"} <= marked


def test_ids_and_public_ids(client: FlaskClient):
    body = ask(client, "/api/v1/search", q="inflation", **{"in": "fr"})
    (hit,) = body["hits"]
    assert hit["id"] == "https://example.org//fr/article?a=1&b=2#top"
    assert hit["public_id"] == public_id(hit["id"])
    assert ask(client, f"/api/v1/articles/{hit['public_id']}")["id"] == hit["id"]


def test_pages_and_counts(client: FlaskClient):
    first = ask(client, "/api/v1/search", q="flood", n=20)
    second = ask(client, "/api/v1/search", q="flood", n=20, page=2)
    assert (len(first["hits"]), len(second["hits"]), second["hits"][0]["rank"]) == (20, 3, 21)
    assert len({hit["id"] for hit in first["hits"] + second["hits"]}) == 23
    assert ask(client, "/api/v1/search", q="flood", page=100)["hits"] == []


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"in": "ru"}, ["ru-rates"]),
        ({"source": "Beispiel, Zeitung"}, ["de-rates"]),
        ({"since": "2022-05-04"}, ["ru-rates"]),
        ({"until": "2020-12-31"}, ["de-rates"]),
        ({"since": "2020-01-01", "sort": "date"}, ["ru-rates", "en-rates", "ar-rates", "de-rates"]),
    ],
)
def test_the_parameters_of_the_page(client: FlaskClient, parameters: dict[str, str], expected: list[str]):
    assert [hit["id"] for hit in ask(client, "/api/v1/search", q="inflation", **parameters)["hits"]] == expected


def test_the_query_language_can_be_said(client: FlaskClient):
    # No Russian word is written like this, so it is translated from English only.
    found = {
        said: {hit["lang"] for hit in ask(client, "/api/v1/search", q="inflation", **{"from": said})["hits"]}
        for said in ("en", "ru")
    }
    assert "ru" in found["en"] - found["ru"]


def test_text_is_sent_as_it_is(client: FlaskClient):
    response = client.get("/api/v1/search?q=inflation&in=ar,en")
    assert "التضخم" in response.text, "readable, and not \\u0627"
    hostile = next(hit for hit in response.get_json()["hits"] if hit["id"] == "hostile")
    assert hostile["title"] == " ".join(HOSTILE.split())


def test_article(client: FlaskClient):
    body = ask(client, "/api/v1/articles/ru-rates", q="inflation")
    article = next(article for article in ARTICLES if article.id == "ru-rates")
    assert {name: body[name] for name in ("id", "lang", "title", "text", "source", "published", "url")} == {
        name: getattr(article, name) for name in ("id", "lang", "title", "text", "source", "published", "url")
    }
    assert body["lang_confidence"] == 1.0
    assert [body["text"][mark["start"] : mark["end"]] for mark in body["text_marks"]] == ["Инфляция"]
    assert ask(client, "/api/v1/articles/ru-rates")["text_marks"] == []


def test_health(client: FlaskClient):
    assert ask(client, "/healthz") == {"status": "ok", "documents": len(ARTICLES)}


def test_sources_can_be_off_and_languages_chosen(client: FlaskClient):
    def found(**parameters: Any) -> set[str]:
        return {hit["lang"] for hit in ask(client, "/api/v1/search", q="Tuesday", **parameters)["hits"]}

    assert {"en", "de", "ru", "ar"} <= found()
    assert found(sources_off="lexicon,cldr,loanwords,names") == {"en"}
    assert found(only="ar") == {"en", "ar"}
    lone = ask(client, "/api/v1/search", q="Tuesday", sources_off=["lexicon", "name"])
    assert "cldr" in {each["source"] for concept in lone["concepts"] for each in concept["alternatives"]}
    assert ask(client, "/api/v1/articles/ru-rates", q="Tuesday", sources_off="lexicon,cldr")["text_marks"] == []
    wrong = client.get("/api/v1/search?q=flood&sources_off=everything")
    assert wrong.status_code == 400
    assert wrong.get_json()["errors"][0]["parameter"] == "sources_off"

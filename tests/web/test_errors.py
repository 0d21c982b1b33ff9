"""Every failure has a status, and both worlds are told what is wrong and what to do."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from index.errors import (
    IndexLockedError,
    IndexMissingError,
    IndexStoreError,
    LanguageError,
    LexiconError,
    SearchError,
    SettingsError,
)
from search.settings import Settings
from tests.web.reading import Page
from web import create_app
from web.errors import status_of
from web.parameters import ParameterError, Problem

WRONG = [
    ({"since": "3.5.2022"}, "since", "2022-05-03"),
    ({"since": "2022-02-30"}, "since", "year-month-day"),
    ({"until": "yesterday"}, "until", "year-month-day"),
    ({"since": "2022-02-02", "until": "2022-02-01"}, "since", "exchange"),
    ({"page": "two"}, "page", "from 1 to 100"),
    ({"page": "0"}, "page", "from 1 to 100"),
    ({"page": "101"}, "page", "from 1 to 100"),
    ({"page": "1.5"}, "page", "whole number"),
    ({"page": "9" * 5000}, "page", "whole number"),
    ({"sort": "size"}, "sort", "relevance"),
    ({"from": "xx"}, "from", "ar, "),
    ({"in": "russian"}, "in", "two letters"),
    ({"q": "a" * 1001}, "q", "shorten it to 1000"),
]


def problem(response: TestResponse, status: int) -> dict[str, Any]:
    """Check that an answer has the one shape of RFC 9457 that all failures have."""
    assert response.status_code == status, response.text
    assert response.mimetype == "application/problem+json"
    body = response.get_json()
    assert list(body) == ["type", "title", "status", "detail", "errors"]
    assert (body["type"], body["status"]) == ("about:blank", status)
    assert body["title"]
    assert body["detail"]
    assert isinstance(body, dict)
    return body


def page(response: TestResponse, status: int) -> Page:
    """Check that an answer is a page for people."""
    assert response.status_code == status, response.text
    assert response.mimetype == "text/html"
    return Page(response.text)


@pytest.mark.parametrize(("parameters", "name", "remedy"), WRONG)
def test_a_wrong_parameter_is_named_to_programs(
    client: FlaskClient, parameters: dict[str, str], name: str, remedy: str
):
    body = problem(client.get("/api/v1/search", query_string={"q": "a", **parameters}), 400)
    assert [error["parameter"] for error in body["errors"]] == [name]
    assert remedy in body["errors"][0]["detail"]
    assert name in body["detail"]


@pytest.mark.parametrize(("parameters", "name", "remedy"), WRONG)
def test_a_wrong_parameter_is_named_to_people(client: FlaskClient, parameters: dict[str, str], name: str, remedy: str):
    shown = page(client.get("/search", query_string={"q": "a", **parameters}), 400)
    main = shown.one("main")
    assert shown.one("code", main).words == name
    assert remedy in main.words
    assert shown.one("input", id="q")["value"] == parameters.get("q", "a")[:1000]


def test_all_that_is_wrong_is_said_at_once(client: FlaskClient):
    body = problem(client.get("/api/v1/search?q=a&page=x&since=y&n=0"), 400)
    assert {error["parameter"] for error in body["errors"]} == {"page", "since", "n"}


@pytest.mark.parametrize("count", ["0", "101", "ten", "-1"])
def test_the_number_of_hits_has_bounds(client: FlaskClient, count: str):
    body = problem(client.get("/api/v1/search", query_string={"q": "flood", "n": count}), 400)
    assert [error["parameter"] for error in body["errors"]] == ["n"]


def test_a_missing_query(client: FlaskClient):
    for path in ("/api/v1/search", "/api/v1/search?q=", "/api/v1/search?q=+"):
        assert problem(client.get(path), 400)["errors"][0]["parameter"] == "q"


@pytest.mark.parametrize("path", ["/search?q=flood&in=qq", "/article/en-rates?q=a&in=q1"])
def test_an_unknown_language_is_told_to_people(client: FlaskClient, path: str):
    assert "languag" in page(client.get(path), 400).one("main").words


def test_an_unknown_language_is_told_to_programs(client: FlaskClient):
    body = problem(client.get("/api/v1/search?q=flood&in=qq"), 400)
    assert "'qq'" in body["detail"]
    assert "ar, " in body["detail"]


def test_nothing_there(client: FlaskClient):
    for path in ("/api/v1/articles/none", "/api/v1/nowhere", "/api/v2/search"):
        problem(client.get(path), 404)
    for path in ("/article/none", "/nowhere", "/static/none/none.css", "/searches"):
        page(client.get(path), 404)


def test_a_method_that_is_not_allowed(client: FlaskClient):
    response = client.post("/api/v1/search?q=a")
    problem(response, 405)
    assert "GET" in response.headers["Allow"]
    page(client.post("/search"), 405)


def classes(root: type[SearchError]) -> Iterator[type[SearchError]]:
    yield root
    for child in root.__subclasses__():
        yield from classes(child)


def test_every_error_has_its_status():
    known = {
        "ParameterError": 400,
        "LanguageError": 400,
        "IndexStoreError": 503,
        "IndexMissingError": 503,
        "IndexLockedError": 503,
    }
    found = {error.__name__: status_of(error.__new__(error)) for error in classes(SearchError)}
    assert {name: found[name] for name in known} == known
    for error in classes(SearchError):
        if not issubclass(error, ParameterError | LanguageError | IndexStoreError):
            assert found[error.__name__] == 500, error
    assert status_of(ValueError("any")) == 500


class FailingService:
    """A search that always fails in the same way."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def search(self, *_arguments: object) -> object:
        raise self.error

    article = statistics = search


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (IndexMissingError("no index in /secret/place"), 503),
        (IndexLockedError("locked in /secret/place"), 503),
        (IndexStoreError("damaged in /secret/place"), 503),
        (LexiconError("/secret/place", 3, "torn"), 500),
        (SettingsError("/secret/place"), 500),
        (RuntimeError("/secret/place"), 500),
        (ParameterError((Problem("q", "is odd"),), ""), 400),
        (LanguageError("qq", ("ar", "de")), 400),
    ],
)
def test_a_failure_is_told_without_secrets(error: Exception, status: int, caplog: pytest.LogCaptureFixture):
    app = create_app(Settings(index=Path("/secret/place")), FailingService(error))  # type: ignore[arg-type]
    client = app.test_client()
    with caplog.at_level(logging.ERROR):
        for path in ("/", "/search?q=a", "/article/a"):
            response = client.get(path)
            assert page(response, status).one("h1").words
            assert "/secret/place" not in response.text
        for path in ("/api/v1/search?q=a", "/api/v1/articles/a", "/healthz"):
            response = client.get(path)
            problem(response, status)
            assert "/secret/place" not in response.text
    assert ("/secret/place" in caplog.text) == (status >= 500), "the log says it, if it is our fault"
    assert ("Traceback" in caplog.text) == isinstance(error, RuntimeError), "only what nobody foresaw needs one"


def test_a_missing_index_says_how_to_make_one(tmp_path: Path):
    client = create_app(Settings(index=tmp_path / "none")).test_client()
    assert "search index PATH…" in problem(client.get("/healthz"), 503)["detail"]
    assert "search index PATH…" in problem(client.get("/api/v1/search?q=a"), 503)["detail"]


def test_a_working_application_has_no_debugger(app: Flask):
    assert not app.debug

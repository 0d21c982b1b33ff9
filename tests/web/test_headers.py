"""What every answer forbids browsers to do, and what they may keep."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.reading import Page
from web.assets import Assets
from web.headers import SECURITY_HEADERS

PATHS = (
    "/",
    "/search?q=inflation",
    "/search?q=",
    "/search?q=a&page=x",
    "/article/en-rates",
    "/article/none",
    "/api/v1/search?q=inflation",
    "/api/v1/search",
    "/api/v1/articles/none",
    "/healthz",
    "/opensearch.xml",
    "/nowhere",
)


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_carries_them(client: FlaskClient, path: str):
    headers = client.get(path).headers
    for name, value in SECURITY_HEADERS.items():
        assert headers.getlist(name) == [value]
    assert headers.getlist("Cache-Control") != []


def test_the_policy_allows_our_own_files_and_nothing_else(client: FlaskClient):
    policy = dict(
        rule.split(" ", 1) for rule in client.get("/").headers["Content-Security-Policy"].split("; ")
    )  # a directive said twice would be lost here, so the count is compared too
    assert client.get("/").headers["Content-Security-Policy"].count(";") == len(policy) - 1
    assert policy == {
        "default-src": "'none'",
        "style-src": "'self'",
        "script-src": "'self'",
        "img-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }


@pytest.mark.parametrize("path", ["/", "/search?q=inflation", "/article/en-rates", "/api/v1/search?q=inflation"])
def test_pages_are_asked_for_anew_and_stay_private(client: FlaskClient, path: str):
    assert client.get(path).headers["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("path", ["/nowhere", "/search?q=a&page=x", "/api/v1/search"])
def test_failures_are_not_kept(client: FlaskClient, path: str):
    assert client.get(path).headers["Cache-Control"] == "no-store"


def static_addresses(client: FlaskClient) -> list[str]:
    page = Page(client.get("/").text)
    found = [*(link["href"] for link in page.all("link")), *(each["src"] for each in page.all("script"))]
    found += [image["src"] for image in page.all("img")]
    return sorted({address for address in found if address.startswith("/static/")})


def test_static_files_are_kept_for_ever(client: FlaskClient):
    addresses = static_addresses(client)
    assert [Path(address).name for address in sorted(addresses, key=lambda a: Path(a).name)] == [
        "logo.svg",
        "search.js",
        "style.css",
    ]
    types = {"logo.svg": "image/svg+xml", "search.js": "text/javascript", "style.css": "text/css"}
    for address in addresses:
        response = client.get(address)
        assert (response.status_code, response.mimetype) == (200, types[Path(address).name])
        assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.data


def test_a_file_under_an_old_address_is_not_kept(client: FlaskClient):
    response = client.get("/static/000000000000/style.css")
    assert (response.status_code, response.headers["Cache-Control"]) == (200, "no-cache")


@pytest.mark.parametrize("name", ["none.css", "..%2Fapi.py", "%2Fetc%2Fpasswd", "../api.py"])
def test_only_static_files_are_served(client: FlaskClient, name: str):
    assert client.get(f"/static/000000000000/{name}").status_code == 404


def test_an_address_changes_with_its_content(tmp_path: Path):
    app = Flask("static", static_folder=None)
    addresses = []
    for content in ("a {}", "b {}", "a {}"):
        (tmp_path / "style.css").write_text(content)
        assets = Assets(tmp_path)
        if not addresses:
            assets.attach(app)
        with app.test_request_context():
            addresses.append(assets.address("style.css"))
    assert addresses[0] == addresses[2] != addresses[1]

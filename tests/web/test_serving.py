"""Real servers in real processes, asked over real HTTP."""

import json
import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote, urlsplit
from urllib.request import urlopen

import pytest

from index.errors import SettingsError
from search.settings import Settings
from tests.web.articles import ARTICLES, make_index
from tests.web.conftest import Server
from web.headers import CONTENT_SECURITY_POLICY
from web.serving import PORTS_TRIED, bind, serve

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the web server needs Unix")
Start = Callable[..., Server]


def ask(server: Server, path: str) -> str:
    with urlopen(f"{server.address}{path}", timeout=60) as answer:
        return answer.read().decode()


@pytest.fixture
def taken() -> Iterator[int]:
    """Give a port that another program listens on, with a free one after it."""
    while True:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            port = listener.getsockname()[1]
            if port < 65_000:
                yield port
                return


def test_pages_and_api_are_served(server: Server):
    assert json.loads(ask(server, "healthz")) == {"status": "ok", "documents": len(ARTICLES)}
    assert "Инфляция" in ask(server, "search?q=inflation&in=ru")
    assert json.loads(ask(server, f"api/v1/search?q={quote('инфляция')}"))["total"] >= 5
    encoded = quote("https://example.org//fr/article?a=1&b=2#top", safe="")
    assert json.loads(ask(server, f"api/v1/articles/{encoded}"))["lang"] == "fr"


def test_headers_reach_the_browser_through_the_server(server: Server):
    with urlopen(f"{server.address}search?q=inflation", timeout=60) as answer:
        assert answer.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    with pytest.raises(HTTPError) as caught:
        ask(server, "api/v1/search")
    with caught.value as error:
        assert error.headers["Content-Type"] == "application/problem+json"


def test_many_ask_at_once(server: Server):
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda _: json.loads(ask(server, "api/v1/search?q=flood&n=50"))["total"], range(64)))
    assert answers == [23] * 64


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_quietly(start_server: Start, number: int):
    server = start_server()
    ask(server, "healthz")
    code, out, log = server.stop(number)
    assert (code, out, log) == (0, "done\n", ""), "serve() has returned, and nobody complained"


def children(server: Server) -> list[int]:
    """List the processes a server has started."""
    number = server.process.pid
    listing = Path(f"/proc/{number}/task/{number}/children")
    if not listing.exists():
        pytest.skip("this system does not list the children of a process")
    return [int(child) for child in listing.read_text().split()]


def test_ctrl_c_in_a_terminal_reaches_all_processes(start_server: Start):
    server = start_server(workers=2)
    ask(server, "healthz")
    for child in children(server):
        os.kill(child, signal.SIGINT)
    code, out, log = server.stop(signal.SIGINT)
    assert (code, out) == (0, "done\n")
    assert "Traceback" not in log


def test_several_workers(start_server: Start):
    server = start_server(workers=3)
    ask(server, "healthz")
    deadline = time.monotonic() + 30
    while len(children(server)) != 3 and time.monotonic() < deadline:
        time.sleep(0.1)
    assert len(children(server)) == 3
    assert server.stop()[0] == 0


def test_the_next_free_port_is_taken(start_server: Start, taken: int):
    server = start_server(port=taken, given=False)
    assert taken < (urlsplit(server.address).port or 0) < taken + PORTS_TRIED
    assert json.loads(ask(server, "healthz"))["status"] == "ok"
    server.stop()


def test_a_port_that_was_asked_for_must_be_free(taken: int, settings: Settings):
    with pytest.raises(SettingsError, match=rf"port {taken}: address already in use: choose another --port"):
        serve(settings, "127.0.0.1", taken, True, 1, announce=pytest.fail)


@pytest.mark.parametrize(
    ("host", "port", "words"),
    [
        ("no.such.host.invalid", 8000, "no host 'no.such.host.invalid'"),
        ("x" * 70, 8000, "no host"),
        ("192.0.2.1", 8000, "choose another"),
        ("127.0.0.1", 70_000, "no port 70000"),
        ("127.0.0.1", -1, "no port -1"),
    ],
)
@pytest.mark.parametrize("given", [True, False])
def test_a_place_that_cannot_be_listened_on(host: str, port: int, words: str, given: bool):
    with pytest.raises(SettingsError, match=words):
        bind(host, port, port_was_given=given)


def test_no_workers_cannot_serve(settings: Settings):
    with pytest.raises(SettingsError, match="use 1 or more"):
        serve(settings, "127.0.0.1", 0, True, 0, announce=pytest.fail)


def test_a_host_that_others_can_reach_is_warned_of(start_server: Start):
    server = start_server(host="0.0.0.0")
    assert server.address.startswith("http://127.0.0.1:"), "an address that a browser can open"
    ask(server, "healthz")
    code, _, log = server.stop()
    assert code == 0
    assert "listening on 0.0.0.0" in log
    assert "without password" in log


def test_ipv6(start_server: Start):
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        pytest.skip("this machine has no IPv6")
    server = start_server(host="::1")
    assert server.address.startswith("http://[::1]:")
    assert json.loads(ask(server, "healthz"))["status"] == "ok"
    assert server.stop() == (0, "done\n", "")


def test_an_index_that_is_made_later_is_found(start_server: Start, tmp_path: Path):
    server = start_server(index=tmp_path / "index")
    with pytest.raises(HTTPError) as caught:
        ask(server, "healthz")
    with caught.value as error:
        assert (error.code, json.loads(error.read())["status"]) == (503, 503)
    make_index(tmp_path / "index", ARTICLES[:2])
    assert json.loads(ask(server, "healthz")) == {"status": "ok", "documents": 2}
    code, _, log = server.stop()
    assert code == 0
    assert "no index in" in log

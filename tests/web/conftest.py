"""One index, service and server for all tests of a worker process."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from search.service import SearchService
from search.settings import Settings
from tests.web.articles import make_index
from tests.web.reading import Page
from web import create_app

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return make_index(tmp_path_factory.mktemp("web") / "index")


@pytest.fixture(scope="session")
def service(settings: Settings) -> SearchService:
    return SearchService.open(settings)


@pytest.fixture(scope="session")
def app(settings: Settings, service: SearchService) -> Flask:
    return create_app(settings, service)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def get(client: FlaskClient) -> Callable[..., Page]:
    """Get a page that is there, and take it apart."""

    def get_page(path: str, **parameters: str | int | list[str]) -> Page:
        response = client.get(path, query_string=parameters or None)
        assert response.status_code == 200, response.text
        assert response.mimetype == "text/html"
        return Page(response.text)

    return get_page


@dataclass
class Server:
    """A server in a process of its own."""

    process: "subprocess.Popen[str]"
    address: str

    def stop(self, number: int = signal.SIGTERM) -> tuple[int, str, str]:
        """Send a signal; give exit code, and what was printed and logged since the start."""
        self.process.send_signal(number)
        out, log = self.process.communicate(timeout=30)
        return self.process.returncode, out, log


SERVE = """
import sys
from pathlib import Path
from search.settings import Settings
from web.serving import serve
index, host, port, given, workers = sys.argv[1:]
settings = Settings(index=Path(index))
serve(settings, host, int(port), given == "given", int(workers), lambda line: print(line, flush=True))
print("done", flush=True)
"""


@pytest.fixture(scope="session")
def start_server(settings: Settings) -> Iterator[Callable[..., Server]]:
    """Start servers; those still running at the end are stopped."""
    started: list[subprocess.Popen[str]] = []

    def start(
        host: str = "127.0.0.1", port: int = 0, given: bool = True, workers: int = 1, index: Path = settings.index
    ) -> Server:
        process = subprocess.Popen(
            [sys.executable, "-c", SERVE, str(index), host, str(port), "given" if given else "not", str(workers)],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        assert process.stdout is not None
        line = process.stdout.readline().strip()
        if not re.fullmatch(r"http://\S+:\d+/", line):
            process.kill()
            pytest.fail(f"it announced {line!r}; {process.communicate()[1]}")
        return Server(process, line)

    yield start
    for process in started:
        if process.poll() is None:
            process.terminate()
            try:
                process.communicate(timeout=30)
            except subprocess.TimeoutExpired:
                process.kill()
        for stream in (process.stdout, process.stderr):
            if stream:
                stream.close()


@pytest.fixture(scope="session")
def server(start_server: Callable[..., Server]) -> Server:
    """One server for all tests that only ask it things."""
    return start_server()

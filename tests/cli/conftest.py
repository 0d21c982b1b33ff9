"""The command line as its users have it: real processes over a real index of articles written for these tests."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from index.languages.lemma_tables import cache_folder

ROOT = Path(__file__).resolve().parents[2]

ARTICLES = (
    {
        "id": "en-1",
        "lang": "en",
        "title": "New sanctions against three banks",
        "text": "The ministry announced new sanctions on Monday. Three banks lose their licences.\n\n"
        "A spokesman of Qorvatex said that the company would appeal.",
        "url": "https://example.org/a?b=1&c=2",
        "source": "Morning Post",
        "published": "2022-05-03",
    },
    {
        "id": "en 2",
        "lang": "en",
        "title": "Sanctions and gold",
        "text": 'Traders say that sanctions move the price of gold, "more than ever".',
        "source": "Evening, Post",
        "published": "2022-06-01",
    },
    {
        "id": "de-1",
        "lang": "de",
        "title": "Regierung beschließt Sanktionen",
        "text": "Die Regierung hat am Montag Sanktionen gegen drei Banken beschlossen.",
        "source": "Tageblatt",
        "published": "2022-05-04T10:00:00+00:00",
    },
    {
        "id": "ru-1",
        "lang": "ru",
        "title": "Правительство ввело санкции",
        "text": "Правительство объявило о санкциях против трёх банков. Цена золота выросла.",
        "source": "Вести",
        "published": "2022-05-05",
    },
    {
        "id": "fr-1",
        "lang": "fr",
        "title": "Le fleuve monte",
        "text": "Le fleuve a dépassé son niveau d'alerte dans la vallée.",
        "source": "La Gazette",
    },
    {
        "id": "ar-1",
        "lang": "ar",
        "title": "عقوبات جديدة على البنوك",
        "text": "أعلنت الحكومة عقوبات جديدة على ثلاثة بنوك يوم الاثنين.",
        "source": "الأخبار",
        "published": "2022-05-06",
    },
)


class Result(NamedTuple):
    """What a process left behind."""

    code: int
    out: str
    err: str

    def json(self) -> dict:
        return json.loads(self.out)

    @property
    def ids(self) -> list[str]:
        return [hit["id"] for hit in self.json()["hits"]]


Search = Callable[..., Result]


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment without the user's settings, index or terminal; the caches of compiled tables are kept."""
    home = tmp_path_factory.mktemp("home")
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "COVERAGE_PROCESS_START") if name in os.environ}
    return kept | {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        "SEARCH_CACHE": str(cache_folder().parent),
        "SEARCH_INDEX": str(home / "no-index"),
        "PYTHONPATH": str(ROOT),
        "TERM": "xterm-256color",
    }


@pytest.fixture(scope="session")
def search(environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Search:
    """Run `search …` in a process of its own."""
    folder = tmp_path_factory.mktemp("work")

    def run(*arguments: str, stdin: str | bytes = b"", index: Path | None = None, **variables: str) -> Result:
        content = stdin.encode() if isinstance(stdin, str) else stdin
        env = environment | variables | ({"SEARCH_INDEX": str(index)} if index else {})
        command = [sys.executable, "-m", "search", *arguments]
        done = subprocess.run(
            command, input=content, capture_output=True, env=env, cwd=folder, timeout=120, check=False
        )
        result = Result(done.returncode, done.stdout.decode(), done.stderr.decode())
        assert "Traceback" not in result.err, result.err
        return result

    return run


@pytest.fixture(scope="session")
def articles() -> tuple[Mapping[str, str], ...]:
    return ARTICLES


@pytest.fixture(scope="session")
def jsonl() -> bytes:
    """The articles as a file."""
    return "".join(json.dumps(article, ensure_ascii=False) + "\n" for article in ARTICLES).encode()


@pytest.fixture(scope="session")
def index(search: Search, jsonl: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the articles, to be read only."""
    path = tmp_path_factory.mktemp("store") / "index"
    result = search("index", "-", stdin=jsonl, index=path)
    assert result.code == 0, result.err
    return path


@pytest.fixture
def own_index(search: Search, jsonl: bytes, tmp_path: Path) -> Path:
    """An index of the articles that a test may change."""
    path = tmp_path / "index"
    assert search("index", "-", stdin=jsonl, index=path).code == 0
    return path

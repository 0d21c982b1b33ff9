"""The documents are true: what they name exists, and what exists is named."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from index.languages import LANGUAGES, UNKNOWN_CODE
from index.readers import READERS
from search.cli import COMMANDS
from search.query import parse_query
from search.rendering import FORMATS
from search.settings import SETTINGS

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
LINK = re.compile(r"\]\((?!https?://)([^)#]+)")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_readme_and_has_help(command: str):
    assert f"`search {command}" in README
    assert COMMANDS[command].help


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_every_setting_is_in_the_readme(setting):
    assert setting.variable in README
    assert setting.help


@pytest.mark.parametrize("code", sorted(set(LANGUAGES) - {UNKNOWN_CODE}))
def test_every_language_is_in_the_readme(code: str):
    assert LANGUAGES[code].english_name.removeprefix("Southern ") in README


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_in_the_readme(name: str):
    assert name in README


@pytest.mark.parametrize("suffix", [".txt", ".jsonl"])
def test_the_formats_the_readme_names_are_read(suffix: str):
    assert suffix in README
    assert suffix in READERS


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path):
    for target in LINK.findall(document.read_text(encoding="utf-8")):
        assert (document.parent / target).exists(), f"{document.name} links to {target}"


def test_every_package_folder_is_in_the_architecture():
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    for package in ("index", "search"):
        for folder in (ROOT / package).iterdir():
            if (folder / "__init__.py").exists():
                assert f"{package}/{folder.name}/" in text, folder.name


def test_the_tour_runs(tmp_path: Path):
    """Every command of the README's tour that ends does what it says on the sample articles."""
    block = README.split("## A tour of five minutes")[1].split("```")[1]
    lines = [line.split("#")[0].strip() for line in block.splitlines()[1:] if line.startswith("search ")]
    assert len(lines) >= 8
    for line in lines:
        if line == "search serve":
            continue
        command = line.replace("search ", f"{sys.executable} -m search ", 1)
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=ROOT,
            env={"PATH": "/usr/bin:/bin", "SEARCH_INDEX": str(tmp_path / "index"), **_cache()},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, f"{line}: {done.stderr}"
        assert done.stdout or line.startswith("search index")


def _cache() -> dict[str, str]:
    from index.languages.lemma_tables import cache_folder

    return {"SEARCH_CACHE": str(cache_folder().parent)}


def test_the_queries_of_the_readme_parse_without_warnings():
    table = README.split("### The query")[1].split("###")[0]
    queries = re.findall(r"^\| `([^`]+)` \|", table, re.MULTILINE)
    assert len(queries) >= 6
    assert all(parse_query(query).warnings == () for query in queries)

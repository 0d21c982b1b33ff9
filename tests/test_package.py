"""What is installed is whole: a wheel, not an editable tree, has its data files and works."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    # Building leaves files beside the sources, and takes in what an earlier build left there.
    source = shutil.copytree(ROOT, folder / "source", ignore=shutil.ignore_patterns(".*", "build", "*.egg-info"))
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    subprocess.run(
        [*pip, "wheel", "--no-deps", "--wheel-dir", str(folder), str(source)], check=True, capture_output=True
    )
    (wheel,) = folder.glob("dragoman-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


@pytest.mark.parametrize("package", ["index", "search", "web"])
def test_every_file_of_the_packages_is_in_the_wheel(installed: Path, package: str):
    kept = {".py", ".txt", ".tsv", ".html", ".xml", ".css", ".js", ".svg", ".json"}
    for path in (ROOT / package).rglob("*"):
        if path.suffix in kept and "__pycache__" not in path.parts:
            assert (installed / path.relative_to(ROOT)).is_file(), path.relative_to(ROOT)


def test_nothing_else_is_in_the_wheel(installed: Path):
    names = {path.name for path in installed.iterdir()}
    assert {"index", "search", "web"} <= names
    assert all(name in {"index", "search", "web"} or name.endswith(".dist-info") for name in names)


def test_the_installed_program_works(installed: Path, tmp_path: Path):
    (tmp_path / "story.txt").write_text("The glacier melts.\n", encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(installed), "SEARCH_INDEX": str(tmp_path / "index")}

    def search(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-P", "-m", "search", *arguments]
        return subprocess.run(
            command, env=environment, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False
        )

    assert search("index", "story.txt").returncode == 0
    found = search("query", "--format", "csv", "glaciers")
    assert found.returncode == 0, found.stderr
    assert "story" in found.stdout

"""The digest of the authored files: the same until a byte changes, wherever it was kept."""

import os
from pathlib import Path

import pytest

from search.expansion import lexicon_digest as module
from search.expansion.lexicon_digest import lexicon_digest


@pytest.fixture(name="folder")
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    lexicon = tmp_path / "lexicon"
    lexicon.mkdir()
    (lexicon / "sea.tsv").write_text("en\tde\ntide\tTide\n")
    (lexicon / "sky.tsv").write_text("en\tde\nstar\tStern\n")
    monkeypatch.setattr(module, "lexicon_files", lambda: tuple(sorted(lexicon.glob("*.tsv"))))
    monkeypatch.setenv("SEARCH_CACHE", str(tmp_path / "cache"))
    return lexicon


def test_it_stays_until_a_byte_changes(folder: Path):
    first = lexicon_digest()
    assert lexicon_digest() == first
    (folder / "sea.tsv").write_text("en\tde\ntide\tEbbe\n")
    second = lexicon_digest()
    assert second != first
    (folder / "sea.tsv").write_text("en\tde\ntide\tTide\n")
    assert lexicon_digest() == first
    (folder / "sky.tsv").rename(folder / "sun.tsv")
    assert lexicon_digest() not in {first, second}


def test_files_written_again_as_they_are_keep_it(folder: Path):
    first = lexicon_digest()
    os.utime(folder / "sea.tsv", ns=(1, 1))
    assert lexicon_digest() == first


@pytest.mark.parametrize("damage", [b"", b"0123", b"\xff" * 16])
def test_what_was_kept_and_damaged_is_made_again(folder: Path, tmp_path: Path, damage: bytes):
    first = lexicon_digest()
    (kept,) = (tmp_path / "cache").glob("lexicon-*")
    kept.write_bytes(damage)
    assert lexicon_digest() == first
    assert kept.read_text() == first


def test_no_place_to_keep_it_is_no_error(folder: Path, monkeypatch: pytest.MonkeyPatch):
    first = lexicon_digest()
    monkeypatch.setenv("SEARCH_CACHE", "/dev/null/nowhere")
    assert lexicon_digest() == first

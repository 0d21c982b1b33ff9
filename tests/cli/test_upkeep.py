"""`search check`, `repair`, `backup`, `restore`: what they say, and the codes they end with."""

import json
from pathlib import Path

import pytest


@pytest.fixture
def index(search, tmp_path: Path) -> Path:
    lines = [
        json.dumps({"id": f"a{n}", "lang": "en", "text": f"The harbour of town {n} was closed."}) for n in range(6)
    ]
    (tmp_path / "news.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert search("index", str(tmp_path / "news.jsonl"), index=tmp_path / "i").code == 0
    return tmp_path / "i"


def damage(index: Path) -> None:
    file = max(index.glob("*.dgm"), key=lambda file: file.stat().st_size)
    data = bytearray(file.read_bytes())
    data[data.index(b"\x28\xb5\x2f\xfd") + 12] ^= 4  # within the first article
    file.write_bytes(data)


def test_check_and_repair(search, index: Path):
    whole = search("check", index=index)
    assert (whole.code, whole.out) == (0, "")
    assert "6 articles: all as written" in whole.err
    damage(index)
    found = search("check", index=index)
    assert found.code == 1
    assert "documents/articles: its checksum is wrong; touches 1 article\n  a0\n" in found.out
    repaired = search("repair", index=index)
    assert (repaired.code, repaired.out) == (1, "lost\ta0\n")
    assert "damaged-" in repaired.err
    assert search("check", index=index).code == 0
    assert search("repair", index=index).code == 0
    assert '"total": 5' in search("query", "--format", "json", "harbour", index=index).out


def test_backup_and_restore(search, index: Path, tmp_path: Path):
    copy = str(tmp_path / "copy")
    assert search("backup", copy, "--copy", index=index).code == 0
    assert search("backup", copy, index=index).code == 3
    assert search("delete", "a3", index=index).code == 0
    refused = search("restore", copy, index=index)
    assert refused.code == 3
    assert "--replace" in refused.err
    assert search("restore", copy, "--replace", index=index).code == 0
    assert search("show", "a3", index=index).code == 0


@pytest.mark.parametrize("command", [["check"], ["repair"], ["backup", "x"], ["restore", "x"]])
def test_without_an_index_they_fail(search, tmp_path: Path, command: list[str]):
    command = [word.replace("x", str(tmp_path / "x")) for word in command]
    result = search(*command, index=tmp_path / "none")
    assert result.code == 3
    assert "no index in" in result.err

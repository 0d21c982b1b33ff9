"""dictd: an index into definitions that are laid out for readers."""

import gzip
import string
from pathlib import Path

import pytest

from index.errors import LexiconError

DIGITS = string.ascii_uppercase + string.ascii_lowercase + string.digits + "+/"
DEFINITIONS = {
    "00databaseinfo": "00-database-info\nA dictionary of tests\n",
    "anvil": "anvil /ˈænvɪl/ <n>\nAmboss <masc> [anat., tech.], Schlagamboss <masc>\n"
    "   Synonym: {incus}\n see: {hammer}\n",
    "to forge sth": "to forge sth. /fɔːdʒ/ <v>\n1. etw. schmieden <v, trans>\n2. fälschen, nachmachen; etw. fingieren\n"
    '      "to forge a coin"  - eine Münze fälschen\n         Note: of money\n',
    "quoin": "quoin\nWinkelkeil - ein Keil im Winkel\nein Stein, der an der Ecke eines Hauses sitzt und sie hält\n",
    "ness": "-ness\n-heit, Vorgebirge\n",
}


def number(value: int) -> str:
    digits = ""
    while value or not digits:
        digits = DIGITS[value % 64] + digits
        value //= 64
    return digits


def write(folder: Path, *, suffix: str = ".dict.dz", name: str = "freedict-eng-deu") -> Path:
    text, lines = b"", []
    for headword, definition in DEFINITIONS.items():
        content = definition.encode()
        lines.append(f"{headword}\t{number(len(text))}\t{number(len(content))}\n")
        text += content
    (folder / f"{name}{suffix}").write_bytes(gzip.compress(text) if suffix == ".dict.dz" else text)
    index = folder / f"{name}.index"
    index.write_text("".join(lines), encoding="utf-8")
    return index


@pytest.mark.parametrize("suffix", [".dict", ".dict.dz"])
def test_senses_are_read_without_grammar_remarks_and_references(tmp_path: Path, read, suffix: str):
    assert read(write(tmp_path, suffix=suffix)) == [
        {"en": ("anvil",), "de": ("Amboss", "Schlagamboss")},
        {"en": ("to forge",), "de": ("schmieden",)},
        {"en": ("to forge",), "de": ("fälschen", "nachmachen", "fingieren")},
        {"en": ("quoin",), "de": ("Winkelkeil",)},
        {"en": ("quoin",), "de": ("ein Stein",)},
    ]


def test_either_file_names_the_dictionary(tmp_path: Path, read):
    index = write(tmp_path)
    assert read(tmp_path / "freedict-eng-deu.dict.dz") == read(index)


def test_a_name_without_languages_needs_them_said(tmp_path: Path, read):
    index = write(tmp_path, name="forge")
    with pytest.raises(LexiconError, match=r"forge\.index: cannot tell its languages"):
        read(index)
    assert read(index, pair=("en", "de"))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("anvil\n", "1 cells"),
        ("anvil\tA!\tB\n", "'!' is no digit"),
        ("anvil\tA\t////\n", "behind the end"),
    ],
)
def test_a_broken_index_is_refused_with_its_line(tmp_path: Path, read, line: str, reason: str):
    index = write(tmp_path)
    place = len(index.read_text(encoding="utf-8").splitlines()) + 1
    index.write_text(index.read_text(encoding="utf-8") + line, encoding="utf-8")
    with pytest.raises(LexiconError, match=rf"deu\.index:{place}: .*{reason}"):
        read(index)


def test_bytes_that_are_no_text_are_refused_with_their_line(tmp_path: Path, read):
    index = write(tmp_path)
    index.write_bytes(index.read_bytes() + b"\xff\tA\tB\n")
    with pytest.raises(LexiconError, match=r"index:6: not UTF-8"):
        read(index)


def test_missing_and_truncated_definitions_are_refused(tmp_path: Path, read):
    index = write(tmp_path)
    packed = tmp_path / "freedict-eng-deu.dict.dz"
    packed.write_bytes(packed.read_bytes()[:40])
    with pytest.raises(LexiconError, match=r"dict\.dz: cannot be unpacked"):
        read(index)
    packed.unlink()
    with pytest.raises(LexiconError, match=r"no freedict-eng-deu\.dict beside it"):
        read(index)

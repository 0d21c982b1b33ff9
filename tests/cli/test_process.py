"""The command line as a process: streams, signals, terminals, and errors without tracebacks."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX signals and terminals")


@pytest.mark.parametrize(
    "arguments", [("query", "x"), ("show", "x"), ("delete", "x"), ("stats",), ("run", "-"), ("lexicon", "lookup", "x")]
)
def test_no_index_is_3_and_says_how_to_make_one(search, tmp_path: Path, arguments):
    result = search(*arguments, index=tmp_path / "none")
    assert (result.code, result.out) == (3, "")
    assert result.err == f"search: no index in {tmp_path / 'none'}: make one with 'search index PATH…'\n"


def test_flag_wins_over_environment_before_and_after_the_command(search, index: Path, tmp_path: Path):
    for arguments in (("stats", "--index", str(index)), ("--index", str(index), "stats")):
        assert "articles  6" in search(*arguments, index=tmp_path / "none").out


def test_broken_settings_file_is_2(search, index: Path, tmp_path: Path):
    (tmp_path / "dragoman").mkdir()
    (tmp_path / "dragoman" / "config.toml").write_text("colour = 'red'\n", encoding="utf-8")
    result = search("stats", index=index, XDG_CONFIG_HOME=str(tmp_path))
    assert result.code == 2
    assert "'colour'" in result.err


def test_unknown_command_and_no_command_are_2(search):
    unknown = search("qurey", "x")
    assert unknown.code == 2
    assert "qurey" in unknown.err
    nothing = search()
    assert nothing.code == 2
    assert "Commands:" in nothing.err


def test_locale_without_utf8_still_gives_utf8(search, index: Path):
    result = search("show", "ru-1", index=index, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert "Правительство" in result.out


@posix
def test_a_reader_that_has_seen_enough_is_no_error(environment, index: Path, tmp_path: Path):
    topics = tmp_path / "topics.tsv"
    topics.write_text("".join(f"t{n}\ten\tsanctions\n" for n in range(1000)), encoding="utf-8")
    command = [sys.executable, "-m", "search", "run", str(topics)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment | {"SEARCH_INDEX": str(index)}
    ) as process:
        assert process.stdout.readline().startswith(b"t0 Q0 ")
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == 0


@posix
def test_interrupt_ends_quietly_with_130(environment):
    with subprocess.Popen(
        [sys.executable, "-u", "-m", "search", "analyze", "--lang", "en"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
    ) as process:
        # Enough lines to fill the pipe's buffer: an answer shows that the command is at work.
        process.stdin.write(b"sanctions\n" * 2000)
        process.stdin.flush()
        assert process.stdout.readline() == b"sanctions\tsanction\n"
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 130
        assert process.stderr.read() == b""


@posix
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_full_disk_is_3(environment, index: Path):
    command = [sys.executable, "-m", "search", "stats", "--index", str(index)]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, env=environment, timeout=60, check=False)
    assert done.returncode == 3
    assert done.stderr.decode() == "search: No space left on device\n"


def in_terminal(environment: dict[str, str], *arguments: str) -> str:
    """Run a command with a terminal as standard output and standard error, and give what it shows."""
    leader, follower = os.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "search", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=follower,
        stderr=follower,
        env=environment,
    ) as process:
        os.close(follower)
        shown = b""
        while chunk := read_terminal(leader):
            shown += chunk
        process.wait(timeout=60)
    os.close(leader)
    return shown.decode()


def read_terminal(leader: int) -> bytes:
    try:
        return os.read(leader, 65536)
    except OSError:  # Linux says so when the other side is closed
        return b""


@posix
def test_colours_in_a_terminal_unless_nobody_wants_them(environment, index: Path):
    env = environment | {"SEARCH_INDEX": str(index)}
    assert "\x1b[1;31mсанкциях\x1b[0m" in in_terminal(env, "query", "sanctions", "--in", "ru")
    for variables in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        plain = in_terminal(env | variables, "query", "sanctions", "--in", "ru")
        assert "[санкциях]" in plain
        assert "\x1b" not in plain


@posix
def test_progress_is_shown_in_a_terminal(environment, tmp_path: Path):
    (tmp_path / "a.txt").write_text("The river rose on Monday.", encoding="utf-8")
    shown = in_terminal(environment, "index", str(tmp_path / "a.txt"), "--index", str(tmp_path / "index"))
    assert "1 articles" in shown
    assert "indexed 1 article: en 1" in shown

"""`search serve`: the command hands over to the web server and ends with it; the server has tests of its own."""

import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest


@pytest.mark.skipif(os.name != "posix", reason="the web server needs Unix")
def test_serves_until_interrupted(environment, index: Path):
    command = [sys.executable, "-m", "search", "serve", "--port", "0", "--index", str(index)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, env=environment, **pipes) as process:
        try:
            lines = (re.search(r"http://127\.0\.0\.1:\d+/", line) for line in process.stderr)
            address = next(found[0] for found in lines if found)
            with urlopen(f"{address}healthz", timeout=60) as answer:
                assert answer.status == 200
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=60)
        finally:
            process.terminate()  # or a failure above would leave it serving, and us waiting for it
    assert (process.returncode, out) == (0, "")
    assert "Traceback" not in err


@pytest.mark.skipif(os.name != "posix", reason="the web server needs Unix")
def test_a_port_that_was_asked_for_and_is_taken_is_an_error(search, index: Path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        result = search("serve", "--port", port, index=index)
    assert result.code == 2
    assert result.err.startswith("search: ")
    assert port in result.err

"""The two ways out: data to standard output, everything else to standard error."""

import os
import sys
from pathlib import Path

__all__ = ["prepare_streams", "put", "say", "shows_colors"]


def prepare_streams() -> None:
    """Write UTF-8 whatever the locale; what cannot be written in it is spelled out rather than fatal."""
    # Python has no stream where the caller closed the file descriptor.
    sys.stdout = sys.stdout or Path(os.devnull).open("w")  # noqa: SIM115 - it lasts as long as the process
    sys.stderr = sys.stderr or Path(os.devnull).open("w")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def put(text: str) -> None:
    """Write data."""
    sys.stdout.write(text)


def say(message: str) -> None:
    """Write a message to the person at the terminal."""
    from search.rendering.terminal_text import printable  # brings all languages with it, and most runs have no message

    sys.stderr.write(f"{printable(message)}\n")


def shows_colors() -> bool:
    """Whether standard output is a terminal that shows colours, and nobody asked for none (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"

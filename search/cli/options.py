"""Options that several commands have."""

from collections.abc import Callable
from typing import Any

import click

from search.settings import Settings, load_settings

__all__ = ["clean_word", "copy_option", "settings_option", "wait_option"]

Command = Callable[..., Any]


def settings_option(command: Command) -> Command:
    """Give a command `--index` and the settings as its parameter `settings`."""
    return click.option(
        "--index", "settings", metavar="DIR", callback=_load_settings, help="Folder of the index [env: SEARCH_INDEX]."
    )(command)


def wait_option(command: Command) -> Command:
    """Give a command `--wait` and its parameter `wait`."""
    return click.option(
        "--wait", type=click.FloatRange(0), default=0.0, metavar="SECONDS", help="Wait for another writer to end."
    )(command)


def copy_option(command: Command) -> Command:
    """Give a command `--copy` and its parameter `copy`."""
    return click.option(
        "--copy", is_flag=True, help="Copy every byte, also where one disk could hold both under two names."
    )(command)


def _load_settings(ctx: click.Context, _option: click.Parameter, value: str | None) -> Settings:
    return load_settings({"index": value or ctx.find_root().params.get("index")})


def clean_word(word: str) -> str:
    r"""Make a typed word text: bytes that were no UTF-8 become replacement characters.

    >>> clean_word("caf\udce9")
    'caf�'
    """
    return word.encode("utf-8", "surrogateescape").decode("utf-8", "replace")

"""Options that turn sources of the expansion off."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from search.expansion.switches import SWITCHES, Switches

__all__ = ["language_codes", "switch_options"]

Command = Callable[..., Any]
HELPS = {
    "lexicon": "Without the lexicon.",
    "cldr": "Without CLDR's names of places, languages and dates.",
    "dictionaries": "Without the dictionaries that were added.",
    "loanwords": "Without words that sound alike.",
    "names": "Without other spellings of names.",
}


def language_codes(_ctx: click.Context, _option: click.Parameter, values: tuple[str, ...]) -> frozenset[str]:
    """Read `ru,de`, given once or several times."""
    return frozenset(code.strip().lower() for value in values for code in value.split(",") if code.strip())


def switch_options(command: Command) -> Command:
    """Give a command `--no-…` for every source and `--only`, together as its parameter `switches`."""

    @wraps(command)
    def with_switches(*, only: frozenset[str], **given: Any) -> Any:
        off = frozenset(source for name, source in SWITCHES.items() if given.pop(f"no_{name}"))
        return command(switches=Switches(off=off, only=only), **given)

    wrapped: Command = with_switches
    for name in reversed(tuple(SWITCHES)):
        wrapped = click.option(f"--no-{name}", is_flag=True, help=HELPS[name])(wrapped)
    return click.option(
        "--only", metavar="LANGS", multiple=True, callback=language_codes, help="Expand the words into these: en,de"
    )(wrapped)

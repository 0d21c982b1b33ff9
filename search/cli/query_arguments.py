"""Parts what was typed after `query` into options and words, as the words may look like options.

* A known long option is one wherever it stands, an unknown one is an error.
* `-n 5` and `-n5` are the option; all else that begins with one hyphen is query text: `-bitcoin` leaves articles out.
* After `--` everything is query text.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

import click

__all__ = ["QueryArguments", "QueryCommand", "part_arguments"]

END = "--"
_SHORT = re.compile(r"-n\d*")


class QueryArguments(NamedTuple):
    """Options with their values, and the words of the query."""

    options: tuple[str, ...]
    words: tuple[str, ...]


def part_arguments(arguments: Sequence[str], valued: frozenset[str]) -> QueryArguments:
    """Part options from words.

    Args:
        arguments: as typed.
        valued: the options that take a value, which then is the next argument.

    Raises:
        UsageError: an option stands last and lacks its value.

    >>> part_arguments(["mining", "-bitcoin", "--sort", "date"], frozenset({"--sort"}))
    QueryArguments(options=('--sort', 'date'), words=('mining', '-bitcoin'))
    """
    options: list[str] = []
    words: list[str] = []
    rest = iter(arguments)
    for argument in rest:
        if argument == END:
            words += rest
        elif argument.startswith("--") or _SHORT.fullmatch(argument):
            options.append(argument)
            if argument in valued:
                value = next(rest, None)
                if value is None:
                    raise click.UsageError(f"option {argument!r} needs a value")
                options.append(value)
        else:
            words.append(argument)
    return QueryArguments(tuple(options), tuple(words))


class QueryCommand(click.Command):
    """A command whose words are free text."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the options first and close them, so that no word is taken for one."""
        options = [option for option in self.get_params(ctx) if isinstance(option, click.Option)]
        valued = frozenset(name for option in options if not option.is_flag for name in option.opts)
        try:
            parted = part_arguments(args, valued)
        except click.UsageError as error:
            error.ctx = ctx
            raise
        return super().parse_args(ctx, [*parted.options, END, *parted.words])

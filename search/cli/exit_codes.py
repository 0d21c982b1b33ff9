"""What a command's exit code says, and which error ends in which."""

from enum import IntEnum

import click

from index.errors import LanguageError, SearchError, SettingsError

__all__ = ["EXIT_CODES", "ExitCode", "exit_code"]


class ExitCode(IntEnum):
    """The codes of all commands."""

    DONE = 0  # found, or done
    NOTHING = 1  # nothing found, or something left out or damaged
    USAGE = 2  # the command was not given right
    FAILED = 3  # it was, and could not be carried out
    INTERRUPTED = 130  # as shells report Ctrl-C


# The first row that fits counts.
EXIT_CODES: tuple[tuple[type[BaseException], ExitCode], ...] = (
    (click.FileError, ExitCode.FAILED),
    (click.ClickException, ExitCode.USAGE),
    (LanguageError, ExitCode.USAGE),
    (SettingsError, ExitCode.USAGE),
    (SearchError, ExitCode.FAILED),
    (KeyboardInterrupt, ExitCode.INTERRUPTED),
    (BrokenPipeError, ExitCode.DONE),  # whoever read the output has seen enough
    (OSError, ExitCode.FAILED),
)


def exit_code(error: BaseException) -> ExitCode | None:
    """Give the code an error ends in; None for one that is a fault of the program."""
    return next((code for kind, code in EXIT_CODES if isinstance(error, kind)), None)

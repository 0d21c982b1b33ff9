"""Runs a command and turns whatever ends it into a message and an exit code; only our own faults give a traceback."""

import os
import sys
from collections.abc import Sequence

import click

from search.cli.console import prepare_streams, say
from search.cli.exit_codes import ExitCode, exit_code

__all__ = ["run_command"]


def run_command(command: click.Command, arguments: Sequence[str]) -> int:
    """Run a command line.

    Args:
        command: the root of all commands.
        arguments: what was typed after the program's name.

    Returns:
        The exit code.
    """
    prepare_streams()
    try:
        code = _invoke(command, arguments)
        sys.stdout.flush()  # here, so that a closed pipe or a full disk is noticed here
        return code
    except BaseException as error:
        known = exit_code(error)
        if known is None:
            raise
        _explain(error)
        _discard_output()
        return known


def _invoke(command: click.Command, arguments: Sequence[str]) -> int:
    # Command.main would end on a closed pipe with 1, and click's own exits with codes of its own.
    try:
        with command.make_context("search", list(arguments)) as context:
            result = command.invoke(context)
    except click.exceptions.Exit as wanted:
        return wanted.exit_code
    except click.Abort as error:
        raise KeyboardInterrupt from error
    return result if isinstance(result, ExitCode) else ExitCode.DONE


def _explain(error: BaseException) -> None:
    if isinstance(error, BrokenPipeError | KeyboardInterrupt):
        return
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        say(error.format_message())
    elif isinstance(error, click.UsageError) and error.ctx:
        say(f"{error.ctx.get_usage()}\nTry '{error.ctx.command_path} --help' for help.\n\nsearch: {_message(error)}")
    else:
        say(f"search: {_message(error)}")


def _message(error: BaseException) -> str:
    if isinstance(error, click.ClickException):
        return error.format_message()
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    return str(error)


def _discard_output() -> None:
    """Send what is still buffered nowhere, or Python would complain about the closed pipe on its way out."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

"""The commands themselves: each has help, the table agrees with it, and starting is light."""

import subprocess
import sys

import click
import pytest

from search.cli import COMMANDS
from search.cli import search as root
from search.cli.lexicon import COMMANDS as LEXICON_COMMANDS
from search.cli.lexicon import command as lexicon

ROWS = [(root, name, row) for name, row in COMMANDS.items()]
ROWS += [(lexicon, name, row) for name, row in LEXICON_COMMANDS.items()]


@pytest.mark.parametrize(("group", "name", "row"), ROWS, ids=[row[1] for row in ROWS])
def test_command_is_found_and_its_help_begins_as_the_table_says(group, name, row):
    context = click.Context(group)
    command = group.get_command(context, name)
    assert command is not None
    assert command.name == name
    assert command.help.split("\n")[0] == row.help
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{parameter.name} of {name} is missing its help"


def test_help_imports_no_engine_and_no_language(environment):
    heavy = ("whoosh", "numpy", "index.languages", "flask", "rich", "search.service")
    code = (
        "import sys\nfrom search.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        f"print([n for n in {heavy} if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=environment, timeout=60, check=True)
    shown = done.stdout.decode()
    assert all(f"  {name} " in shown for name in COMMANDS)
    assert shown.splitlines()[-1] == "[]"


def test_analyze_and_query_do_without_the_web(environment):
    code = (
        "import sys, search.cli.query, search.cli.analyze, search.cli.serve\n"
        "print([n for n in ('flask', 'web') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=environment, timeout=60, check=True)
    assert done.stdout.decode() == "[]\n"


def test_version_needs_no_installation(search):
    result = search("--version")
    assert result.code == 0
    assert result.out.startswith("search, of Dragoman ")

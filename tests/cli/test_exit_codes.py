"""Every error the product raises has an exit code, and faults of the program have none."""

import click
import pytest

from index import errors
from search.cli.exit_codes import EXIT_CODES, ExitCode, exit_code

RAISED = [
    (errors.DocumentError("topics.tsv", "is bad", 3), ExitCode.FAILED),
    (errors.LanguageError("xx", ("de",)), ExitCode.USAGE),
    (errors.IndexStoreError("old"), ExitCode.FAILED),
    (errors.IndexMissingError("none"), ExitCode.FAILED),
    (errors.IndexLockedError("locked"), ExitCode.FAILED),
    (errors.LexiconError("a.tsv", 1, "is bad"), ExitCode.FAILED),
    (errors.SettingsError("unknown"), ExitCode.USAGE),
    (errors.SearchError("other"), ExitCode.FAILED),
    (click.UsageError("no"), ExitCode.USAGE),
    (KeyboardInterrupt(), ExitCode.INTERRUPTED),
    (BrokenPipeError(), ExitCode.DONE),
    (OSError("disk full"), ExitCode.FAILED),
]


@pytest.mark.parametrize(("error", "code"), RAISED, ids=lambda value: type(value).__name__)
def test_code_of_error(error, code):
    assert exit_code(error) is code


def test_every_class_of_the_tree_is_tried_here():
    named = {getattr(errors, name) for name in errors.__all__}
    assert named == {type(error) for error, _ in RAISED if isinstance(error, errors.SearchError)}


@pytest.mark.parametrize("fault", [ValueError(), KeyError(), SystemExit(), AssertionError()])
def test_faults_have_none(fault):
    assert exit_code(fault) is None


def test_no_row_hides_a_later_one():
    kinds = [kind for kind, _ in EXIT_CODES]
    assert not any(issubclass(later, earlier) for place, earlier in enumerate(kinds) for later in kinds[place + 1 :])

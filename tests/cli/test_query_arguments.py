"""What is an option and what is query text."""

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.cli.query_arguments import part_arguments

VALUED = frozenset({"-n", "--sort", "--in"})


@pytest.mark.parametrize(
    ("arguments", "options", "words"),
    [
        (["mining", "-bitcoin"], [], ["mining", "-bitcoin"]),  # its letters hold an n, which is an option's
        (["-nato", "treaty"], [], ["-nato", "treaty"]),
        (["-n", "5", "mining"], ["-n", "5"], ["mining"]),
        (["mining", "-n5"], ["-n5"], ["mining"]),
        (["mining", "--sort", "date", "gold"], ["--sort", "date"], ["mining", "gold"]),
        (["--sort=date", "mining"], ["--sort=date"], ["mining"]),
        (["mining", "--explain", "gold"], ["--explain"], ["mining", "gold"]),
        (["mining", "--bogus"], ["--bogus"], ["mining"]),  # click says that there is none
        (["a", "--", "--sort", "--", "-n"], [], ["a", "--sort", "--", "-n"]),
        (["-"], [], ["-"]),
        (["-h"], [], ["-h"]),
        (["\u2212gold"], [], ["\u2212gold"]),
    ],
)
def test_parting(arguments, options, words):
    assert part_arguments(arguments, VALUED) == (tuple(options), tuple(words))


def test_option_without_its_value_is_an_error():
    with pytest.raises(click.UsageError, match="--sort"):
        part_arguments(["mining", "--sort"], VALUED)


@given(st.lists(st.text()))
def test_after_two_hyphens_every_word_is_kept(words):
    assert part_arguments(["--explain", "--", *words], VALUED) == (("--explain",), tuple(words))


@given(st.lists(st.text().filter(lambda word: not word.startswith("-"))))
def test_words_without_hyphens_are_never_options(words):
    assert part_arguments(words, VALUED) == ((), tuple(words))

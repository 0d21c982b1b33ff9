"""`search languages`: what each language has, read from its own row."""

import click

from index.languages import LANGUAGES, Language
from index.languages.language import POSSESSIVE
from search.cli.console import put
from search.rendering.terminal_text import isolated

__all__ = ["command"]

HEADER = ("code", "language", "lemmas", "stemmer", "parts", "clitics", "stop words", "its own name")


@click.command("languages")
def command() -> None:
    """List the languages and what each of them has.

    Lemmas come from a dictionary; parts are those of compounds and prefixed words; clitics of its own are cut off
    like the l' of l'an (the English 's is cut off everywhere).
    """
    rows = [HEADER, *(_row(LANGUAGES[code]) for code in sorted(LANGUAGES))]
    # The last column is not padded: its scripts differ in width.
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)][:-1]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        put("  ".join([*cells, row[-1]]) + "\n")


def _row(language: Language) -> tuple[str, ...]:
    steps = language.steps
    without = type(steps)()  # the steps of a language that has none
    had = (
        steps.lemmas is not without.lemmas,
        steps.stems is not without.stems,
        steps.parts is not without.parts,
        language.clitics is not POSSESSIVE,
    )
    marks = ("yes" if has else "-" for has in had)
    return (language.code, language.english_name, *marks, str(len(language.stop_words) or "-"), isolated(language.name))

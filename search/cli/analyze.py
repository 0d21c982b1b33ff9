"""`search analyze`: the keys of lines of text, as the index would hold them."""

import sys
from collections.abc import Iterable, Iterator

import click

from index.analysis import Key, Kind, Token, without_pieces
from index.documents import normalize_text
from index.languages import Language, language
from index.schema import MAX_KEY_LENGTH
from search.cli.console import put

__all__ = ["command", "line_keys"]

ALL = "all"
# The key that conflates best is the lemma, where there is one (see Language.conflating_keys).
PREFERRED = {
    "lemma": (Kind.LEMMA, Kind.STEM, Kind.EXACT),
    "stem": (Kind.STEM,),
    "exact": (Kind.EXACT,),
    "part": (Kind.PART,),
}


@click.command("analyze")
@click.option("--lang", metavar="LANG", required=True, help="Language of the lines.")
@click.option("--kind", type=click.Choice([*PREFERRED, ALL]), default="lemma", show_default=True, help="Which keys.")
def command(lang: str, kind: str) -> None:
    r"""Show the keys that lines of text are indexed under.

    Lines are read from standard input; each is printed with a tab and its keys after it, separated by |. The kind
    `lemma` gives a word's key that conflates best, which is its stem where there is no dictionary, and takes a
    compound with hyphens for one word; `all` gives all keys with their kinds. Keys are as the index holds them, but
    for the mark by which it tells stems from words.
    """
    chain = language(lang.lower())
    for line in _lines(sys.stdin.buffer):
        put(f"{line}\t{'|'.join(line_keys(line, chain, kind))}\n")


def line_keys(line: str, chain: Language, kind: str) -> tuple[str, ...]:
    """Give the keys of a text, each once, in the order of its words."""
    tokens = chain.analyzer.tokens(normalize_text(line))
    if kind == "lemma":
        tokens = without_pieces(tokens)
    return tuple(dict.fromkeys(key for token in tokens for key in _keys(token, kind)))


def _keys(token: Token, kind: str) -> Iterator[str]:
    if kind == ALL:
        return (f"{key.kind}:{_term(key)}" for key in token.keys)
    held = {key.kind for key in token.keys}
    chosen = next((preferred for preferred in PREFERRED[kind] if preferred in held), None)
    return (_term(key) for key in token.keys if key.kind is chosen)


def _term(key: Key) -> str:
    return key.text[:MAX_KEY_LENGTH]


def _lines(stream: Iterable[bytes]) -> Iterator[str]:
    for line in stream:
        yield line.decode("utf-8", "replace").rstrip("\r\n")

"""What the readers of dictionaries share: an entry, the files it is read from, and how a term is cleaned."""

import gzip
import lzma
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

import regex

from index.errors import LexiconError
from index.languages import LANGUAGES, UNKNOWN_CODE
from search.expansion.row_keys import MAX_TERM_WORDS

__all__ = ["DictionaryEntry", "DictionaryFiles", "clean_terms", "known_language", "lines_of", "opened", "pair_of"]

BYTE_ORDER_MARK = "\ufeff"
LONGEST_TERM = 80  # code points; what is longer explains rather than translates

# Norwegian is one language to the analysis, and CLDR has no two-letter code for it that is not one of the two norms.
_NORMS = {"nb": "no", "nn": "no"}
_CODES = regex.compile(r"(?<![^\W_])([a-z]{2,3})-([a-z]{2,3})(?![^\W_])", regex.IGNORECASE)
_BRACKETED = regex.compile(r"<[^<>]*>|\[[^\[\]]*\]|\([^()]*\)|\{[^{}]*\}")
# Dictionaries mark with these where an object stands; no article has them.
_PLACEHOLDERS = regex.compile(
    r"(?<![\p{L}\p{M}])(?:sth|sb|sb's|sth's|so|smth|smb|etw|jdn?|jdm|jds|jmdn?|jmdm|jmds|qc|qch|qn|qqch|qqc|qqn)"
    r"\.?(?:/(?=\w))?(?![\p{L}\p{M}])"
    r"|\.\.\.|…"
)
_LETTER = regex.compile(r"\p{L}")


@dataclass(frozen=True, slots=True, kw_only=True)
class DictionaryEntry:
    """One sense: how it is said in each language, the most usual word first; `place` is `file:line`."""

    place: str
    terms: Mapping[str, tuple[str, ...]]
    note: str = ""


class DictionaryFiles(NamedTuple):
    """What a reader is given: the files of one dictionary, and its two languages if somebody said them."""

    paths: tuple[Path, ...]
    pair: tuple[str, str] | None = None


def known_language(code: str) -> str:
    """Give our code of a language, from an ISO 639 code of two or three letters or a language tag.

    Returns:
        The code; empty for a language that is not analysed.

    >>> known_language("deu"), known_language("pt-BR"), known_language("nob"), known_language("tlh")
    ('de', 'pt', 'no', '')
    """
    from babel.core import get_global  # only who has dictionaries or words of their own needs it

    primary = code.strip().replace("_", "-").split("-")[0].lower()
    short = get_global("language_aliases").get(primary, primary)
    short = _NORMS.get(short, short)
    return short if short in LANGUAGES and short != UNKNOWN_CODE else ""


def pair_of(path: Path, given: tuple[str, str] | None) -> tuple[str, str]:
    """Give the two languages of a dictionary: as said, else by its file's name (`freedict-eng-deu.index`).

    Raises:
        LexiconError: nobody said them, and the name does not either.
    """
    if given:
        return given
    for one, other in _CODES.findall(path.name):
        pair = known_language(one), known_language(other)
        if all(pair):
            return pair
    raise LexiconError(path, 0, "cannot tell its languages: say them with --from and --to")


def clean_terms(texts: Iterable[str]) -> tuple[str, ...]:
    """Make terms of what stands in a dictionary, without grammar, remarks, placeholders, affixes and explanations.

    >>> clean_terms(["Lorry (British)", "to lock sth.", "Zaumzeug <neut>", "-ness", "a word that stands for nothing"])
    ('Lorry', 'to lock', 'Zaumzeug')
    """
    cleaned = (_clean(text) for text in texts)
    return tuple(dict.fromkeys(term for term in cleaned if term))


def _clean(text: str) -> str:
    bare = text
    while (shorter := _BRACKETED.sub(" ", bare)) != bare:  # brackets in brackets
        bare = shorter
    bare = _PLACEHOLDERS.sub(" ", unicodedata.normalize("NFC", bare))
    term = " ".join(bare.split()).strip(' ,;:!?"“”„«»').replace("\u2010", "-")
    usable = len(term) <= LONGEST_TERM and len(term.split()) <= MAX_TERM_WORDS and _LETTER.search(term)
    return "" if not usable or term[0] == "-" or term[-1] == "-" else term


def opened(path: Path) -> BinaryIO:
    """Open a file, unpacking `.gz`, `.dz` and `.xz`."""
    if path.suffix in {".gz", ".dz"}:
        return cast("BinaryIO", gzip.open(path, "rb"))
    return cast("BinaryIO", lzma.open(path, "rb")) if path.suffix == ".xz" else path.open("rb")


def lines_of(path: Path) -> Iterator[tuple[int, str]]:
    """Read a text file line by line, numbered from 1.

    Raises:
        LexiconError: a line is not UTF-8, or the file cannot be unpacked.
    """
    number = 0
    try:
        with opened(path) as stream:
            for number, line in enumerate(stream, start=1):
                yield number, line.decode("utf-8").removeprefix(BYTE_ORDER_MARK).rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise LexiconError(path, number, f"not UTF-8: {error.reason}") from error
    except (EOFError, gzip.BadGzipFile, lzma.LZMAError) as error:
        raise LexiconError(path, number, f"cannot be unpacked: {error}") from error

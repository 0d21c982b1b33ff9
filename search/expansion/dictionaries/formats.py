"""The table of the formats of dictionaries, each of which is read by a file of its own."""

import gzip
import lzma
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from index.errors import LexiconError, SettingsError
from search.expansion.dictionaries.dictd import is_dictd, read_dictd
from search.expansion.dictionaries.entries import DictionaryEntry, DictionaryFiles, opened
from search.expansion.dictionaries.freedict_tei import is_tei, read_tei
from search.expansion.dictionaries.name_synonyms import is_name_list, read_name_list
from search.expansion.dictionaries.pairs import is_pairs, read_pairs
from search.expansion.dictionaries.skos import is_skos, read_skos
from search.expansion.dictionaries.wikdict import is_wikdict, read_wikdict
from search.expansion.dictionaries.wordnet import is_wordnet, read_wordnet

__all__ = ["FORMATS", "DictionaryFormat", "format_of"]

START = 4096  # bytes that tell what a file is


@dataclass(frozen=True, slots=True, kw_only=True)
class DictionaryFormat:
    """One way dictionaries are written.

    `recognises` is asked with a path and the file's first bytes; `read` raises `LexiconError` for the first thing
    that is wrong.
    """

    title: str
    recognises: Callable[[Path, bytes], bool]
    read: Callable[[DictionaryFiles], Iterator[DictionaryEntry]]


# By the word for `--kind`. The first that recognises a file reads it: what looks inside comes before the file endings.
FORMATS: Mapping[str, DictionaryFormat] = MappingProxyType(
    {
        "dictd": DictionaryFormat(title="dictd (.index with .dict.dz)", recognises=is_dictd, read=read_dictd),
        "wikdict": DictionaryFormat(title="WikDict SQLite", recognises=is_wikdict, read=read_wikdict),
        "wn-lmf": DictionaryFormat(title="wordnet in WN-LMF", recognises=is_wordnet, read=read_wordnet),
        "skos": DictionaryFormat(title="SKOS thesaurus in RDF/XML or Turtle", recognises=is_skos, read=read_skos),
        "tei": DictionaryFormat(title="FreeDict TEI XML", recognises=is_tei, read=read_tei),
        "names": DictionaryFormat(title="list of names", recognises=is_name_list, read=read_name_list),
        "tsv": DictionaryFormat(title="tab-separated terms", recognises=is_pairs, read=read_pairs),
    }
)


def format_of(path: Path, kind: str = "") -> str:
    """Tell what kind of dictionary a file is.

    Args:
        path: the file.
        kind: what somebody said it is.

    Raises:
        SettingsError: there is no such kind.
        LexiconError: the file cannot be read, or is of no kind we know.
    """
    if kind:
        if kind not in FORMATS:
            raise SettingsError(f"no kind of dictionary {kind!r}: there are {', '.join(FORMATS)}")
        return kind
    for name, form in FORMATS.items():
        if form.recognises(path, _start(path)):
            return name
    raise LexiconError(path, 0, f"cannot tell what kind of dictionary it is: say --kind {'|'.join(FORMATS)}")


def _start(path: Path) -> bytes:
    try:
        with opened(path) as stream:
            return stream.read(START)
    except (EOFError, gzip.BadGzipFile, lzma.LZMAError, zlib.error) as error:
        raise LexiconError(path, 0, f"cannot be unpacked: {error}") from error
    except OSError as error:
        raise LexiconError(path, 0, error.strerror or str(error)) from error

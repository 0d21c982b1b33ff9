"""The query language: grammar only, it knows neither languages nor the index.

    word            searched in all languages
    "two words"     in this order, in every language
    -word -"a b"    articles without it
    title:word      in the title
    lang:ru         articles in Russian; lang:ru,de for several
    word*           all words that begin like this

A query is never a syntax error: what does not parse is searched as words, and a warning says so.
"""

from dataclasses import dataclass
from enum import StrEnum

import regex

from index.matching import Occur, Part

__all__ = ["MAX_CLAUSES", "MAX_LENGTH", "Query", "QueryClause", "Shape", "parse_query"]

MAX_LENGTH = 1000  # code points
MAX_CLAUSES = 40
SHORTEST_PREFIX = 2

_QUOTES = '"\u201c\u201d\u201e\u00ab\u00bb'
_ITEM = regex.compile(
    rf"""(?P<sign>[-\u2212])?
         (?:(?P<field>\p{{L}}+):(?=\S))?
         (?:[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)[{_QUOTES}](?!\w) | (?P<word>\S+))""",
    regex.VERBOSE,
)
_CODES = regex.compile(r"[a-z]{2,3}(?:,[a-z]{2,3})*", regex.IGNORECASE)
# Punctuation around a word is not part of it, but what follows it may be: C++, Yahoo!
_EDGES = regex.compile(r"^\p{P}+|[.,;:?)\]}…،؛؟]+$", regex.V1)
_LETTER = regex.compile(r"[\p{L}\p{N}]")
_OPERATORS = frozenset({"AND", "OR", "NOT"})


class Shape(StrEnum):
    """How the text of a clause is to be matched."""

    WORD = "word"
    PHRASE = "phrase"
    PREFIX = "prefix"


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryClause:
    """One piece of the typed query."""

    text: str
    shape: Shape = Shape.WORD
    occur: Occur = Occur.SHOULD
    part: Part | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """The parsed query: clauses in typed order, the languages it asks for, and what was not understood."""

    text: str
    clauses: tuple[QueryClause, ...]
    languages: frozenset[str] = frozenset()
    warnings: tuple[str, ...] = ()


def parse_query(text: str) -> Query:
    """Parse what the user typed.

    Args:
        text: anything at all.

    >>> [(c.text, c.shape.value, c.occur.value) for c in parse_query('"central bank" -gold crypto*').clauses]
    [('central bank', 'phrase', 'should'), ('gold', 'word', 'must not'), ('crypto', 'prefix', 'should')]
    >>> parse_query("flood lang:de,fr").languages == {"de", "fr"}
    True
    """
    warnings: list[str] = []
    text = " ".join(text.split())
    if len(text) > MAX_LENGTH:
        warnings.append(f"the query was cut to its first {MAX_LENGTH} characters")
    clauses: list[QueryClause] = []
    languages: set[str] = set()
    for item in _ITEM.finditer(text[:MAX_LENGTH]):
        if item["field"] and item["field"].lower() == "lang" and item["word"] and _CODES.fullmatch(item["word"]):
            languages |= set(item["word"].lower().split(","))
        else:
            clauses += _clause(item, warnings)
    if len(clauses) > MAX_CLAUSES:
        warnings.append(f"only the first {MAX_CLAUSES} words were searched")
    return Query(
        text=text,
        clauses=tuple(clauses[:MAX_CLAUSES]),
        languages=frozenset(languages),
        warnings=tuple(dict.fromkeys(warnings)),
    )


def _clause(item: "regex.Match[str]", warnings: list[str]) -> list[QueryClause]:
    occur = Occur.MUST_NOT if item["sign"] else Occur.SHOULD
    part = None
    written = item["phrase"] if item["phrase"] is not None else item["word"]
    if item["field"]:
        if item["field"].lower() == "title":
            part = Part.TITLE
        else:
            warnings.append(f"'{item.group()}' was searched as words: the fields are title: and lang:")
            written = f"{item['field']} {written}"
            return [
                QueryClause(text=word, occur=occur) for word in written.strip(_QUOTES).split() if _LETTER.search(word)
            ]
    if item["phrase"] is not None:
        if not _LETTER.search(written):
            return []
        shape = Shape.PHRASE if " " in written.strip() else Shape.WORD
        return [QueryClause(text=written.strip(), shape=shape, occur=occur, part=part)]
    return _word(written, occur, part, warnings)


def _word(written: str, occur: Occur, part: Part | None, warnings: list[str]) -> list[QueryClause]:
    if any(quote in written for quote in _QUOTES):
        warnings.append("a quotation mark without its partner was left out")
        written = written.translate(dict.fromkeys(map(ord, _QUOTES)))
    if written in _OPERATORS:
        warnings.append(f"{written} was searched as a word: use -word to leave articles out")
    written = _EDGES.sub("", written)
    stem = written.rstrip("*")
    if not _LETTER.search(stem):
        return []
    if stem != written:
        if len(stem) >= SHORTEST_PREFIX and _LETTER.search(stem[-1]) and "*" not in stem:
            return [QueryClause(text=stem, shape=Shape.PREFIX, occur=occur, part=part)]
        warnings.append(f"'{written}' was searched as a word: * stands after {SHORTEST_PREFIX} letters or more")
    return [QueryClause(text=stem, occur=occur, part=part)]

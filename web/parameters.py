"""What an address asks for: its parameters read and checked, and written again into links."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeVar
from urllib.parse import urlencode

import regex
from werkzeug.datastructures import MultiDict

from index.errors import SearchError
from index.languages import LANGUAGES
from index.matching import Filter
from search.expansion.switches import SWITCHES, Switches
from search.query import MAX_LENGTH
from search.service import SearchOptions, Sort

__all__ = ["HITS_A_PAGE", "MAX_COUNT", "MAX_PAGE", "ParameterError", "Parameters", "Problem", "read_parameters"]

HITS_A_PAGE = 10
MAX_COUNT = 100
MAX_PAGE = 100
_T = TypeVar("_T")
_CODE = regex.compile(r"[a-z]{2,3}")


class Problem(NamedTuple):
    """What is wrong with one parameter, and what to do about it."""

    parameter: str
    detail: str


class ParameterError(SearchError):
    """Parameters of an address are not what they must be; `query` is what was searched for nevertheless."""

    def __init__(self, problems: tuple[Problem, ...], query: str) -> None:
        self.problems, self.query = problems, query
        super().__init__("; ".join(f"{problem.parameter}: {problem.detail}" for problem in problems))


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """A search as an address says it; the defaults are what an address need not say."""

    query: str = ""
    languages: tuple[str, ...] = ()
    query_language: str = ""
    sources: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    sort: Sort = Sort.RELEVANCE
    sources_off: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    gloss: str = ""
    page: int = 1
    count: int = HITS_A_PAGE

    @property
    def options(self) -> SearchOptions:
        """Say it in the words of the search."""
        return SearchOptions(
            first=(self.page - 1) * self.count + 1,
            count=self.count,
            query_language=self.query_language,
            filter=Filter(
                languages=frozenset(self.languages),
                sources=frozenset(self.sources),
                since=self.since,
                until=self.until,
            ),
            sort=self.sort,
            switches=self.switches,
            gloss=self.gloss,
        )

    @property
    def switches(self) -> Switches:
        """Say what is off in the words of the search."""
        return Switches(off=frozenset(SWITCHES[name] for name in self.sources_off), only=frozenset(self.only))

    @property
    def is_filtered(self) -> bool:
        """Whether anything but the query narrows the list."""
        return bool(self.languages or self.sources or self.since or self.until)

    @property
    def query_string(self) -> str:
        """Write it as the part of an address after the question mark, leaving the defaults out.

        >>> Parameters(query="два слова", languages=("ru", "de"), page=2).query_string
        'q=%D0%B4%D0%B2%D0%B0+%D1%81%D0%BB%D0%BE%D0%B2%D0%B0&in=ru,de&page=2'
        """
        pairs = [
            ("q", self.query),
            ("in", ",".join(self.languages)),
            ("from", self.query_language),
            *(("source", source) for source in self.sources),
            ("since", self.since),
            ("until", self.until),
            ("sort", "" if self.sort is Sort.RELEVANCE else self.sort.value),
            ("sources_off", ",".join(self.sources_off)),
            ("only", ",".join(self.only)),
            ("gloss", self.gloss),
            ("page", "" if self.page == 1 else str(self.page)),
        ]
        return urlencode([(name, value) for name, value in pairs if value], safe=",")


class _Reader:
    """Reads parameters one after the other and collects what is wrong with them."""

    def __init__(self, arguments: MultiDict[str, str]) -> None:
        self._arguments = arguments
        self.problems: list[Problem] = []

    def text(self, name: str, longest: int) -> str:
        value = self._value(name)
        if len(value) > longest:
            self._wrong(name, f"it has {len(value)} characters: shorten it to {longest} or fewer")
        return value

    def checked(self, name: str, check: Callable[[str], _T], default: _T, hint: str) -> _T:
        value = self._value(name)
        if not value:
            return default
        try:
            return check(value)
        except ValueError:
            self._wrong(name, f"'{value[:40]}' will not do: {hint}")
            return default

    def texts(self, name: str) -> tuple[str, ...]:
        values = (value.strip() for value in self._arguments.getlist(name))
        return tuple(dict.fromkeys(value for value in values if value))

    def codes(self, name: str) -> tuple[str, ...]:
        found = tuple(dict.fromkeys(code.strip().lower() for value in self.texts(name) for code in value.split(",")))
        for code in found:
            # Articles may be in languages that have no analyzer: whether there are any, the index knows.
            if code and not _CODE.fullmatch(code):
                self._wrong(name, f"'{code[:40]}' is no language code: write two letters, such as ru, or ru,de")
        return tuple(code for code in found if code)

    def switches(self, name: str) -> tuple[str, ...]:
        found = tuple(dict.fromkeys(each.strip().lower() for value in self.texts(name) for each in value.split(",")))
        # A source's own name, as answers have it, will do: `name` turns `names` off.
        names = {source: switch for switch, source in SWITCHES.items()} | {switch: switch for switch in SWITCHES}
        for each in found:
            if each and each not in names:
                self._wrong(name, f"'{each[:40]}' is no source that can be off: use {_listed(SWITCHES)}")
        return tuple(dict.fromkeys(names[each] for each in found if each in names))

    def _value(self, name: str) -> str:
        return str(self._arguments.get(name, "")).strip()

    def _wrong(self, name: str, detail: str) -> None:
        self.problems.append(Problem(name, detail))


def read_parameters(arguments: MultiDict[str, str], *, with_count: bool = False) -> Parameters:
    """Read the parameters of a search; unknown ones are none of ours.

    Args:
        arguments: what the address says.
        with_count: whether `n`, the number of hits a page, may be chosen.

    Raises:
        ParameterError: at least one of them is not what it must be; all that is wrong is in it.
    """
    reader = _Reader(arguments)
    parameters = Parameters(
        query=reader.text("q", MAX_LENGTH),
        languages=reader.codes("in"),
        query_language=reader.checked("from", _language, "", f"use one of {_listed(LANGUAGES)}"),
        sources=reader.texts("source"),
        since=reader.checked("since", _day, "", "write a date as year-month-day, such as 2022-05-03"),
        until=reader.checked("until", _day, "", "write a date as year-month-day, such as 2022-05-03"),
        sort=reader.checked("sort", Sort, Sort.RELEVANCE, f"use one of {_listed(Sort)}"),
        sources_off=reader.switches("sources_off"),
        only=reader.codes("only"),
        gloss=reader.checked("gloss", _language, "", f"use one of {_listed(LANGUAGES)}"),
        page=reader.checked("page", _whole(MAX_PAGE), 1, f"use a whole number from 1 to {MAX_PAGE}"),
        count=_count(reader) if with_count else HITS_A_PAGE,
    )
    if parameters.since and parameters.until and parameters.since > parameters.until:
        reader.problems.append(Problem("since", "it is later than until: exchange the two dates"))
    if reader.problems:
        raise ParameterError(tuple(reader.problems), parameters.query[:MAX_LENGTH])
    return parameters


def _count(reader: _Reader) -> int:
    return reader.checked("n", _whole(MAX_COUNT), HITS_A_PAGE, f"use a whole number from 1 to {MAX_COUNT}")


def _language(value: str) -> str:
    if value.lower() not in LANGUAGES:
        raise ValueError(value)
    return value.lower()


def _day(value: str) -> str:
    return date.fromisoformat(value).isoformat()


def _whole(most: int) -> Callable[[str], int]:
    def check(value: str) -> int:
        if not (value.isascii() and value.isdecimal() and len(value) <= 9 and 1 <= int(value) <= most):
            raise ValueError(value)
        return int(value)

    return check


def _listed(values: Iterable[str]) -> str:
    return ", ".join(sorted(values))

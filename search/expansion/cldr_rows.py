"""Rows from Unicode's CLDR through babel: countries, languages, currencies, cities, months and weekdays.

They come in every language we analyse that CLDR has.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from index.languages import LANGUAGES
from search.concepts import Source
from search.expansion.rows import ConceptRow

__all__ = ["cldr_rows"]

_BRACKETED = re.compile(r"\s*[(（]([^)）]+)[)）]")
_LATIN_LANGUAGES = frozenset(code for code, language in LANGUAGES.items() if language.script == "Latn")
_DIGIT = re.compile(r"\d")


def cldr_rows() -> Iterator[ConceptRow]:
    """Give a row for each thing that at least two languages have a name for."""
    locales = dict(_locales())
    kinds: tuple[tuple[str, Callable[[Locale], Mapping[Any, str]]], ...] = (
        ("territory", lambda locale: locale.territories),
        ("language", lambda locale: locale.languages),
        ("currency", lambda locale: locale.currencies),
        ("month", lambda locale: locale.months["stand-alone"]["wide"]),
        ("weekday", lambda locale: locale.days["stand-alone"]["wide"]),
        ("city", _cities),
    )
    for kind, names_of in kinds:
        names = {lang: names_of(locale) for lang, locale in locales.items()}
        for key in names["en"]:
            if kind == "territory" and _DIGIT.search(str(key)) and key not in _REGIONS:
                continue
            terms = {lang: _terms(found[key]) for lang, found in names.items() if found.get(key)}
            terms = {lang: found for lang, found in terms.items() if found}
            if len(terms) > 1:
                yield ConceptRow(source=Source.CLDR, reference=f"{kind} {key}", terms=terms)


# UN M.49 codes of the world's parts that people name: Africa, the Americas, Asia, Europe, Oceania, …
_REGIONS = frozenset("001 002 003 005 009 013 015 019 029 030 034 035 039 142 143 145 150 151 154 155 419".split())


def _locales() -> Iterator[tuple[str, Locale]]:
    for lang in LANGUAGES:
        try:
            yield lang, Locale.parse(lang)
        except (UnknownLocaleError, ValueError):
            continue  # `und`, and languages CLDR does not have


def _terms(name: str) -> tuple[str, ...]:
    """Part a name into synonyms: `Myanmar (Birmanie)` is both, `Hong Kong, SAR` is the first part."""
    inside = _BRACKETED.findall(name)
    outside = _BRACKETED.sub("", name).split(",")[0].strip()
    found = (outside, *(part.strip() for part in inside if len(part) > 3))
    return tuple(dict.fromkeys(term for term in found if term))


def _cities(locale: Locale) -> Mapping[str, str]:
    """Exemplar cities of the time zones; CLDR leaves out those a Latin-script language writes as English does."""
    named = {zone: data["city"] for zone, data in locale._data["time_zones"].items() if "city" in data}
    if locale.language not in _LATIN_LANGUAGES:
        return named
    zones = (zone for found in get_global("territory_zones").values() for zone in found)
    plain = {zone: zone.rsplit("/", 1)[-1].replace("_", " ") for zone in zones if zone.count("/") == 1}
    return {zone: city for zone, city in (plain | named).items() if not zone.startswith("Etc/")}

"""How the pages say things: languages, dates, numbers and sources in words, and the direction of every text."""

from collections.abc import Mapping
from datetime import date, datetime

from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_decimal
from flask import Flask
from markupsafe import Markup

from index.languages import LANGUAGES, UNKNOWN_CODE

__all__ = [
    "address_is_safe",
    "attach",
    "by_count",
    "direction",
    "language_name",
    "percent",
    "readable_date",
    "text_attributes",
]

INTERFACE = Locale("en")

# Longer than the one word of `search.concepts.Source`, for whoever wants to know what it stands for.
SOURCE_NOTES = {
    "same word": "the word as you typed it",
    "own lexicon": "the words that whoever runs this search has added",
    "lexicon": "this project’s own lexicon of news words",
    "cldr": "Unicode’s tables of countries, languages, currencies and dates",
    "loanword": "a word that one language took from another, and that sounds alike",
    "name": "a name that is written or sounds alike in another script",
}


def language_name(code: str) -> str:
    """Name a language in the interface's language.

    >>> language_name("ar"), language_name("und"), language_name("ja"), language_name("qqq")
    ('Arabic', 'Other languages', 'Japanese', 'qqq')
    """
    if code == UNKNOWN_CODE or not code:
        return "Other languages"
    if code in LANGUAGES:
        return LANGUAGES[code].english_name
    return str(INTERFACE.languages.get(code, code))


def direction(code: str) -> str:
    """Give the `dir` of text in a language; where the language is unknown the text itself decides.

    >>> direction("ar"), direction("ru"), direction("und")
    ('rtl', 'ltr', 'auto')
    """
    if code == UNKNOWN_CODE or code not in LANGUAGES:
        return "auto"
    return LANGUAGES[code].direction


def text_attributes(code: str) -> Markup:
    """Give the attributes of an element that holds text in a language.

    >>> text_attributes("ar")
    Markup('lang="ar" dir="rtl"')
    """
    # An empty `lang` says that the language is unknown, and keeps the page's own from being inherited.
    return Markup('lang="{}" dir="{}"').format("" if code == UNKNOWN_CODE else code, direction(code))


def readable_date(published: str) -> str:
    """Write a date, or a date and time, for people.

    >>> readable_date("2022-05-03"), readable_date("2022-05-03T10:00:00+00:00")
    ('3 May 2022', '3 May 2022, 10:00')
    """
    if not published:
        return ""
    moment = datetime.fromisoformat(published)
    day = format_date(moment.date(), "d MMMM y", locale=INTERFACE)
    if len(published) == len(date.min.isoformat()):
        return str(day)
    return f"{day}, {format_time(moment.time(), 'HH:mm', locale=INTERFACE)}"


def number(value: int) -> str:
    """Group the digits of a number.

    >>> number(12345)
    '12,345'
    """
    return str(format_decimal(value, locale=INTERFACE))


def counted(value: int, one: str, many: str) -> str:
    """Put a number before its noun.

    >>> counted(1, "article", "articles"), counted(1200, "article", "articles")
    ('1 article', '1,200 articles')
    """
    return f"{number(value)} {one if value == 1 else many}"


def percent(share: float) -> str:
    """Write a share as a percentage; what is not quite certain is never 100%.

    >>> percent(0.873), percent(0.9996), percent(1)
    ('87%', '99%', '100%')
    """
    return f"{round(share * 100) if share >= 1 else min(99, round(share * 100))}%"


def seconds(milliseconds: float) -> str:
    r"""Write a short time.

    >>> seconds(4.2), seconds(1234)
    ('0.004\xa0s', '1.23\xa0s')
    """
    value = milliseconds / 1000
    return f"{max(value, 0.001):.{2 if value >= 0.1 else 3}f}\N{NO-BREAK SPACE}s"


def address_is_safe(address: str) -> bool:
    """Whether an article's address may become a link; `javascript:` and its like may not.

    >>> address_is_safe("https://example.org/a"), address_is_safe("JavaScript:alert(1)")
    (True, False)
    """
    return address.lower().startswith(("https://", "http://"))


def source_note(source: str) -> str:
    """Say what the source of an alternative is.

    >>> source_note("lexicon"), source_note("dictionary:freedict-deu-eng")
    ('this project’s own lexicon of news words', 'a dictionary that was added here')
    """
    return SOURCE_NOTES.get(source, "a dictionary that was added here")


def by_count(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Order counts, the highest first, ties by name."""
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def attach(app: Flask) -> None:
    """Let templates use the words."""
    app.jinja_env.filters |= {
        "counted": counted,
        "language_name": language_name,
        "number": number,
        "percent": percent,
        "readable_date": readable_date,
        "seconds": seconds,
        "source_note": source_note,
    }
    app.jinja_env.tests["safe_address"] = address_is_safe
    app.jinja_env.globals["text_attributes"] = text_attributes

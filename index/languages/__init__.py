"""The languages the product analyses, as one table."""

from index.errors import LanguageError
from index.languages.arabic import ARABIC
from index.languages.english import ENGLISH
from index.languages.french import FRENCH
from index.languages.german import GERMAN
from index.languages.language import Language
from index.languages.russian import RUSSIAN
from index.languages.snowball_languages import SNOWBALL_LANGUAGES
from index.languages.ukrainian import UKRAINIAN
from index.languages.unknown import UNKNOWN

__all__ = ["LANGUAGES", "UNKNOWN_CODE", "Language", "language"]

UNKNOWN_CODE = UNKNOWN.code

LANGUAGES: dict[str, Language] = {
    entry.code: entry for entry in (ENGLISH, RUSSIAN, ARABIC, GERMAN, FRENCH, UKRAINIAN, *SNOWBALL_LANGUAGES, UNKNOWN)
}


def language(code: str) -> Language:
    """Find a language by its ISO 639-1 code (`und` stands for all that have no analyzer).

    Raises:
        LanguageError: there is none; the message names those there are.
    """
    try:
        return LANGUAGES[code]
    except KeyError:
        raise LanguageError(code, tuple(sorted(LANGUAGES))) from None

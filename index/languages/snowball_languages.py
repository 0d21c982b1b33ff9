"""Every other language Snowball has a stemmer for: casefold, stop list, stem.

A row here is all such a language needs. One that deserves more (a dictionary, elision, compounds) gets a file of its
own, copied from `_template.py`.
"""

from typing import NamedTuple

import regex

from index.languages.language import POSSESSIVE, Language, Steps, casefold, fold_marks
from index.languages.stemming import snowball

__all__ = ["SNOWBALL_LANGUAGES"]

# The clitics of Italian (dell'acqua), Catalan (l'aigua) and Irish (d'oscail) before a vowel.
ROMANCE_ELISION = regex.compile(
    r"^(?:[cdlmnstv]|un|all|dall|dell|nell|sull|coll|gl|quell|quest)['\u2018\u2019\u02bc](?=\w)", regex.IGNORECASE
)
# Turkish sets endings off from names: Ankara'da.
TURKISH_ENDING = regex.compile(r"(?<=\w)['\u2018\u2019\u02bc]\w+$")


class _Row(NamedTuple):
    code: str
    name: str
    english_name: str
    algorithm: str
    script: str = "Latn"
    clitics: "regex.Pattern[str]" = POSSESSIVE


_ROWS = (
    _Row("ca", "català", "Catalan", "catalan", clitics=ROMANCE_ELISION),
    _Row("cs", "čeština", "Czech", "czech"),
    _Row("da", "dansk", "Danish", "danish"),
    _Row("el", "Ελληνικά", "Greek", "greek", "Grek"),
    _Row("eo", "Esperanto", "Esperanto", "esperanto"),
    _Row("es", "español", "Spanish", "spanish"),
    _Row("et", "eesti", "Estonian", "estonian"),
    _Row("eu", "euskara", "Basque", "basque"),
    _Row("fa", "فارسی", "Persian", "persian", "Arab"),
    _Row("fi", "suomi", "Finnish", "finnish"),
    _Row("ga", "Gaeilge", "Irish", "irish"),
    _Row("hi", "हिन्दी", "Hindi", "hindi", "Deva"),
    _Row("hu", "magyar", "Hungarian", "hungarian"),
    _Row("hy", "հայերեն", "Armenian", "armenian", "Armn"),
    _Row("id", "Indonesia", "Indonesian", "indonesian"),
    _Row("it", "italiano", "Italian", "italian", clitics=ROMANCE_ELISION),
    _Row("lt", "lietuvių", "Lithuanian", "lithuanian"),
    _Row("ne", "नेपाली", "Nepali", "nepali", "Deva"),
    _Row("nl", "Nederlands", "Dutch", "dutch"),
    _Row("no", "norsk", "Norwegian", "norwegian"),
    _Row("pl", "polski", "Polish", "polish"),
    _Row("pt", "português", "Portuguese", "portuguese"),
    _Row("ro", "română", "Romanian", "romanian"),
    _Row("sr", "српски", "Serbian", "serbian", "Cyrl"),
    _Row("st", "Sesotho", "Southern Sotho", "sesotho"),
    _Row("sv", "svenska", "Swedish", "swedish"),
    _Row("ta", "தமிழ்", "Tamil", "tamil", "Taml"),
    _Row("tr", "Türkçe", "Turkish", "turkish", clitics=TURKISH_ENDING),
    _Row("yi", "ייִדיש", "Yiddish", "yiddish", "Hebr"),
)  # fmt: skip


def fold(word: str) -> str:
    """Lower case, no accents on Latin letters; other scripts keep their marks, which are letters there."""
    word = casefold(word)
    return fold_marks(word) if word[:1].isascii() or "\u00c0" <= word[:1] <= "\u024f" else word


def _language(row: _Row) -> Language:
    def stems(word: str) -> tuple[str, ...]:
        # The algorithms expect accents, so folding comes last.
        return (fold(snowball(row.algorithm, word.lower())),)

    return Language(
        code=row.code,
        name=row.name,
        english_name=row.english_name,
        script=row.script,
        clitics=row.clitics,
        steps=Steps(fold=fold, stems=stems),
    )


SNOWBALL_LANGUAGES = tuple(_language(row) for row in _ROWS)
